#include "expand/term.hpp"

#include <algorithm>

namespace occur::detail {
namespace {

[[nodiscard]] int next_listed_year(std::span<const std::int64_t> sorted, std::int64_t per_day,
                                   int year) {
  const auto it = std::ranges::lower_bound(sorted, year_begin(year) * per_day);
  return it == sorted.end() ? last_year + 1 : year_of(floor_div(*it, per_day));
}

void set_listed_days(term::page& p, std::span<const std::int64_t> sorted, std::int64_t per_day,
                     int year) {
  p.begin = year_begin(year);
  p.days = {};
  p.partial = {};
  p.whole = {};
  const std::int64_t end = year_begin(year + 1) * per_day;
  for (auto it = std::ranges::lower_bound(sorted, p.begin * per_day);
       it != sorted.end() && *it < end; ++it)
    p.days.set(static_cast<int>(floor_div(*it, per_day) - p.begin));
}

/// Leaves the days in [begin, end).
void cut(term::page& p, local_time begin, local_time end) {
  p.partial = {};
  const auto of_page = [&](local_time t) { return floor_div(t, seconds_per_day) - p.begin; };
  const std::int64_t first = of_page(begin);
  const std::int64_t last = of_page(end - 1);
  if (first < 0 && last >= year_mask::size) return;
  year_mask inside;
  inside.set_range(static_cast<int>(std::clamp<std::int64_t>(first, 0, year_mask::size)),
                   static_cast<int>(std::clamp<std::int64_t>(last + 1, 0, year_mask::size)));
  p.days &= inside;
  if (first >= 0 && first < year_mask::size) p.partial.set(static_cast<int>(first));
  if (last >= 0 && last < year_mask::size) p.partial.set(static_cast<int>(last));
  p.partial &= p.days;
  p.whole &= p.days;
  p.whole -= p.partial;
}

}  // namespace

void rule_term::load(page& p, int year) const {
  expansion_.load(p.expanded, year);
  p.begin = p.expanded.begin;
  p.days = p.expanded.days;
  p.whole = has_whole_days(p) ? p.days : year_mask{};
  cut(p, begin(), end_);
}

/// Whether every selected day has every time, as with FREQ=SECONDLY.
bool rule_term::has_whole_days(const page& p) const {
  if (expansion_.phases() != 1 || !p.days.any()) return false;
  time_table scratch;
  return expansion_.times(p.expanded, p.days.next(0), scratch).size() == seconds_per_day;
}

term::day_times rule_term::times(const page& p, int day, time_table& scratch) const {
  const time_table& table = expansion_.times(p.expanded, day, scratch);
  if (!p.partial.test(day)) return {&table, false};
  const local_time midnight = (p.begin + day) * seconds_per_day;
  scratch = table.within(begin() - midnight, end_ - midnight);
  return {&scratch, false};
}

namespace {

/// A rule's times of day, on every day.
[[nodiscard]] rule daily(const rule& r) {
  rule times;
  times.by_hour = r.by_hour;
  times.by_minute = r.by_minute;
  times.by_second = r.by_second;
  return times;
}

}  // namespace

other_rule_term::other_rule_term(const occur::rule& r, date::local_seconds start, bool whole_days,
                                 local_time end)
    : times_(daily(r), start, whole_days), days_(r, date::floor<date::days>(start)), end_(end) {}

void other_rule_term::load(page& p, int year) const {
  times_.load(p.expanded, year);
  p.begin = p.expanded.begin;
  p.days = days_.days(year);
  p.days &= p.expanded.days;
  p.whole = {};
  cut(p, begin(), end_);
}

term::day_times other_rule_term::times(const page& p, int day, time_table& scratch) const {
  const time_table& table = times_.times(p.expanded, day, scratch);
  if (!p.partial.test(day)) return {&table, false};
  const local_time midnight = (p.begin + day) * seconds_per_day;
  scratch = table.within(begin() - midnight, end_ - midnight);
  return {&scratch, false};
}

std::unique_ptr<term> term_of(const rule& r, date::local_seconds start, bool whole_days,
                              local_time end) {
  if (r.months.source) return std::make_unique<other_rule_term>(r, start, whole_days, end);
  return std::make_unique<rule_term>(expansion{r, start, whole_days}, end);
}

std::unique_ptr<term> term_of(std::span<const rule* const> rules, date::local_seconds start,
                              bool whole_days, local_time end) {
  if (rules.size() == 1) return term_of(*rules.front(), start, whole_days, end);
  return std::make_unique<rule_term>(expansion{rules, start, whole_days}, end);
}

void list_term::load(page& p, int year) const { set_listed_days(p, times_, seconds_per_day, year); }

int list_term::next_year(int year) const { return next_listed_year(times_, seconds_per_day, year); }

term::day_times list_term::times(const page& p, int day, time_table& scratch) const {
  const local_time midnight = (p.begin + day) * seconds_per_day;
  scratch.clear();
  for (auto it = std::ranges::lower_bound(times_, midnight);
       it != times_.end() && *it < midnight + seconds_per_day; ++it)
    scratch.outer.push_back(static_cast<second_of_day>(*it - midnight));
  return {&scratch, false};
}

std::int64_t list_term::count(const page& p, const year_mask& days) const {
  const auto from = std::ranges::lower_bound(times_, p.begin * seconds_per_day);
  const auto to = std::ranges::lower_bound(times_, (p.begin + year_mask::size) * seconds_per_day);
  return std::count_if(from, to, [&](local_time t) {
    return days.test(static_cast<int>(floor_div(t, seconds_per_day) - p.begin));
  });
}

local_time list_term::begin() const { return times_.empty() ? horizon_end : times_.front(); }
local_time list_term::end() const { return times_.empty() ? horizon_end : times_.back() + 1; }

void day_term::load(page& p, int year) const {
  set_listed_days(p, days_, 1, year);
  p.whole = p.days;
}

int day_term::next_year(int year) const { return next_listed_year(days_, 1, year); }

term::day_times day_term::times(const page&, int, time_table&) const { return {nullptr, true}; }

local_time day_term::begin() const {
  return days_.empty() ? horizon_end : days_.front() * seconds_per_day;
}
local_time day_term::end() const {
  return days_.empty() ? horizon_end : (days_.back() + 1) * seconds_per_day;
}

}  // namespace occur::detail
