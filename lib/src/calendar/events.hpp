// From events to sets: what replaces instances of others, and alarms.
#pragma once

#include "occur/calendar.hpp"
#include "calendar/event.hpp"

#include <vector>

namespace occur::detail {

/// The sets of all events, changed instances and later ones as sets of their own.
[[nodiscard]] calendar sets_of(std::vector<event> events, bool alarms);

}  // namespace occur::detail
