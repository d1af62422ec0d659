// Months as the command line names them.
#pragma once

#include <string>
#include <string_view>

#include <date/date.h>

#include "outcome.hpp"
#include "reading.hpp"

namespace occur::cli {

/// A month as the user names it, or a year.
struct named_month {
  date::year_month first;
  bool is_year = false;
};

/// Reads `2027-03`, `march`, `mar 2027`, `2027`, or any WHEN, whose month it is.
[[nodiscard]] outcome<named_month> read_month(std::string_view option, const std::string& value,
                                              const reading& in);

/// The month of an instant, on the clocks of a zone.
[[nodiscard]] date::year_month month_at(date::sys_seconds instant, const zone& where);

}  // namespace occur::cli
