// libical's recurrence iterator as another opinion.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "occur/civil.hpp"
#include "occur/rule.hpp"

namespace occur::testing {

/// The first occurrences that libical's icalrecur_iterator gives for a rule that starts at a
/// floating time; fewer than `most` when it ends. Throws when libical does not read the rule.
[[nodiscard]] std::vector<date::local_seconds> by_libical(const std::string& rule_text,
                                                          date::local_seconds from,
                                                          std::size_t most);

/// Why libical's answer to a rule is not to be trusted; empty when it is.
[[nodiscard]] std::string libical_is_wrong_about(const rule& r, date::local_seconds from);

}  // namespace occur::testing
