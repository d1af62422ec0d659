// The part of a text that an error points at, fit for a terminal.
#pragma once

#include <string>
#include <string_view>

#include "occur/result.hpp"

namespace occur::cli {

/// One line of a text, and a line to stand under it.
struct excerpt {
  std::string line;
  std::string carets;
  friend bool operator==(const excerpt&, const excerpt&) = default;
};

/// The line in which a span begins, with carets under the span: as wide as the
/// span is on a terminal, one at least. A line over `columns` is cut around the
/// span, `...` standing for what is left out. Tabs become blanks; control
/// characters and broken UTF-8 become `?`, so that no text can steer a terminal.
///
/// Example: `excerpt_at("FREQ=DALY", {5, 9}, 80)` is `FREQ=DALY` over `     ^^^^`.
[[nodiscard]] excerpt excerpt_at(std::string_view text, span where, unsigned columns);

/// The number, from 1, of the line that holds a byte.
[[nodiscard]] std::size_t line_number(std::string_view text, std::size_t byte);

}  // namespace occur::cli
