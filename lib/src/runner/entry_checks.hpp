// What a runner takes and what it refuses, so that no entry is another's trouble.
#pragma once

#include "occur/runner.hpp"

namespace occur::detail {

/// Whether an entry can be run: its command or function, its rules and starts, its policies, its
/// context. Lays the context out on one line and bounds the policies.
[[nodiscard]] result<void> admit(entry& e);

}  // namespace occur::detail
