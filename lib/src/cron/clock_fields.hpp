// Rules as fields of a clock and a calendar: what cron and systemd can say.
#pragma once

#include "occur/set.hpp"
#include "cron/number_set.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace occur::detail::cron {

/// Something of a schedule that fields cannot say.
struct loss {
  std::string part;  ///< `COUNT=3`
  std::string why;   ///< `a field has no end`
  friend bool operator==(const loss&, const loss&) = default;
};

/// Puts a loss on the list, once.
void note(std::vector<loss>& lost, std::string part, std::string_view why);

enum class work_day : std::uint8_t { any, first, last };

/// Times that pass each of some fields.
struct clock_fields {
  number_set seconds = only(0);
  number_set minutes = only(0);
  number_set hours = only(0);
  number_set months = all_months;
  number_set month_days = 0;             ///< none: all days
  number_set from_end = 0;               ///< days counted from the end of the month: 1 is the last
  number_set weekdays = 0;               ///< none: all
  std::vector<weekday_number> numbered;  ///< `2FR`, `-1FR`: within a month
  work_day work = work_day::any;         ///< the first or last day from Monday to Friday of a month
  bool either = false;                   ///< days of the month or weekdays, as cron has it
  std::uint32_t year_step = 1;           ///< from the year of the start on

  [[nodiscard]] bool has_month_days() const { return month_days != 0 || from_end != 0; }
  [[nodiscard]] bool has_week_days() const { return weekdays != 0 || !numbered.empty(); }

  friend bool operator==(const clock_fields&, const clock_fields&) = default;
};

/// The fields of a rule from a start on; notes what of it they lack.
[[nodiscard]] clock_fields fields_of(const rule& r, const start& from, std::vector<loss>& lost);

/// The fields of all rules of some sets, those that differ in a single field made one; notes what
/// they lack, exceptions and dates among it.
[[nodiscard]] std::vector<clock_fields> fields_of(const std::vector<recurrence_set>& sets,
                                                  std::vector<loss>& lost);

/// The set that fields say from a start on; not where they are `either`.
[[nodiscard]] recurrence_set set_of(const clock_fields& f, const start& from);

}  // namespace occur::detail::cron
