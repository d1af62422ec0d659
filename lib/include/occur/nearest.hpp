// The nearest of a few known names: what an error about an unknown one suggests.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace [[gnu::visibility("default")]] occur {

/// How many letters to insert, delete, replace or swap with their neighbour to
/// turn one word into the other, ASCII letters compared without case; words
/// that are further apart than `limit` are `limit + 1` apart. Cost: the product
/// of the lengths, nothing where the lengths alone exceed the limit.
///
/// Example: `edit_distance("WEKLY", "weekly") == 1`.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b,
                                        std::size_t limit = 3);

/// The names that the writer of `word` may have meant, nearest first, those
/// equally near in the order of `names`. A name is offered when no more than a
/// third of its letters differ, and three at most; so is one that `word`
/// shortens to three letters or more (`WEEK`). The views are those of `names`.
///
/// Example: `nearest("WEKLY", names).front() == "WEEKLY"`.
[[nodiscard]] std::vector<std::string_view> nearest(std::string_view word,
                                                    std::span<const std::string_view> names,
                                                    std::size_t how_many = 3);

/// `did you mean WEEKLY?`, `did you mean HOURLY, DAILY or WEEKLY?`; empty when
/// there is no name to offer.
///
/// Example: `did_you_mean(nearest("WEKLY", names)) == "did you mean WEEKLY?"`.
[[nodiscard]] std::string did_you_mean(std::span<const std::string_view> names);

}  // namespace occur
