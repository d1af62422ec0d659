// WHEN: the moments that options such as --from name.
#pragma once

#include <string_view>

#include "occur/civil.hpp"
#include "occur/zone.hpp"

namespace occur::cli {

/// The instants a WHEN names: one, or from the first second of a day to its last.
struct moment {
  date::sys_seconds first;
  date::sys_seconds last;
  friend bool operator==(const moment&, const moment&) = default;
};

/// Where and when a WHEN is read.
struct when_setting {
  date::sys_seconds now;
  zone where;  ///< of dates and times without an offset
};

/// Reads a WHEN, in any case:
///
/// - `now`; `today`, `tomorrow`, `yesterday`, alone or with a time of day;
/// - a time of today, `9:00` or `9:00:30`;
/// - a distance from now, `+2h`, `-3d`, `+1w2d`: s, m or min, h are exact; d, w,
///   mo, y keep the wall clock, and a month without the day gives its last day;
/// - an ISO date, `2026-11-23`, with a time after `T` or a blank, and an offset
///   or `Z` after the time (RFC 3339); or iCalendar's `20261123T090000Z`;
/// - a phrase that names one moment: `friday at 16:00`, `in 20 minutes`. Without
///   a time of day it is all of its day.
///
/// A local time that the clocks skip is read with the offset before the gap,
/// a repeated one is the first of the two. Errors: anything else, and what lies
/// outside the years 1 to 9999; the span is within `text`.
///
/// Example: `parse_when("tomorrow 9:00", {now, zagreb})`.
[[nodiscard]] result<moment> parse_when(std::string_view text, const when_setting& in);

}  // namespace occur::cli
