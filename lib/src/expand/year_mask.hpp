// A year as 384 bits: bit i is day i of the year (0 is 1 January).
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace occur::detail {

struct year_mask {
  static constexpr int word_bits = 64;
  static constexpr int size = 384;
  std::array<std::uint64_t, 6> words{};

  constexpr void set(int i) { words[index(i)] |= bit(i); }

  constexpr void clear(int i) { words[index(i)] &= ~bit(i); }

  /// Sets bits [from, to).
  constexpr void set_range(int from, int to) {
    for (int w = from / word_bits; w * word_bits < to; ++w) {
      const int base = w * word_bits;
      words[static_cast<std::size_t>(w)] |= below(to - base) & ~below(from - base);
    }
  }

  /// Sets the bits of `pattern` (bit 0 is day `position`), which may hang over
  /// either end of the mask.
  constexpr void set_pattern(std::uint64_t pattern, int position) {
    if (position < 0) {
      pattern = position <= -word_bits ? 0 : pattern >> -position;
      position = 0;
    }
    if (position >= size) return;
    const int shift = position % word_bits;
    const std::size_t w = index(position);
    words[w] |= pattern << shift;
    if (shift != 0 && w + 1 < words.size()) words[w + 1] |= pattern >> (word_bits - shift);
  }

  [[nodiscard]] constexpr bool test(int i) const { return (words[index(i)] & bit(i)) != 0; }

  [[nodiscard]] constexpr bool any() const {
    return (words[0] | words[1] | words[2] | words[3] | words[4] | words[5]) != 0;
  }

  [[nodiscard]] constexpr int count() const {
    int n = 0;
    for (const auto w : words) n += std::popcount(w);
    return n;
  }

  /// The bits in [from, to).
  [[nodiscard]] constexpr year_mask within(int from, int to) const {
    year_mask range;
    if (from < to) range.set_range(from, to);
    return range &= *this;
  }

  /// The set bit with `rank` set bits before it; -1 when there are fewer.
  [[nodiscard]] constexpr int nth(int rank) const {
    for (std::size_t w = 0; w < words.size(); ++w) {
      const int n = std::popcount(words[w]);
      if (rank < n) return static_cast<int>(w) * word_bits + nth_bit(words[w], rank);
      rank -= n;
    }
    return -1;
  }

  /// The first set bit at or after i, or -1.
  [[nodiscard]] constexpr int next(int i) const {
    if (i >= size) return -1;
    if (i < 0) i = 0;
    std::size_t w = index(i);
    std::uint64_t word = words[w] & ~below(i % word_bits);
    while (word == 0) {
      if (++w == words.size()) return -1;
      word = words[w];
    }
    return static_cast<int>(w) * word_bits + std::countr_zero(word);
  }

  /// The last set bit at or before i, or -1.
  [[nodiscard]] constexpr int previous(int i) const {
    if (i < 0) return -1;
    if (i >= size) i = size - 1;
    std::size_t w = index(i);
    std::uint64_t word = words[w] & below(i % word_bits + 1);
    while (word == 0) {
      if (w-- == 0) return -1;
      word = words[w];
    }
    return static_cast<int>(w) * word_bits + word_bits - 1 - std::countl_zero(word);
  }

  /// The bits [from, from + length) as a word; length is at most 63.
  [[nodiscard]] constexpr std::uint64_t extract(int from, int length) const {
    const int shift = from % word_bits;
    const std::size_t w = index(from);
    std::uint64_t value = words[w] >> shift;
    if (shift != 0 && w + 1 < words.size()) value |= words[w + 1] << (word_bits - shift);
    return value & below(length);
  }

  constexpr year_mask& operator&=(const year_mask& other) {
    for (std::size_t w = 0; w < words.size(); ++w) words[w] &= other.words[w];
    return *this;
  }
  constexpr year_mask& operator|=(const year_mask& other) {
    for (std::size_t w = 0; w < words.size(); ++w) words[w] |= other.words[w];
    return *this;
  }

  /// Removes the bits of another mask.
  constexpr year_mask& operator-=(const year_mask& other) {
    for (std::size_t w = 0; w < words.size(); ++w) words[w] &= ~other.words[w];
    return *this;
  }

  /// The bits below position n, of one word.
  [[nodiscard]] static constexpr std::uint64_t below(int n) {
    if (n <= 0) return 0;
    return n >= word_bits ? ~std::uint64_t{0} : (std::uint64_t{1} << n) - 1;
  }

  /// The position of the set bit of a word with `rank` set bits before it.
  [[nodiscard]] static constexpr int nth_bit(std::uint64_t word, int rank) {
    while (rank-- > 0) word &= word - 1;
    return std::countr_zero(word);
  }

 private:
  [[nodiscard]] static constexpr std::size_t index(int i) {
    return static_cast<std::size_t>(i) / word_bits;
  }
  [[nodiscard]] static constexpr std::uint64_t bit(int i) {
    return std::uint64_t{1} << (static_cast<unsigned>(i) % word_bits);
  }
};

}  // namespace occur::detail
