#include "cron/rules.hpp"

#include "occur/stream.hpp"
#include "cron/day_terms.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace occur::detail::cron {
namespace {

/// Times of day: each second of each minute of each hour.
struct times {
  number_set hours, minutes, seconds;

  [[nodiscard]] bool are_one() const {
    return size(hours) == 1 && size(minutes) == 1 && size(seconds) == 1;
  }
};

std::vector<month_number> months_of(number_set months) {
  std::vector<month_number> list;
  for (const auto m : list_of<std::uint8_t>(months)) list.push_back({m, false});
  return list;
}

/// Whether a term counts within months or years, as periods of a day or less cannot.
bool counts(const day_term& days) {
  return !days.positions.empty() || !days.year_days.empty() ||
         std::any_of(days.weekdays.begin(), days.weekdays.end(),
                     [](const weekday_number& w) { return w.ordinal != 0; });
}

frequency period_of_days(const day_term& days) {
  const bool one_date = size(days.months) == 1 && days.month_days.size() == 1;
  if (!days.year_days.empty() || (one_date && !counts(days))) return frequency::yearly;
  if (!days.month_days.empty() || counts(days)) return frequency::monthly;
  return days.weekdays.empty() ? frequency::daily : frequency::weekly;
}

/// The longest period that spells out no more than it must.
frequency period_of(const day_term& days, const times& t) {
  if (counts(days)) return period_of_days(days);
  if (t.seconds == all_seconds && t.minutes == all_minutes) return frequency::secondly;
  if (t.minutes == all_minutes) return frequency::minutely;
  if (t.hours == all_hours) return frequency::hourly;
  return period_of_days(days);
}

/// Every part spelled out, so that it is the same from whatever start.
rule spelled_out(const day_term& days, const times& t) {
  rule r;
  r.freq = period_of(days, t);
  if (days.months != all_months) r.by_month = months_of(days.months);
  r.by_month_day = days.month_days;
  r.by_year_day = days.year_days;
  r.by_day = days.weekdays;
  r.by_set_position = days.positions;
  if (r.freq < frequency::hourly || t.hours != all_hours) {
    r.by_hour = list_of<std::uint8_t>(t.hours);
  }
  if (r.freq < frequency::minutely || t.minutes != all_minutes) {
    r.by_minute = list_of<std::uint8_t>(t.minutes);
  }
  if (r.freq < frequency::secondly || t.seconds != all_seconds) {
    r.by_second = list_of<std::uint8_t>(t.seconds);
  }
  return r;
}

/// A list that steps evenly through all of its cycle as an interval, where it starts with one of
/// the list. Intervals that the day's length is a multiple of keep their places on the clock.
rule with_interval(rule r, const times& t) {
  const int minutes = even_step(t.minutes, 60);
  const int seconds = even_step(t.seconds, 60);
  const int hours = even_step(t.hours, 24);
  if (r.freq == frequency::minutely && seconds > 1 && t.hours == all_hours) {
    r.freq = frequency::secondly;
    r.interval = static_cast<std::uint32_t>(seconds);
    r.by_second.clear();
  } else if (r.freq == frequency::hourly && minutes > 1) {
    r.freq = frequency::minutely;
    r.interval = static_cast<std::uint32_t>(minutes);
    r.by_minute.clear();
  } else if (r.freq == frequency::daily && hours > 1) {
    r.freq = frequency::hourly;
    r.interval = static_cast<std::uint32_t>(hours);
    r.by_hour.clear();
  }
  return r;
}

template <class List>
void drop_single(List& list) {
  if (list.size() == 1) list.clear();
}

bool is_plain_date(const rule& r) {
  return r.by_day.empty() && r.by_month_day.size() == 1 && r.by_month_day.front() > 0;
}

/// A rule without what its start says too, its first occurrence.
rule without_repeats(rule r) {
  if (r.freq < frequency::secondly) drop_single(r.by_second);
  if (r.freq < frequency::minutely) drop_single(r.by_minute);
  if (r.freq < frequency::hourly) drop_single(r.by_hour);
  if (r.freq == frequency::weekly) drop_single(r.by_day);
  if (r.freq == frequency::monthly && is_plain_date(r)) r.by_month_day.clear();
  if (r.freq == frequency::yearly && is_plain_date(r) && r.by_year_day.empty()) {
    r.by_month_day.clear();
    r.by_month.clear();
  }
  return r;
}

recurrence_set with_rule(const recurrence_set& from, rule r) {
  recurrence_set set = from;
  set.rules = {std::move(r)};
  return set;
}

/// Whether an instant stands where times that a clock change skipped are moved to: times from
/// before it may then come after it.
bool is_behind_gap(const start& s, date::sys_seconds at) {
  if (s.kind == start_kind::utc) return false;
  const zone_period now = s.where.period(at);
  if (now.begin == date::sys_seconds::min()) return false;
  const seconds skipped = now.offset - s.where.period(now.begin - seconds{1}).offset;
  return at < now.begin + skipped;
}

/// A set with its first occurrence for a start and its rule at its shortest; nothing where it never
/// occurs.
std::optional<recurrence_set> set_of(const day_term& days, const times& t,
                                     const recurrence_set& from) {
  recurrence_set set = with_rule(from, spelled_out(days, t));
  const auto first = stream{set}.next();
  if (!first) return std::nullopt;
  if (set.gap == gap_policy::forward && is_behind_gap(set.anchor, first->time)) return set;
  set.anchor.time = first->local;
  set.rules.front() = without_repeats(with_interval(std::move(set.rules.front()), t));
  return set;
}

}  // namespace

std::vector<recurrence_set> sets_of(const fields& f, const recurrence_set& from) {
  const times t{f.hours.numbers, f.minutes.numbers, f.seconds.numbers};
  const std::vector<day_term> terms = day_terms(f, t.are_one());
  std::vector<recurrence_set> sets;
  for (const day_term& days : terms) {
    auto set = set_of(days, t, from);
    const bool is_new = set && std::find(sets.begin(), sets.end(), *set) == sets.end();
    if (is_new) sets.push_back(*std::move(set));
  }
  if (sets.empty() && !terms.empty()) sets.push_back(with_rule(from, spelled_out(terms[0], t)));
  return sets;
}

}  // namespace occur::detail::cron
