// jCal: sets as JSON.
#pragma once

#include <string>

#include "occur/set.hpp"

namespace [[gnu::visibility("default")]] occur {

/// The set as an event of jCal (RFC 7265), on one line: an array of its name, its
/// properties and no components. Dates, rules and exceptions are all there; UID
/// and DTSTAMP, which a set does not have, are not.
///
/// Example: `["vevent",[["dtstart",{},"date-time","2026-11-23T09:00:00Z"],["rrule",
/// {},"recur",{"freq":"DAILY","count":3}]],[]]`.
[[nodiscard]] std::string to_jcal(const recurrence_set& set);

}  // namespace occur
