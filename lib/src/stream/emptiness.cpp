// Why a set has no occurrence, in words.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "occur/stream.hpp"
#include "expand/combination.hpp"
#include "expand/completed.hpp"
#include "set/rule_parts.hpp"

namespace occur {
namespace {

using detail::cursor;
using detail::part;

[[nodiscard]] bool occurs(const rule& r, const start& s) {
  std::vector<detail::term_ptr> terms;
  terms.push_back(detail::term_of(r, s.time, s.kind == start_kind::date));
  detail::combination one{std::move(terms), {{}}};
  cursor c{one};
  std::array<detail::local_time, 1> first;
  return c.fill(first) == 1;
}

/// The parts that exclude one another: without any one of them the rule occurs.
[[nodiscard]] std::vector<part> conflict(rule r, const start& s) {
  std::vector<part> needed;
  for (const auto p : detail::all_parts) {
    rule freed = r;
    if (!detail::free_part(freed, p)) continue;
    if (occurs(freed, s))
      needed.push_back(p);
    else
      r = std::move(freed);
  }
  return needed;
}

[[nodiscard]] std::string listing(const std::vector<std::string>& words, std::string_view last) {
  if (words.size() == 1) return words.front();
  return fmt::format("{} {} {}", fmt::join(words.begin(), words.end() - 1, ", "), last,
                     words.back());
}

[[nodiscard]] std::string month_name(month_number m) {
  constexpr std::array names{"January", "February", "March",     "April",   "May",      "June",
                             "July",    "August",   "September", "October", "November", "December"};
  return names[m.number - 1U];
}

[[nodiscard]] std::string months_of(const rule& r) {
  std::vector<std::string> names;
  for (const auto m : r.by_month) names.push_back(month_name(m));
  return listing(names, "and");
}

template <class List>
[[nodiscard]] std::vector<std::string> numbers(const List& list) {
  std::vector<std::string> words;
  for (const auto n : list) words.push_back(std::to_string(n));
  return words;
}

[[nodiscard]] std::string clock(seconds time) {
  const date::hh_mm_ss<seconds> t{time};
  if (t.seconds().count() == 0)
    return fmt::format("{:02}:{:02}", t.hours().count(), t.minutes().count());
  return fmt::format("{:02}:{:02}:{:02}", t.hours().count(), t.minutes().count(),
                     t.seconds().count());
}

[[nodiscard]] std::string period_name(const rule& r) {
  constexpr std::array names{"year", "month", "week", "day", "hour", "minute", "second"};
  if (r.freq == frequency::yearly && !r.by_month.empty()) return "month";
  return names[static_cast<std::size_t>(r.freq)];
}

[[nodiscard]] bool consists_of(const std::vector<part>& parts, std::initializer_list<part> others) {
  return std::ranges::is_permutation(parts, std::vector<part>{others});
}

[[nodiscard]] std::string where_from(const rule& r, const start& s) {
  if (r.freq > frequency::daily) return clock(s.time - date::floor<date::days>(s.time));
  const date::year_month_day day{date::floor<date::days>(s.time)};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()),
                     static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

[[nodiscard]] std::string explanation(const rule& r, const std::vector<part>& parts,
                                      const start& s) {
  if (consists_of(parts, {part::month, part::month_day}))
    return fmt::format("{} {} no day {}", months_of(r), r.by_month.size() == 1 ? "has" : "have",
                       listing(numbers(r.by_month_day), "or"));
  if (consists_of(parts, {part::month, part::week_number}))
    return fmt::format("{} {} never in {}",
                       listing(numbers(r.by_week_number), "or").insert(0, "week "), "is",
                       months_of(r));
  if (consists_of(parts, {part::day}))
    return fmt::format("no {} has {}", period_name(r), detail::part_text(r, part::day));
  if (consists_of(parts, {part::interval, part::hour}) && r.by_hour.size() == 1)
    return fmt::format("INTERVAL={} from {} never meets {:02}:00", r.interval, where_from(r, s),
                       r.by_hour[0]);
  std::vector<std::string> words;
  bool interval = false;
  for (auto it = parts.rbegin(); it != parts.rend(); ++it) {
    if (*it == part::interval)
      interval = true;
    else
      words.push_back(detail::part_text(r, *it));
  }
  if (interval)
    return fmt::format("INTERVAL={} from {} never meets {}", r.interval, where_from(r, s),
                       listing(words, "with"));
  if (words.size() == 1) return fmt::format("no {} has {}", period_name(r), words[0]);
  return fmt::format("{} never meet", listing(words, "and"));
}

/// Moves a start back by whole cycles of the calendar, so that the horizon
/// ends no search early.
[[nodiscard]] start far_from_horizon(start s) {
  const auto year = date::year_month_day{date::floor<date::days>(s.time)}.year();
  const int cycles = (static_cast<int>(year) - 1) / detail::cycle_years;
  s.time -= date::days{cycles * detail::cycle_days};
  return s;
}

[[nodiscard]] std::string why_no_local_time(const rule& r, const start& s) {
  if (r.months.source) return fmt::format("no year of the calendar {} has it", r.calendar);
  const start early = far_from_horizon(s);
  const rule full = detail::completed(r, s.time, s.kind == start_kind::date);
  if (occurs(full, early)) return "the next one would be after the year 9999";
  return explanation(full, conflict(full, early), s);
}

[[nodiscard]] bool has_occurrence(const recurrence_set& set) {
  return stream{selection{set}}.next().has_value();
}

[[nodiscard]] std::string why_rule_is_empty(const recurrence_set& set, const rule& r) {
  if (!occurs(r, set.anchor)) return why_no_local_time(r, set.anchor);
  recurrence_set alone{set.anchor, {r}, {}, {}, {}, set.gap, set.fold};
  alone.rules[0].until.reset();
  if (r.until && has_occurrence(alone))
    return fmt::format("UNTIL={} is before the first occurrence", to_string(*r.until));
  return "the zone's clock skips every one of its times";
}

}  // namespace

std::optional<std::string> why_empty(const recurrence_set& set) {
  if (has_occurrence(set)) return {};
  if (set.rules.empty() && set.dates.empty()) return "there is no RRULE and no RDATE";
  recurrence_set unexcepted = set;
  unexcepted.excluded_rules.clear();
  unexcepted.excluded_dates.clear();
  if (has_occurrence(unexcepted)) return "its exceptions exclude every occurrence";
  if (set.rules.empty()) return "the zone's clock skips every one of its dates";
  std::vector<std::string> reasons;
  for (const auto& r : set.rules)
    if (auto reason = why_rule_is_empty(set, r);
        std::ranges::find(reasons, reason) == reasons.end())
      reasons.push_back(std::move(reason));
  return fmt::format("{}", fmt::join(reasons, "; "));
}

}  // namespace occur
