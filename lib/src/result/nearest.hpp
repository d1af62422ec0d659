// The library's own way to the names of <occur/nearest.hpp>.
#pragma once

#include "occur/nearest.hpp"

namespace occur::detail {

using occur::did_you_mean;
using occur::edit_distance;
using occur::nearest;

}  // namespace occur::detail
