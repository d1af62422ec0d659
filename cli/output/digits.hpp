// Decimal digits written by hand: a table of all two-digit numbers.
#pragma once

#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>

namespace occur::cli {

inline constexpr std::array<char, 200> two_digit_table = [] {
  std::array<char, 200> table{};
  for (std::size_t i = 0; i < 100; ++i) {
    table[2 * i] = static_cast<char>('0' + i / 10);
    table[2 * i + 1] = static_cast<char>('0' + i % 10);
  }
  return table;
}();

/// Two digits; `n` below 100.
inline char* put_two(char* at, std::uint32_t n) noexcept {
  std::memcpy(at, two_digit_table.data() + 2 * std::size_t{n}, 2);
  return at + 2;
}

/// Four digits; `n` below 10,000.
inline char* put_four(char* at, std::uint32_t n) noexcept {
  return put_two(put_two(at, n / 100), n % 100);
}

/// As many digits as the number has, at most 20, sign included.
inline char* put_number(char* at, std::int64_t n) noexcept {
  return std::to_chars(at, at + 20, n).ptr;
}

}  // namespace occur::cli
