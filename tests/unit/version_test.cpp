#include "occur/version.hpp"

#include <algorithm>

#include <catch2/catch.hpp>

TEST_CASE("the version is three numbers between dots") {
  const auto version = occur::version();
  CHECK(std::ranges::count(version, '.') == 2);
  CHECK(version.find_first_not_of("0123456789.") == std::string_view::npos);
}
