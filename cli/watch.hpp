// --watch: a list that stays current.
#pragma once

#include "occur/host.hpp"
#include "occur/stream.hpp"
#include "command.hpp"
#include "next_request.hpp"

namespace occur::cli {

/// Lists the next occurrences, and again whenever the first has passed or a distance reads
/// otherwise; sleeps in between. On a terminal each list takes the place of the one before. Ends
/// when it is interrupted, when nothing is left, or when the reader has left; the exit code.
[[nodiscard]] int watch(const selection& of, const request& r, const call& c, host& machine);

}  // namespace occur::cli
