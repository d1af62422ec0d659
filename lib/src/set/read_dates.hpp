// The dates of DTSTART, RDATE and EXDATE lines.
#pragma once

#include "occur/set.hpp"
#include "result/tolerance.hpp"
#include "set/content_line.hpp"
#include "set/written_set.hpp"

namespace occur::detail {

/// DTSTART (RFC 5545 3.8.2.4).
[[nodiscard]] result<start> read_start(const content_line& line, const set_options& options,
                                       tolerance& tolerated);

/// RDATE or EXDATE (RFC 5545 3.8.5.2, 3.8.5.1); `property` in capitals.
[[nodiscard]] result<written_dates> read_dates(const content_line& line, std::string_view property,
                                               const set_options& options, tolerance& tolerated);

/// Refuses a parameter that a rule's line cannot have.
[[nodiscard]] result<void> check_rule_parameters(const content_line& line,
                                                 std::string_view property);

}  // namespace occur::detail
