#include "expand/completed.hpp"

#include <algorithm>

namespace occur::detail {
namespace {

/// A second of 60 reads as 59 (RFC 5545 3.3.12).
void read_leap_seconds(rule& r) {
  if (r.by_second.empty() || r.by_second.back() != 60) return;
  r.by_second.back() = 59;
  r.by_second.erase(std::unique(r.by_second.begin(), r.by_second.end()), r.by_second.end());
}

void complete_times(rule& r, seconds time_of_day) {
  const auto t = date::hh_mm_ss<seconds>{time_of_day};
  if (r.freq < frequency::secondly && r.by_second.empty())
    r.by_second = {static_cast<std::uint8_t>(t.seconds().count())};
  if (r.freq < frequency::minutely && r.by_minute.empty())
    r.by_minute = {static_cast<std::uint8_t>(t.minutes().count())};
  if (r.freq < frequency::hourly && r.by_hour.empty())
    r.by_hour = {static_cast<std::uint8_t>(t.hours().count())};
}

void complete_yearly(rule& r, date::year_month_day day, date::weekday weekday) {
  if (!r.by_year_day.empty()) return;
  const bool month_day = !r.by_month_day.empty();
  const bool week_day = !r.by_day.empty();
  const bool week = !r.by_week_number.empty();
  if (r.by_month.empty() && !week && (month_day || !week_day))
    r.by_month = {{static_cast<std::uint8_t>(static_cast<unsigned>(day.month())), false}};
  if (month_day || week_day) return;
  if (week)
    r.by_day = {{0, weekday}};
  else
    r.by_month_day = {static_cast<std::int8_t>(static_cast<unsigned>(day.day()))};
}

void complete_days(rule& r, date::local_days start) {
  const date::year_month_day day{start};
  const date::weekday weekday{start};
  switch (r.freq) {
    case frequency::yearly:
      complete_yearly(r, day, weekday);
      break;
    case frequency::monthly:
      if (r.by_day.empty() && r.by_month_day.empty())
        r.by_month_day = {static_cast<std::int8_t>(static_cast<unsigned>(day.day()))};
      break;
    case frequency::weekly:
      if (r.by_day.empty()) r.by_day = {{0, weekday}};
      break;
    default:
      break;
  }
}

}  // namespace

rule completed(rule r, date::local_seconds start, bool whole_days) {
  const auto day = date::floor<date::days>(start);
  if (whole_days) {
    r.by_hour.clear();
    r.by_minute.clear();
    r.by_second.clear();
  }
  read_leap_seconds(r);
  complete_times(r, whole_days ? seconds{0} : start - day);
  complete_days(r, day);
  return r;
}

}  // namespace occur::detail
