// The grammar of phrases: from words to a tree.
#pragma once

#include <string_view>

#include "occur/result.hpp"

#include "phrase/tree.hpp"

namespace occur::detail::phrase {

/// Reads a phrase. The tree is well formed, each kind of modifier stands once
/// in a clause, numbers are in range; whether its parts go together is the
/// business of its meaning. Cost: linear in the text.
[[nodiscard]] result<phrase_tree> read_phrase(std::string_view text);

}  // namespace occur::detail::phrase
