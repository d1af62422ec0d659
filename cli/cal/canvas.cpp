#include "cal/canvas.hpp"

#include <algorithm>

namespace occur::cli {

canvas::cell& canvas::at(place where) {
  if (lines_.size() <= where.line) lines_.resize(where.line + 1);
  std::vector<cell>& line = lines_[where.line];
  if (line.size() <= where.column) line.resize(where.column + 1);
  return line[where.column];
}

void canvas::put(place where, std::string_view glyph, std::string_view style) {
  cell& c = at(where);
  c.glyph = glyph;
  c.style = style;
}

void canvas::write(place where, std::string_view text, std::string_view style) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    put({where.column + i, where.line}, text.substr(i, 1), style);
  }
}

std::string canvas::text(std::string_view reset) const {
  std::string text;
  for (const std::vector<cell>& line : lines_) {
    const auto is_blank = [](const cell& c) { return c.glyph == " " && c.style.empty(); };
    const auto end = std::find_if_not(line.rbegin(), line.rend(), is_blank).base();
    std::string_view style;
    for (auto c = line.begin(); c != end; ++c) {
      if (c->style != style) {
        if (!style.empty()) text += reset;
        text += c->style;
        style = c->style;
      }
      text += c->glyph;
    }
    if (!style.empty()) text += reset;
    text += '\n';
  }
  return text;
}

}  // namespace occur::cli
