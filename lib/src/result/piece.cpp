#include "result/piece.hpp"

namespace occur::detail {
namespace {

constexpr std::size_t longest_quotation = 40;

char to_upper(char c) { return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c; }

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20U || c == '\x7F'; }

/// The longest beginning that fits a quotation and splits no UTF-8 character.
std::string_view shortened(std::string_view words) {
  std::size_t length = longest_quotation;
  while (length > 0 && continues_character(words[length])) --length;
  return words.substr(0, length);
}

}  // namespace

split_piece split_once(piece text, std::string_view separators) {
  const std::size_t found = text.text.find_first_of(separators);
  if (found == std::string_view::npos) return {text, std::nullopt};
  return {text.from(0, found), text.from(found + 1)};
}

std::vector<piece> split(piece text, char separator) {
  std::vector<piece> pieces;
  split_piece next{{}, text};
  while (next.after) {
    next = split_once(*next.after, {&separator, 1});
    pieces.push_back(next.before);
  }
  return pieces;
}

piece without_blanks(piece text) {
  std::size_t begin = 0;
  std::size_t end = text.text.size();
  while (begin < end && is_blank(text.text[begin])) ++begin;
  while (end > begin && is_blank(text.text[end - 1])) --end;
  return text.from(begin, end - begin);
}

std::string upper_case(std::string_view text) {
  std::string upper(text);
  std::transform(upper.begin(), upper.end(), upper.begin(), to_upper);
  return upper;
}

bool same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return to_upper(x) == to_upper(y); });
}

std::string quoted(std::string_view words) {
  const bool whole = words.size() <= longest_quotation;
  std::string text = "\"";
  for (const char c : whole ? words : shortened(words)) text += is_control(c) ? '?' : c;
  text += whole ? "\"" : "...\"";
  return text;
}

}  // namespace occur::detail
