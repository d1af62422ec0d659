// Rules of other calendars than the Gregorian one.
#pragma once

#include "occur/set.hpp"
#include "result/tolerance.hpp"
#include "rule/read_rule.hpp"

namespace occur::detail {

/// Reads a rule and finds the months of its calendar. Errors: those of `read_rule`; a calendar
/// that nobody finds.
[[nodiscard]] result<written_rule> read_rule_with_months(piece text, const set_options& options,
                                                         tolerance& tolerated);

}  // namespace occur::detail
