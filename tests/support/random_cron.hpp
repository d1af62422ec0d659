// Random cron expressions: valid, varied, and the same for a seed on every machine.
#pragma once

#include <string>

#include "dice.hpp"

namespace occur::testing {

/// An expression of five or six fields; its months and days may have nothing in common.
[[nodiscard]] std::string random_cron(dice& d);

}  // namespace occur::testing
