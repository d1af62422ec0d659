// The version of the library.
#pragma once

#include <string_view>

namespace [[gnu::visibility("default")]] occur {

/// The version of the library that runs, as `major.minor.patch`; it can differ from the headers a
/// program was compiled with when occur is a shared library. Never fails, costs nothing.
///
/// Example: `"occur " + std::string{version()}`.
[[nodiscard]] std::string_view version() noexcept;

}  // namespace occur
