// What descends from this process.
#pragma once

#include <vector>

namespace occur::detail {

/// The children of this process, and theirs. None at the cost of one system call.
[[nodiscard]] std::vector<int> offspring();

}  // namespace occur::detail
