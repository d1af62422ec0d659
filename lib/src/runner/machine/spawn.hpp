// Starting processes.
#pragma once

#include <array>
#include <string>
#include <vector>
#include <tl/expected.hpp>

#include "occur/host.hpp"
#include "runner/machine/descriptor.hpp"

namespace occur::detail {

/// A process that was started, and the ends of the pipes that are read.
struct spawned {
  int pid = 0;
  std::array<descriptor, 2> outputs{};  ///< standard output and standard error
};

/// Starts a process by posix_spawn, in a group of its own, with the signals as
/// they usually are and no descriptors but the first three. `environment` is
/// what the request's variables are put above.
[[nodiscard]] tl::expected<spawned, start_failure> spawn(
    const process_request& what, const std::vector<std::string>& environment);

}  // namespace occur::detail
