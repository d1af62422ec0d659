// Distances in time, in words.
#pragma once

#include <cstdint>
#include <string>

#include "occur/civil.hpp"

namespace occur::cli {

/// How far an instant is from now, in the largest unit of which it has at least
/// one, rounded down: `in 3 days`, `2 hours ago`, `now`.
[[nodiscard]] std::string relative_text(seconds distance);

/// The same for whole days: `today`, `tomorrow`, `yesterday`, `in 3 days`.
[[nodiscard]] std::string relative_text(date::days distance);

/// For how long, as time goes by, the text about an instant that is not past stays the same; then
/// it reads otherwise, or the instant has passed.
[[nodiscard]] seconds text_lasts(seconds distance);

/// The same for the text about a whole day; `distance` is to its beginning.
[[nodiscard]] seconds day_lasts(seconds distance);

}  // namespace occur::cli
