// Places in the text of a TOML file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "occur/result.hpp"

namespace occur::detail {

/// Finds the bytes that lines and columns mean; columns count code points, and
/// both count from 1.
class line_index {
 public:
  explicit line_index(std::string_view text);

  [[nodiscard]] std::size_t byte_at(std::uint32_t line, std::uint32_t column) const;

 private:
  std::string_view text_;
  std::vector<std::size_t> begins_;  ///< of the lines
};

/// The place in the file of a piece of a string's value. `literal` is where
/// the string is written, quotes included; `value` is its value and `inside`
/// some bytes of that. Escapes are as wide as they are written. Where the two
/// cannot be matched, it is all of the string.
///
/// Example: in `"a\tBC"` the bytes 2 to 4 are `BC`, at 4 to 6.
[[nodiscard]] span place_in_string(std::string_view text, span literal, std::string_view value,
                                   span inside);

}  // namespace occur::detail
