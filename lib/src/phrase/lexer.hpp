// From the text of a phrase to its words. Everything that is made of digits
// and marks (times, dates, `1st`, `15min`) is whole after this.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "occur/result.hpp"

#include "phrase/words.hpp"

namespace occur::detail::phrase {

struct token {
  token_kind kind = token_kind::end;
  std::int32_t value = 0;  ///< as `token_kind` says; the second of the day of a time
  bool plural = false;
  bool dash_before = false;     ///< a hyphen joins it to the word before: `mon-fri`
  bool twelve_hours = false;    ///< a time with am or pm
  bool ordinal_second = false;  ///< the word `second`: a unit, and the 2nd
  std::int16_t year = 0;        ///< of a date
  std::uint8_t month = 0;
  std::uint8_t day = 0;
  std::optional<std::int32_t> time_of_day;     ///< of a date with a time glued to it
  std::optional<std::int32_t> offset_minutes;  ///< of a date with `Z` or `+02:00`
  span where;
};

/// The longest text and the most words a phrase may have.
inline constexpr std::size_t longest_phrase = 4096;
inline constexpr std::size_t most_words = 1024;

/// The words of a phrase, with one of kind `end` after the last. Cost: linear.
[[nodiscard]] result<std::vector<token>> read_words(std::string_view text);

/// Whether a month of a year has a day; a year of 0 stands for a leap year.
[[nodiscard]] bool has_day(int year, int month, int day);

}  // namespace occur::detail::phrase
