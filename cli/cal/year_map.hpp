// A year as a heat map.
#pragma once

#include <cstdint>
#include <string>

#include <date/date.h>

#include "cal/agenda.hpp"

namespace occur::cli {

/// What the lines of a heat map are.
enum class map_rows : std::uint8_t { weekdays, months };

/// How many columns a map needs at least.
[[nodiscard]] unsigned map_width(map_rows rows);

/// Draws one map for each schedule of the agenda, whose days hold those of the year.
[[nodiscard]] std::string year_maps(const agenda& of, date::year year, map_rows rows,
                                    const calendar_style& style);

}  // namespace occur::cli
