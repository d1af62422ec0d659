// A piece of a user's text that knows where it stands, so that whatever is
// wrong with it can be shown there.
#pragma once

#include "occur/result.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace occur::detail {

/// Some bytes of a text, and the place of the first of them in it.
struct piece {
  std::string_view text;
  std::size_t at = 0;

  [[nodiscard]] bool empty() const { return text.empty(); }
  [[nodiscard]] span where() const { return {at, at + text.size()}; }

  /// The piece of this piece from a byte on, as `string_view::substr` has it.
  [[nodiscard]] piece from(std::size_t begin, std::size_t length = std::string_view::npos) const {
    return {text.substr(begin, length), at + begin};
  }
};

/// What stands before the first of some separators and what after it; `after`
/// is empty where there is none.
struct split_piece {
  piece before;
  std::optional<piece> after;
};

[[nodiscard]] split_piece split_once(piece text, std::string_view separators);

/// The pieces between all separators: one more than there are of those, and
/// some of them may be empty.
[[nodiscard]] std::vector<piece> split(piece text, char separator);

[[nodiscard]] constexpr bool is_blank(char c) { return c == ' ' || c == '\t'; }
[[nodiscard]] constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
[[nodiscard]] constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

[[nodiscard]] piece without_blanks(piece text);

/// ASCII capitals; other bytes stay.
[[nodiscard]] std::string upper_case(std::string_view text);

/// Whether two words are the same but for the case of ASCII letters.
[[nodiscard]] bool same_word(std::string_view a, std::string_view b);

/// A user's words as a message shows them: in quotes, on one line, and cut
/// short when they are long.
[[nodiscard]] std::string quoted(std::string_view words);

/// An error as the result that reports it.
[[nodiscard]] inline tl::unexpected<error> fail(error_code code, std::string message, span where,
                                                std::string hint) {
  return tl::unexpected<error>(error{code, std::move(message), where, std::move(hint)});
}

/// Warnings in the order of the text they are about.
inline void sort_by_place(std::vector<error>& warnings) {
  std::stable_sort(warnings.begin(), warnings.end(),
                   [](const error& a, const error& b) { return a.where.begin < b.where.begin; });
}

}  // namespace occur::detail
