#pragma once

#include <iosfwd>
#include <span>

namespace occur::cli {

/// The whole tool without a process around it: reads the arguments (`arguments[0]` is the program's
/// name), writes data to `out` and talk to `err`, and returns the exit code.
[[nodiscard]] int run(std::span<const char* const> arguments, std::ostream& out, std::ostream& err);

}  // namespace occur::cli
