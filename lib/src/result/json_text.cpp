#include "occur/json_text.hpp"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>

namespace occur {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

/// The well-formed sequences of UTF-8 (Unicode 3.9, table 3-7), by their first byte: how many bytes
/// follow it, and what the first of those may be.
struct sequence {
  unsigned char first, last;
  std::size_t more;
  unsigned char low = 0x80, high = 0xBF;
};
constexpr std::array<sequence, 9> sequences{{{0x00, 0x7F, 0},
                                             {0xC2, 0xDF, 1},
                                             {0xE0, 0xE0, 2, 0xA0, 0xBF},
                                             {0xE1, 0xEC, 2},
                                             {0xED, 0xED, 2, 0x80, 0x9F},
                                             {0xEE, 0xEF, 2},
                                             {0xF0, 0xF0, 3, 0x90, 0xBF},
                                             {0xF1, 0xF3, 3},
                                             {0xF4, 0xF4, 3, 0x80, 0x8F}}};

bool is_within(char c, unsigned char low, unsigned char high) {
  const auto byte = static_cast<unsigned char>(c);
  return low <= byte && byte <= high;
}

bool continues(std::string_view text, const sequence& s) {
  if (text.size() <= s.more) return false;
  if (s.more > 0 && !is_within(text[1], s.low, s.high)) return false;
  for (std::size_t i = 2; i <= s.more; ++i) {
    if (!is_within(text[i], 0x80, 0xBF)) return false;
  }
  return true;
}

/// The bytes of the character at the front of a text; 0 where there is none.
std::size_t character_length(std::string_view text) {
  for (const sequence& s : sequences) {
    if (is_within(text.front(), s.first, s.last)) return continues(text, s) ? s.more + 1 : 0;
  }
  return 0;
}

void append_escaped(std::string& to, char c) {
  switch (c) {
    case '"':
    case '\\':
      to += '\\';
      to += c;
      break;
    case '\n':
      to += "\\n";
      break;
    case '\t':
      to += "\\t";
      break;
    case '\r':
      to += "\\r";
      break;
    default:
      fmt::format_to(std::back_inserter(to), "\\u{:04x}", static_cast<unsigned>(c));
  }
}

bool needs_escape(char c) { return is_within(c, 0, 0x1F) || c == '"' || c == '\\'; }

}  // namespace

void append_json_string(std::string& to, std::string_view text) {
  to += '"';
  while (!text.empty()) {
    const std::size_t length = character_length(text);
    if (length == 0) {
      to += replacement;
    } else if (needs_escape(text.front())) {
      append_escaped(to, text.front());
    } else {
      to += text.substr(0, length);
    }
    text.remove_prefix(length == 0 ? 1 : length);
  }
  to += '"';
}

}  // namespace occur
