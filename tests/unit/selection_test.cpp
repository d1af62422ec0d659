// Selections: what is made of sets, of none too.
#include <vector>
#include <catch2/catch.hpp>

#include "occur/stream.hpp"

namespace occur {
namespace {

const recurrence_set daily =
    parse_set("DTSTART:20261123T090000Z\nRRULE:FREQ=DAILY;COUNT=3").value().value;
const selection some{daily};
const selection none{std::vector<recurrence_set>{}};

std::uint64_t size_of(const selection& s) { return extent_of(s).count; }

}  // namespace

TEST_CASE("no sets have no occurrences, and change nothing that is united with them") {
  CHECK(size_of(none) == 0);
  CHECK(some.united(none) == some);
  CHECK(none.united(some) == some);
  CHECK(size_of(none.united(none)) == 0);
}

TEST_CASE("nothing is taken from a selection by no sets, nor shared with them") {
  CHECK(some.except(none) == some);
  CHECK(size_of(none.except(some)) == 0);
  CHECK(size_of(some.only(none)) == 0);
  CHECK(size_of(none.only(some)) == 0);
  CHECK(size_of(some.only(none).united(some)) == 3);
}

TEST_CASE("a selection that has a name is still there after it was combined") {
  const selection two = some.except(selection{daily});
  CHECK(size_of(two) == 0);
  CHECK(size_of(some) == 3);
}

TEST_CASE("what is finite has places up to its end") {
  const selection ticks{
      parse_set("DTSTART:20261123T000000Z\nRRULE:FREQ=SECONDLY;INTERVAL=7;COUNT=5000")->value};
  const selection zoned{
      parse_set("DTSTART;TZID=Europe/Zagreb:20261123T090000\nRRULE:FREQ=DAILY;COUNT=3")->value};
  for (const selection& s : {ticks.united(zoned), ticks.except(zoned)}) {
    stream all{s};
    const std::uint64_t n = size_of(s);
    CHECK(n > 4990);
    CHECK(all.nth(n - 1) == all.last());
    CHECK_FALSE(all.nth(n));
    CHECK_FALSE(all.nth(n + 1));
    CHECK_FALSE(all.nth(n + 3000));
  }
}

TEST_CASE("a zone that was moved from is a zone") {
  zone here = zone::find("Europe/Zagreb").value();
  const zone there = std::move(here);
  CHECK(here == there);  // NOLINT(bugprone-use-after-move)
}

}  // namespace occur
