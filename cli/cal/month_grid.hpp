// Months as grids of days.
#pragma once

#include <string>

#include <date/date.h>

#include "cal/agenda.hpp"

namespace occur::cli {

/// Draws `count` months from `first` on, as many side by side as there is room for, and a legend.
/// The days of the agenda are those of the months.
[[nodiscard]] std::string month_grids(const agenda& of, date::year_month first, unsigned count,
                                      const calendar_style& style);

}  // namespace occur::cli
