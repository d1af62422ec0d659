// Durations of periods.
#pragma once

#include "occur/civil.hpp"
#include "result/piece.hpp"

#include <string>

namespace occur::detail {

/// Reads `PT5H30M`, `P1D`, `P2W` (RFC 5545 3.3.6), which a period takes without
/// a minus. A day is 24 hours. Errors: another form, more than 10,000 years.
[[nodiscard]] result<seconds> read_duration(piece text);

/// The text of a duration that is not negative.
[[nodiscard]] std::string duration_text(seconds duration);

}  // namespace occur::detail
