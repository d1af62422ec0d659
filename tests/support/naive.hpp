// A second opinion on recurrence: slow, and written to be read beside the RFC.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "occur/set.hpp"
#include "occur/stream.hpp"

namespace occur::testing {

/// Where the naive matcher may stop.
struct naive_limits {
  std::size_t occurrences = 100;    ///< enough once it has found these many
  date::years span{12};             ///< looks no further than this from the start
  std::int64_t trials = 4'000'000;  ///< dates and times it may try for each rule
};

/// What the naive matcher found: the occurrences before `known_until`, all of them; with `complete`
/// there are no others at all.
struct naive_expansion {
  std::vector<occurrence> occurrences;
  date::sys_seconds known_until;
  bool complete = false;
};

/// Expands a set by trying every day and every second of each period (RFC 5545 3.3.10, RFC 8984
/// 4.3.3.1, RFC 7529 4.1). Shares nothing with the library but plain types and the offsets of
/// zones. Dates and floating times must be compared in UTC.
[[nodiscard]] naive_expansion naive_expand(const recurrence_set& set,
                                           const naive_limits& limits = {});

}  // namespace occur::testing
