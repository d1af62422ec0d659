#include "calendar/written_zone.hpp"

#include "occur/civil.hpp"
#include "calendar/property_text.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <fmt/format.h>

namespace occur::detail {
namespace {

/// How many years of changes are listed where no rule says them.
constexpr int listed_years = 40;

/// A change of the clocks, seen from the clock before it.
struct change {
  date::local_seconds onset;
  seconds before;
  zone_period after;
};

/// The weekday of a month on which a change falls each year.
struct yearly {
  unsigned month;
  int week;  ///< 1 to 4, or -1 for the last
  date::weekday day;
  seconds time;
  seconds before, after;
  friend bool operator==(const yearly&, const yearly&) = default;
};

std::string offset_text(seconds offset) {
  const auto size = std::abs(offset.count());
  std::string text =
      fmt::format("{}{:02}{:02}", offset.count() < 0 ? '-' : '+', size / 3600, size / 60 % 60);
  if (size % 60 != 0) text += fmt::format("{:02}", size % 60);
  return text;
}

std::vector<change> changes_from(const zone& where, date::sys_seconds from, int years) {
  std::vector<change> all;
  const auto end = from + date::days{366} * years;
  for (auto p = where.period(from); p.end < end;) {
    const auto next = where.period(p.end);
    if (next.offset != p.offset)
      all.push_back({date::local_seconds{p.end.time_since_epoch()} + p.offset, p.offset, next});
    p = next;
  }
  return all;
}

yearly pattern_of(const change& c, bool last_week) {
  const auto day = date::floor<date::days>(c.onset);
  const date::year_month_day ymd{day};
  const int week = (static_cast<int>(static_cast<unsigned>(ymd.day())) - 1) / 7 + 1;
  return {static_cast<unsigned>(ymd.month()),
          last_week || week == 5 ? -1 : week,
          date::weekday{day},
          c.onset - day,
          c.before,
          c.after.offset};
}

/// The pattern of every second change from one on to the end, if they have one.
std::optional<yearly> pattern_from(const std::vector<change>& all, std::size_t first) {
  for (const bool last_week : {false, true}) {
    const yearly wanted = pattern_of(all[first], last_week);
    bool holds = true;
    for (std::size_t i = first; i < all.size(); i += 2) {
      const auto day = date::floor<date::days>(all[i].onset);
      const date::year_month_day ymd{day};
      const bool in_last = ymd.day() + date::days{7} >
                           date::year_month_day_last{ymd.year() / ymd.month() / date::last}.day();
      holds = holds && pattern_of(all[i], last_week) == wanted && (!last_week || in_last);
    }
    if (holds) return wanted;
  }
  return std::nullopt;
}

/// From which change on two rules say all; none where they never do.
std::size_t first_ruled(const std::vector<change>& all) {
  std::size_t first = all.size();
  while (first >= 2 && all.size() - first < 2) --first;
  constexpr std::size_t least = 8;
  if (all.size() < least) return all.size();
  first = all.size() - least;
  if (!pattern_from(all, first) || !pattern_from(all, first + 1)) return all.size();
  while (first > 0 && pattern_from(all, first - 1) && pattern_from(all, first)) --first;
  return first;
}

void add_observance(std::vector<std::string>& lines, const change& c,
                    const std::optional<yearly>& rule) {
  constexpr std::array<std::string_view, 7> days{"SU", "MO", "TU", "WE", "TH", "FR", "SA"};
  const std::string_view name = c.after.daylight_saving ? "DAYLIGHT" : "STANDARD";
  lines.push_back(fmt::format("BEGIN:{}", name));
  lines.push_back("DTSTART:" + to_string(date_time{c.onset, date_form::local}));
  lines.push_back("TZOFFSETFROM:" + offset_text(c.before));
  lines.push_back("TZOFFSETTO:" + offset_text(c.after.offset));
  if (!c.after.abbreviation.empty()) lines.push_back("TZNAME:" + escaped(c.after.abbreviation));
  if (rule)
    lines.push_back(fmt::format("RRULE:FREQ=YEARLY;BYMONTH={};BYDAY={}{}", rule->month, rule->week,
                                days[rule->day.c_encoding()]));
  lines.push_back(fmt::format("END:{}", name));
}

}  // namespace

std::vector<std::string> zone_lines(const zone& where, date::local_seconds from) {
  std::vector<std::string> lines{"BEGIN:VTIMEZONE", "TZID:" + escaped(where.name())};
  const auto begin = where.read(from - date::days{1}).before;
  // What holds at the beginning began some time; a local time before it will do.
  const auto first = where.period(begin);
  const bool bounded = first.begin > date::sys_seconds::min() + date::days{1};
  const auto onset = bounded && first.begin > date::sys_days{date::year{1} / 1 / 2}
                         ? date::local_seconds{first.begin.time_since_epoch()} +
                               where.period(first.begin - seconds{1}).offset
                         : horizon_first;
  const auto before =
      onset == horizon_first ? first.offset : where.period(first.begin - seconds{1}).offset;
  add_observance(lines, {onset, before, first}, std::nullopt);
  const auto changes = changes_from(where, begin, listed_years);
  const std::size_t ruled = first_ruled(changes);
  for (std::size_t i = 0; i < changes.size() && i < ruled + 2; ++i)
    add_observance(lines, changes[i], i < ruled ? std::nullopt : pattern_from(changes, i));
  lines.emplace_back("END:VTIMEZONE");
  return lines;
}

}  // namespace occur::detail
