// One rule's local times, found by listing every period of its lattice.
#pragma once

#include <cstdint>
#include <vector>

#include "occur/rule.hpp"
#include "occur/set.hpp"

namespace occur::testing {

/// The local times a rule has from its start's period to a last one, unresolved and unordered in
/// time zones; COUNT and UNTIL are not looked at.
struct naive_times {
  std::vector<date::local_seconds> times;
  std::int64_t trials = 0;  ///< dates and times tried
  bool gave_up = false;     ///< more trials would have been needed
};

/// Lists the local times of `r` from `from.time` up to and including `last`.
[[nodiscard]] naive_times naive_local_times(const rule& r, const start& from,
                                            date::local_seconds last, std::int64_t most_trials);

}  // namespace occur::testing
