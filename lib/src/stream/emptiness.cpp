// Why a set has no occurrence, in words.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "occur/stream.hpp"
#include "expand/combination.hpp"
#include "expand/completed.hpp"

namespace occur {
namespace {

using detail::cursor;
using detail::expansion;

enum class part {
  set_position,
  second,
  minute,
  hour,
  day,
  week_number,
  month_day,
  year_day,
  month,
  interval
};

/// The order in which parts are freed: what stays to the end reads best.
constexpr std::array all_parts{
    part::set_position, part::second,   part::minute,    part::hour,  part::day,
    part::week_number,  part::year_day, part::month_day, part::month, part::interval};

template <class T>
[[nodiscard]] std::vector<T> up_to(int first, int last) {
  std::vector<T> all;
  for (int i = first; i <= last; ++i) all.push_back(static_cast<T>(i));
  return all;
}

/// Widens a part until it lets everything through; false if it did already.
bool free_part(rule& r, part p) {
  const auto widen = [](auto& list, auto all) {
    if (list.empty() || list == all) return false;
    list = std::move(all);
    return true;
  };
  switch (p) {
    case part::set_position:
      return !std::exchange(r.by_set_position, {}).empty();
    case part::second:
      return widen(r.by_second, up_to<std::uint8_t>(0, 59));
    case part::minute:
      return widen(r.by_minute, up_to<std::uint8_t>(0, 59));
    case part::hour:
      return widen(r.by_hour, up_to<std::uint8_t>(0, 23));
    case part::week_number:
      return widen(r.by_week_number, up_to<std::int8_t>(1, 53));
    case part::month_day:
      return widen(r.by_month_day, up_to<std::int8_t>(1, 31));
    case part::year_day:
      return widen(r.by_year_day, up_to<std::int16_t>(1, 366));
    case part::interval:
      return std::exchange(r.interval, 1) != 1;
    case part::month: {
      std::vector<month_number> all;
      for (std::uint8_t m = 1; m <= 12; ++m) all.push_back({m, false});
      return widen(r.by_month, all);
    }
    case part::day: {
      std::vector<weekday_number> all;
      for (unsigned d = 1; d <= 7; ++d) all.push_back({0, date::weekday{d}});
      return widen(r.by_day, all);
    }
  }
  return false;
}

[[nodiscard]] bool occurs(const rule& r, const start& s) {
  std::vector<std::unique_ptr<detail::term>> terms;
  terms.push_back(
      std::make_unique<detail::rule_term>(expansion{r, s.time, s.kind == start_kind::date}));
  detail::combination one{std::move(terms), {{}}};
  cursor c{one};
  std::array<detail::local_time, 1> first;
  return c.fill(first) == 1;
}

/// The parts that exclude one another: without any one of them the rule occurs.
[[nodiscard]] std::vector<part> conflict(rule r, const start& s) {
  std::vector<part> needed;
  for (const auto p : all_parts) {
    rule freed = r;
    if (!free_part(freed, p)) continue;
    if (occurs(freed, s))
      needed.push_back(p);
    else
      r = std::move(freed);
  }
  return needed;
}

/// `BYMONTH=2,4` of a rule.
[[nodiscard]] std::string text_of(const rule& r, part p) {
  rule alone;
  alone.freq = r.freq;
  switch (p) {
    case part::set_position:
      alone.by_set_position = r.by_set_position;
      break;
    case part::second:
      alone.by_second = r.by_second;
      break;
    case part::minute:
      alone.by_minute = r.by_minute;
      break;
    case part::hour:
      alone.by_hour = r.by_hour;
      break;
    case part::day:
      alone.by_day = r.by_day;
      break;
    case part::week_number:
      alone.by_week_number = r.by_week_number;
      break;
    case part::month_day:
      alone.by_month_day = r.by_month_day;
      break;
    case part::year_day:
      alone.by_year_day = r.by_year_day;
      break;
    case part::month:
      alone.by_month = r.by_month;
      break;
    case part::interval:
      alone.interval = r.interval;
      break;
  }
  const std::string text = to_string(alone);
  return text.substr(text.find(';') + 1);
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
    return fmt::format("no {} has {}", period_name(r), text_of(r, part::day));
  if (consists_of(parts, {part::interval, part::hour}) && r.by_hour.size() == 1)
    return fmt::format("INTERVAL={} from {} never meets {:02}:00", r.interval, where_from(r, s),
                       r.by_hour[0]);
  std::vector<std::string> words;
  bool interval = false;
  for (auto it = parts.rbegin(); it != parts.rend(); ++it) {
    if (*it == part::interval)
      interval = true;
    else
      words.push_back(text_of(r, *it));
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
  const start early = far_from_horizon(s);
  const rule full = detail::completed(r, s.time, s.kind == start_kind::date);
  if (occurs(full, early)) return "the next one would be after the year 9999";
  return explanation(full, conflict(full, early), early);
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
