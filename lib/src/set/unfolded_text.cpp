#include "set/unfolded_text.hpp"

#include "set/property_names.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace occur::detail {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::array<std::string_view, 2> escaped_breaks{"\\n", "\\N"};

/// How many bytes the break at `at` has; 0 where there is none.
std::size_t real_break(std::string_view text, std::size_t at) {
  if (text[at] == '\n') return 1;
  if (text[at] != '\r') return 0;
  return text.substr(at).starts_with("\r\n") ? 2 : 1;
}

/// The same for a text without real breaks.
std::size_t escaped_break(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  const bool breaks = rest.starts_with(escaped_breaks[0]) || rest.starts_with(escaped_breaks[1]);
  return breaks ? 2 : 0;
}

bool is_break_or_blank(char c) { return is_blank(c) || c == '\n' || c == '\r'; }

/// Where the first line that is not blank begins; `begin` is that of the text.
std::size_t first_line_at(std::string_view text, std::size_t begin) {
  for (std::size_t i = begin; i < text.size() && is_break_or_blank(text[i]); ++i) {
    if (!is_blank(text[i])) begin = i + 1;
  }
  return begin;
}

/// The text without the blank lines at its ends, and without a byte order mark.
piece trimmed(std::string_view text) {
  std::size_t end = text.size();
  while (end > 0 && is_break_or_blank(text[end - 1])) --end;
  const std::size_t begin =
      first_line_at(text, text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0);
  return {text.substr(begin, std::max(begin, end) - begin), begin};
}

bool has_real_breaks(std::string_view text) {
  return text.find_first_of("\n\r") != std::string_view::npos;
}

bool continues(piece line) {
  return is_blank(line.text.front()) && !begins_recurrence_property(without_blanks(line).text);
}

}  // namespace

std::vector<piece> physical_lines(std::string_view whole) {
  const piece text = trimmed(whole);
  const auto break_at = has_real_breaks(text.text) ? real_break : escaped_break;
  std::vector<piece> lines;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.text.size();) {
    const std::size_t length = break_at(text.text, at);
    if (length > 0) {
      lines.push_back(text.from(begin, at - begin));
      begin = at + length;
    }
    at += std::max<std::size_t>(length, 1);
  }
  lines.push_back(text.from(begin));
  return lines;
}

bool is_blank_line(std::string_view line) {
  return std::all_of(line.begin(), line.end(), is_blank);
}

unfolded_text::unfolded_text(std::string_view folded) {
  bool can_continue = false;
  for (const piece line : physical_lines(folded)) {
    const bool blank = is_blank_line(line.text);
    if (can_continue && !blank && continues(line)) {
      append(line.from(1));
      lines_.back().end = text_.size();
    } else if (!blank) {
      lines_.push_back({text_.size(), text_.size() + line.text.size()});
      append(line);
    }
    can_continue = !blank;
  }
}

void unfolded_text::append(piece text) {
  joints_.push_back({text_.size(), text.at});
  text_ += text.text;
}

std::vector<piece> unfolded_text::lines() const {
  std::vector<piece> pieces;
  const piece whole{text_, 0};
  for (const span line : lines_) pieces.push_back(whole.from(line.begin, line.end - line.begin));
  return pieces;
}

std::size_t unfolded_text::folded(std::size_t at) const {
  const auto after = std::upper_bound(joints_.begin(), joints_.end(), at,
                                      [](std::size_t a, joint j) { return a < j.unfolded; });
  if (after == joints_.begin()) return at;
  const joint& last = *std::prev(after);
  return last.folded + (at - last.unfolded);
}

span unfolded_text::folded(span unfolded) const {
  const std::size_t begin = folded(unfolded.begin);
  if (unfolded.end <= unfolded.begin) return {begin, begin};
  return {begin, folded(unfolded.end - 1) + 1};
}

}  // namespace occur::detail
