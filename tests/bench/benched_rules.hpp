#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace occur::bench {

/// A rule that is measured, with its start.
struct benched_rule {
  std::string_view name;
  std::string_view start;  ///< DTSTART with its parameters: `:19700101T090000Z`
  std::string_view rule;   ///< the RECUR value
  /// What libical does wrong with it; empty where it has to agree.
  std::string_view peer_fault = {};
  /// How many occurrences there are up to 9999, where libical cannot tell.
  std::uint64_t total = 0;
};

[[nodiscard]] std::span<const benched_rule> benched_rules();

/// The property block of a rule with a start.
[[nodiscard]] std::string block(std::string_view start, std::string_view rule);

}  // namespace occur::bench
