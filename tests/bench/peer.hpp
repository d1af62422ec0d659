// libical's iterator, the peer that occur is measured against.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "benched_rules.hpp"
#include "stopwatch.hpp"

namespace occur::bench {

/// Its first occurrences, as seconds of the wall clock: it knows no zones.
[[nodiscard]] std::vector<std::int64_t> peer_local_times(const benched_rule& rule,
                                                         std::size_t most);

/// How long it takes to step through that many of them, once it is set up.
[[nodiscard]] nanoseconds peer_time(const benched_rule& rule, std::size_t steps);

}  // namespace occur::bench
