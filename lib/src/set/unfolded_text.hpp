// The logical lines of a property block (RFC 5545 3.1).
#pragma once

#include "occur/result.hpp"
#include "result/piece.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace occur::detail {

/// The physical lines of a text, without the breaks between them. A break is
/// LF, CRLF or CR; in a text that has none of these it is the two characters
/// `\n`, which is how a block comes through a shell.
[[nodiscard]] std::vector<piece> physical_lines(std::string_view text);

/// Whether a line has blanks only.
[[nodiscard]] bool is_blank_line(std::string_view line);

/// A text whose folded lines are whole again, and the way back from its bytes
/// to those of the text as it was. An indented line that begins with the name
/// of a property is no continuation: blocks get indented when they are pasted.
class unfolded_text {
 public:
  explicit unfolded_text(std::string_view folded);
  unfolded_text(const unfolded_text&) = delete;
  unfolded_text& operator=(const unfolded_text&) = delete;

  /// The lines that are not blank. The pieces live as long as this object.
  [[nodiscard]] std::vector<piece> lines() const;

  /// Where bytes of the unfolded text stand in the folded one.
  [[nodiscard]] span folded(span unfolded) const;

 private:
  /// From `unfolded` on, bytes stand `folded - unfolded` further in the folded text.
  struct joint {
    std::size_t unfolded;
    std::size_t folded;
  };

  void append(piece text);
  [[nodiscard]] std::size_t folded(std::size_t at) const;

  std::string text_;
  std::vector<span> lines_;
  std::vector<joint> joints_;
};

}  // namespace occur::detail
