// Reading and writing whole texts through file descriptors.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace occur::cli {

/// Writes all of a text, going on after signals; 0, or the `errno` that stopped it.
int write_all(int descriptor, std::string_view text) noexcept;

/// Whether a terminal was closed.
[[nodiscard]] bool is_hung_up(int terminal) noexcept;

/// Reads to the end, or until more than `most` bytes have come; the `errno` on failure.
[[nodiscard]] tl::expected<std::string, int> read_all(int descriptor, std::size_t most);

}  // namespace occur::cli
