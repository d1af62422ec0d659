#include "expand/expansion.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include "expand/completed.hpp"

namespace occur::detail {
namespace {

template <int N>
[[nodiscard]] std::vector<std::uint8_t> all_if_empty(const std::vector<std::uint8_t>& by) {
  if (!by.empty()) return by;
  std::vector<std::uint8_t> all(N);
  std::iota(all.begin(), all.end(), std::uint8_t{0});
  return all;
}

/// Indices into a list of n that BYSETPOS picks, sorted, without repeats.
[[nodiscard]] std::vector<std::int64_t> positions(const rule& r, std::int64_t n) {
  std::vector<std::int64_t> picked;
  for (const auto position : r.by_set_position) {
    const std::int64_t index = position > 0 ? position - 1 : n + position;
    if (index >= 0 && index < n) picked.push_back(index);
  }
  std::ranges::sort(picked);
  picked.erase(std::unique(picked.begin(), picked.end()), picked.end());
  return picked;
}

[[nodiscard]] std::vector<second_of_day> pick(const rule& r, const time_table& all) {
  std::vector<second_of_day> picked;
  for (const auto index : positions(r, all.size())) picked.push_back(all.nth(index));
  return picked;
}

}  // namespace

expansion::expansion(const rule& r, date::local_seconds start, bool whole_days)
    : start_(start.time_since_epoch().count()),
      days_(completed(r, start, whole_days), floor_div(start_, seconds_per_day)) {
  const rule full = completed(r, start, whole_days);
  compile_times(full);
  if (!full.by_set_position.empty()) compile_positions(full);
  never_ = never_ || (varying_ ? slots_.never() || times_.inner.empty()
                               : own_times_.empty() && times_.size() == 0);
}

expansion::expansion(std::span<const rule* const> rules, date::local_seconds start, bool whole_days)
    : expansion(*rules.front(), start, whole_days) {
  std::vector<second_of_day> all = times_.all();
  for (const rule* r : rules.subspan(1)) {
    const rule full = completed(*r, start, whole_days);
    const auto more = sums(full.by_hour, full.by_minute, full.by_second);
    all.insert(all.end(), more.begin(), more.end());
  }
  std::ranges::sort(all);
  all.erase(std::unique(all.begin(), all.end()), all.end());
  times_ = {std::move(all), {0}};
  never_ = times_.size() == 0;
}

std::optional<rule> days_alone(const rule& r) {
  if (r.freq > frequency::daily || r.count || !r.by_set_position.empty() || !r.calendar.empty())
    return {};
  rule days = r;
  days.by_hour.clear();
  days.by_minute.clear();
  days.by_second.clear();
  return days;
}

// ---- compiling ---------------------------------------------------------------

void expansion::compile_times(const rule& r) {
  if (r.freq <= frequency::daily)
    compile_daily_times(r);
  else
    compile_slots(r);
}

void expansion::compile_daily_times(const rule& r) {
  constexpr std::array<std::uint8_t, 1> zero{0};
  times_.outer = sums(r.by_hour, r.by_minute, zero);
  times_.inner = sums(zero, zero, r.by_second);
}

void expansion::compile_slots(const rule& r) {
  constexpr std::array<std::uint8_t, 1> zero{0};
  const std::int64_t unit = r.freq == frequency::hourly     ? 3600
                            : r.freq == frequency::minutely ? 60
                                                            : 1;
  const std::int64_t per_day = seconds_per_day / unit;
  if (r.freq == frequency::hourly) times_.inner = sums(zero, r.by_minute, r.by_second);
  if (r.freq == frequency::minutely) times_.inner = sums(zero, zero, r.by_second);
  if (per_day % r.interval != 0) {
    varying_ = true;
    slots_ = slot_lattice(r, start_);
    return;
  }
  const std::int64_t step = r.interval * unit;
  const std::int64_t first = floor_mod(floor_div(start_, unit) * unit, step);
  if (unit == 1 && 60 % r.interval == 0) {
    auto seconds = all_if_empty<60>(r.by_second);
    std::erase_if(seconds, [&](std::int64_t second) { return second % step != first; });
    times_.outer = sums(all_if_empty<24>(r.by_hour), all_if_empty<60>(r.by_minute), zero);
    times_.inner = sums(zero, zero, seconds);
    return;
  }
  const auto allows = [](const std::vector<std::uint8_t>& by, std::int64_t n) {
    return by.empty() || std::ranges::find(by, n) != by.end();
  };
  for (std::int64_t time = first; time < seconds_per_day; time += step)
    if (allows(r.by_hour, time / 3600) && (unit > 60 || allows(r.by_minute, time / 60 % 60)) &&
        (unit > 1 || allows(r.by_second, time % 60)))
      times_.outer.push_back(static_cast<second_of_day>(time));
}

void expansion::compile_positions(const rule& r) {
  if (r.freq < frequency::daily) return pick_days(r);
  if (r.freq == frequency::daily) {
    times_ = {pick(r, times_), {0}};
    return;
  }
  if (r.freq == frequency::secondly) {
    never_ = positions(r, 1).empty();
    return;
  }
  times_.inner = pick(r, {{0}, times_.inner});
  never_ = times_.inner.empty();
}

/// Position p of a period with n times a day is time p mod n of day p div n,
/// counted from either end.
void expansion::pick_days(const rule& r) {
  const std::int64_t n = times_.size();
  const auto day_of = [n](std::int64_t position) {
    return static_cast<day_rank>(position > 0 ? (position - 1) / n : -((-position - 1) / n) - 1);
  };
  const auto time_of = [n](std::int64_t position) {
    return position > 0 ? (position - 1) % n : n - 1 - (-position - 1) % n;
  };
  if (n == 1) {
    for (const auto p : r.by_set_position) ranks_.push_back(day_of(p));
    return;
  }
  for (const auto p : r.by_set_position) {
    const second_of_day time = times_.nth(time_of(p));
    const auto it = std::ranges::lower_bound(own_times_, time, {}, &own_time::time);
    if (it != own_times_.end() && it->time == time)
      it->ranks.push_back(day_of(p));
    else
      own_times_.insert(it, {time, {day_of(p)}});
  }
}

// ---- pages -------------------------------------------------------------------

void expansion::load(page& p, int year) const {
  p.year = year;
  p.begin = year_begin(year);
  if (never_) {
    p.days = {};
    return;
  }
  if (own_times_.empty()) {
    p.days = days_.days(year, ranks_);
    return;
  }
  p.days = {};
  p.own_days.resize(own_times_.size());
  for (std::size_t i = 0; i < own_times_.size(); ++i) {
    p.own_days[i] = days_.days(year, own_times_[i].ranks);
    p.days |= p.own_days[i];
  }
}

int expansion::next_year(int year) const {
  if (never_) return last_year + 1;
  if (varying_ && year <= last_year) {
    const std::int64_t day = slots_.next_day(year_begin(year));
    if (day >= year_begin(last_year + 1)) return last_year + 1;
    return std::max(year, year_of(day));
  }
  return days_.next_year(year);
}

int expansion::next_day(const page& p, int day) const {
  day = p.days.next(day);
  if (!varying_) return day;
  while (day >= 0) {
    const std::int64_t reached = slots_.next_day(p.begin + day) - p.begin;
    if (reached == day) return day;
    if (reached >= year_mask::size) return -1;
    day = p.days.next(static_cast<int>(reached));
  }
  return day;
}

const time_table& expansion::times(const page& p, int day, time_table& scratch) const {
  if (every_day_alike()) return times_;
  if (varying_) {
    slots_.times(p.begin + day, times_.inner, scratch);
    return scratch;
  }
  scratch.clear();
  for (std::size_t i = 0; i < own_times_.size(); ++i)
    if (p.own_days[i].test(day)) scratch.outer.push_back(own_times_[i].time);
  return scratch;
}

// ---- counting ----------------------------------------------------------------

std::int64_t expansion::count(const page& p, const year_mask& days) const {
  if (every_day_alike()) return days.count() * times_.size();
  std::int64_t n = 0;
  if (!varying_) {
    for (const auto& own : p.own_days) n += (year_mask{days} &= own).count();
    return n;
  }
  for (int first = days.next(0); first >= 0;) {
    int end = first + 1;
    while (end < year_mask::size && days.test(end)) ++end;
    n += slots_.count(p.begin + first, end - first, 1);
    first = days.next(end);
  }
  return n * static_cast<std::int64_t>(times_.inner.size());
}

std::int64_t expansion::count_years(int from, int to) const {
  if (from >= to) return 0;
  page p;
  const auto sum = [&](int begin, int end) {
    std::int64_t n = 0;
    for (int year = next_year(begin); year < end; year = next_year(year + 1)) {
      load(p, year);
      n += count(p, p.days);
    }
    return n;
  };
  const std::int64_t repeat = cycle();
  if (to - from <= repeat) return sum(from, to);
  const std::int64_t rest = (to - from) % repeat;
  return sum(from, from + static_cast<int>(repeat)) * ((to - from) / repeat) +
         sum(to - static_cast<int>(rest), to);
}

/// How many occurrences days [from, to) have, the start aside.
std::int64_t expansion::count_days(std::int64_t from, std::int64_t to) const {
  if (never_ || from >= to) return 0;
  if (varying_ && days_.by_weekday_only()) {
    std::int64_t n = 0;
    if (days_.weekdays() == 0x7F) {
      n = slots_.count(from, to - from, 1);
    } else {
      for (std::int64_t day = from; day < std::min(from + 7, to); ++day)
        if ((days_.weekdays() >> weekday_of(day) & 1U) != 0)
          n += slots_.count(day, (to - day + 6) / 7, 7);
    }
    return n * static_cast<std::int64_t>(times_.inner.size());
  }
  const int first = year_of(from);
  const int last = year_of(to);
  page p;
  load(p, first);
  const int offset = static_cast<int>(from - p.begin);
  if (first == last) return count(p, p.days.within(offset, static_cast<int>(to - p.begin)));
  std::int64_t n = count(p, p.days.within(offset, year_mask::size)) + count_years(first + 1, last);
  if (last <= last_year) {
    load(p, last);
    n += count(p, p.days.within(0, static_cast<int>(to - p.begin)));
  }
  return n;
}

/// How many occurrences of a day come before a local time of that day.
std::int64_t expansion::count_on(std::int64_t day, local_time before) const {
  if (never_ || day >= year_begin(last_year + 1)) return 0;
  page p;
  load(p, year_of(day));
  const int d = static_cast<int>(day - p.begin);
  if (!p.days.test(d)) return 0;
  time_table scratch;
  return times(p, d, scratch).count_before(before - day * seconds_per_day);
}

std::int64_t expansion::count_before(local_time time) const {
  time = std::min(time, horizon_end);
  if (time <= start_) return 0;
  const std::int64_t first = floor_div(start_, seconds_per_day);
  const std::int64_t last = floor_div(time, seconds_per_day);
  return count_days(first, last) + count_on(last, time) - count_on(first, start_);
}

std::optional<local_time> expansion::nth(std::int64_t index) const {
  if (never_ || index < 0) return {};
  const std::int64_t first = floor_div(start_, seconds_per_day);
  index += count_on(first, start_);  // counted from the start's midnight now
  const auto day =
      day_with(index, first, year_begin(last_year + 1),
               [this](std::int64_t from, std::int64_t to) { return count_days(from, to); });
  if (!day) return {};
  page p;
  load(p, year_of(*day));
  time_table scratch;
  return *day * seconds_per_day + times(p, static_cast<int>(*day - p.begin), scratch).nth(index);
}

}  // namespace occur::detail
