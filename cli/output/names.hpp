// English names of weekdays and months; output does not depend on the locale.
#pragma once

#include <string_view>

#include "occur/clock_face.hpp"

namespace occur::cli {

/// The first three letters: `Mon`, `Nov`.
[[nodiscard]] constexpr std::string_view short_name(std::string_view name) {
  return name.substr(0, 3);
}

/// The English name of the weekday of a day.
[[nodiscard]] inline std::string_view weekday_name(date::local_days day) {
  return weekday_names[date::weekday{day}.c_encoding()];
}

}  // namespace occur::cli
