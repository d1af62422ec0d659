// From a command and its occurrence to the process that a host starts.
#pragma once

#include "occur/runner.hpp"

namespace occur::detail {

/// Whether a command can be: it names a program, its placeholders are some.
[[nodiscard]] result<void> check(const command& c);

/// What is to be started: arguments filled in, OCCUR_ variables set.
[[nodiscard]] process_request request_of(const command& c, const turn& t);

}  // namespace occur::detail
