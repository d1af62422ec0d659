#include "expand/time_table.hpp"

#include <algorithm>

namespace occur::detail {

second_of_day time_table::nth(std::int64_t index) const {
  const auto n = static_cast<std::int64_t>(inner.size());
  return outer[static_cast<std::size_t>(index / n)] + inner[static_cast<std::size_t>(index % n)];
}

std::int64_t time_table::count_before(std::int64_t time) const {
  const auto past = std::upper_bound(outer.begin(), outer.end(), time);
  if (past == outer.begin()) return 0;
  const auto block = past - outer.begin() - 1;
  const auto within =
      std::lower_bound(inner.begin(), inner.end(), time - outer[static_cast<std::size_t>(block)]);
  return block * static_cast<std::int64_t>(inner.size()) + (within - inner.begin());
}

std::vector<second_of_day> sums(std::span<const std::uint8_t> hours,
                                std::span<const std::uint8_t> minutes,
                                std::span<const std::uint8_t> seconds) {
  std::vector<second_of_day> all;
  all.reserve(hours.size() * minutes.size() * seconds.size());
  for (const auto h : hours)
    for (const auto m : minutes)
      for (const auto s : seconds) all.push_back(h * 3600 + m * 60 + s);
  return all;
}

}  // namespace occur::detail
