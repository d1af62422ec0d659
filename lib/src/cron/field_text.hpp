// The text of fields.
#pragma once

#include "cron/number_set.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace occur::detail::cron {

/// How a step through a field is written.
enum class step_style : std::uint8_t {
  none,  ///< `0,15,30,45`
  star,  ///< `*/15`, `8-18/2`
  slash  ///< `0/15`
};

/// How the numbers of one field are written.
struct field_style {
  int first = 0;
  int last = 59;
  step_style steps = step_style::star;
  std::string_view range = "-";            ///< between the ends of a range
  std::string (*number)(int n) = nullptr;  ///< nothing: as it is
};

/// `*`, `*/5`, `1-5`, `8-18/2`, `0,30`.
[[nodiscard]] std::string field_text(number_set set, const field_style& style);

}  // namespace occur::detail::cron
