// English names of weekdays and months; output does not depend on the locale.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace occur::cli {

inline constexpr std::array<std::string_view, 7> weekday_names{
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};

inline constexpr std::array<std::string_view, 12> month_names{
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

/// The first three letters: `Mon`, `Nov`.
[[nodiscard]] constexpr std::string_view short_name(std::string_view name) {
  return name.substr(0, 3);
}

/// The weekday of a day since 1970-01-01; 0 is Sunday.
[[nodiscard]] constexpr unsigned weekday_of(std::int64_t day) {
  constexpr std::int64_t weekday_of_1970_01_01 = 4;
  return static_cast<unsigned>(((day + weekday_of_1970_01_01) % 7 + 7) % 7);
}

}  // namespace occur::cli
