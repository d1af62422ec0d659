#include "expand/time_table.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

using occur::detail::second_of_day;
using occur::detail::time_table;

namespace {

using list = std::vector<second_of_day>;

/// Three rows of three times.
time_table sums() { return {{0, 100, 200}, {1, 2, 3}}; }

list copied(const time_table& table, std::int64_t index, std::size_t room) {
  std::vector<std::int64_t> out(room);
  out.resize(table.copy(index, 0, out));
  return {out.begin(), out.end()};
}

}  // namespace

TEST_CASE("a table is every sum of its rows and what comes in them") {
  const auto table = sums();
  CHECK(table.all() == list{1, 2, 3, 101, 102, 103, 201, 202, 203});
  CHECK(table.size() == 9);
  CHECK(table.nth(4) == 102);
  CHECK(table.count_before(102) == 4);
}

TEST_CASE("a part of a table is a table, wherever it is cut") {
  const auto all = sums().all();
  for (std::int64_t from = -1; from < 205; ++from) {
    for (std::int64_t to = from; to < 206; ++to) {
      const auto part = sums().within(from, to);
      list expected;
      for (const auto t : all)
        if (from <= t && t < to) expected.push_back(t);
      REQUIRE(part.all() == expected);
      REQUIRE(part.size() == static_cast<std::int64_t>(expected.size()));
      REQUIRE(copied(part, 0, 9) == expected);
      if (expected.empty()) continue;
      REQUIRE(part.nth(0) == expected.front());
      REQUIRE(part.nth(part.size() - 1) == expected.back());
      REQUIRE(part.count_before(expected.front()) == 0);
      REQUIRE(part.count_before(expected.back() + 1) == part.size());
      REQUIRE(part.within(from, to).all() == expected);
    }
  }
}

TEST_CASE("a part of a table is copied from any place, as far as there is room") {
  const auto part = sums().within(2, 203);
  const auto all = part.all();
  REQUIRE(all == list{2, 3, 101, 102, 103, 201, 202});
  for (std::size_t from = 0; from < all.size(); ++from) {
    for (std::size_t room = 0; room <= all.size(); ++room) {
      const auto end = std::min(from + room, all.size());
      const list expected(all.begin() + static_cast<std::ptrdiff_t>(from),
                          all.begin() + static_cast<std::ptrdiff_t>(end));
      REQUIRE(copied(part, static_cast<std::int64_t>(from), room) == expected);
    }
  }
}
