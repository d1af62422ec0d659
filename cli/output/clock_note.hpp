// What a clock change did to an occurrence, in words.
#pragma once

#include <string>

#include "occur/clock_face.hpp"

namespace occur::cli {

/// `the clock skips 02:30`, `02:30 comes twice, this is the first`; only for an
/// occurrence that a clock change concerns.
[[nodiscard]] std::string clock_note(const clock_face& face, const occurrence& o);

/// `02:30`, with seconds only where they are asked for.
[[nodiscard]] std::string clock_text(seconds since_midnight, bool with_seconds);

}  // namespace occur::cli
