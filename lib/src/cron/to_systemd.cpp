#include "occur/systemd.hpp"

#include "cron/clock_fields.hpp"
#include "cron/field_text.hpp"
#include "cron/proof.hpp"

#include <algorithm>
#include <array>
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
    lost.push_back(
        {"BYMONTHDAY together with numbered weekdays", "they are days of the month too"});
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

std::string date_text(const clock_fields& f, const start& from) {
  const date::year_month_day first{date::floor<date::days>(from.time)};
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

bool same_clock(const start& a, const start& b) {
  return a.kind == b.kind && (a.kind != start_kind::zoned || a.where == b.where);
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
  for (std::vector<recurrence_set> rest = all; !rest.empty();) {
    const auto others = std::stable_partition(rest.begin(), rest.end(), [&](const auto& set) {
      return same_clock(set.anchor, rest.front().anchor);
    });
    const std::vector<recurrence_set> alike{rest.begin(), others};
    rest.erase(rest.begin(), others);
    const start& from = earliest_start(alike);
    std::vector<clock_fields> fields;
    for (const clock_fields& f : fields_of(alike, lost)) {
      for (clock_fields& p : plain(f, lost)) fields.push_back(std::move(p));
    }
    merge_weekdays(fields);
    for (const clock_fields& f : fields) {
      lines.push_back(line_of(f, from));
      written.push_back(read_back(f, from, alike.front()));
    }
  }
  if (!lines.empty()) {
    const std::string apart = difference(all, written);
    if (apart.empty()) lost.clear();
    if (!apart.empty() && lost.empty()) lost.push_back({"this schedule", apart});
  }
  return answer("systemd", std::move(lines), lost, how.lossy);
}

}  // namespace occur
