// From a selection of sets to the source of their occurrences.
#pragma once

#include "stream/source.hpp"

namespace occur::detail {

/// The source of a selection. Sets that share a clock are combined on it, the
/// rest instant by instant.
[[nodiscard]] source_ptr build(const selection& s);

}  // namespace occur::detail
