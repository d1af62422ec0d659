#include "random_rules.hpp"

#include <algorithm>
#include <utility>

#include "dice.hpp"
#include "random_starts.hpp"

namespace occur::testing {
namespace {

using date::days;
using date::local_days;
using date::local_seconds;
using date::months;
using date::weeks;
using date::year_month_day;
using std::chrono::hours;
using std::chrono::minutes;

// The horizon keeps a distance from the ends, where a date plus a while is no date any more.
local_seconds within_horizon(local_seconds time) {
  return std::clamp(time, horizon_first, horizon_last);
}

local_seconds plus_months(local_seconds time, std::int64_t count) {
  const local_days day = date::floor<days>(time);
  const year_month_day ymd{day};
  if (int{ymd.year()} + count / 12 > 9998) return horizon_last;
  const year_month_day moved = ymd + months{static_cast<int>(count)};
  return (moved.ok() ? local_days{moved} : local_days{moved.year() / moved.month() / date::last}) +
         (time - day);
}

// Where the rule stands after some periods: the place for an UNTIL, an RDATE or an EXDATE to bite.
local_seconds after_periods(const rule& r, const start& from, std::int64_t periods) {
  const std::int64_t steps = std::min<std::int64_t>(periods * r.interval, 100'000);
  switch (r.freq) {
    case frequency::yearly:
      return plus_months(from.time, 12 * std::min<std::int64_t>(steps, 9998));
    case frequency::monthly:
      return plus_months(from.time, steps);
    case frequency::weekly:
      return within_horizon(from.time + weeks{steps});
    case frequency::daily:
      return within_horizon(from.time + days{steps});
    case frequency::hourly:
      return within_horizon(from.time + hours{steps});
    case frequency::minutely:
      return within_horizon(from.time + minutes{steps});
    case frequency::secondly:
      return within_horizon(from.time + seconds{steps});
  }
  return from.time;
}

template <class T>
void sort_distinct(std::vector<T>& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

class rule_writer {
 public:
  rule_writer(dice& d, const start& from) : dice_(d), from_(from) {}

  rule write() {
    const bool whole_days = from_.kind == start_kind::date;
    rule_.freq = static_cast<frequency>(dice_.below(whole_days ? 4 : 7));
    rule_.interval = interval();
    if (dice_.chance(30)) rule_.week_start = date::weekday{static_cast<unsigned>(dice_.below(7))};
    day_parts();
    if (!whole_days || dice_.chance(5)) time_parts();
    if (has_parts() && dice_.chance(25)) positions();
    if (dice_.chance(8)) skip();
    end();
    return std::move(rule_);
  }

 private:
  std::uint32_t interval() {
    switch (dice_.below(10)) {
      case 0:
        return static_cast<std::uint32_t>(dice_.between(5, 70));
      case 1:
        return static_cast<std::uint32_t>(
            dice_.one_of<int>({7, 12, 24, 30, 36, 48, 60, 61, 90, 100, 366, 1000, 1440, 3600, 86399,
                               86400, 100'000}));
      case 2:
      case 3:
      case 4:
        return static_cast<std::uint32_t>(dice_.between(2, 4));
      default:
        return 1;
    }
  }

  // Values that the start itself has make a rule that has occurrences.
  template <class T>
  std::vector<T> values(int first, int last, int own, int own_percent) {
    std::vector<T> list;
    for (auto n = dice_.between(1, dice_.chance(20) ? 8 : 3); n > 0; --n) {
      list.push_back(static_cast<T>(dice_.between(first, last)));
    }
    if (dice_.chance(own_percent)) list.push_back(static_cast<T>(own));
    sort_distinct(list);
    return list;
  }

  template <class T>
  std::vector<T> signed_values(int last, int own, int total, int own_percent) {
    auto list = values<T>(1, last, own, own_percent);
    for (T& value : list) {
      if (!dice_.chance(35)) continue;
      const bool from_back = value == own && own <= total && dice_.chance(80);
      value = static_cast<T>(from_back ? own - total - 1 : -value);
    }
    sort_distinct(list);
    return list;
  }

  void day_parts() {
    const local_days day = date::floor<days>(from_.time);
    const year_month_day ymd{day};
    const auto month = static_cast<int>(unsigned{ymd.month()});
    const auto month_day = static_cast<int>(unsigned{ymd.day()});
    const auto month_length =
        static_cast<int>(unsigned{(ymd.year() / ymd.month() / date::last).day()});
    const auto year_day = static_cast<int>((day - local_days{ymd.year() / 1 / 1}).count() + 1);
    const bool yearly = rule_.freq == frequency::yearly;

    if (dice_.chance(25)) {
      for (const int m : values<int>(1, 12, month, 70)) {
        rule_.by_month.push_back({static_cast<std::uint8_t>(m), false});
      }
    }
    if (yearly && dice_.chance(22)) {
      rule_.by_week_number = signed_values<std::int8_t>(53, std::min(53, year_day / 7 + 1), 52, 40);
      if (dice_.chance(20))
        rule_.by_week_number = {dice_.one_of<std::int8_t>({53, -53, 1, -1, 52})};
    }
    if ((yearly || rule_.freq >= frequency::hourly) && dice_.chance(15)) {
      rule_.by_year_day =
          signed_values<std::int16_t>(366, year_day, ymd.year().is_leap() ? 366 : 365, 70);
    }
    if (rule_.freq != frequency::weekly && dice_.chance(28)) {
      rule_.by_month_day = signed_values<std::int8_t>(31, month_day, month_length, 70);
    }
    if (dice_.chance(40)) weekdays(date::weekday{day}, month_day, year_day);
  }

  void weekdays(date::weekday own, int month_day, int year_day) {
    const bool numbered = rule_.by_week_number.empty() &&
                          (rule_.freq == frequency::monthly || rule_.freq == frequency::yearly);
    const bool in_month = rule_.freq == frequency::monthly || !rule_.by_month.empty();
    const auto own_number =
        static_cast<std::int8_t>(((in_month ? month_day : year_day) - 1) / 7 + 1);
    for (auto n = dice_.between(1, 4); n > 0; --n) {
      weekday_number given{0, date::weekday{static_cast<unsigned>(dice_.below(7))}};
      if (n == 1 && dice_.chance(70)) given.day = own;
      if (numbered && dice_.chance(55)) {
        given.ordinal = given.day == own && dice_.chance(50)
                            ? own_number
                            : static_cast<std::int8_t>(dice_.between(1, in_month ? 5 : 53));
        if (dice_.chance(40)) given.ordinal = static_cast<std::int8_t>(-given.ordinal);
      }
      if (std::find(rule_.by_day.begin(), rule_.by_day.end(), given) == rule_.by_day.end()) {
        rule_.by_day.push_back(given);
      }
    }
  }

  void time_parts() {
    const date::hh_mm_ss clock{from_.time - date::floor<days>(from_.time)};
    const auto hour = static_cast<int>(clock.hours().count());
    const auto minute = static_cast<int>(clock.minutes().count());
    const auto second = static_cast<int>(clock.seconds().count());
    if (dice_.chance(25)) rule_.by_hour = values<std::uint8_t>(0, 23, hour, 60);
    if (dice_.chance(8)) rule_.by_hour = {1, 2, 3};
    if (dice_.chance(20)) rule_.by_minute = values<std::uint8_t>(0, 59, minute, 60);
    if (dice_.chance(15)) rule_.by_second = values<std::uint8_t>(0, 59, second, 60);
    if (dice_.chance(1)) rule_.by_second = {30, 59, 60};
  }

  [[nodiscard]] bool has_parts() const {
    return !(rule_.by_month.empty() && rule_.by_week_number.empty() && rule_.by_year_day.empty() &&
             rule_.by_month_day.empty() && rule_.by_day.empty() && rule_.by_hour.empty() &&
             rule_.by_minute.empty() && rule_.by_second.empty());
  }

  void positions() {
    rule_.by_set_position = values<std::int16_t>(1, dice_.chance(80) ? 4 : 60, 1, 30);
    for (auto& position : rule_.by_set_position) {
      if (dice_.chance(45)) position = static_cast<std::int16_t>(-position);
    }
    sort_distinct(rule_.by_set_position);
  }

  void skip() {
    rule_.calendar = "GREGORIAN";
    rule_.skip = dice_.one_of({skip_rule::omit, skip_rule::backward, skip_rule::forward});
    const bool moves = rule_.freq == frequency::monthly || rule_.freq == frequency::yearly;
    if (!moves || !dice_.chance(60)) return;
    if (rule_.freq == frequency::yearly && rule_.by_month.empty() && dice_.chance(50)) {
      rule_.by_year_day = {dice_.one_of<std::int16_t>({-366, 366, 365, 100})};
      rule_.by_month_day.clear();
    } else {
      rule_.by_month_day.push_back(dice_.one_of<std::int8_t>({29, 30, 31, -29, -30, -31}));
      sort_distinct(rule_.by_month_day);
    }
  }

  void end() {
    if (dice_.chance(28)) {
      rule_.count = static_cast<std::uint64_t>(dice_.between(1, dice_.chance(80) ? 12 : 300));
    } else if (dice_.chance(38)) {
      date_time until{after_periods(rule_, from_, dice_.between(-2, 40)), date_form::local};
      until.time = within_horizon(until.time + seconds{dice_.chance(30) ? dice_.below(7200) : 0});
      until.form = dice_.one_of({date_form::date, date_form::local, date_form::utc});
      if (from_.kind == start_kind::date && dice_.chance(90)) until.form = date_form::date;
      if (until.form == date_form::date) until.time = date::floor<days>(until.time);
      rule_.until = until;
    }
  }

  dice& dice_;
  const start& from_;
  rule rule_;
};

rule random_rule(dice& d, const start& from) { return rule_writer{d, from}.write(); }

// A date the rules may well reach, as a value of RDATE or EXDATE.
listed_date near_the_rules(dice& d, const recurrence_set& set) {
  rule lattice;
  if (!set.rules.empty()) lattice = d.one_of(set.rules);
  listed_date listed;
  listed.value.time = after_periods(lattice, set.anchor, d.below(12));
  if (d.chance(40)) {
    listed.value.time = within_horizon(listed.value.time + minutes{15 * d.between(-6, 6)});
  }
  if (set.anchor.kind == start_kind::date || d.chance(15)) {
    listed.value.form = date_form::date;
    listed.value.time = date::floor<days>(listed.value.time);
    return listed;
  }
  listed.value.form =
      set.anchor.kind == start_kind::utc || d.chance(25) ? date_form::utc : date_form::local;
  if (listed.value.form == date_form::local && set.anchor.kind == start_kind::zoned &&
      d.chance(50)) {
    listed.where = d.chance(70) ? set.anchor.where : random_zone(d);
  }
  return listed;
}

std::vector<listed_date> random_dates(dice& d, const recurrence_set& set, bool periods) {
  std::vector<listed_date> dates;
  for (auto n = d.between(1, 5); n > 0; --n) {
    dates.push_back(near_the_rules(d, set));
    if (periods && dates.back().value.form != date_form::date && d.chance(15)) {
      dates.back().duration = displacement{{}, minutes{15 * d.between(1, 40)}};
    }
  }
  return dates;
}

start_kind random_kind(dice& d) {
  const auto roll = d.below(100);
  if (roll < 15) return start_kind::date;
  if (roll < 30) return start_kind::floating;
  if (roll < 45) return start_kind::utc;
  return start_kind::zoned;
}

std::string_view word(gap_policy p) { return p == gap_policy::forward ? "forward" : "skip"; }

std::string_view word(fold_policy p) {
  switch (p) {
    case fold_policy::first:
      return "first";
    case fold_policy::second:
      return "second";
    case fold_policy::both:
      return "both";
  }
  return "unknown";
}

/// A rule that selects the days of another.
rule at_other_times(dice& d, rule r, const start& from) {
  const rule other = random_rule(d, from);
  r.by_hour = other.by_hour;
  r.by_minute = other.by_minute;
  r.by_second = other.by_second;
  if (r.by_hour.empty() && r.by_minute.empty() && r.by_second.empty()) r.by_set_position.clear();
  return r;
}

rule random_next_rule(dice& d, const recurrence_set& set) {
  const bool shares_days = !set.rules.empty() && d.chance(30);
  return shares_days ? at_other_times(d, set.rules.front(), set.anchor)
                     : random_rule(d, set.anchor);
}

}  // namespace

recurrence_set random_set(std::uint64_t seed) {
  dice d{seed};
  recurrence_set set;
  set.anchor = random_start(d, random_kind(d));
  const bool only_dates = d.chance(4);
  for (auto n = only_dates ? 0 : d.chance(80) ? 1 : d.between(2, 3); n > 0; --n) {
    set.rules.push_back(random_next_rule(d, set));
  }
  if (only_dates || d.chance(18)) set.dates = random_dates(d, set, true);
  if (d.chance(22)) set.excluded_dates = random_dates(d, set, false);
  if (d.chance(10)) {
    set.excluded_rules.push_back(random_next_rule(d, set));
    if (d.chance(20))
      set.excluded_rules.push_back(at_other_times(d, set.excluded_rules[0], set.anchor));
  }
  if (d.chance(25)) set.gap = gap_policy::skip;
  if (d.chance(30)) set.fold = d.one_of({fold_policy::second, fold_policy::both});
  return set;
}

recurrence_set random_floating_rule(std::uint64_t seed) {
  dice d{seed};
  recurrence_set set;
  set.anchor = random_start(d, start_kind::floating);
  set.rules.push_back(random_rule(d, set.anchor));
  return set;
}

std::string described(const recurrence_set& set) {
  return to_string(set) + "\n(gap " + std::string{word(set.gap)} + ", fold " +
         std::string{word(set.fold)} + ")";
}

}  // namespace occur::testing
