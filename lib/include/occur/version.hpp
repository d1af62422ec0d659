#pragma once

#include "occur/export.hpp"

#include <string_view>

namespace occur {

/// The version of the library that runs, as `major.minor.patch`; it can differ from the headers a
/// program was compiled with when occur is a shared library. Never fails, costs nothing.
///
///     std::cout << "built on occur " << occur::version() << '\n';
[[nodiscard]] OCCUR_EXPORT std::string_view version() noexcept;

}  // namespace occur
