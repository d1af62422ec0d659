// Schedules: one or more sets, named by text.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "occur/calendar.hpp"
#include "occur/phrase.hpp"
#include "occur/set.hpp"
#include "occur/stream.hpp"

namespace [[gnu::visibility("default")]] occur {

/// One or more sets; its occurrences are their union.
struct schedule {
  std::vector<recurrence_set> sets{};
  /// What calendars say of each set; empty where no calendar says anything.
  std::vector<event_details> details{};
  friend bool operator==(const schedule&, const schedule&) = default;
};

/// Adds the sets of another schedule, details and all.
///
/// Example: `unite(all, std::move(one))`.
void unite(schedule& into, schedule more);

/// The forms in which text names a schedule.
enum class text_form {
  detect,  ///< whichever of the others it is
  rule,    ///< `FREQ=...`, `RRULE:...`
  block,   ///< property blocks, blank lines between them
  phrase,  ///< English, such as `every monday at 9:00`
  ics,     ///< iCalendar text, from BEGIN:VCALENDAR on
  cron     ///< cron expressions, one a line, such as `0 9 * * mon`; `#` begins a comment line
};

/// Reads the text of a schedule: a calendar, a rule, property blocks with blank lines
/// between, each a set of its own, cron expressions, or a phrase, if the caller
/// says from when and where phrases count. With `alarms` those of a calendar's events are
/// sets of their own. Gaps and folds of all forms are those of `options`.
/// Spans are bytes of `text`. Errors: those of `parse_calendar`, `parse_set`, `parse_cron` and
/// `parse_phrase`; text of no form says what was tried.
///
/// Example: `parse_schedule("FREQ=DAILY;COUNT=3", text_form::detect, options)`.
[[nodiscard]] result<parsed<schedule>> parse_schedule(
    std::string_view text, text_form form = text_form::detect, const set_options& options = {},
    const std::optional<phrase_options>& phrases = std::nullopt, bool alarms = false);

/// The occurrences of a schedule.
///
/// Example: `occurrences(s).nth(99)`.
[[nodiscard]] stream occurrences(const schedule& s);

}  // namespace occur
