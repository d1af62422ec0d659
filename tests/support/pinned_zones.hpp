// Zones whose rules do not change when the machine's time zone data does.
#pragma once

#include <string_view>

#include "occur/zone.hpp"

namespace occur::testing {

/// A zone of tests/support/zoneinfo (IANA tz database 2026b), or UTC. Fit for
/// `set_options::find_zone`: governments change their minds, expected values do not.
[[nodiscard]] result<zone> pinned_zone(std::string_view name);

}  // namespace occur::testing
