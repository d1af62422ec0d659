#include "calendar/content_lines.hpp"

#include <algorithm>

namespace occur::detail {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// The place behind the line break at or after a place.
std::size_t end_of_break(std::string_view text, std::size_t at) {
  const auto found = text.find('\n', at);
  return found == std::string_view::npos ? text.size() : found + 1;
}

bool goes_on(std::string_view text, std::size_t at) {
  return at < text.size() && is_blank(text[at]);
}

std::string_view without_break(std::string_view line) {
  if (line.ends_with('\n')) line.remove_suffix(1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

bool is_break(char c) { return c == '\r' || c == '\n'; }

}  // namespace

content_lines::content_lines(std::string_view text) : text_(text) {
  if (text.starts_with(byte_order_mark)) position_ = byte_order_mark.size();
}

bool content_lines::next(raw_line& line) {
  while (position_ < text_.size()) {
    const std::size_t begin = position_;
    position_ = end_of_break(text_, begin);
    const bool folded = goes_on(text_, position_);
    while (goes_on(text_, position_)) position_ = end_of_break(text_, position_);
    line = {{without_break(text_.substr(begin, position_ - begin)), begin}, folded};
    if (!std::ranges::all_of(line.text.text, [](char c) { return is_blank(c) || is_break(c); })) {
      return true;
    }
  }
  return false;
}

piece content_lines::unfolded(const raw_line& line) {
  if (!line.folded) return line.text;
  std::string& all = joined_.emplace_back();
  const std::string_view text = line.text.text;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = end_of_break(text, at);
    const std::size_t begin = at == 0 ? 0 : at + 1;
    all += without_break(text.substr(begin, end - begin));
    at = end;
  }
  joints_.push_back({line.text.at, all.size()});
  return {all, line.text.at};
}

std::size_t content_lines::place_of(const joined_line& line, std::size_t in_line) const {
  std::size_t left = in_line;
  for (std::size_t at = line.at;;) {
    const std::size_t end = end_of_break(text_, at);
    const std::size_t begin = at == line.at ? at : at + 1;
    const std::size_t size = without_break(text_.substr(begin, end - begin)).size();
    if (left <= size || !goes_on(text_, end)) return begin + std::min(left, size);
    left -= size;
    at = end;
  }
}

span content_lines::where(span in_line) const {
  const auto after = std::ranges::upper_bound(joints_, in_line.begin, {}, &joined_line::at);
  if (after == joints_.begin()) return in_line;
  const joined_line& line = *std::prev(after);
  if (in_line.end > line.at + line.size) return in_line;
  const std::size_t begin = place_of(line, in_line.begin - line.at);
  if (in_line.end <= in_line.begin) return {begin, begin};
  return {begin, place_of(line, in_line.end - line.at - 1) + 1};
}

}  // namespace occur::detail
