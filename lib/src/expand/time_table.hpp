// The times of day of a rule.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace occur::detail {

using second_of_day = std::int32_t;

/// A sorted list of times of day, as every sum of one of `outer` and one of
/// `inner`: an hour's or minute's begin and what comes in it.
struct time_table {
  std::vector<second_of_day> outer;
  std::vector<second_of_day> inner{0};

  [[nodiscard]] std::int64_t size() const {
    return static_cast<std::int64_t>(outer.size()) * static_cast<std::int64_t>(inner.size());
  }
  [[nodiscard]] second_of_day nth(std::int64_t index) const;
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
