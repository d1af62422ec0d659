// A grid of character cells that become lines of text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace occur::cli {

/// Where something is put: cells from the left, lines from the top.
struct place {
  std::size_t column = 0;
  std::size_t line = 0;
};

/// Grows as it is drawn on. Every glyph is one column wide.
class canvas {
 public:
  /// Puts a glyph, in UTF-8, under an escape sequence or none, which must outlive the canvas.
  void put(place at, std::string_view glyph, std::string_view style = {});

  /// Puts the letters of an ASCII text side by side.
  void write(place at, std::string_view text, std::string_view style = {});

  /// The lines, without blanks at their ends; `reset` ends a style.
  [[nodiscard]] std::string text(std::string_view reset) const;

 private:
  struct cell {
    std::string glyph{" "};
    std::string_view style;
  };

  cell& at(place where);

  std::vector<std::vector<cell>> lines_;
};

}  // namespace occur::cli
