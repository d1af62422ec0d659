// Occurrences that come later or earlier than those of another source.
#pragma once

#include "stream/source.hpp"
#include "stream/wall_clock.hpp"

namespace occur::detail {

/// What a source has on a clock, moved. Cost: that of the source, and a few
/// occurrences around where it is sought or counted.
[[nodiscard]] source_ptr displaced(source_ptr from, wall_clock clock, displacement by);

}  // namespace occur::detail
