// What a clause leaves out.
#pragma once

#include <span>
#include <vector>

#include "occur/result.hpp"

#include "phrase/calendar.hpp"
#include "phrase/rules.hpp"
#include "phrase/tree.hpp"

namespace occur::detail::phrase {

/// Exceptions, sorted by how they can be taken out.
struct exclusion {
  weekday_mask weekdays = 0;
  month_mask months = 0;
  std::vector<day_rule> rules;
  std::vector<date::local_days> days;
  std::vector<date::sys_seconds> instants;
};

[[nodiscard]] result<exclusion> exclusions(std::span<const exception_item> items,
                                           const reference& ref);

/// Takes weekdays and months out of rules that can do without them; what is
/// left of the exceptions needs rules of its own. Rules that lose all their
/// days go.
[[nodiscard]] exclusion absorb(exclusion e, std::vector<day_rule>& rules);

}  // namespace occur::detail::phrase
