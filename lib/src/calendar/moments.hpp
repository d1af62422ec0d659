// Starts and listed dates as instants and on the clock of a set.
#pragma once

#include "occur/calendar.hpp"
#include "occur/set.hpp"

namespace occur::detail {

[[nodiscard]] inline date::sys_seconds instant_of(const start& s) {
  if (s.kind == start_kind::utc) return date::sys_seconds{s.time.time_since_epoch()};
  return s.where.read(s.time).before;
}

[[nodiscard]] inline bool has_zone(const start& s) {
  return s.kind == start_kind::zoned || s.kind == start_kind::utc;
}

/// What the clock of a set shows at an instant.
[[nodiscard]] inline date::local_seconds local_at(date::sys_seconds instant, const start& clock) {
  if (clock.kind == start_kind::utc) return date::local_seconds{instant.time_since_epoch()};
  return clock.where.to_local(instant);
}

/// A start on the clock of another.
[[nodiscard]] inline date::local_seconds local_of(const start& s, const start& clock) {
  const bool as_it_stands = !has_zone(s) || !has_zone(clock);
  return as_it_stands ? s.time : local_at(instant_of(s), clock);
}

/// A listed date on the clock of a set; a date has the time of its start.
[[nodiscard]] inline date::local_seconds local_of(const listed_date& d, const start& clock) {
  const auto day = date::floor<date::days>(d.value.time);
  if (clock.kind == start_kind::date) return day;
  if (d.value.form == date_form::date)
    return day + (clock.time - date::floor<date::days>(clock.time));
  if (d.value.form == date_form::utc)
    return local_at(date::sys_seconds{d.value.time.time_since_epoch()}, clock);
  if (!d.where || !has_zone(clock)) return d.value.time;
  return local_at(d.where->read(d.value.time).before, clock);
}

/// The one time of an alarm, in UTC as TRIGGER has it (RFC 5545 3.8.6.3).
[[nodiscard]] inline date_time time_of(const listed_date& alarm, const start& anchor) {
  if (alarm.value.form == date_form::utc) return alarm.value;
  const zone& where = alarm.where ? *alarm.where : anchor.where;
  const auto instant = where.read(alarm.value.time).before;
  return {date::local_seconds{instant.time_since_epoch()}, date_form::utc};
}

/// What an alarm shows.
[[nodiscard]] inline std::string shown_by_alarms(const event_details& d) {
  return d.summary.empty() ? "Reminder" : d.summary;
}

}  // namespace occur::detail
