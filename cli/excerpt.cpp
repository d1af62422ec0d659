#include "excerpt.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace occur::cli {
namespace {

constexpr std::string_view ellipsis = "...";

struct code_range {
  std::uint32_t first;
  std::uint32_t last;
};

constexpr std::array zero_width{code_range{0x0300, 0x036F}, code_range{0x1AB0, 0x1AFF},
                                code_range{0x200B, 0x200F}, code_range{0x20D0, 0x20FF},
                                code_range{0xFE00, 0xFE0F}, code_range{0xFE20, 0xFE2F}};
constexpr std::array double_width{
    code_range{0x1100, 0x115F},   code_range{0x2E80, 0x303E},  code_range{0x3041, 0xA4CF},
    code_range{0xAC00, 0xD7A3},   code_range{0xF900, 0xFAFF},  code_range{0xFE30, 0xFE6F},
    code_range{0xFF00, 0xFF60},   code_range{0xFFE0, 0xFFE6},  code_range{0x1F300, 0x1F64F},
    code_range{0x1F900, 0x1F9FF}, code_range{0x20000, 0x3FFFD}};

bool holds(std::span<const code_range> ranges, std::uint32_t code) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [code](const code_range& r) { return r.first <= code && code <= r.last; });
}

unsigned width_of(std::uint32_t code) {
  if (holds(zero_width, code)) return 0;
  return holds(double_width, code) ? 2 : 1;
}

struct character {
  std::uint32_t code = 0;
  std::size_t bytes = 1;
  bool printable = false;
};

std::size_t sequence_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead < 0xE0) return 2;
  if (lead >= 0xE0 && lead < 0xF0) return 3;
  if (lead >= 0xF0 && lead < 0xF5) return 4;
  return 0;
}

bool is_control(std::uint32_t code) {
  const bool steers_direction =
      (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
  return code < 0x20 || (code >= 0x7F && code < 0xA0) || steers_direction;
}

character decode(std::string_view text) {
  constexpr std::array<std::uint32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
  const auto lead = static_cast<unsigned char>(text[0]);
  const std::size_t length = sequence_length(lead);
  if (length == 0 || length > text.size()) return {};
  std::uint32_t code = length == 1 ? lead : lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0U) != 0x80U) return {};
    code = (code << 6U) | (byte & 0x3FU);
  }
  if (code < least[length] || (code >= 0xD800 && code < 0xE000)) return {};
  return {code, length, !is_control(code)};
}

/// A character with the columns it covers.
struct cell {
  std::string_view shown;
  std::size_t byte;
  unsigned width;
};

std::vector<cell> cells_of(std::string_view line) {
  std::vector<cell> cells;
  for (std::size_t at = 0; at < line.size();) {
    const character c = decode(line.substr(at));
    if (c.printable) {
      cells.push_back({line.substr(at, c.bytes), at, width_of(c.code)});
    } else {
      cells.push_back({line[at] == '\t' ? " " : "?", at, 1});
    }
    at += c.bytes;
  }
  return cells;
}

/// Half-open, in columns.
struct stretch {
  unsigned begin;
  unsigned end;
};

stretch columns_of(const std::vector<cell>& cells, span where) {
  unsigned begin = 0;
  unsigned end = 0;
  for (const cell& c : cells) {
    if (c.byte < where.begin) begin += c.width;
    if (c.byte < where.end) end += c.width;
  }
  return {begin, std::max(end, begin + 1)};
}

/// The columns to show: all of them, or `room` of them around the carets.
stretch window_of(unsigned width, stretch carets, unsigned room) {
  if (width <= room) return {0, std::max(width, carets.end)};
  const unsigned before = room / 3;
  const unsigned left = carets.begin > before ? carets.begin - before : 0;
  const unsigned begin = carets.end + ellipsis.size() <= room ? 0 : std::min(left, width - room);
  return {begin, begin + room};
}

std::string show(const std::vector<cell>& cells, stretch window, unsigned width) {
  const bool cut_left = window.begin > 0;
  const bool cut_right = window.end < width;
  const auto dots = static_cast<unsigned>(ellipsis.size());
  const stretch inner{window.begin + (cut_left ? dots : 0), window.end - (cut_right ? dots : 0)};
  std::string shown{cut_left ? ellipsis : ""};
  unsigned column = 0;
  for (const cell& c : cells) {
    const unsigned next = column + c.width;
    if (column >= inner.begin && next <= inner.end) shown += c.shown;
    if (column < inner.begin && next > inner.begin) shown += ' ';
    column = next;
  }
  return shown.append(cut_right ? ellipsis : "");
}

std::string_view line_from(std::string_view text, std::size_t begin) {
  std::string_view line = text.substr(begin, text.find('\n', begin) - begin);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::size_t line_begin(std::string_view text, std::size_t byte) {
  if (byte == 0) return 0;
  const std::size_t newline = text.rfind('\n', byte - 1);
  return newline == std::string_view::npos ? 0 : newline + 1;
}

}  // namespace

excerpt excerpt_at(std::string_view text, span where, unsigned columns) {
  constexpr unsigned least_room = 20;
  const std::size_t first = std::min(where.begin, text.size());
  const std::size_t begin = line_begin(text, first);
  const std::string_view line = line_from(text, begin);
  const std::vector<cell> cells = cells_of(line);
  const span within{first - begin, std::max(where.end, first) - begin};
  const stretch whole = columns_of(cells, {line.size(), line.size()});
  const unsigned width = whole.begin;
  stretch carets = columns_of(cells, within);
  const stretch window = window_of(width, carets, std::max(columns, least_room));
  carets.end = std::max(std::min(carets.end, window.end), carets.begin + 1);
  return {show(cells, window, width), std::string(carets.begin - window.begin, ' ') +
                                          std::string(carets.end - carets.begin, '^')};
}

std::size_t line_number(std::string_view text, std::size_t byte) {
  const std::string_view before = text.substr(0, byte);
  return 1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
}

}  // namespace occur::cli
