// Dates inside other text.
#pragma once

#include "occur/civil.hpp"
#include "result/piece.hpp"
#include "result/tolerance.hpp"

#include <string_view>

namespace occur::detail {

/// Reads a date or date-time as `parse_date_time` does, lower case tolerated.
/// The message of an error ends in the name of the part that holds the date.
[[nodiscard]] result<date_time> read_date_time(piece text, std::string_view part,
                                               tolerance& tolerated);

}  // namespace occur::detail
