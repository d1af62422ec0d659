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

TEST_CASE("rules that are the same but for their ends differ from the earlier end on") {
  const std::string start = "20260101T000000Z";
  const auto endless = set(start, "FREQ=SECONDLY;INTERVAL=97");
  const auto ended = set(start, "FREQ=SECONDLY;INTERVAL=97;COUNT=100000000");
  const occur::comparison found = compare(ended, endless, 2);
  REQUIRE(found.differences.size() == 2);
  CHECK_FALSE(found.differences[0].left);
  CHECK(found.differences[0].what == occur::stream{endless}.nth(100'000'000));
  CHECK(found.differences[1].what == occur::stream{endless}.nth(100'000'001));
}

TEST_CASE("of sets that list other dates these decide, however far they are") {
  const std::string block = "DTSTART:20260101T000000Z\nRRULE:FREQ=SECONDLY;INTERVAL=97";
  const auto plain = occur::parse_set(block).value().value;
  const auto real = occur::stream{plain}.nth(50'000'000).value();
  auto excepted = plain;
  const auto utc = [](date::sys_seconds t) {
    occur::listed_date d;
    d.value.form = occur::date_form::utc;
    d.value.time = date::local_seconds{t.time_since_epoch()};
    return d;
  };
  excepted.excluded_dates = {utc(real.time)};
  const occur::comparison found = compare(plain, excepted, 10);
  REQUIRE(found.differences.size() == 1);
  CHECK(found.differences[0].left);
  CHECK(found.differences[0].what.time == real.time);
  excepted.excluded_dates = {utc(real.time + std::chrono::seconds{1})};
  CHECK(compare(plain, excepted, 10).proved);
}
