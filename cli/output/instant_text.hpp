// Single moments as messages show them.
#pragma once

#include <string>

#include "output/clock_face.hpp"

namespace occur::cli {

/// `2026-11-23T09:00:00+01:00`, `2026-11-23` for whole days, without an offset
/// where there is no zone.
[[nodiscard]] std::string instant_text(clock_face face, const occurrence& o);

/// What the clock of a zone shows at an instant.
[[nodiscard]] std::string instant_text(date::sys_seconds instant, const zone& where);

}  // namespace occur::cli
