// Random starts of recurrence sets.
#pragma once

#include "occur/set.hpp"
#include "dice.hpp"

namespace occur::testing {

/// A start of the given kind; zoned ones are often near a clock change.
[[nodiscard]] start random_start(dice& d, start_kind kind);

/// A zone whose history is worth testing.
[[nodiscard]] zone random_zone(dice& d);

}  // namespace occur::testing
