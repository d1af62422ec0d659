// The components of iCalendar text: BEGIN and END, and what stands between them.
#pragma once

#include "calendar/content_lines.hpp"
#include "calendar/warnings.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace occur::detail {

/// The properties that say when, and by what name.
enum class property_name : std::uint8_t {
  action,
  calendar_name,
  dtend,
  dtstart,
  due,
  duration,
  exdate,
  exrule,
  lic_location,
  location,
  method,
  rdate,
  recurrence_id,
  repeat,
  rrule,
  sequence,
  status,
  summary,
  trigger,
  tzid,
  tzname,
  tzoffsetfrom,
  tzoffsetto,
  uid
};

struct property {
  property_name name;
  piece line;  ///< the whole line, unfolded
};

/// What a component is: only these are kept.
enum class component_name : std::uint8_t {
  calendar,
  event,
  todo,
  journal,
  alarm,
  timezone,
  standard,
  daylight
};

struct component {
  component_name name = component_name::calendar;
  span where;  ///< of its BEGIN line
  std::vector<property> properties;
  std::vector<component> children;

  /// The first property of a name, or null.
  [[nodiscard]] const property* find(property_name name) const;
};

/// Reads the calendars of a text. Lines that are no properties and components
/// that do not end as they should are warned of.
[[nodiscard]] std::vector<component> read_components(content_lines& lines, warnings& warn);

}  // namespace occur::detail
