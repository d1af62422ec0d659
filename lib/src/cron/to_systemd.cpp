#include "occur/systemd.hpp"

#include "cron/clock_fields.hpp"
#include "cron/field_text.hpp"
#include "cron/proof.hpp"

#include <algorithm>
#include <array>
#include <numeric>
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

std::string line_of(const clock_fields& f, const start& from) {
  const std::string days =
      f.weekdays == 0 ? "" : field_text(from_monday(f.weekdays), weekday_style) + " ";
  return fmt::format("{}{} {}:{}:{}{}", days, date_text(f, from), field_text(f.hours, hour_style),
                     field_text(f.minutes, sixty), field_text(f.seconds, sixty), zone_text(from));
}

/// Fields on the clock of a start, with the policies of a set.
recurrence_set read_back(const clock_fields& f, const start& from, const recurrence_set& like) {
  recurrence_set set = set_of(f, from);
  set.gap = like.gap;
  set.fold = like.fold;
  return set;
}

}  // namespace
}  // namespace detail::cron

result<parsed<std::vector<std::string>>> to_systemd(std::span<const recurrence_set> sets,
                                                    const systemd_writing& how) {
  using namespace detail::cron;
  std::vector<recurrence_set> all{sets.begin(), sets.end()};
  std::vector<loss> lost;
  strings lines;
  std::vector<recurrence_set> written;
  // Each clock has expressions of its own.
  for (const std::vector<recurrence_set>& alike : by_clock(all)) {
    const start& from = earliest_start(alike);
    std::vector<clock_fields> fields;
    for (const clock_fields& f : fields_of(alike, lost)) {
      for (const clock_fields& p : plain(f, lost)) {
        for (clock_fields& near : near_the_end(p)) fields.push_back(std::move(near));
      }
    }
    merge_weekdays(fields);
    for (const clock_fields& f : fields) {
      if (f.from_end == only(29) && leap_years(from, f).empty()) continue;
      lines.push_back(line_of(f, from));
      written.push_back(read_back(f, from, alike.front()));
    }
  }
  if (!lines.empty()) {
    const std::string apart = difference(all, written);
    if (apart.empty()) lost.clear();
    if (!apart.empty() && lost.empty()) note(lost, "this schedule", apart);
  }
  return answer("systemd", std::move(lines), lost, how.lossy);
}

}  // namespace occur
