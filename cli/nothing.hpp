// Saying why there is nothing to print.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "occur/stream.hpp"
#include "next_request.hpp"

namespace occur::cli {

/// Why none of some sets ever occurs: `never occurs: February has no day 30`; nothing when one
/// does.
[[nodiscard]] std::optional<std::string> why_never(const std::vector<recurrence_set>& sets);

/// Why nothing was found where the request looked, and what lies nearest; for `--nth`, which is
/// not there, `count` says how many are.
[[nodiscard]] std::string explain_nothing(const selection& of, const request& r,
                                          const std::function<std::uint64_t()>& count = {});

}  // namespace occur::cli
