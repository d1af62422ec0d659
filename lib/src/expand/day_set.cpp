#include "expand/day_set.hpp"

#include <algorithm>
#include <numeric>

namespace occur::detail {
namespace {

constexpr int no_day = -1;

/// A number that counts from either end of n things, as an index; or no_day.
[[nodiscard]] int from_either_end(int number, int n) {
  const int index = number > 0 ? number - 1 : n + number;
  return index >= 0 && index < n ? index : no_day;
}

[[nodiscard]] std::uint64_t weekday_word(unsigned weekdays, int first_weekday) {
  std::uint64_t word = 0;
  for (int i = 0; i < year_mask::word_bits; ++i)
    if ((weekdays >> ((first_weekday + i) % 7) & 1U) != 0) word |= std::uint64_t{1} << i;
  return word;
}

/// The ranks among the bits of a mask, as a mask.
[[nodiscard]] year_mask pick(const year_mask& mask, std::span<const day_rank> ranks) {
  year_mask picked;
  const int n = mask.count();
  for (const auto rank : ranks) {
    const int index = rank >= 0 ? rank : n + rank;
    if (index >= 0 && index < n) picked.set(mask.nth(index));
  }
  return picked;
}

[[nodiscard]] std::uint64_t pick(std::uint64_t word, std::span<const day_rank> ranks) {
  std::uint64_t picked = 0;
  const int n = std::popcount(word);
  for (const auto rank : ranks) {
    const int index = rank >= 0 ? rank : n + rank;
    if (index >= 0 && index < n) picked |= std::uint64_t{1} << year_mask::nth_bit(word, index);
  }
  return picked;
}

/// ORs a mask whose bit 0 is day `position` of the page into the page.
void add_shifted(year_mask& page, const year_mask& mask, std::int64_t position) {
  for (int w = 0; w < 6; ++w)
    page.set_pattern(mask.words[static_cast<std::size_t>(w)],
                     static_cast<int>(position) + w * year_mask::word_bits);
}

/// SKIP acts where a part makes days that may not exist (RFC 7529 4.1): days
/// of the month that no BYYEARDAY or BYWEEKNO filters, or days of the year
/// that stand alone.
[[nodiscard]] skip_rule acting_skip(const rule& r) {
  const bool month_days = !r.by_month_day.empty();
  const bool year_days = !r.by_year_day.empty();
  const bool acts = r.freq == frequency::monthly
                        ? month_days
                        : r.freq == frequency::yearly && r.by_week_number.empty() &&
                              (year_days ? !month_days && r.by_month.empty() : month_days);
  return acts ? r.skip : skip_rule::omit;
}

}  // namespace

day_set::day_set(const rule& r, std::int64_t start_day)
    : skip_(acting_skip(r)),
      week_start_(weekday_index(r.week_start)),
      month_days_(r.by_month_day),
      year_days_(r.by_year_day),
      week_numbers_(r.by_week_number) {
  const int year = year_of(start_day);
  switch (r.freq) {
    case frequency::yearly:
      unit_ = week_numbers_.empty() ? unit::year : unit::week_year;
      anchor_ = year;
      if (unit_ == unit::week_year) {
        if (start_day < week_year_begin(year, week_start_)) --anchor_;
        if (start_day >= week_year_begin(year + 1, week_start_)) ++anchor_;
      }
      break;
    case frequency::monthly: {
      unit_ = unit::month;
      const auto& begins = months_of(year);
      const auto day = static_cast<std::int16_t>(start_day - year_begin(year));
      anchor_ = std::int64_t{year} * 12 +
                (std::upper_bound(begins.begin(), begins.end(), day) - begins.begin() - 1);
      break;
    }
    case frequency::weekly:
      unit_ = unit::week;
      anchor_ = floor_div(week_begin(start_day, week_start_) - week_begin(0, week_start_), 7);
      break;
    default:
      unit_ = unit::day;
      anchor_ = start_day;
      break;
  }
  if (r.freq <= frequency::daily) interval_ = r.interval;
  if (!r.by_month.empty()) {
    months_ = 0;
    for (const auto m : r.by_month) months_ |= 1U << m.number;
  }
  numbered_in_month_ = r.freq == frequency::monthly || !r.by_month.empty();
  compile_weekdays(r);
  compile_fixed();
  unfiltered_ = r.by_month.empty() && month_days_.empty() && year_days_.empty();
  weekly_filter_ = r.freq >= frequency::daily && plain_weekdays_ && unfiltered_;
}

void day_set::compile_weekdays(const rule& r) {
  if (!r.by_day.empty()) weekdays_ = 0;
  for (const auto& d : r.by_day) {
    if (d.ordinal == 0)
      weekdays_ |= 1U << weekday_index(d.day);
    else
      numbered_.push_back({d.ordinal, weekday_index(d.day)});
  }
  plain_weekdays_ = numbered_.empty();
  for (int first = 0; first < 7; ++first)
    weekday_words_[static_cast<std::size_t>(first)] = weekday_word(weekdays_, first);
}

void day_set::compile_fixed() {
  for (const bool leap : {false, true}) {
    auto& mask = fixed_[leap ? 1 : 0];
    const auto& begins = month_begin_table[leap ? 1 : 0];
    const int length = begins[12];
    for (std::size_t m = 1; m <= 12; ++m)
      if ((months_ >> m & 1U) != 0) mask.set_range(begins[m - 1], begins[m]);
    if (!month_days_.empty()) mask &= month_days(leap);
    if (year_days_.empty()) continue;
    year_mask days;
    for (const auto number : year_days_)
      if (const int day = from_either_end(number, length); day != no_day) days.set(day);
    mask &= days;
  }
}

year_mask day_set::month_days(bool leap) const {
  const auto& begins = month_begin_table[leap ? 1 : 0];
  year_mask mask;
  for (std::size_t m = 0; m < 12; ++m)
    for (const auto number : month_days_)
      if (const int day = from_either_end(number, begins[m + 1] - begins[m]); day != no_day)
        mask.set(begins[m] + day);
  return mask;
}

bool day_set::fixed_allows(std::int64_t day) const {
  const int year = year_of(day);
  return fixed_[is_leap(year) ? 1 : 0].test(static_cast<int>(day - year_begin(year)));
}

// ---- a year's days ---------------------------------------------------------

year_mask day_set::days(int year) const {
  if (overhangs()) {
    year_mask page;
    for_each_period(
        year, [&](const period_days& p) { add_shifted(page, p.mask, p.begin - year_begin(year)); });
    page.words[5] &= year_mask::below(days_in_year(year) - 320);
    return page;
  }
  if (unit_ == unit::year && !in_lattice(year)) return {};
  year_mask mask = fixed_[is_leap(year) ? 1 : 0];
  keep_weekdays(mask, year);
  if (interval_ != 1) keep_lattice(mask, year);
  return mask;
}

year_mask day_set::days(int year, std::span<const day_rank> ranks) const {
  if (ranks.empty()) return days(year);
  year_mask page;
  if (unit_ == unit::month && skip_ == skip_rule::omit) {
    const year_mask all = days(year);
    const auto& begins = months_of(year);
    for (std::size_t m = 0; m < 12; ++m) {
      const std::uint64_t month = all.extract(begins[m], begins[m + 1] - begins[m]);
      if (month != 0) page.set_pattern(pick(month, ranks), begins[m]);
    }
    return page;
  }
  if (unit_ == unit::year && skip_ == skip_rule::omit) return pick(days(year), ranks);
  const std::int64_t origin = year_begin(year);
  if (unit_ == unit::week) {
    const std::int64_t epoch = week_begin(0, week_start_) - origin;
    const std::int64_t end = days_in_year(year);
    const year_mask all = days_with_week_edges(year);
    std::int64_t week = next_in_lattice(floor_div(-epoch, 7));
    for (; epoch + week * 7 < end; week += interval_) {
      const int begin = static_cast<int>(epoch + week * 7);
      page.set_pattern(pick(all.extract(begin + 7, 7), ranks), begin);
    }
  } else {
    for_each_period(year, [&](const period_days& p) {
      add_shifted(page, pick(p.mask, ranks), p.begin - origin);
    });
  }
  page.words[5] &= year_mask::below(days_in_year(year) - 320);
  return page;
}

void day_set::keep_weekdays(year_mask& mask, int year) const {
  if (plain_weekdays_) {
    if (weekdays_ == 0x7F) return;
    auto weekday = static_cast<std::size_t>(weekday_of(year_begin(year)));
    for (auto& word : mask.words) {
      word &= weekday_words_[weekday];
      weekday = weekday == 6 ? 0 : weekday + 1;  // 64 days on is one weekday on
    }
    return;
  }
  mask &= numbered_weekdays(year);
}

year_mask day_set::numbered_weekdays(int year) const {
  const auto& begins = months_of(year);
  const int first = weekday_of(year_begin(year));
  year_mask mask;
  const auto add = [&](const nth_weekday& item, int from, int to) {
    const int offset = (item.weekday - (first + from) % 7 + 7) % 7;
    const int available = (to - from - offset + 6) / 7;
    if (const int n = from_either_end(item.ordinal, available); n != no_day)
      mask.set(from + offset + n * 7);
  };
  for (const auto& item : numbered_) {
    if (!numbered_in_month_) {
      add(item, 0, begins[12]);
      continue;
    }
    for (std::size_t m = 0; m < 12; ++m)
      if ((months_ >> (m + 1) & 1U) != 0 || skip_ != skip_rule::omit)
        add(item, begins[m], begins[m + 1]);
  }
  if (weekdays_ != 0) {
    auto weekday = static_cast<std::size_t>(first);
    for (auto& word : mask.words) {
      word |= weekday_words_[weekday];
      weekday = weekday == 6 ? 0 : weekday + 1;
    }
  }
  return mask;
}

void day_set::keep_lattice(year_mask& mask, int year) const {
  if (unit_ == unit::year) return;
  const std::int64_t origin = year_begin(year);
  const int length = days_in_year(year);
  year_mask allowed;
  if (unit_ == unit::month) {
    const auto& begins = months_of(year);
    const std::int64_t january = std::int64_t{year} * 12;
    for (std::int64_t m = next_in_lattice(january); m < january + 12; m += interval_) {
      const auto i = static_cast<std::size_t>(m - january);
      allowed.set_range(begins[i], begins[i + 1]);
    }
  } else if (unit_ == unit::week) {
    const std::int64_t epoch = week_begin(0, week_start_) - origin;
    for (std::int64_t w = next_in_lattice(floor_div(-epoch, 7)); epoch + w * 7 < length;
         w += interval_)
      allowed.set_pattern(0x7F, static_cast<int>(epoch + w * 7));
  } else {
    for (std::int64_t d = next_in_lattice(origin) - origin; d < length; d += interval_)
      allowed.set(static_cast<int>(d));
  }
  mask &= allowed;
}

int day_set::next_year_in_lattice(int year) const {
  std::int64_t next = last_year + 1;
  switch (unit_) {
    case unit::year:
    case unit::week_year:
      if (!overhangs()) {
        next = next_in_lattice(year);
        break;
      }
      // A period's days may lie in the year before or after it.
      next = std::max<std::int64_t>(next_in_lattice(year - 1) - 1, year);
      break;
    case unit::month:
      next = floor_div(next_in_lattice(std::int64_t{year} * 12), 12);
      break;
    case unit::week: {
      const std::int64_t epoch = week_begin(0, week_start_);
      const std::int64_t week = next_in_lattice(floor_div(year_begin(year) - epoch, 7));
      next = std::max(year, year_of(std::min(epoch + week * 7, year_begin(last_year + 1))));
      break;
    }
    case unit::day:
      next = year_of(std::min(next_in_lattice(year_begin(year)), year_begin(last_year + 1)));
      break;
  }
  return static_cast<int>(std::min<std::int64_t>(next, last_year + 1));
}

std::size_t day_set::kinds() const {
  constexpr std::int64_t most_phases = 16;
  if (interval_ != 1 && unit_ == unit::year && overhangs()) return 0;
  if (!phase_matters()) return year_shapes;
  if (unit_ == unit::week_year || interval_ > most_phases) return 0;
  return year_shapes * static_cast<std::size_t>(interval_);
}

std::size_t day_set::phase_of(int year) const {
  return static_cast<std::size_t>(floor_mod(first_period(year) - anchor_, interval_));
}

/// The day, week or month that holds 1 January.
std::int64_t day_set::first_period(int year) const {
  if (unit_ == unit::month) return std::int64_t{year} * 12;
  if (unit_ == unit::day) return year_begin(year);
  return floor_div(year_begin(year) - week_begin(0, week_start_), 7);
}

std::int64_t day_set::cycle() const {
  const auto years = [this](std::int64_t units) {
    return cycle_years * (interval_ / std::gcd(units, interval_));
  };
  switch (unit_) {
    case unit::day:
      return years(cycle_days);
    case unit::week:
      return years(cycle_days / 7);
    case unit::month:
      return years(std::int64_t{cycle_years} * 12);
    default:
      return years(cycle_years);
  }
}

// ---- periods that hang over their year --------------------------------------

template <class Visit>
void day_set::for_each_period(int year, Visit visit) const {
  if (unit_ == unit::month) {
    // December's and January's moved dates stay within their year.
    const std::int64_t january = std::int64_t{year} * 12;
    // A date that moved out of a period before the start's is no occurrence.
    for (std::int64_t m = next_in_lattice(std::max(january, anchor_)); m < january + 12;
         m += interval_)
      visit(month_period(year, static_cast<int>(m - january)));
    return;
  }
  for (int y = year - 1; y <= year + 1; ++y)
    if (y >= anchor_ && in_lattice(y) && reaches(y, year)) visit(year_period(y));
}

/// Whether the period of one year may have days in another.
bool day_set::reaches(int period, int year) const {
  if (unit_ != unit::week_year || period == year) return true;
  return period < year ? week_year_begin(year, week_start_) > year_begin(year)
                       : week_year_begin(period, week_start_) < year_begin(period);
}

day_set::period_days day_set::year_period(int year) const {
  return unit_ == unit::week_year ? week_year_period(year) : skipping_year_period(year);
}

day_set::period_days day_set::week_year_period(int year) const {
  period_days period{week_year_begin(year, week_start_), {}};
  const std::int64_t next = week_year_begin(year + 1, week_start_);
  const int weeks = static_cast<int>((next - period.begin) / 7);
  for (const auto number : week_numbers_) {
    const int week = from_either_end(number, weeks);
    if (week == no_day) continue;
    for (int i = week * 7; i < week * 7 + 7; ++i) {
      const std::int64_t day = period.begin + i;
      if (weekday_allows(day) && (unfiltered_ || fixed_allows(day))) period.mask.set(i);
    }
  }
  return period;
}

/// The days that the filters let through, INTERVAL aside, of a year and the
/// weeks at its edges: bit 7 is 1 January.
year_mask day_set::days_with_week_edges(int year) const {
  const auto filtered = [this](int y) {
    year_mask mask = fixed_[is_leap(y) ? 1 : 0];
    keep_weekdays(mask, y);
    return mask;
  };
  year_mask all;
  add_shifted(all, filtered(year), 7);
  all.set_pattern(filtered(year - 1).extract(days_in_year(year - 1) - 7, 7), 0);
  all.set_pattern(filtered(year + 1).extract(0, 7), days_in_year(year) + 7);
  return all;
}

// SKIP (RFC 7529 4.1): a day that its month or year lacks moves to the day
// before or after. Bit 0 of a period's mask is the day before the period.

day_set::period_days day_set::month_period(int year, int month) const {
  period_days period{year_begin(year) - 1, {}};
  if ((months_ >> (month + 1) & 1U) == 0) return period;
  add_skipping_month(period.mask, year, month);
  keep_actual_weekdays(period);
  return period;
}

int day_set::moved_day(int number, int length) const {
  const int day = from_either_end(number, length);
  if (day != no_day) return day;
  const bool past_the_end = number > 0;
  if (skip_ == skip_rule::forward) return past_the_end ? length : 0;
  return past_the_end ? length - 1 : -1;
}

void day_set::add_skipping_month(year_mask& mask, int year, int month) const {
  const auto& begins = months_of(year);
  const auto m = static_cast<std::size_t>(month);
  for (const auto number : month_days_)
    mask.set(begins[m] + moved_day(number, begins[m + 1] - begins[m]) + 1);
}

day_set::period_days day_set::skipping_year_period(int year) const {
  period_days period{year_begin(year) - 1, {}};
  if (!year_days_.empty()) {
    for (const auto number : year_days_) period.mask.set(moved_day(number, days_in_year(year)) + 1);
  } else {
    for (int m = 0; m < 12; ++m)
      if ((months_ >> (m + 1) & 1U) != 0) add_skipping_month(period.mask, year, m);
  }
  keep_actual_weekdays(period);
  return period;
}

/// BYDAY tests the date where it has moved to, which may be in another year.
void day_set::keep_actual_weekdays(period_days& period) const {
  if (weekdays_ == 0x7F && plain_weekdays_) return;
  year_mask kept;
  for (int i = period.mask.next(0); i >= 0; i = period.mask.next(i + 1)) {
    const std::int64_t day = period.begin + i;
    const int year = year_of(day);
    year_mask allowed;
    allowed.set_range(0, days_in_year(year));
    keep_weekdays(allowed, year);
    if (allowed.test(static_cast<int>(day - year_begin(year)))) kept.set(i);
  }
  period.mask = kept;
}

}  // namespace occur::detail
