// The parts of a rule, one by one.
#pragma once

#include <array>
#include <string>

#include "occur/rule.hpp"

namespace occur::detail {

enum class part {
  set_position,
  second,
  minute,
  hour,
  day,
  week_number,
  month_day,
  year_day,
  month,
  interval
};

/// From the part that matters least to how a rule reads to the one that
/// matters most.
inline constexpr std::array all_parts{
    part::set_position, part::second,   part::minute,    part::hour,  part::day,
    part::week_number,  part::year_day, part::month_day, part::month, part::interval};

/// Widens a part until it lets everything through; false if it did already or
/// is not there.
bool free_part(rule& r, part p);

/// Removes a part, so that the start fills it; false if it is not there.
bool remove_part(rule& r, part p);

/// `BYMONTH=2,4` of a rule; empty when the part is not there.
[[nodiscard]] std::string part_text(const rule& r, part p);

/// Whether a sub-daily interval gives each day other times, so that no cycle of
/// days proves anything.
[[nodiscard]] bool drifts(const rule& r);

}  // namespace occur::detail
