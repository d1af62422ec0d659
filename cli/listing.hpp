// The occurrences that a request lists, and what writes them.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "occur/agenda.hpp"
#include "occur/calendar.hpp"
#include "occur/stream.hpp"
#include "color.hpp"
#include "next_request.hpp"
#include "output/formatter.hpp"

namespace occur::cli {

/// How many occurrences are read at once.
inline constexpr std::size_t block_size = 512;

/// The next occurrences that the request asks for, fewer than `into` at the end.
[[nodiscard]] std::span<const occurrence> read_ahead(stream& s, const request& r,
                                                     std::span<occurrence> into);
[[nodiscard]] std::span<const occurrence> read_ahead(agenda& a, const request& r,
                                                     std::span<occurrence> into);

/// The formatter, for occurrences of which the first is `first`; with the details of the sets of
/// calendars their occurrences are not numbered.
[[nodiscard]] std::unique_ptr<formatter> formatter_from(
    const occurrence& first, const selection& of, const request& r, const palette& colors,
    const std::vector<event_details>& details = {});

}  // namespace occur::cli
