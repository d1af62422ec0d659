// Why a moment is, or is not, an occurrence.
#pragma once

#include "occur/schedule.hpp"
#include "environment.hpp"
#include "reading.hpp"
#include "when.hpp"

namespace occur::cli {

/// Prints which parts of a schedule let a moment in or keep it out, and the
/// nearest occurrences on both sides; the exit code. A day stands for the first
/// occurrence it has, or else for the time of day of each start.
[[nodiscard]] int explain_at(const schedule& s, const moment& at, const reading& in,
                             const environment& around);

}  // namespace occur::cli
