// Whether the library and the naive matcher say the same of a set.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "occur/set.hpp"
#include "naive.hpp"

namespace occur::testing {

/// What they disagree about, in words; nothing when they agree. Reads the stream from its start, in
/// blocks of odd sizes, and after seeks forwards and backwards to instants drawn from `seed`.
[[nodiscard]] std::optional<std::string> disagreement(const recurrence_set& set,
                                                      std::uint64_t seed);

/// The set with everything taken away that the disagreement does not need.
[[nodiscard]] recurrence_set smallest_disagreeing(recurrence_set set, std::uint64_t seed);

/// A number that whoever runs the tests may set, such as OCCUR_RANDOM_RULES.
[[nodiscard]] std::uint64_t from_environment(const char* name, std::uint64_t otherwise);

}  // namespace occur::testing
