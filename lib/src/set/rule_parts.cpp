#include "set/rule_parts.hpp"

#include <cstdint>
#include <utility>
#include <vector>

namespace occur::detail {
namespace {

template <class T>
[[nodiscard]] std::vector<T> up_to(int first, int last) {
  std::vector<T> all;
  for (int i = first; i <= last; ++i) all.push_back(static_cast<T>(i));
  return all;
}

[[nodiscard]] std::vector<month_number> all_months() {
  std::vector<month_number> all;
  for (std::uint8_t m = 1; m <= 12; ++m) all.push_back({m, false});
  return all;
}

[[nodiscard]] std::vector<weekday_number> all_weekdays() {
  std::vector<weekday_number> all;
  for (unsigned d = 1; d <= 7; ++d) all.push_back({0, date::weekday{d}});
  return all;
}

/// Calls `visit` with a part's list and what the list would be if it let
/// everything through.
template <class Rule, class Visit>
auto visit_part(Rule& r, part p, Visit visit) {
  switch (p) {
    case part::second:
      return visit(r.by_second, [] { return up_to<std::uint8_t>(0, 59); });
    case part::minute:
      return visit(r.by_minute, [] { return up_to<std::uint8_t>(0, 59); });
    case part::hour:
      return visit(r.by_hour, [] { return up_to<std::uint8_t>(0, 23); });
    case part::day:
      return visit(r.by_day, all_weekdays);
    case part::week_number:
      return visit(r.by_week_number, [] { return up_to<std::int8_t>(1, 53); });
    case part::month_day:
      return visit(r.by_month_day, [] { return up_to<std::int8_t>(1, 31); });
    case part::year_day:
      return visit(r.by_year_day, [] { return up_to<std::int16_t>(1, 366); });
    case part::month:
      return visit(r.by_month, all_months);
    default:
      return visit(r.by_set_position, [] { return std::vector<std::int16_t>{}; });
  }
}

}  // namespace

bool free_part(rule& r, part p) {
  if (p == part::interval) return std::exchange(r.interval, 1U) != 1;
  return visit_part(r, p, [](auto& list, auto all) {
    auto everything = all();
    if (list.empty() || list == everything) return false;
    list = std::move(everything);
    return true;
  });
}

bool remove_part(rule& r, part p) {
  if (p == part::interval) return std::exchange(r.interval, 1U) != 1;
  return visit_part(r, p, [](auto& list, auto) { return !std::exchange(list, {}).empty(); });
}

std::string part_text(const rule& r, part p) {
  rule alone = r;
  alone.count.reset();
  alone.until.reset();
  alone.week_start = date::Monday;
  alone.calendar.clear();
  alone.skip = skip_rule::omit;
  for (const auto other : all_parts)
    if (other != p) remove_part(alone, other);
  const std::string text = to_string(alone);
  const auto semicolon = text.find(';');
  return semicolon == std::string::npos ? std::string{} : text.substr(semicolon + 1);
}

bool drifts(const rule& r) {
  const unsigned per_day = r.freq == frequency::hourly     ? 24
                           : r.freq == frequency::minutely ? 24 * 60
                           : r.freq == frequency::secondly ? 24 * 60 * 60
                                                           : 0;
  return per_day != 0 && per_day % r.interval != 0;
}

}  // namespace occur::detail
