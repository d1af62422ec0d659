// Counting within the window that a request looks at.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "occur/stream.hpp"
#include "next_request.hpp"

namespace occur::cli {

/// How many occurrences lie in the window.
[[nodiscard]] std::uint64_t count_in_window(stream& all, const request& r);

/// The same where each set is listed by itself.
[[nodiscard]] std::uint64_t count_in_window(const std::vector<recurrence_set>& sets,
                                            const request& r);

/// The one that `--nth` asks for, if the window has it.
[[nodiscard]] std::optional<occurrence> occurrence_in_window(stream& all, const request& r);
[[nodiscard]] std::optional<occurrence> occurrence_in_window(
    const std::vector<recurrence_set>& sets, const request& r);

}  // namespace occur::cli
