// Calendars other than the Gregorian one, for rules with RSCALE (RFC 7529).
#pragma once

#include <memory>
#include <string_view>

#include "occur/result.hpp"
#include "occur/rule.hpp"

namespace [[gnu::visibility("default")]] occur {

/// The calendar of a name that RSCALE takes: `CHINESE`, `HEBREW`, `ETHIOPIC`.
/// ICU computes it, and is loaded when the first calendar is asked for. Chinese
/// and Korean years are known up to 2600, all others to the horizon. Errors: a
/// calendar that ICU does not know; ICU cannot be loaded (the hint names the
/// Debian package).
///
/// Example: `find_calendar("CHINESE")`, or `options.find_calendar = find_calendar`.
[[nodiscard]] result<std::shared_ptr<const other_calendar>> find_calendar(std::string_view name);

}  // namespace occur
