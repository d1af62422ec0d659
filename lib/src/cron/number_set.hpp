// Sets of small numbers: what a field of a cron expression comes to.
#pragma once

#include <bit>
#include <cstdint>
#include <vector>

namespace occur::detail::cron {

/// Numbers from 0 to 63, one bit each.
using number_set = std::uint64_t;

[[nodiscard]] constexpr number_set only(int number) { return number_set{1} << number; }

[[nodiscard]] constexpr bool contains(number_set set, int number) {
  return (set & only(number)) != 0;
}

/// `first`, `first + step` and so on, up to `last`.
[[nodiscard]] constexpr number_set numbers(int first, int last, int step = 1) {
  number_set set = 0;
  for (int n = first; n <= last; n += step) set |= only(n);
  return set;
}

[[nodiscard]] constexpr int size(number_set set) { return std::popcount(set); }

/// The least of a set that is not empty.
[[nodiscard]] constexpr int first_of(number_set set) { return std::countr_zero(set); }

template <class Number>
[[nodiscard]] std::vector<Number> list_of(number_set set) {
  std::vector<Number> list;
  for (; set != 0; set &= set - 1) list.push_back(static_cast<Number>(first_of(set)));
  return list;
}

/// The step with which a set goes through all of 0 to `cycle - 1` and comes out
/// where it began; 0 where it does not, and for a single number.
[[nodiscard]] constexpr int even_step(number_set set, int cycle) {
  if (size(set) < 2) return 0;
  const int step = cycle / size(set);
  const bool even = cycle % size(set) == 0 && first_of(set) < step;
  return even && set == numbers(first_of(set), cycle - 1, step) ? step : 0;
}

inline constexpr number_set all_seconds = numbers(0, 59);
inline constexpr number_set all_minutes = numbers(0, 59);
inline constexpr number_set all_hours = numbers(0, 23);
inline constexpr number_set all_month_days = numbers(1, 31);
inline constexpr number_set all_months = numbers(1, 12);
inline constexpr number_set all_weekdays = numbers(0, 6);

}  // namespace occur::detail::cron
