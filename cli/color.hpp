// Colour: when it is used, and which.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "environment.hpp"

namespace occur::cli {

enum class color_choice : std::uint8_t { automatic, always, never };

/// Escape sequences by purpose; all empty where colour is off.
struct palette {
  std::string_view error;
  std::string_view warning;
  std::string_view hint;
  std::string_view dim;
  std::string_view mark;
  std::string_view reset;
  std::string_view today;
  std::array<std::string_view, 6> series;  ///< of things beside each other
};

inline constexpr palette no_colors{};
inline constexpr palette ansi_colors{
    "\x1b[1;31m", "\x1b[1;33m",
    "\x1b[36m",   "\x1b[2m",
    "\x1b[33m",   "\x1b[0m",
    "\x1b[7m",    {"\x1b[32m", "\x1b[35m", "\x1b[36m", "\x1b[33m", "\x1b[34m", "\x1b[31m"}};

/// The palette of one stream. NO_COLOR and TERM=dumb turn colour off unless it
/// was asked for (https://no-color.org).
[[nodiscard]] inline const palette& colors(color_choice choice, const environment& around,
                                           bool is_terminal) {
  const bool wanted = is_terminal && !around.no_color && !around.dumb_terminal;
  const bool on = choice == color_choice::always || (choice == color_choice::automatic && wanted);
  return on ? ansi_colors : no_colors;
}

}  // namespace occur::cli
