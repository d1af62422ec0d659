// Durations of periods.
#pragma once

#include "occur/civil.hpp"
#include "occur/set.hpp"
#include "result/piece.hpp"

#include <string>

namespace occur::detail {

/// Reads `PT5H30M`, `P1D`, `P2W` (RFC 5545 3.3.6), which a period takes without
/// a minus: days are on the clock, hours are elapsed. Errors: another form, more
/// than 10,000 years.
[[nodiscard]] result<displacement> read_duration(piece text);

/// The text of a duration, both of whose parts have one sign.
[[nodiscard]] std::string duration_text(const displacement& duration);

}  // namespace occur::detail
