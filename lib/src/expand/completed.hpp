// The parts a rule lacks, filled from its start.
#pragma once

#include "occur/rule.hpp"

namespace occur::detail {

/// The rule with every part that its start implies spelled out, as RFC 8984
/// 4.3.3.1 lists them: a monthly rule without days gets the start's day, and
/// so on. `whole_days` is a DATE start, whose times of day are all midnight.
[[nodiscard]] rule completed(rule r, date::local_seconds start, bool whole_days);

}  // namespace occur::detail
