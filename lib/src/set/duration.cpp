#include "set/duration.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <fmt/format.h>

namespace occur::detail {
namespace {

constexpr std::int64_t longest = std::int64_t{10'000} * 366 * 86'400;

struct unit {
  char letter;
  bool of_time;  ///< stands after the T
  std::int64_t length;
};

/// In the order in which they may stand.
constexpr std::array<unit, 5> units{{{'W', false, 604'800},
                                     {'D', false, 86'400},
                                     {'H', true, 3'600},
                                     {'M', true, 60},
                                     {'S', true, 1}}};

/// Takes the number at the front of a text.
std::optional<std::int64_t> take_number(std::string_view& text) {
  std::int64_t value = 0;
  std::size_t length = 0;
  while (length < text.size() && is_digit(text[length])) {
    value = value > longest ? value : value * 10 + (text[length] - '0');
    ++length;
  }
  text.remove_prefix(length);
  return length > 0 ? std::optional(value) : std::nullopt;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

/// The length of a `P...` text; more than `longest` only ends it.
std::optional<displacement> length_of(std::string_view text) {
  take(text, '+');
  if (!take(text, 'P') || text.empty()) return std::nullopt;
  displacement total;
  bool in_time = false;
  std::size_t next_unit = 0;
  while (!text.empty()) {
    if (!in_time && take(text, 'T')) in_time = true;
    const auto number = take_number(text);
    while (next_unit < units.size() && !text.starts_with(units[next_unit].letter)) ++next_unit;
    if (!number || next_unit == units.size() || units[next_unit].of_time != in_time) {
      return std::nullopt;
    }
    const std::int64_t length = units[next_unit].length;
    const bool too_long = *number > (longest - total.nominal().count()) / length;
    (in_time ? total.elapsed : total.on_clock) +=
        seconds{too_long ? longest + 1 : *number * length};
    if (too_long) return total;
    text.remove_prefix(1);
    ++next_unit;
  }
  return total;
}

}  // namespace

result<displacement> read_duration(piece text) {
  const auto length = length_of(upper_case(text.text));
  if (!length) {
    return fail(error_code::syntax, fmt::format("malformed duration {}", quoted(text.text)),
                text.where(), "write PT1H30M, P1D or P2W");
  }
  if (length->nominal().count() > longest) {
    return fail(error_code::out_of_range,
                fmt::format("the duration {} is too long", quoted(text.text)), text.where(),
                "10,000 years are the most");
  }
  return *length;
}

std::string duration_text(const displacement& duration) {
  const bool negative = duration.nominal() < seconds{0};
  const displacement size = negative ? -duration : duration;
  const auto days = date::floor<date::days>(size.on_clock);
  const date::hh_mm_ss<seconds> time{size.elapsed + (size.on_clock - days)};
  std::string text = negative ? "-P" : "P";
  if (days.count() != 0) text += fmt::format("{}D", days.count());
  if (time.to_duration() == seconds{0}) return days.count() == 0 ? "PT0S" : text;
  text += 'T';
  if (time.hours().count() != 0) text += fmt::format("{}H", time.hours().count());
  if (time.minutes().count() != 0) text += fmt::format("{}M", time.minutes().count());
  if (time.seconds().count() != 0) text += fmt::format("{}S", time.seconds().count());
  return text;
}

}  // namespace occur::detail
