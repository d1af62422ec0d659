// The proleptic Gregorian calendar in integers: day numbers count from 1970-01-01.
#pragma once

#include <date/date.h>

#include <array>
#include <cstddef>
#include <cstdint>

namespace occur::detail {

inline constexpr std::int64_t seconds_per_day = 86400;
inline constexpr int first_year = 1;
inline constexpr int last_year = 9999;

/// The calendar repeats, weekdays included, after this many years and days.
inline constexpr int cycle_years = 400;
inline constexpr std::int64_t cycle_days = 146097;

[[nodiscard]] constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - (a % b < 0 ? 1 : 0);
}
[[nodiscard]] constexpr std::int64_t floor_mod(std::int64_t a, std::int64_t b) {
  const std::int64_t m = a % b;
  return m < 0 ? m + b : m;
}
[[nodiscard]] constexpr std::int64_t ceil_div(std::int64_t a, std::int64_t b) {
  return -floor_div(-a, b);
}

[[nodiscard]] constexpr bool is_leap(int year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}
[[nodiscard]] constexpr int days_in_year(int year) { return is_leap(year) ? 366 : 365; }

/// The day number of 1 January.
[[nodiscard]] constexpr std::int64_t year_begin(int year) {
  const std::int64_t y = std::int64_t{year} - 1;
  return y * 365 + floor_div(y, 4) - floor_div(y, 100) + floor_div(y, 400) - 719162;
}

/// 0 is Monday.
[[nodiscard]] constexpr int weekday_of(std::int64_t day) {
  return static_cast<int>(floor_mod(day + 3, 7));
}

/// The shape of a year: its first weekday, and which of it and the years beside
/// it is a leap year. What a rule without a longer period than a year selects
/// follows from it, weeks over the year's edges included.
inline constexpr std::size_t year_shapes = 28;
inline constexpr auto shape_table = [] {
  std::array<std::uint8_t, cycle_years> shapes{};
  for (int year = 0; year < cycle_years; ++year) {
    const int leap = is_leap(year) ? 1 : is_leap(year - 1) ? 2 : is_leap(year + 1) ? 3 : 0;
    shapes[static_cast<std::size_t>(year)] =
        static_cast<std::uint8_t>(weekday_of(year_begin(year)) * 4 + leap);
  }
  return shapes;
}();
[[nodiscard]] constexpr std::size_t shape_of(int year) {
  return shape_table[static_cast<std::size_t>(year % cycle_years)];
}

/// 0 is Monday.
[[nodiscard]] inline int weekday_index(date::weekday day) {
  return static_cast<int>(day.iso_encoding()) - 1;
}

[[nodiscard]] inline int year_of(std::int64_t day) {
  return static_cast<int>(
      date::year_month_day{date::sys_days{date::days{static_cast<int>(day)}}}.year());
}

/// The first day of each month as a day of the year, and the year's length.
using month_begins = std::array<std::int16_t, 13>;
inline constexpr std::array<month_begins, 2> month_begin_table{
    month_begins{0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365},
    month_begins{0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366}};

[[nodiscard]] constexpr const month_begins& months_of(int year) {
  return month_begin_table[is_leap(year) ? 1 : 0];
}

/// The first day of the week that holds `day`, for weeks that start on
/// `week_start` (0 is Monday).
[[nodiscard]] constexpr std::int64_t week_begin(std::int64_t day, int week_start) {
  return day - floor_mod(weekday_of(day) - week_start, 7);
}

/// The first day of week 1 of a week-year: the first week with at least four
/// days in the year (RFC 5545 3.3.10), so the one that holds 4 January.
[[nodiscard]] constexpr std::int64_t week_year_begin(int year, int week_start) {
  return week_begin(year_begin(year) + 3, week_start);
}

static_assert(year_begin(1970) == 0 && year_begin(2000) == 10957);
static_assert(year_begin(1) == -719162 && weekday_of(0) == 3);

}  // namespace occur::detail
