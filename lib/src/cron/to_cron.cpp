#include "occur/cron.hpp"

#include "cron/clock_fields.hpp"
#include "cron/field_text.hpp"
#include "cron/proof.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <fmt/format.h>

namespace occur {
namespace detail::cron {
namespace {

using strings = std::vector<std::string>;

constexpr field_style sixty{0, 59};
constexpr field_style hour_style{0, 23};
constexpr field_style month_day_style{1, 31};
constexpr field_style month_style{1, 12};
/// A star in a field of days decides how both are read.
constexpr field_style listed_month_days{1, 31, step_style::none};
constexpr field_style weekday_style{0, 6, step_style::none};

std::string weekday_name(int day) {
  constexpr std::array<std::string_view, 7> names{"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"};
  return std::string{names.at(static_cast<std::size_t>(day))};
}

constexpr field_style named_weekdays{0, 6, step_style::none, "-", weekday_name};

// What a crontab says

struct day_texts {
  std::string month_days = "*";
  std::string weekdays = "*";
};

/// The step with which a set goes through a whole field from its beginning; 0 where it does not.
int star_step(number_set set, int first, int last) {
  for (int step = 2; step <= last - first; ++step) {
    if (set == numbers(first, last, step)) return step;
  }
  return 0;
}

/// Days that are in both fields: one of them has to begin with a star.
std::optional<day_texts> in_both(const clock_fields& f) {
  day_texts days{field_text(f.month_days, listed_month_days),
                 field_text(f.weekdays, weekday_style)};
  if (const int step = star_step(f.month_days, 1, 31)) {
    days.month_days = fmt::format("*/{}", step);
  } else if (const int weekday_step = star_step(f.weekdays, 0, 6)) {
    days.weekdays = fmt::format("*/{}", weekday_step);
  } else {
    return std::nullopt;
  }
  return days;
}

std::string numbered_text(const std::vector<weekday_number>& days) {
  rule alone;
  alone.by_day = days;
  const std::string text = to_string(alone);
  return text.substr(text.find("BYDAY="));
}

/// Notes what of some fields has no place in a crontab.
void note_unsaid(const clock_fields& f, std::vector<loss>& lost) {
  if (f.seconds != only(0)) note(lost, "seconds", "a crontab has minutes only");
  if (f.from_end != 0) {
    note(lost, fmt::format("BYMONTHDAY=-{}", fmt::join(list_of<int>(f.from_end), ",-")),
         "a crontab does not count from the end of a month");
  }
  if (!f.numbered.empty()) {
    note(lost, numbered_text(f.numbered), "a crontab does not number weekdays");
  }
  if (f.work != work_day::any) note(lost, "BYSETPOS", "a crontab picks nothing by its rank");
}

day_texts crontab_days(const clock_fields& f, std::vector<loss>& lost) {
  const bool both = f.month_days != 0 && f.weekdays != 0;
  if (both && !f.either) {
    if (auto days = in_both(f)) return *std::move(days);
    note(lost, "BYMONTHDAY together with BYDAY", "a crontab takes days that are in either");
  }
  day_texts days;
  if (f.month_days != 0) {
    days.month_days = field_text(f.month_days, both ? listed_month_days : month_day_style);
  }
  if (f.weekdays != 0) days.weekdays = field_text(f.weekdays, weekday_style);
  return days;
}

strings crontab_lines(const clock_fields& f, std::vector<loss>& lost) {
  note_unsaid(f, lost);
  const day_texts days = crontab_days(f, lost);
  return {fmt::format("{} {} {} {} {}", field_text(f.minutes, sixty),
                      field_text(f.hours, hour_style), days.month_days,
                      field_text(f.months, month_style), days.weekdays)};
}

/// Makes days of the month and weekdays that are all else alike one line, which has either.
void join_days(std::vector<clock_fields>& all) {
  const auto joins = [](const clock_fields& a, const clock_fields& b) {
    clock_fields same = b;
    same.month_days = a.month_days;
    same.weekdays = a.weekdays;
    return same == a && a.month_days != 0 && a.weekdays == 0 && b.month_days == 0 &&
           b.weekdays != 0;
  };
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto other = std::find_if(all.begin(), all.end(), [&](const clock_fields& f) {
      return joins(all[i], f) && !all[i].either;
    });
    if (other == all.end()) continue;
    all[i].weekdays = other->weekdays;
    all[i].either = true;
    const bool earlier = other < all.begin() + static_cast<std::ptrdiff_t>(i);
    all.erase(other);
    if (earlier) --i;
  }
}

// What Quartz says

std::vector<day_texts> quartz_days(const clock_fields& f, std::vector<loss>& lost) {
  if (f.has_month_days() && f.has_week_days()) {
    note(lost, "BYMONTHDAY together with BYDAY", "Quartz takes one of the two");
  }
  std::vector<day_texts> all;
  if (f.month_days != 0) all.push_back({field_text(f.month_days, month_day_style), "?"});
  for (const int n : list_of<int>(f.from_end)) {
    all.push_back({n == 1 ? "L" : fmt::format("L-{}", n - 1), "?"});
  }
  if (!all.empty()) return all;
  if (f.work != work_day::any) return {{f.work == work_day::first ? "1W" : "LW", "?"}};
  if (f.weekdays != 0) return {{"?", field_text(f.weekdays, named_weekdays)}};
  constexpr int most_in_month = 5;
  for (const weekday_number& w : f.numbered) {
    const std::string day = weekday_name(static_cast<int>(w.day.c_encoding()));
    if (w.ordinal == -1) {
      all.push_back({"?", day + "L"});
    } else if (w.ordinal >= 1 && w.ordinal <= most_in_month) {
      all.push_back({"?", fmt::format("{}#{}", day, w.ordinal)});
    } else {
      note(lost, numbered_text({w}), "Quartz numbers weekdays from 1 to 5, and has the last");
    }
  }
  if (all.empty() && f.numbered.empty()) all.push_back({"*", "?"});
  return all;
}

strings quartz_lines(const clock_fields& f, std::vector<loss>& lost) {
  strings lines;
  for (const day_texts& days : quartz_days(f, lost)) {
    lines.push_back(fmt::format("{} {} {} {} {} {}", field_text(f.seconds, sixty),
                                field_text(f.minutes, sixty), field_text(f.hours, hour_style),
                                days.month_days, field_text(f.months, month_style), days.weekdays));
  }
  return lines;
}

strings lines_of(const std::vector<recurrence_set>& sets, bool crontab, std::vector<loss>& lost) {
  std::vector<clock_fields> fields = fields_of(sets, lost);
  if (crontab) join_days(fields);
  strings lines;
  for (const clock_fields& f : fields) {
    if (f.year_step > 1) {
      note(lost, fmt::format("INTERVAL={}", f.year_step), "there is no field for years");
    }
    for (std::string& line : crontab ? crontab_lines(f, lost) : quartz_lines(f, lost)) {
      if (std::find(lines.begin(), lines.end(), line) == lines.end()) {
        lines.push_back(std::move(line));
      }
    }
  }
  return lines;
}

// Reading back

/// The earliest start on the clock of the program.
start start_on(const zone& clock, const std::vector<recurrence_set>& sets) {
  const start& first = earliest_start(sets);
  const bool has_zone = first.kind == start_kind::zoned || first.kind == start_kind::utc;
  if (!has_zone || (first.kind == start_kind::zoned && first.where == clock)) return first;
  const date::sys_seconds at = first.kind == start_kind::utc
                                   ? date::sys_seconds{first.time.time_since_epoch()}
                                   : first.where.read(first.time).before;
  return {clock.is_utc() ? start_kind::utc : start_kind::zoned, clock.to_local(at), clock};
}

std::vector<recurrence_set> read_back(const std::string& line, const start& from,
                                      const recurrence_set& like) {
  set_options options;
  options.default_start = from;
  auto read = parse_cron(line, options);
  if (!read) return {};
  for (recurrence_set& set : read->value) {
    if (like.anchor.kind != from.kind) continue;
    set.gap = like.gap;
    set.fold = like.fold;
  }
  return std::move(read->value);
}

/// Where a line is due together with an earlier one; empty where none is.
std::string overlap(const std::vector<std::vector<recurrence_set>>& lines) {
  std::vector<recurrence_set> earlier;
  for (const auto& line : lines) {
    if (!earlier.empty() && !line.empty()) {
      stream both{selection{line}.only(selection{earlier})};
      if (const auto at = both.next()) return to_string(date_time{at->local, date_form::local});
    }
    earlier.insert(earlier.end(), line.begin(), line.end());
  }
  return {};
}

std::vector<std::vector<recurrence_set>> read_back(const strings& lines, const start& from,
                                                   const recurrence_set& like) {
  std::vector<std::vector<recurrence_set>> read;
  for (const std::string& line : lines) read.push_back(read_back(line, from, like));
  return read;
}

std::vector<recurrence_set> united(const std::vector<std::vector<recurrence_set>>& lines) {
  std::vector<recurrence_set> all;
  for (const auto& line : lines) all.insert(all.end(), line.begin(), line.end());
  return all;
}

/// What some sets are on their own clock and on that of the program, whatever else of them is lost.
void note_zone(const std::vector<recurrence_set>& alike, const cron_writing& how,
               std::vector<loss>& lost) {
  const start& own = earliest_start(alike);
  const start other = start_on(how.clock, alike);
  if (same_clock(own, other)) return;
  std::vector<loss> known;
  const strings lines = lines_of(alike, how.dialect == cron_dialect::crontab, known);
  const auto here = united(read_back(lines, own, alike.front()));
  const auto there = united(read_back(lines, other, alike.front()));
  if (here.empty() || there.empty()) return;
  const std::string apart = difference(here, there);
  const std::string name = own.kind == start_kind::utc ? "UTC" : own.where.name();
  if (!apart.empty()) note(lost, "the zone " + name, apart);
}

/// What lines lack although their fields seem to say all.
void check(const strings& lines, const std::vector<recurrence_set>& sets, const cron_writing& how,
           std::vector<loss>& lost) {
  const auto read = read_back(lines, start_on(how.clock, sets), sets.front());
  const std::vector<recurrence_set> all = united(read);
  const std::string apart = all.empty() ? "nothing would be due" : difference(sets, all);
  if (apart.empty()) {
    lost.clear();
  } else {
    for (const auto& alike : by_clock(sets)) note_zone(alike, how, lost);
    if (lost.empty()) note(lost, "this schedule", apart);
  }
  if (const std::string both = overlap(read); !both.empty()) {
    note(lost, "times that several lines have", "each of them would run at " + both);
  }
}

}  // namespace
}  // namespace detail::cron

result<parsed<std::vector<std::string>>> to_cron(std::span<const recurrence_set> sets,
                                                 const cron_writing& how) {
  using namespace detail::cron;
  const std::vector<recurrence_set> all{sets.begin(), sets.end()};
  const bool crontab = how.dialect == cron_dialect::crontab;
  std::vector<loss> lost;
  const strings lines = lines_of(all, crontab, lost);
  if (!lines.empty()) check(lines, all, how, lost);
  return answer(crontab ? "a crontab" : "Quartz", lines, lost, how.lossy);
}

}  // namespace occur
