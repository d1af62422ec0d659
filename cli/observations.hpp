// What a careful reader would remark about a set.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "occur/set.hpp"

namespace occur::cli {

/// What is odd about a set: a start that is no occurrence, unless it is
/// `default_start`; rules, dates and parts of rules without which nothing
/// changes; and what other programs, which are named, read differently. Cost: a
/// comparison for each of them.
[[nodiscard]] std::vector<std::string> observations(const recurrence_set& set,
                                                    const std::optional<start>& default_start);

}  // namespace occur::cli
