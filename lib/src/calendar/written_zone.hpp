// VTIMEZONE components for zones.
#pragma once

#include "occur/zone.hpp"

#include <string>
#include <vector>

namespace occur::detail {

/// The lines of a VTIMEZONE that is right from a local time on; what comes back
/// every year is a rule, as far as it does for decades.
[[nodiscard]] std::vector<std::string> zone_lines(const zone& where, date::local_seconds from);

}  // namespace occur::detail
