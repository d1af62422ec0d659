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

}  // namespace occur::cli
