// systemd: schedules as calendar events of timers.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "occur/result.hpp"
#include "occur/set.hpp"

namespace [[gnu::visibility("default")]] occur {

/// How sets are written for timers.
struct systemd_writing {
  /// Writes what comes nearest where no expression says the same.
  bool lossy = false;
  /// Clock changes before it do not matter.
  date::sys_seconds since{};
};

/// Values for OnCalendar= (systemd.time(7)), one a line of a timer, together
/// elapsing when some sets occur, from the earliest start on, which is not part of
/// one. The zone is, where the sets have one. What is written is compared with
/// the sets, as fields. At clock changes timers do as `gap_policy::skip` and
/// `fold_policy::first`: sets to which others than these make a difference
/// cannot be said, but for what comes each hour, which the clock of UTC may say.
/// Timers know the years 1970 to 2199. The warnings are what was lost, and there
/// are none unless `how` asks to be lossy.
///
/// Errors: sets that no values say; the message names the part that none can
/// say, the hint says why. Cost: up to milliseconds.
///
/// Example: `to_systemd(last_fridays)->value.front() == "Fri *-*~01..07 17:00:00 UTC"`.
[[nodiscard]] result<parsed<std::vector<std::string>>> to_systemd(
    std::span<const recurrence_set> sets, const systemd_writing& how = {});

}  // namespace occur
