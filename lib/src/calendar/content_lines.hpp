// The logical lines of iCalendar text (RFC 5545 3.1).
#pragma once

#include "result/piece.hpp"

#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace occur::detail {

/// Reads text line by line. Lines that are folded are joined on demand only,
/// for most of a calendar says nothing about times.
class content_lines {
 public:
  explicit content_lines(std::string_view text);

  /// A line as it stands: from its first byte to its end, folds and all.
  struct raw_line {
    piece text;
    bool folded = false;
  };

  /// The next line that is not blank; false at the end.
  [[nodiscard]] bool next(raw_line& line);

  /// The line without its folds, as long as this object lives. The places of
  /// the piece are those of the text up to the first fold; `where` mends them.
  [[nodiscard]] piece unfolded(const raw_line& line);

  /// The place in the text of a span in a piece that `unfolded` gave, or in any other.
  [[nodiscard]] span where(span in_line) const;

 private:
  /// A line that was folded, by the place of its first byte.
  struct joined_line {
    std::size_t at;
    std::size_t size;
  };
  [[nodiscard]] std::size_t place_of(const joined_line& line, std::size_t in_line) const;

  std::string_view text_;
  std::size_t position_ = 0;
  std::deque<std::string> joined_;
  std::vector<joined_line> joints_;  // in text order
};

}  // namespace occur::detail
