// Sets whose start is an occurrence whatever the rules say.
#pragma once

#include "occur/set.hpp"

namespace occur::detail {

/// The set of an event: it occurs at its start even where no rule has it, and
/// a COUNT counts that (RFC 5545 3.3.10, 3.8.2.4). The start is then among the
/// dates, so that nothing else need know of it.
[[nodiscard]] recurrence_set with_start(recurrence_set set);

/// The inverse: the set that, read as an event's, has the occurrences of this one.
[[nodiscard]] recurrence_set without_start(recurrence_set set);

}  // namespace occur::detail
