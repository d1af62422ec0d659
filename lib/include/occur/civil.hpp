// Civil time: the types of Howard Hinnant's date library, and the little that
// iCalendar adds to them.
#pragma once

#include <date/date.h>

#include <chrono>
#include <string>
#include <string_view>

#include "occur/result.hpp"

namespace [[gnu::visibility("default")]] occur {

using std::chrono::seconds;

/// The horizon: local times from 0001-01-01T00:00:00 to 9999-12-31T23:59:59.
inline constexpr date::local_seconds horizon_first{
    date::local_days{date::year{1} / date::January / 1}};
inline constexpr date::local_seconds horizon_last =
    date::local_seconds{date::local_days{date::year{9999} / date::December / 31}} + seconds{86399};

/// The three forms a date in iCalendar text takes (RFC 5545 3.3.4, 3.3.5).
enum class date_form {
  date,   ///< `20261123`: a whole day
  local,  ///< `20261123T090000`: a wall clock reading
  utc     ///< `20261123T090000Z`: an instant
};

/// A date or date-time as iCalendar text gives it. For `date_form::date` the
/// time is the day's midnight; for `date_form::utc` it is the reading of a
/// clock that shows UTC.
struct date_time {
  date::local_seconds time{};
  date_form form = date_form::local;
  friend auto operator<=>(const date_time&, const date_time&) = default;
};

/// Reads `20261123`, `20261123T090000` or `20261123T090000Z` (RFC 5545 3.3.4,
/// 3.3.5). A second of 60 reads as 59. Errors: anything else, a day the month
/// does not have, a year 0; the span is within `text`.
///
/// Example: `parse_date_time("20261123T090000Z")->form == date_form::utc`.
[[nodiscard]] result<date_time> parse_date_time(std::string_view text);

/// The iCalendar text of a date or date-time; `parse_date_time` reads it back.
///
/// Example: `to_string(date_time{horizon_last, date_form::utc}) == "99991231T235959Z"`.
[[nodiscard]] std::string to_string(const date_time& value);

}  // namespace occur
