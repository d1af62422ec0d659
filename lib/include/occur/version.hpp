// The version of the library.
#pragma once

#include <string_view>

namespace [[gnu::visibility("default")]] occur {

/// The version of the library that runs, as `major.minor.patch`; it can differ from the headers a
/// program was compiled with when occur is a shared library. Never fails, costs nothing.
///
///     std::cout << "built on occur " << occur::version() << '\n';
[[nodiscard]] std::string_view version() noexcept;

}  // namespace occur
