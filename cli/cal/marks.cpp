#include "cal/marks.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace occur::cli {
namespace {

constexpr std::size_t most_levels = 4;

}  // namespace

scale::scale(std::uint64_t greatest) noexcept
    : greatest_(greatest), levels_(std::min<std::uint64_t>(greatest, most_levels)) {}

std::size_t scale::level(std::uint64_t count) const noexcept {
  std::size_t found = 0;
  while (found < levels_ && count > greatest(found)) ++found;
  return found;
}

std::uint64_t scale::least(std::size_t level) const noexcept { return greatest(level - 1) + 1; }

std::uint64_t scale::greatest(std::size_t level) const noexcept {
  return level == 0 ? 0 : greatest_ * level / levels_;
}

std::string_view scale::shade(std::size_t level, const glyph_set& glyphs) const noexcept {
  // Few levels are as far apart as they can be.
  constexpr std::array<std::array<std::size_t, most_levels>, most_levels> chosen{
      {{3}, {0, 3}, {0, 2, 3}, {0, 1, 2, 3}}};
  return level == 0 ? glyphs.none : glyphs.shades[chosen[levels_ - 1][level - 1]];
}

std::string scale::legend(const glyph_set& glyphs, std::string_view tint,
                          std::string_view reset) const {
  std::string text;
  for (std::size_t level = 1; level <= levels_; ++level) {
    text += fmt::format("{}{}{} {}", tint, shade(level, glyphs), reset, least(level));
    if (least(level) < greatest(level)) text += fmt::format("-{}", greatest(level));
    text += level < levels_ ? "  " : " a day\n";
  }
  return text;
}

}  // namespace occur::cli
