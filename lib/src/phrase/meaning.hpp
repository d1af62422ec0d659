// From the tree of a phrase to recurrence sets.
#pragma once

#include <vector>

#include "occur/phrase.hpp"
#include "occur/result.hpp"
#include "occur/set.hpp"

#include "phrase/tree.hpp"

namespace occur::detail::phrase {

/// The sets of a phrase: one for each clause, more where days of a clause count
/// their intervals from different months. Errors: parts that do not go
/// together; a clause that never occurs.
[[nodiscard]] result<std::vector<recurrence_set>> meaning(phrase_tree tree,
                                                          const phrase_options& options);

}  // namespace occur::detail::phrase
