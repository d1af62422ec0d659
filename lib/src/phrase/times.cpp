#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "phrase/rules.hpp"

namespace occur::detail::phrase {
namespace {

using bits = std::uint64_t;

[[nodiscard]] std::vector<std::uint8_t> set_bits(bits mask) {
  std::vector<std::uint8_t> list;
  for (std::uint8_t b = 0; mask != 0; ++b, mask >>= 1)
    if ((mask & 1) != 0) list.push_back(b);
  return list;
}

}  // namespace

/// Minutes of an hour that have the same seconds go together, then hours that
/// have the same minutes and seconds.
std::vector<time_product> factored(std::span<const std::int32_t> times) {
  std::array<std::array<bits, 60>, 24> seconds_of{};
  for (std::int32_t t : times)
    seconds_of.at(static_cast<std::size_t>(t / 3600)).at(static_cast<std::size_t>(t / 60 % 60)) |=
        bits{1} << (t % 60);

  std::map<std::pair<bits, bits>, bits> hours_of;  // by minutes and seconds
  for (std::size_t hour = 0; hour < 24; ++hour) {
    std::map<bits, bits> minutes_of;  // by seconds
    for (std::size_t minute = 0; minute < 60; ++minute)
      if (const bits s = seconds_of[hour][minute]; s != 0) minutes_of[s] |= bits{1} << minute;
    for (const auto& [s, minutes] : minutes_of) hours_of[{minutes, s}] |= bits{1} << hour;
  }

  std::vector<time_product> products;
  products.reserve(hours_of.size());
  for (const auto& [key, hours] : hours_of)
    products.push_back({set_bits(hours), set_bits(key.first), set_bits(key.second)});
  std::ranges::sort(products, {}, [](const time_product& p) {
    return std::array{p.hours.front(), p.minutes.front(), p.seconds.front()};
  });
  return products;
}

}  // namespace occur::detail::phrase
