// What the parts of a phrase take from each other.
#pragma once

#include <optional>

#include "occur/result.hpp"

#include "phrase/tree.hpp"

namespace occur::detail::phrase {

/// Makes every clause stand for itself: a clause without times takes those of
/// the next one that has some; one without start, end or exceptions takes the
/// last one's; nothing goes over a `;`. Errors: what cannot be shared.
[[nodiscard]] std::optional<error> share(phrase_tree& tree);

}  // namespace occur::detail::phrase
