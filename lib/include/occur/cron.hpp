// cron: schedules as the fields of a clock and a calendar.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "occur/result.hpp"
#include "occur/set.hpp"
#include "occur/zone.hpp"

namespace [[gnu::visibility("default")]] occur {

/// Reads a cron expression: sets whose union is its meaning, each with one rule
/// and with its first occurrence for a start.
///
/// Five fields: minutes, hours, days of the month, months, weekdays. Six: the
/// seconds come first, as in Quartz and Spring. A seventh, Quartz's year, may
/// only be `*`. A field is a list of `*`, `5`, `1-5`, `*/15`, `8-18/2`, `5/15`
/// (from 5 on); steps begin anew with each field's range. Months and weekdays
/// have their three letters too; Sunday is 0 and 7. A range may go over the end
/// of its field (`22-6`, `fri-mon`). In the days of the month: `L` the last,
/// `L-2` the second before it, `LW` the last from Monday to Friday, `15W` the
/// one of these nearest to the 15th in its month. In the weekdays: `friL` the
/// last Friday of the month, `fri#2` the second. `?` in either is `*`. Or one
/// of `@yearly`, `@annually`, `@monthly`, `@weekly`, `@daily`, `@midnight`,
/// `@hourly`.
///
/// Days are those of the month or those of the week where both are given, as
/// cron has it; those in both where one of the two fields begins with a star
/// (`*/2` does). Where the minutes or hours begin with a star (with seconds:
/// those too), the expression follows the clock as it is: nothing for a time
/// that is skipped, and both times for one that is shown twice, unless
/// `options` say otherwise than by default. Other expressions name times of
/// day, for which the policies of `options` are kept as they are.
///
/// `options` must have a default start: from when, and on which clock.
///
/// Errors: anything else, with the span of the item and its cure; a number
/// before `L` or `#`, or for a weekday, beside `?`, since Quartz counts weekdays
/// from another day; `@reboot`, which names no time. Bounds: 1000 bytes. Cost:
/// microseconds, and the search for the first occurrence.
///
/// Example: `parse_cron("0 9 * * mon-fri", options)`: weekdays at nine.
[[nodiscard]] result<parsed<std::vector<recurrence_set>>> parse_cron(std::string_view text,
                                                                     const set_options& options);

/// Who is to read a cron expression.
enum class cron_dialect : std::uint8_t {
  crontab,  ///< cron: five fields, plain numbers
  quartz    ///< Quartz and Spring: seconds first, names of weekdays, `?`, `L`, `LW`, `#`
};

/// How sets are written for another program's clock.
struct cron_writing {
  cron_dialect dialect = cron_dialect::crontab;
  /// The clock of the program; expressions name no zone.
  zone clock{};
  /// Writes what comes nearest where no expression says the same.
  bool lossy = false;
};

/// Cron expressions for some sets, together due when they occur, from the
/// earliest start on: neither the start nor policies for clock changes are part
/// of an expression. What is written has been read back and compared. No two of
/// the expressions are due at once, since cron would run both. The warnings are
/// what was lost, and there are none unless `how` asks to be lossy.
///
/// Errors: sets that no expressions say; the message names the part that none
/// can say, the hint says why. Cost: up to milliseconds.
///
/// Example: `to_cron(mondays_at_nine, {})->value == std::vector<std::string>{"0 9 * * 1"}`.
[[nodiscard]] result<parsed<std::vector<std::string>>> to_cron(std::span<const recurrence_set> sets,
                                                               const cron_writing& how);

/// Whether a text begins with a word that stands for an expression, or, like
/// `@reboot` and `@every`, for none that can be read.
///
/// Example: `begins_with_cron_nickname("@daily")`.
[[nodiscard]] bool begins_with_cron_nickname(std::string_view text);

}  // namespace occur
