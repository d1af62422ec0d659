// Whether what was written says what was to be said.
#pragma once

#include "occur/stream.hpp"
#include "cron/clock_fields.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace occur::detail::cron {

/// The earliest of the starts of some sets, of which there is one at least.
[[nodiscard]] const start& earliest_start(const std::vector<recurrence_set>& sets);

[[nodiscard]] bool same_clock(const start& a, const start& b);

/// The sets that share a clock together, in the order of the first of each.
[[nodiscard]] std::vector<std::vector<recurrence_set>> by_clock(
    const std::vector<recurrence_set>& sets);

/// Where the sets and what was written part first; empty where they do not, as far as a comparison
/// can tell.
[[nodiscard]] std::string difference(const std::vector<recurrence_set>& sets,
                                     const std::vector<recurrence_set>& written);

/// The lines, if they are exact or what was lost may be; else the error. `form` is who reads them.
[[nodiscard]] result<parsed<std::vector<std::string>>> answer(std::string_view form,
                                                              std::vector<std::string> lines,
                                                              const std::vector<loss>& lost,
                                                              bool lossy);

}  // namespace occur::detail::cron
