#include "naive_rule.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <set>
#include <utility>

namespace occur::testing {
namespace {

using date::days;
using date::local_days;
using date::local_seconds;
using date::months;
using date::weeks;
using date::year_month_day;
using date::years;
using std::chrono::hours;
using std::chrono::minutes;

// RFC 8984 4.3.3.1: what the rule lacks is read off the start.
rule filled(rule r, const start& from) {
  const local_days day = date::floor<days>(from.time);
  const date::hh_mm_ss clock{from.time - day};
  const year_month_day ymd{day};
  const auto month = month_number{static_cast<std::uint8_t>(unsigned{ymd.month()})};
  const auto month_day = static_cast<std::int8_t>(unsigned{ymd.day()});
  const auto weekday = weekday_number{0, date::weekday{day}};

  if (from.kind == start_kind::date) {
    r.by_hour.clear();
    r.by_minute.clear();
    r.by_second.clear();
  }
  for (auto& second : r.by_second) {
    if (second == 60) second = 59;
  }
  if (r.freq != frequency::secondly) {
    if (r.by_second.empty()) r.by_second = {static_cast<std::uint8_t>(clock.seconds().count())};
    if (r.freq != frequency::minutely) {
      if (r.by_minute.empty()) r.by_minute = {static_cast<std::uint8_t>(clock.minutes().count())};
      if (r.freq != frequency::hourly && r.by_hour.empty()) {
        r.by_hour = {static_cast<std::uint8_t>(clock.hours().count())};
      }
    }
  }
  if (r.freq == frequency::weekly && r.by_day.empty()) r.by_day = {weekday};
  if (r.freq == frequency::monthly && r.by_day.empty() && r.by_month_day.empty()) {
    r.by_month_day = {month_day};
  }
  if (r.freq == frequency::yearly && r.by_year_day.empty()) {
    const bool no_day = r.by_day.empty();
    const bool no_month_day = r.by_month_day.empty();
    const bool no_week = r.by_week_number.empty();
    if (r.by_month.empty() && no_week && (!no_month_day || no_day)) r.by_month = {month};
    if (no_month_day && no_week && no_day) r.by_month_day = {month_day};
    if (!no_week && no_month_day && no_day) r.by_day = {weekday};
  }
  return r;
}

template <class List>
bool holds(const List& list, int value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

template <class List>
bool holds_or_is_empty(const List& list, int value) {
  return list.empty() || holds(list, value);
}

// The `number`-th of `total`, counted from the front or, negative, from the back.
template <class List>
bool holds_position(const List& list, int number, int total) {
  return holds(list, number) || holds(list, number - total - 1);
}

int length_of(date::year_month m) { return static_cast<int>(unsigned{(m / date::last).day()}); }
int length_of(date::year y) { return y.is_leap() ? 366 : 365; }
local_days new_year(date::year y) { return local_days{y / date::January / 1}; }

local_days week_begin(local_days day, date::weekday week_start) {
  return day - (date::weekday{day} - week_start);
}

// RFC 5545 3.3.10: week 1 is the first one with at least four days in its year.
local_days first_week(date::year y, date::weekday week_start) {
  return week_begin(local_days{y / date::January / 4}, week_start);
}

date::year week_year(local_days day, date::weekday week_start) {
  return year_month_day{week_begin(day, week_start) + days{3}}.year();
}

bool matches_week_number(const rule& r, local_days day) {
  if (r.by_week_number.empty()) return true;
  const date::year y = week_year(day, r.week_start);
  const local_days first = first_week(y, r.week_start);
  const auto number = static_cast<int>((day - first) / weeks{1} + 1);
  const auto total = static_cast<int>((first_week(y + years{1}, r.week_start) - first) / weeks{1});
  return holds_position(r.by_week_number, number, total);
}

bool matches_month(const rule& r, date::month m) {
  return r.by_month.empty() || std::any_of(r.by_month.begin(), r.by_month.end(), [&](auto given) {
           return !given.leap && given.number == unsigned{m};
         });
}

bool matches_year_day(const rule& r, local_days day) {
  const date::year y = year_month_day{day}.year();
  const auto number = static_cast<int>((day - new_year(y)).count() + 1);
  return r.by_year_day.empty() || holds_position(r.by_year_day, number, length_of(y));
}

bool matches_month_day(const rule& r, local_days day) {
  const year_month_day ymd{day};
  const auto number = static_cast<int>(unsigned{ymd.day()});
  return r.by_month_day.empty() ||
         holds_position(r.by_month_day, number, length_of(ymd.year() / ymd.month()));
}

// The number counts in the month at MONTHLY, and at YEARLY when months are named; else in the year.
bool matches_weekday(const rule& r, local_days day) {
  if (r.by_day.empty()) return true;
  const year_month_day ymd{day};
  const bool in_month = r.freq == frequency::monthly || !r.by_month.empty();
  const local_days first =
      in_month ? local_days{ymd.year() / ymd.month() / 1} : new_year(ymd.year());
  const days length{in_month ? length_of(ymd.year() / ymd.month()) : length_of(ymd.year())};
  const auto from_front = (day - first) / weeks{1} + 1;
  const auto from_back = -((first + length - days{1} - day) / weeks{1} + 1);
  return std::any_of(r.by_day.begin(), r.by_day.end(), [&](const weekday_number& given) {
    return given.day == date::weekday{day} &&
           (given.ordinal == 0 || given.ordinal == from_front || given.ordinal == from_back);
  });
}

bool matches_day(const rule& r, local_days day) {
  return matches_month(r, year_month_day{day}.month()) && matches_week_number(r, day) &&
         matches_year_day(r, day) && matches_month_day(r, day) && matches_weekday(r, day);
}

// RFC 7529 4.1: SKIP acts where a part expands into days that may not exist.
bool skip_moves_month_days(const rule& r) {
  return r.skip != skip_rule::omit && !r.by_month_day.empty() &&
         (r.freq == frequency::monthly ||
          (r.freq == frequency::yearly && r.by_year_day.empty() && r.by_week_number.empty()));
}

bool skip_moves_year_days(const rule& r) {
  return r.skip != skip_rule::omit && r.freq == frequency::yearly && !r.by_year_day.empty() &&
         r.by_month.empty() && r.by_month_day.empty() && r.by_week_number.empty();
}

local_days moved_into(local_days first, int length, int number, skip_rule skip) {
  const bool backward = skip == skip_rule::backward;
  const int wanted = number > 0 ? number : length + 1 + number;
  if (wanted > length) return first + days{backward ? length - 1 : length};
  if (wanted < 1) return first - days{backward ? 1 : 0};
  return first + days{wanted - 1};
}

// A stretch of days, and the local times [begin, end) of it that belong to the period.
struct period {
  local_seconds begin;
  local_seconds end;
};

class lister {
 public:
  lister(rule r, const start& from, std::int64_t most_trials)
      : rule_(std::move(r)), from_(from.time), left_(most_trials), most_(most_trials) {}

  naive_times list(local_seconds last) {
    naive_times found;
    std::int64_t index = index_of(from_);
    const std::int64_t last_index = index_of(horizon_last) + 1;
    while (left_ > 0 && index <= last_index) {
      const period p = period_at(index);
      if (p.begin > last + reach()) break;
      for (const local_seconds time : chosen(p)) {
        if (time >= from_ && time <= last && time >= horizon_first && time <= horizon_last) {
          found.times.push_back(time);
        }
      }
      index = next_index(index, p);
      --left_;
    }
    found.trials = most_ - left_;
    found.gave_up = left_ <= 0;
    return found;
  }

 private:
  // A period may yield a day before its own first one when SKIP moves it there.
  [[nodiscard]] days reach() const {
    const bool moves = skip_moves_month_days(rule_) || skip_moves_year_days(rule_);
    return days{moves && rule_.skip == skip_rule::backward ? 1 : 0};
  }

  // Periods are numbered without holes; the rule uses each INTERVAL-th from the start's.
  [[nodiscard]] std::int64_t index_of(local_seconds time) const {
    const local_days day = date::floor<days>(time);
    const year_month_day ymd{day};
    switch (rule_.freq) {
      case frequency::yearly:
        return rule_.by_week_number.empty() ? int{ymd.year()}
                                            : int{week_year(day, rule_.week_start)};
      case frequency::monthly:
        return int{ymd.year()} * 12 + static_cast<int>(unsigned{ymd.month()}) - 1;
      case frequency::weekly:
        return (week_begin(day, rule_.week_start) - any_week()) / weeks{1};
      case frequency::daily:
        return day.time_since_epoch().count();
      case frequency::hourly:
        return date::floor<hours>(time).time_since_epoch().count();
      case frequency::minutely:
        return date::floor<minutes>(time).time_since_epoch().count();
      case frequency::secondly:
        return time.time_since_epoch().count();
    }
    std::abort();
  }

  [[nodiscard]] period period_at(std::int64_t index) const {
    switch (rule_.freq) {
      case frequency::yearly: {
        const date::year y{static_cast<int>(index)};
        if (rule_.by_week_number.empty()) return {new_year(y), new_year(y + years{1})};
        return {first_week(y, rule_.week_start), first_week(y + years{1}, rule_.week_start)};
      }
      case frequency::monthly: {
        const date::year_month m = date::year{0} / date::January + months{static_cast<int>(index)};
        return {local_days{m / 1}, local_days{(m + months{1}) / 1}};
      }
      case frequency::weekly: {
        const local_days begin = any_week() + weeks{static_cast<int>(index)};
        return {begin, begin + weeks{1}};
      }
      case frequency::daily: {
        const local_days day{days{static_cast<int>(index)}};
        return {day, day + days{1}};
      }
      case frequency::hourly:
        return {local_seconds{hours{index}}, local_seconds{hours{index + 1}}};
      case frequency::minutely:
        return {local_seconds{minutes{index}}, local_seconds{minutes{index + 1}}};
      case frequency::secondly:
        return {local_seconds{seconds{index}}, local_seconds{seconds{index + 1}}};
    }
    std::abort();
  }

  [[nodiscard]] local_days any_week() const {
    return week_begin(local_days{days{0}}, rule_.week_start);
  }

  // The next index of the lattice; days and hours with nothing in them are passed over whole.
  [[nodiscard]] std::int64_t next_index(std::int64_t index, const period& p) const {
    const std::int64_t next = index + rule_.interval;
    if (rule_.freq < frequency::hourly) return next;
    const local_days day = date::floor<days>(p.begin);
    if (!matches_day(rule_, day)) return at_or_after(next, day + days{1});
    const local_seconds hour = date::floor<hours>(p.begin);
    if (!holds_or_is_empty(rule_.by_hour, static_cast<int>((hour - day) / hours{1}))) {
      return at_or_after(next, hour + hours{1});
    }
    const local_seconds minute = date::floor<minutes>(p.begin);
    if (!holds_or_is_empty(rule_.by_minute, static_cast<int>((minute - hour) / minutes{1})) &&
        rule_.freq != frequency::hourly) {
      return at_or_after(next, minute + minutes{1});
    }
    return next;
  }

  [[nodiscard]] std::int64_t at_or_after(std::int64_t index, local_seconds time) const {
    const std::int64_t interval = rule_.interval;
    const std::int64_t missing = index_of(time) - index;
    return missing <= 0 ? index : index + (missing + interval - 1) / interval * interval;
  }

  // BYSETPOS picks from the whole period, whatever the start cuts off.
  std::set<local_seconds> chosen(const period& p) {
    std::set<local_seconds> all;
    for (const local_days day : days_of(p)) add_times(all, day, p);
    if (rule_.by_set_position.empty()) return all;
    std::set<local_seconds> picked;
    int position = 0;
    const auto total = static_cast<int>(all.size());
    for (const local_seconds time : all) {
      if (holds_position(rule_.by_set_position, ++position, total)) picked.insert(time);
    }
    return picked;
  }

  std::vector<local_days> days_of(const period& p) {
    if (skip_moves_month_days(rule_)) return moved_month_days(p);
    if (skip_moves_year_days(rule_)) return moved_year_days(p);
    std::vector<local_days> matching;
    for (local_days day = date::floor<days>(p.begin); day < p.end; day += days{1}) {
      --left_;
      if (matches_day(rule_, day)) matching.push_back(day);
    }
    return matching;
  }

  std::vector<local_days> moved_month_days(const period& p) {
    std::vector<local_days> moved;
    for (year_month_day m{date::floor<days>(p.begin)}; local_days{m} < p.end; m += months{1}) {
      --left_;
      if (!matches_month(rule_, m.month())) continue;
      for (const auto number : rule_.by_month_day) {
        const local_days day =
            moved_into(local_days{m}, length_of(m.year() / m.month()), number, rule_.skip);
        // BYDAY comes after SKIP and sees the date as moved.
        if (matches_weekday(rule_, day)) moved.push_back(day);
      }
    }
    return moved;
  }

  std::vector<local_days> moved_year_days(const period& p) {
    std::vector<local_days> moved;
    const year_month_day y{date::floor<days>(p.begin)};
    for (const int number : rule_.by_year_day) {
      --left_;
      const local_days day = moved_into(local_days{y}, length_of(y.year()), number, rule_.skip);
      if (matches_weekday(rule_, day)) moved.push_back(day);
    }
    return moved;
  }

  void add_times(std::set<local_seconds>& all, local_days day, const period& p) {
    const bool within_a_day = rule_.freq >= frequency::hourly;
    const local_seconds begin = within_a_day ? p.begin : local_seconds{day};
    const local_seconds end = within_a_day ? p.end : local_seconds{day + days{1}};
    for (local_seconds hour = date::floor<hours>(begin); hour < end; hour += hours{1}) {
      --left_;
      if (!holds_or_is_empty(rule_.by_hour, static_cast<int>((hour - day) / hours{1}))) continue;
      for (local_seconds minute = std::max<local_seconds>(hour, date::floor<minutes>(begin));
           minute < std::min<local_seconds>(end, hour + hours{1}); minute += minutes{1}) {
        --left_;
        if (!holds_or_is_empty(rule_.by_minute, static_cast<int>((minute - hour) / minutes{1}))) {
          continue;
        }
        for (local_seconds second = std::max(minute, begin);
             second < std::min<local_seconds>(end, minute + minutes{1}); second += seconds{1}) {
          --left_;
          if (holds_or_is_empty(rule_.by_second,
                                static_cast<int>((second - minute) / seconds{1}))) {
            all.insert(second);
          }
        }
      }
    }
  }

  rule rule_;
  local_seconds from_;
  std::int64_t left_;
  std::int64_t most_;
};

}  // namespace

naive_times naive_local_times(const rule& r, const start& from, date::local_seconds last,
                              std::int64_t most_trials) {
  return lister{filled(r, from), from, most_trials}.list(last);
}

}  // namespace occur::testing
