// What stands for occurrences in a calendar.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace occur::cli {

/// The characters to draw with.
struct glyph_set {
  std::string_view none;                   ///< a day without
  std::string_view one;                    ///< a day with one, where none has more
  std::array<std::string_view, 4> shades;  ///< from few to many
  std::array<std::string_view, 8> series;  ///< one a schedule
  std::string_view more;                   ///< there is no room for the others
  std::string_view today;                  ///< today, without
  std::string_view busy_today;             ///< today, with
};

inline constexpr glyph_set unicode_glyphs{
    "·", "•", {"░", "▒", "▓", "█"}, {"●", "○", "◆", "◇", "■", "□", "▲", "△"}, "+", "○", "◉"};
inline constexpr glyph_set ascii_glyphs{
    ".", "*", {":", "+", "*", "#"}, {"a", "b", "c", "d", "e", "f", "g", "h"}, "+", "<", "@"};

/// Counts as a few levels, the highest of which holds the greatest count.
class scale {
 public:
  explicit scale(std::uint64_t greatest) noexcept;

  [[nodiscard]] std::size_t levels() const noexcept { return levels_; }

  /// From 1 to `levels`; 0 for no occurrence.
  [[nodiscard]] std::size_t level(std::uint64_t count) const noexcept;

  /// The least count of a level, and the greatest.
  [[nodiscard]] std::uint64_t least(std::size_t level) const noexcept;
  [[nodiscard]] std::uint64_t greatest(std::size_t level) const noexcept;

  /// The shade of a level.
  [[nodiscard]] std::string_view shade(std::size_t level, const glyph_set& glyphs) const noexcept;

  /// What the shades stand for: `░ 1  █ 2 a day`.
  [[nodiscard]] std::string legend(const glyph_set& glyphs, std::string_view tint,
                                   std::string_view reset) const;

 private:
  std::uint64_t greatest_;
  std::size_t levels_;
};

}  // namespace occur::cli
