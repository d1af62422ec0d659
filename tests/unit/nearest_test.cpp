#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "result/nearest.hpp"

using occur::detail::did_you_mean;
using occur::detail::edit_distance;
using occur::detail::nearest;
using names = std::vector<std::string_view>;

namespace {
constexpr std::array<std::string_view, 7> frequencies{"YEARLY", "MONTHLY",  "WEEKLY",  "DAILY",
                                                      "HOURLY", "MINUTELY", "SECONDLY"};
}

TEST_CASE("the distance counts letters put in, left out, replaced or swapped") {
  CHECK(edit_distance("WEEKLY", "WEEKLY") == 0);
  CHECK(edit_distance("WEKLY", "WEEKLY") == 1);
  CHECK(edit_distance("WEEEKLY", "WEEKLY") == 1);
  CHECK(edit_distance("WEAKLY", "WEEKLY") == 1);
  CHECK(edit_distance("DIALY", "DAILY") == 1);
  CHECK(edit_distance("", "DAY") == 3);
  CHECK(edit_distance("", "") == 0);
}

TEST_CASE("the distance does not see case") { CHECK(edit_distance("weekly", "WEEKLY") == 0); }

TEST_CASE("words further apart than the limit are one more than the limit apart") {
  CHECK(edit_distance("ABCDEF", "UVWXYZ", 3) == 4);
  CHECK(edit_distance(std::string(100000, 'A'), "DAILY", 2) == 3);
}

TEST_CASE("a misspelt name has its nearest name offered") {
  CHECK(nearest("WEKLY", frequencies) == names{"WEEKLY"});
  CHECK(nearest("dialy", frequencies) == names{"DAILY"});
  CHECK(nearest("HUORLY", frequencies).front() == "HOURLY");
}

TEST_CASE("a shortened name has the whole one offered") {
  CHECK(nearest("month", frequencies) == names{"MONTHLY"});
  CHECK(nearest("mo", frequencies).empty());
}

TEST_CASE("a word like none of the names has nothing offered") {
  CHECK(nearest("FORTNIGHT", frequencies).empty());
  CHECK(nearest("", frequencies).empty());
}

TEST_CASE(
    "the nearest names come first, equally near ones in their own order, and no more than "
    "asked for") {
  const std::array<std::string_view, 4> words{"bats", "cat", "bat", "rat"};
  CHECK(nearest("bat", words) == names{"bat", "bats", "cat"});
  CHECK(nearest("bat", words, 1) == names{"bat"});
}

TEST_CASE("an offer is a question") {
  CHECK(did_you_mean(names{}).empty());
  CHECK(did_you_mean(names{"A"}) == "did you mean A?");
  CHECK(did_you_mean(names{"A", "B"}) == "did you mean A or B?");
  CHECK(did_you_mean(names{"A", "B", "C"}) == "did you mean A, B or C?");
}
