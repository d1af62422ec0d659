#include "expand/time_table.hpp"

#include <algorithm>

namespace occur::detail {

second_of_day time_table::nth(std::int64_t index) const {
  index += left_out_before;
  const auto n = static_cast<std::int64_t>(inner.size());
  return outer[static_cast<std::size_t>(index / n)] + inner[static_cast<std::size_t>(index % n)];
}

std::int64_t time_table::count_before(std::int64_t time) const {
  const auto past = std::upper_bound(outer.begin(), outer.end(), time);
  if (past == outer.begin()) return 0;
  const auto block = past - outer.begin() - 1;
  const auto within =
      std::lower_bound(inner.begin(), inner.end(), time - outer[static_cast<std::size_t>(block)]);
  const std::int64_t sums =
      block * static_cast<std::int64_t>(inner.size()) + (within - inner.begin());
  return std::clamp<std::int64_t>(sums - left_out_before, 0, size());
}

std::vector<second_of_day> time_table::all() const {
  std::vector<second_of_day> list;
  list.reserve(static_cast<std::size_t>(size() + left_out_before + left_out_behind));
  for (const auto base : outer)
    for (const auto offset : inner) list.push_back(base + offset);
  list.resize(list.size() - static_cast<std::size_t>(left_out_behind));
  list.erase(list.begin(), list.begin() + left_out_before);
  return list;
}

std::size_t time_table::copy(std::int64_t index, std::int64_t base,
                             std::span<std::int64_t> out) const {
  out = out.first(std::min(out.size(), static_cast<std::size_t>(size() - index)));
  const auto begin = static_cast<std::size_t>(index + left_out_before);
  std::size_t row = begin / inner.size();
  std::size_t in_row = begin % inner.size();
  for (std::size_t n = 0; n < out.size(); in_row = 0, ++row) {
    const std::int64_t sum = base + outer[row];
    const std::size_t count = std::min(inner.size() - in_row, out.size() - n);
    for (std::size_t i = 0; i < count; ++i) out[n + i] = sum + inner[in_row + i];
    n += count;
  }
  return out.size();
}

time_table time_table::within(std::int64_t from, std::int64_t to) const {
  const std::int64_t first = count_before(from);
  const std::int64_t last = std::max(first, count_before(to));
  if (first == last) return {};
  const auto row = static_cast<std::int64_t>(inner.size());
  const std::int64_t begin = left_out_before + first;
  const std::int64_t end = left_out_before + last;
  const std::int64_t end_row = (end + row - 1) / row;
  return {{outer.begin() + begin / row, outer.begin() + end_row},
          inner,
          begin % row,
          end_row * row - end};
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
