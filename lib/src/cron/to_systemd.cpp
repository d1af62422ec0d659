#include "occur/systemd.hpp"

#include "cron/clock_fields.hpp"
#include "cron/field_text.hpp"
#include "cron/proof.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <numeric>
#include <optional>
#include <utility>
#include <fmt/format.h>

namespace occur {
namespace detail::cron {
namespace {

using strings = std::vector<std::string>;

std::string two_digits(int n) { return fmt::format("{:02}", n); }

std::string weekday_name(int from_monday) {
  constexpr std::array<std::string_view, 7> names{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  return std::string{names.at(static_cast<std::size_t>(from_monday))};
}

constexpr field_style sixty{0, 59, step_style::slash, "..", two_digits};
constexpr field_style hour_style{0, 23, step_style::slash, "..", two_digits};
constexpr field_style month_style{1, 12, step_style::slash, "..", two_digits};
constexpr field_style month_day_style{1, 31, step_style::slash, "..", two_digits};
constexpr field_style from_end_style{1, 31, step_style::none, "..", two_digits};
constexpr field_style weekday_style{0, 6, step_style::none, "..", weekday_name};

/// Weekdays with Monday as 0.
number_set from_monday(number_set weekdays) {
  return weekdays >> 1 | (contains(weekdays, 0) ? only(6) : 0);
}

/// Fields that one expression can say: positions and numbers of weekdays are days of the month.
std::vector<clock_fields> plain(const clock_fields& f, std::vector<loss>& lost) {
  const auto with = [&](number_set month_days, number_set from_end, number_set weekdays) {
    clock_fields p = f;
    p.month_days = month_days;
    p.from_end = from_end;
    p.weekdays = weekdays;
    p.numbered.clear();
    p.work = work_day::any;
    return p;
  };
  const number_set work = numbers(1, 5);
  if (f.work == work_day::first) {
    return {with(only(1), 0, work), with(only(2) | only(3), 0, only(1))};
  }
  if (f.work == work_day::last)
    return {with(0, only(1), work), with(0, only(2) | only(3), only(5))};
  if (f.month_days != 0 && f.from_end != 0) {
    return {with(f.month_days, 0, f.weekdays), with(0, f.from_end, f.weekdays)};
  }
  if (f.numbered.empty()) return {f};
  if (f.has_month_days()) {
    note(lost, "BYMONTHDAY together with numbered weekdays", "they are days of the month too");
  }
  std::vector<clock_fields> all;
  for (const weekday_number& w : f.numbered) {
    const int nth = w.ordinal < 0 ? -w.ordinal : w.ordinal;
    constexpr int most_in_month = 5;
    if (nth > most_in_month) continue;
    const number_set days = numbers(7 * nth - 6, std::min(7 * nth, 31));
    const number_set weekday = only(static_cast<int>(w.day.c_encoding()));
    all.push_back(w.ordinal > 0 ? with(days, 0, weekday) : with(0, days, weekday));
  }
  return all;
}

/// systemd counts no more than 28 days from the end of a month: the others are days from its start,
/// which its length tells. Only February has lengths that vary; a day 29 from its end is the first
/// of a leap year's, and stays as it is.
std::vector<clock_fields> near_the_end(const clock_fields& f) {
  constexpr number_set far = numbers(29, 31);
  constexpr number_set february = only(2);
  constexpr number_set of_30_days = only(4) | only(6) | only(9) | only(11);
  constexpr std::array lengths{std::pair{29, february}, std::pair{30, of_30_days},
                               std::pair{31, all_months & ~february & ~of_30_days}};
  if ((f.from_end & far) == 0) return {f};
  std::vector<clock_fields> all;
  const auto add = [&](number_set months, number_set month_days, number_set from_end) {
    if (months == 0 || (month_days | from_end) == 0) return;
    all.push_back(f);
    all.back().months = months;
    all.back().month_days = month_days;
    all.back().from_end = from_end;
  };
  add(f.months, 0, f.from_end & ~far);
  for (const auto& [length, months] : lengths) {
    number_set days = 0;
    for (const int n : list_of<int>(f.from_end & far & numbers(29, length)))
      days |= only(length + 1 - n);
    add(f.months & months, length == 29 ? 0 : days, length == 29 ? f.from_end & only(29) : 0);
  }
  return all;
}

void merge_weekdays(std::vector<clock_fields>& all) {
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t k = all.size() - 1; k > i; --k) {
      clock_fields same = all[k];
      same.weekdays = all[i].weekdays;
      if (!(same == all[i]) || all[i].weekdays == 0) continue;
      all[i].weekdays |= all[k].weekdays;
      all.erase(all.begin() + static_cast<std::ptrdiff_t>(k));
    }
  }
}

/// The leap years that timers know among those of some fields.
std::string leap_years(const start& from, const clock_fields& f) {
  constexpr int known_from = 1970;
  constexpr int known_to = 2199;
  const date::year_month_day first{date::floor<date::days>(from.time)};
  const auto step = static_cast<int>(std::min<std::uint32_t>(f.year_step, 10'000));
  const int stride = std::lcm(step, 4);
  strings runs;
  for (int year{first.year()}; year <= known_to; year += step) {
    if (year < known_from || !date::year{year}.is_leap()) continue;
    int last = year;
    while (last + stride <= known_to && date::year{last + stride}.is_leap()) last += stride;
    runs.push_back(last == year ? fmt::to_string(year)
                                : fmt::format("{}..{}/{}", year, last, stride));
    year = last;
  }
  return fmt::format("{}", fmt::join(runs, ","));
}

std::string date_text(const clock_fields& f, const start& from) {
  const date::year_month_day first{date::floor<date::days>(from.time)};
  if (f.from_end == only(29)) {
    return leap_years(from, f) + "-02-01";
  }
  const std::string year =
      f.year_step > 1 ? fmt::format("{}/{}", int{first.year()}, f.year_step) : "*";
  const std::string months = field_text(f.months, month_style);
  if (f.from_end != 0)
    return fmt::format("{}-{}~{}", year, months, field_text(f.from_end, from_end_style));
  const number_set days = f.month_days == 0 ? all_month_days : f.month_days;
  return fmt::format("{}-{}-{}", year, months, field_text(days, month_day_style));
}

std::string zone_text(const start& from) {
  if (from.kind == start_kind::utc) return " UTC";
  return from.kind == start_kind::zoned ? " " + from.where.name() : "";
}

/// The clock of a start; that of the timer's machine where timers do not know its zone.
start known_clock(start from, std::vector<loss>& lost) {
  if (from.kind != start_kind::zoned || zone::find(from.where.name())) return from;
  note(lost, "the zone " + from.where.name(), "timers know zones by their IANA names");
  from.kind = start_kind::floating;
  return from;
}

std::string line_of(const clock_fields& f, const start& from) {
  const std::string days =
      f.weekdays == 0 ? "" : field_text(from_monday(f.weekdays), weekday_style) + " ";
  return fmt::format("{}{} {}:{}:{}{}", days, date_text(f, from), field_text(f.hours, hour_style),
                     field_text(f.minutes, sixty), field_text(f.seconds, sixty), zone_text(from));
}

// Clock changes

/// As timers meet clock changes: what is skipped never comes, and of two times the first does.
recurrence_set on_timers(recurrence_set set) {
  set.gap = gap_policy::skip;
  set.fold = fold_policy::first;
  return set;
}

std::vector<recurrence_set> on_timers(std::vector<recurrence_set> sets) {
  for (recurrence_set& set : sets) set = on_timers(std::move(set));
  return sets;
}

/// The periods of a zone's clock that timers know, from an instant on.
std::vector<zone_period> periods_of(const zone& where, date::sys_seconds from) {
  constexpr date::sys_seconds timers_end = date::sys_days{date::year{2200} / 1 / 1};
  std::vector<zone_period> all{where.period(from)};
  while (all.back().end < timers_end) all.push_back(where.period(all.back().end));
  return all;
}

/// From when on the clock changes matter: they do neither before the start nor before `since`.
date::sys_seconds first_that_matters(const start& from, date::sys_seconds since) {
  return std::max(from.where.read(from.time).before, since);
}

/// The first occurrence in a span of time that only one of two streams has.
std::optional<occurrence> first_apart(stream& a, stream& b, date::sys_seconds from,
                                      date::sys_seconds to) {
  a.seek(from);
  b.seek(from);
  const auto next = [to](stream& s) {
    const auto o = s.next();
    return o && o->time < to ? o : std::nullopt;
  };
  for (;;) {
    auto x = next(a);
    auto y = next(b);
    if (!x && !y) return std::nullopt;
    if (!x || !y) return x ? x : y;
    if (x->time != y->time) return x->time < y->time ? x : y;
  }
}

/// Notes what timers make otherwise of the clock changes of sets that share a clock.
void note_clock_changes(const std::vector<recurrence_set>& alike, date::sys_seconds since,
                        std::vector<loss>& lost) {
  const start& from = earliest_start(alike);
  const std::vector<recurrence_set> timed = on_timers(alike);
  if (from.kind == start_kind::utc || timed == alike) return;
  const auto periods = periods_of(from.where, first_that_matters(from, since));
  stream due{selection{alike}};
  stream elapsing{selection{timed}};
  std::optional<occurrence> skipped;
  std::optional<occurrence> repeated;
  for (std::size_t i = 1; i < periods.size(); ++i) {
    const seconds forward = periods[i].offset - periods[i - 1].offset;
    auto& found = forward > seconds{0} ? skipped : repeated;
    const seconds width = std::chrono::abs(forward);
    const date::sys_seconds at = periods[i].begin;
    if (width != seconds{0} && !found) found = first_apart(due, elapsing, at - width, at + width);
  }
  const auto shown = [](const occurrence& o) {
    return to_string(date_time{o.local, date_form::local});
  };
  if (skipped) note(lost, "times that the clocks skip", "a timer leaves out " + shown(*skipped));
  if (repeated)
    note(lost, "times that the clocks show twice",
         "a timer elapses at the first of the two, at " + shown(*repeated) + " too");
}

bool is_each_hour(const clock_fields& f) {
  return f.hours == all_hours && f.months == all_months && !f.has_month_days() &&
         !f.has_week_days() && f.work == work_day::any && f.year_step == 1;
}

/// Whether minutes are the same on a clock that is ahead by an offset.
bool is_shifted_to_itself(number_set minutes, seconds offset) {
  constexpr int an_hour = 60;
  if (offset % std::chrono::minutes{1} != seconds{0}) return false;
  const auto ahead = static_cast<int>(offset / std::chrono::minutes{1} % an_hour);
  number_set shifted = 0;
  for (const int m : list_of<int>(minutes)) shifted |= only((m + ahead + an_hour) % an_hour);
  return shifted == minutes;
}

/// Whether the clock of UTC does for what comes each hour, in hours that are shown twice too.
bool goes_by_utc(const std::vector<clock_fields>& fields, const std::vector<recurrence_set>& alike,
                 date::sys_seconds since) {
  const start& from = earliest_start(alike);
  const auto comes_twice = [](const recurrence_set& s) { return s.fold == fold_policy::both; };
  if (from.kind != start_kind::zoned || !std::all_of(alike.begin(), alike.end(), comes_twice) ||
      !std::all_of(fields.begin(), fields.end(), is_each_hour))
    return false;
  const auto periods = periods_of(from.where, first_that_matters(from, since));
  return periods.size() > 1 &&
         std::all_of(fields.begin(), fields.end(), [&](const clock_fields& f) {
           return std::all_of(periods.begin(), periods.end(), [&](const zone_period& p) {
             return is_shifted_to_itself(f.minutes, p.offset);
           });
         });
}

/// Sets that lines of their own say: those of each clock, and of these the ones apart that go by
/// the clock of UTC.
std::vector<std::vector<recurrence_set>> groups_of(const std::vector<recurrence_set>& all,
                                                   date::sys_seconds since) {
  std::vector<std::vector<recurrence_set>> groups;
  for (std::vector<recurrence_set>& alike : by_clock(all)) {
    const auto others =
        std::stable_partition(alike.begin(), alike.end(), [since](const recurrence_set& set) {
          std::vector<loss> noted_later;
          return goes_by_utc(fields_of({set}, noted_later), {set}, since);
        });
    if (others != alike.begin()) groups.emplace_back(alike.begin(), others);
    if (others != alike.end()) groups.emplace_back(others, alike.end());
  }
  return groups;
}

}  // namespace
}  // namespace detail::cron

result<parsed<std::vector<std::string>>> to_systemd(std::span<const recurrence_set> sets,
                                                    const systemd_writing& how) {
  using namespace detail::cron;
  std::vector<recurrence_set> all{sets.begin(), sets.end()};
  std::vector<loss> lost;
  std::vector<loss> elsewhere;  // what a comparison of fields does not show
  strings lines;
  std::vector<recurrence_set> written;
  for (const std::vector<recurrence_set>& alike : groups_of(all, how.since)) {
    const start& from = earliest_start(alike);
    std::vector<clock_fields> fields;
    for (const clock_fields& f : fields_of(alike, lost)) {
      for (const clock_fields& p : plain(f, lost)) {
        for (clock_fields& near : near_the_end(p)) fields.push_back(std::move(near));
      }
    }
    merge_weekdays(fields);
    start clock = known_clock(from, elsewhere);
    if (goes_by_utc(fields, alike, how.since)) {
      clock.kind = start_kind::utc;
    } else {
      note_clock_changes(alike, how.since, elsewhere);
    }
    for (const clock_fields& f : fields) {
      if (f.from_end == only(29) && leap_years(from, f).empty()) continue;
      lines.push_back(line_of(f, clock));
      written.push_back(on_timers(set_of(f, from)));
    }
  }
  if (!lines.empty()) {
    const std::string apart = difference(on_timers(all), written);
    if (apart.empty()) lost.clear();
    if (!apart.empty() && lost.empty()) note(lost, "this schedule", apart);
  }
  lost.insert(lost.end(), elsewhere.begin(), elsewhere.end());
  return answer("systemd", std::move(lines), lost, how.lossy);
}

}  // namespace occur
