#include <occur/stream.hpp>
#include <string>
#include <string_view>
#include <vector>
#include <catch2/catch.hpp>

namespace {

occur::recurrence_set set(const std::string& start, const std::string& rule) {
  return occur::parse_set("DTSTART:" + start + "\nRRULE:" + rule).value().value;
}

using difference = occur::comparison::difference;

/// Whether a difference is where its own side says.
bool is_in_its_set(const difference& d, const std::vector<occur::recurrence_set>& of) {
  return occur::stream{of.at(d.what.set)}.index_of(d.what.time).has_value();
}

}  // namespace

TEST_CASE("a difference names the set of its own side") {
  const std::vector<occur::recurrence_set> left{set("20261123T090000Z", "FREQ=DAILY;COUNT=3"),
                                                set("20261123T100000Z", "FREQ=DAILY;COUNT=3")};
  const std::vector<occur::recurrence_set> right{set("20261123T090000Z", "FREQ=DAILY;COUNT=3"),
                                                 set("20261123T110000Z", "FREQ=DAILY;COUNT=3")};
  const occur::comparison found = compare(left, right, 10);
  REQUIRE(found.differences.size() == 6);
  for (const difference& d : found.differences) {
    CHECK(d.what.set == 1);
    CHECK(is_in_its_set(d, d.left ? left : right));
  }
}
