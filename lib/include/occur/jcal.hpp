// jCal: events as JSON.
#pragma once

#include <string>

#include "occur/calendar.hpp"
#include "occur/set.hpp"

namespace [[gnu::visibility("default")]] occur {

/// The set as an event of jCal (RFC 7265), on one line: an array of its name, its
/// properties and its alarms. Dates, rules, exceptions and what is known of it
/// are all there; DTSTAMP, which nobody knows, is not.
///
/// Example: `to_jcal(set)`, which begins with
/// `["vevent",[["dtstart",{},"date-time","2026-11-23T09:00:00Z"],["rrule",{},"recur",{"freq":`.
[[nodiscard]] std::string to_jcal(const recurrence_set& set, const event_details& details = {});

}  // namespace occur
