// One event as its component says it.
#pragma once

#include "occur/calendar.hpp"
#include "calendar/component.hpp"
#include "calendar/zones.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace occur::detail {

/// Which instances of a series a component replaces.
struct replaced {
  listed_date instance;
  bool and_later = false;
  span where;
};

struct event {
  recurrence_set set;  ///< its start is among the dates if no rule has it
  event_details details;
  std::optional<replaced> instead_of;
  std::int64_t sequence = 0;
  bool cancelled = false;
};

/// What events are read with.
struct event_reading {
  const set_options& options;
  zones& where;
  std::string calendar;
  bool cancelled = false;  ///< the calendar's METHOD is CANCEL
};

/// Reads an event, a to-do or a journal entry; nothing where it has no time, or
/// none that can be read.
[[nodiscard]] std::optional<event> read_event(const component& from, const event_reading& in,
                                              warnings& warn);

}  // namespace occur::detail
