#include "calendar/property_text.hpp"

#include <cstddef>
#include <string_view>

namespace occur::detail {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// How many bytes the UTF-8 character at the front has; 0 when it is none.
std::size_t character_size(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  if (first < 0x80) return 1;
  const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < size) return 0;
  for (std::size_t i = 1; i < size; ++i)
    if (!continues_character(text[i])) return 0;
  const auto second = static_cast<unsigned char>(text[1]);
  const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
  const bool outside = (first == 0xED && second > 0x9F) || (first == 0xF4 && second > 0x8F);
  return overlong || outside ? 0 : size;
}

/// The end of a line's name and parameters: the first colon outside of quotes.
std::size_t colon_of(std::string_view line) {
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') quoted = !quoted;
    if (line[i] == ':' && !quoted) return i;
  }
  return std::string_view::npos;
}

char unescaped(char c) { return c == 'n' || c == 'N' ? '\n' : c; }

bool is_control(char c) {
  return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F;
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == ';' || c == ',') out += '\\';
    if (c == '\n')
      out += "\\n";
    else if (c != '\r')
      out += c;
  }
  return out;
}

piece value_of(const property& p) {
  std::size_t colon = colon_of(p.line.text);
  // A stray quote hides every colon.
  if (colon == std::string_view::npos) colon = p.line.text.find(':');
  return colon == std::string_view::npos ? piece{{}, p.line.where().end} : p.line.from(colon + 1);
}

std::string text_of(const property& p) {
  std::string_view left = value_of(p).text;
  std::string text;
  text.reserve(left.size());
  while (!left.empty()) {
    if (left.front() == '\\' && left.size() > 1 && left[1] >= ' ' && left[1] < 0x7F) {
      text += unescaped(left[1]);
      left.remove_prefix(2);
      continue;
    }
    const std::size_t size = character_size(left);
    if (size == 0) {
      text += replacement;
    } else if (is_control(left.front())) {
      text += ' ';
    } else {
      text += left.substr(0, size);
    }
    left.remove_prefix(size == 0 ? 1 : size);
  }
  return text;
}

std::string text_of(const component& c, property_name name) {
  const property* found = c.find(name);
  return found == nullptr ? std::string{} : text_of(*found);
}

}  // namespace occur::detail
