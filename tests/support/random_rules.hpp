// Random recurrence sets: valid, varied, and the same for a seed on every machine.
#pragma once

#include <cstdint>
#include <string>

#include "occur/set.hpp"

namespace occur::testing {

/// A valid recurrence set: any FREQ with any parts it allows, several rules, lists, exceptions,
/// every kind of start (near clock changes, year edges and leap days more often than chance would
/// have it) and every policy. Most have occurrences; some never do. Floating times and dates are
/// compared in UTC.
[[nodiscard]] recurrence_set random_set(std::uint64_t seed);

/// What `random_set` draws when there must be one rule alone and no zone: what other engines of
/// recurrence can be asked about.
[[nodiscard]] recurrence_set random_floating_rule(std::uint64_t seed);

/// A set as a failing test should show it: its property block and its policies.
[[nodiscard]] std::string described(const recurrence_set& set);

}  // namespace occur::testing
