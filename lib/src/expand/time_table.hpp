// The times of day of a rule.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace occur::detail {

using second_of_day = std::int32_t;

/// A sorted list of times of day, as every sum of one of `outer` and one of
/// `inner`, an hour's or minute's begin and what comes in it, but for some at
/// either end.
struct time_table {
  std::vector<second_of_day> outer;
  std::vector<second_of_day> inner{0};
  std::int64_t left_out_before = 0;
  std::int64_t left_out_behind = 0;

  /// Leaves no time, and keeps its room for others.
  void clear() {
    outer.clear();
    inner.assign(1, 0);
    left_out_before = left_out_behind = 0;
  }

  [[nodiscard]] std::int64_t size() const {
    return static_cast<std::int64_t>(outer.size()) * static_cast<std::int64_t>(inner.size()) -
           left_out_before - left_out_behind;
  }
  [[nodiscard]] second_of_day nth(std::int64_t index) const;
  [[nodiscard]] std::vector<second_of_day> all() const;
  /// Writes times from that index on, with `base` added, as many as `out` takes; how many.
  std::size_t copy(std::int64_t index, std::int64_t base, std::span<std::int64_t> out) const;
  /// What there is in [from, to), both times of day.
  [[nodiscard]] time_table within(std::int64_t from, std::int64_t to) const;
  /// How many times are before `time`.
  [[nodiscard]] std::int64_t count_before(std::int64_t time) const;
  [[nodiscard]] bool has(std::int64_t time) const {
    return count_before(time) != count_before(time + 1);
  }
};

/// All sums of an hour, a minute and a second, as seconds.
[[nodiscard]] std::vector<second_of_day> sums(std::span<const std::uint8_t> hours,
                                              std::span<const std::uint8_t> minutes,
                                              std::span<const std::uint8_t> seconds);

}  // namespace occur::detail
