#include "expand/other_days.hpp"

#include <algorithm>
#include <iterator>
#include <stdexcept>

#include "expand/calendar.hpp"

namespace occur::detail {
namespace {

/// SKIP moves a day out of its year by no more than a month.
constexpr std::int64_t longest_move = 40;

[[nodiscard]] std::int64_t number_of(date::local_days day) {
  return day.time_since_epoch().count();
}
[[nodiscard]] date::local_days day_of(std::int64_t number) {
  return date::local_days{date::days{number}};
}

[[nodiscard]] std::int64_t begin_of(const other_calendar::month& m) { return number_of(m.first); }
[[nodiscard]] std::int64_t end_of(const other_calendar::month& m) { return begin_of(m) + m.length; }
[[nodiscard]] std::int64_t begin_of(const other_calendar::year& y) {
  return begin_of(y.months.front());
}
[[nodiscard]] std::int64_t end_of(const other_calendar::year& y) { return end_of(y.months.back()); }

[[nodiscard]] const other_calendar::month& month_with(const other_calendar::year& y,
                                                      std::int64_t day) {
  return *std::ranges::find_if(y.months, [&](const auto& m) { return day < end_of(m); });
}

template <class List, class Value>
[[nodiscard]] bool has(const List& list, const Value& value) {
  return std::ranges::find(list, value) != list.end();
}

/// Whether a day is numbered, from the first or from the last, in a period.
template <class List>
[[nodiscard]] bool has_number(const List& list, std::int64_t day, std::int64_t begin,
                              std::int64_t end) {
  return std::ranges::any_of(
      list, [&](std::int64_t n) { return n > 0 ? day - begin + 1 == n : end - day == -n; });
}

}  // namespace

other_days::other_days(rule r, date::local_days start)
    : rule_(std::move(r)), start_(number_of(start)) {
  if (!rule_.months.source) throw std::invalid_argument{"a rule lacks its calendar's months"};
  anchor_ = rule_.months.source->year_with(start);
  counted_ = anchor_;
  const auto own =
      std::ranges::find_if(anchor_.months, [&](const month& m) { return start_ < end_of(m); });
  anchor_month_ = own - anchor_.months.begin();
  complete(start);
}

/// Fills what the rule lacks from its start, as it is done for Gregorian rules.
void other_days::complete(date::local_days start) {
  const month& own = month_with(anchor_, start_);
  const auto day = static_cast<std::int8_t>(start_ - begin_of(own) + 1);
  const bool days = !rule_.by_month_day.empty() || !rule_.by_day.empty();
  if (rule_.freq == frequency::weekly && rule_.by_day.empty()) {
    rule_.by_day = {{0, date::weekday{start}}};
  } else if (rule_.freq == frequency::monthly && !days) {
    rule_.by_month_day = {day};
  } else if (rule_.freq == frequency::yearly && rule_.by_year_day.empty()) {
    if (rule_.by_month.empty() && (!rule_.by_month_day.empty() || !days))
      rule_.by_month = {own.number};
    if (!days) rule_.by_month_day = {day};
  }
}

int other_days::last_year() const { return static_cast<int>(rule_.months.source->last_year()); }

other_days::year other_days::next(const year& y) const {
  return rule_.months.source->year_with(day_of(end_of(y)));
}

other_days::year other_days::previous(const year& y) const {
  return rule_.months.source->year_with(day_of(begin_of(y) - 1));
}

bool other_days::in_lattice(std::int64_t period) const {
  return floor_mod(period, std::int64_t{rule_.interval}) == 0;
}

year_mask other_days::days(int gregorian_year) const {
  const std::int64_t begin = year_begin(gregorian_year);
  const std::int64_t end = year_begin(gregorian_year + 1);
  year_mask mask;
  if (gregorian_year > last_year() || end <= start_) return mask;
  day_list found;
  if (rule_.freq >= frequency::weekly) {
    found = short_periods(begin, end);
  } else {
    auto y = rule_.months.source->year_with(day_of(std::max(begin - longest_move, start_)));
    for (; begin_of(y) < end + longest_move; y = next(y)) {
      if (rule_.freq == frequency::monthly)
        add_months(y, found);
      else if (in_lattice(y.number - anchor_.number))
        add_period(of_year(y), found);
    }
  }
  for (const auto day : found)
    if (begin <= day && day < end) mask.set(static_cast<int>(day - begin));
  return mask;
}

/// Adds what BYSETPOS picks of a period's days.
void other_days::add_period(day_list found, day_list& to) const {
  std::ranges::sort(found);
  found.erase(std::unique(found.begin(), found.end()), found.end());
  if (rule_.by_set_position.empty()) {
    to.insert(to.end(), found.begin(), found.end());
    return;
  }
  for (const std::int64_t rank : rule_.by_set_position) {
    const std::int64_t index = rank > 0 ? rank - 1 : std::ssize(found) + rank;
    if (0 <= index && index < std::ssize(found))
      to.push_back(found[static_cast<std::size_t>(index)]);
  }
}

// ---- months --------------------------------------------------------------------

/// The months of a year that BYMONTH lets through, moved ones among them.
std::vector<other_days::month> other_days::allowed_months(const year& y) const {
  if (rule_.by_month.empty()) return y.months;
  std::vector<month> allowed;
  for (const month_number wanted : rule_.by_month) {
    const auto found = std::ranges::find(y.months, wanted, &month::number);
    if (found != y.months.end())
      allowed.push_back(*found);
    else
      add_missing_month(y, wanted, allowed);
  }
  std::ranges::sort(allowed, {}, &month::first);
  const auto same = [](const month& a, const month& b) { return a.first == b.first; };
  allowed.erase(std::unique(allowed.begin(), allowed.end(), same), allowed.end());
  return allowed;
}

/// A month that the year lacks becomes the one after it, or the one before
/// (RFC 7529 4.1).
void other_days::add_missing_month(const year& y, month_number wanted,
                                   std::vector<month>& to) const {
  if (rule_.skip == skip_rule::omit) return;
  const auto after = std::ranges::lower_bound(y.months, wanted, {}, &month::number);
  if (rule_.skip == skip_rule::forward)
    to.push_back(after == y.months.end() ? next(y).months.front() : *after);
  else
    to.push_back(after == y.months.begin() ? previous(y).months.back() : *std::prev(after));
}

/// How many months lie between the anchor's year and another, later one.
std::int64_t other_days::months_before(const year& y) const {
  if (y.number < counted_.number) {
    counted_ = anchor_;
    months_before_counted_ = 0;
  }
  while (counted_.number < y.number) {
    months_before_counted_ += std::ssize(counted_.months);
    counted_ = next(counted_);
  }
  return months_before_counted_;
}

void other_days::add_months(const year& y, day_list& to) const {
  const auto allowed = allowed_months(y);
  std::int64_t index = rule_.interval == 1 ? 0 : months_before(y) - anchor_month_;
  for (const month& m : y.months) {
    const bool stands = std::ranges::find(allowed, m.first, &month::first) != allowed.end();
    if (stands && in_lattice(rule_.interval == 1 ? 0 : index)) add_period(of_month(m), to);
    ++index;
  }
}

// ---- days ----------------------------------------------------------------------

/// Day `number` of a period, where SKIP moves it if the period has none.
void other_days::add_numbered(int number, stretch_of_days period, day_list& to) const {
  const std::int64_t day = number > 0 ? period.begin + number - 1 : period.end + number;
  const bool late = day >= period.end;
  if (period.begin <= day && !late) {
    to.push_back(day);
  } else if (rule_.skip == skip_rule::forward) {
    to.push_back(late ? period.end : period.begin);
  } else if (rule_.skip == skip_rule::backward) {
    to.push_back(late ? period.end - 1 : period.begin - 1);
  }
}

/// BYDAY, its numbers counted within a period.
bool other_days::weekday_allows(std::int64_t day, stretch_of_days period) const {
  if (rule_.by_day.empty()) return true;
  const date::weekday own{day_of(day)};
  return std::ranges::any_of(rule_.by_day, [&](const weekday_number& w) {
    if (w.day != own) return false;
    if (w.ordinal == 0) return true;
    return w.ordinal > 0 ? (day - period.begin) / 7 + 1 == w.ordinal
                         : (period.end - 1 - day) / 7 + 1 == -w.ordinal;
  });
}

other_days::day_list other_days::of_month(const month& m) const {
  const stretch_of_days whole{begin_of(m), end_of(m)};
  day_list found;
  for (const auto n : rule_.by_month_day) add_numbered(n, whole, found);
  if (rule_.by_month_day.empty())
    for (auto day = whole.begin; day < whole.end; ++day) found.push_back(day);
  std::erase_if(found, [&](std::int64_t day) { return !weekday_allows(day, whole); });
  return found;
}

other_days::day_list other_days::of_year(const year& y) const {
  if (!rule_.by_year_day.empty()) return of_year_days(y);
  day_list found;
  if (rule_.by_month.empty() && rule_.by_month_day.empty()) {
    const stretch_of_days whole{begin_of(y), end_of(y)};
    for (auto day = whole.begin; day < whole.end; ++day)
      if (weekday_allows(day, whole)) found.push_back(day);
    return found;
  }
  for (const month& m : allowed_months(y))
    std::ranges::copy(of_month(m), std::back_inserter(found));
  return found;
}

/// BYYEARDAY, which the other parts limit.
other_days::day_list other_days::of_year_days(const year& y) const {
  const stretch_of_days whole{begin_of(y), end_of(y)};
  day_list found;
  for (const int n : rule_.by_year_day) add_numbered(n, whole, found);
  std::erase_if(found, [&](std::int64_t day) {
    const bool inside = whole.begin <= day && day < whole.end;
    return (inside && !filters_allow(day, y)) || !weekday_allows(day, whole);
  });
  return found;
}

/// BYMONTH, BYMONTHDAY and BYYEARDAY of the actual day.
bool other_days::filters_allow(std::int64_t day, const year& y) const {
  const month& own = month_with(y, day);
  if (!rule_.by_month.empty() && !has(rule_.by_month, own.number)) return false;
  if (!rule_.by_month_day.empty() &&
      !has_number(rule_.by_month_day, day, begin_of(own), end_of(own)))
    return false;
  return rule_.by_year_day.empty() || has_number(rule_.by_year_day, day, begin_of(y), end_of(y));
}

/// Weeks and days: every day is looked at, period by period for BYSETPOS.
other_days::day_list other_days::short_periods(std::int64_t begin, std::int64_t end) const {
  const std::int64_t length = rule_.freq == frequency::weekly ? 7 : 1;
  const int week_start = static_cast<int>(rule_.week_start.iso_encoding()) - 1;
  const auto first_of = [&](std::int64_t day) {
    return length == 1 ? day : day - floor_mod(weekday_of(day) - week_start, 7);
  };
  const std::int64_t anchor = first_of(start_);
  day_list found;
  auto y = rule_.months.source->year_with(day_of(first_of(begin)));
  for (auto period = first_of(begin); period < end; period += length) {
    if (!in_lattice((period - anchor) / length)) continue;
    day_list own;
    for (auto day = period; day < period + length; ++day) {
      while (day >= end_of(y)) y = next(y);
      if (day < begin_of(y)) y = previous(y);
      if (filters_allow(day, y) && weekday_allows(day, {period, period + length}))
        own.push_back(day);
    }
    add_period(std::move(own), found);
  }
  return found;
}

}  // namespace occur::detail
