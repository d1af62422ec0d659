// libical's iterator as another opinion, where it is right; and, for every place where it is not
// asked, a rule that shows why.
#include <catch2/catch.hpp>

#include <libical/ical.h>

#include <algorithm>
#include <cstdint>
#include <exception>
#include <vector>

#include "occur/set.hpp"
#include "occur/stream.hpp"
#include "libical_rules.hpp"
#include "pinned_zones.hpp"
#include "random_rules.hpp"

namespace occur::testing {
namespace {

using date::local_seconds;

constexpr std::size_t compared = 30;

std::vector<local_seconds> by_occur(const recurrence_set& set, std::size_t most,
                                    local_seconds last = horizon_last) {
  stream occurrences{set};
  std::vector<local_seconds> times;
  while (times.size() < most) {
    const auto next = occurrences.next();
    if (!next || next->local > last) break;
    times.push_back(next->local);
  }
  return times;
}

std::vector<std::string> shown(const std::vector<local_seconds>& times) {
  std::vector<std::string> texts;
  for (const local_seconds time : times) texts.push_back(date::format("%FT%T", time));
  return texts;
}

// How many of the random rules libical was asked about, and that it answered alike.
std::uint64_t agreeing_rules(std::uint64_t first_seed, std::uint64_t count) {
  std::uint64_t asked = 0;
  for (std::uint64_t seed = first_seed; seed < first_seed + count; ++seed) {
    const recurrence_set set = random_floating_rule(seed);
    const rule& r = set.rules.front();
    if (!libical_is_wrong_about(r, set.anchor.time).empty()) continue;
    // Asked for the first of a rule that has none, libical walks on to the year 2582.
    const auto expected = by_occur(set, compared, set.anchor.time + date::days{3650});
    if (expected.empty()) continue;
    ++asked;
    const auto found = by_libical(to_string(r), set.anchor.time, expected.size());
    if (found == expected) continue;
    INFO(described(set) << " seed " << seed);
    CHECK(shown(expected) == shown(found));
  }
  return asked;
}

struct difference {
  const char* start;
  const char* rule;
  std::vector<std::string> right;  ///< what RFC 5545 asks for
};

const std::vector<difference> differences{
    {"15000101T090000", "FREQ=WEEKLY;BYDAY=MO", {"1500-01-01T09:00:00", "1500-01-08T09:00:00"}},
    {"25810101T090000",
     "FREQ=YEARLY",
     {"2581-01-01T09:00:00", "2582-01-01T09:00:00", "2583-01-01T09:00:00"}},
    {"20260101T090000",
     "FREQ=DAILY;INTERVAL=40000",
     {"2026-01-01T09:00:00", "2135-07-09T09:00:00"}},
    {"20260101T090000",
     "FREQ=DAILY;UNTIL=20260103",
     {"2026-01-01T09:00:00", "2026-01-02T09:00:00", "2026-01-03T09:00:00"}},
    {"20260131T090000", "FREQ=DAILY;BYMONTHDAY=-1", {"2026-01-31T09:00:00", "2026-02-28T09:00:00"}},
    {"19880910T064500",
     "FREQ=HOURLY;INTERVAL=3;BYHOUR=1,6",
     {"1988-09-10T06:45:00", "1988-09-11T06:45:00"}},
    {"20510126T031822", "FREQ=HOURLY;BYHOUR=6,7", {"2051-01-26T06:18:22", "2051-01-26T07:18:22"}},
    {"19780726T141500",
     "FREQ=WEEKLY;INTERVAL=4;BYDAY=SU",
     {"1978-07-30T14:15:00", "1978-08-27T14:15:00"}},
    {"19870911T141146",
     "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH,FR;WKST=SA",
     {"1987-09-11T14:11:46", "1987-09-24T14:11:46"}},
    {"20260301T090000",
     "FREQ=YEARLY;BYMONTH=3;BYYEARDAY=60",
     {"2026-03-01T09:00:00", "2027-03-01T09:00:00"}},
    {"20260301T090000",
     "FREQ=YEARLY;BYMONTHDAY=1;BYWEEKNO=9;BYDAY=SU",
     {"2026-03-01T09:00:00", "2037-03-01T09:00:00"}},
    {"20700227T180643", "FREQ=YEARLY;BYWEEKNO=28", {"2070-07-10T18:06:43", "2071-07-09T18:06:43"}},
    {"20261228T090000",
     "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO",
     {"2026-12-28T09:00:00", "2032-12-27T09:00:00"}},
    {"20770216T121500",
     "FREQ=YEARLY;BYWEEKNO=52;BYDAY=SU",
     {"2078-01-02T12:15:00", "2079-01-01T12:15:00"}},
    {"19861231T033000",
     "FREQ=YEARLY;INTERVAL=2;BYWEEKNO=24;BYDAY=TU",
     {"1987-06-09T03:30:00", "1989-06-13T03:30:00"}},
    {"20260101T000000",
     "FREQ=WEEKLY;BYHOUR=1,2,3;BYSETPOS=2",
     {"2026-01-01T02:00:00", "2026-01-08T02:00:00"}},
    {"20260901T090000",
     "FREQ=MONTHLY;BYMONTHDAY=1,25,-6;BYSETPOS=-2",
     {"2026-09-01T09:00:00", "2026-10-25T09:00:00"}},
    {"20260131T090000",
     "RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTH=1,4;BYMONTHDAY=31;SKIP=FORWARD",
     {"2026-01-31T09:00:00", "2026-05-01T09:00:00"}},
};

recurrence_set set_of(const difference& d) {
  recurrence_set set;
  set.anchor.time = parse_date_time(d.start)->time;
  set.rules.push_back(parse_rule(d.rule)->value);
  return set;
}

std::vector<std::string> shown_by_libical(const difference& d) {
  try {
    return shown(by_libical(d.rule, parse_date_time(d.start)->time, d.right.size()));
  } catch (const std::exception& refusal) {
    return {refusal.what()};
  }
}

}  // namespace

TEST_CASE("libical's iterator agrees about random rules it can be asked about") {
  CHECK(agreeing_rules(1, 10'000) > 2'000);
}

TEST_CASE("libical's iterator agrees about many random rules", "[.long][long]") {
  CHECK(agreeing_rules(1'000'000, 500'000) > 100'000);
}

TEST_CASE("libical is not asked only where it differs from the RFC") {
  for (const difference& d : differences) {
    INFO(d.start << " " << d.rule);
    const recurrence_set set = set_of(d);
    CHECK_FALSE(libical_is_wrong_about(set.rules.front(), set.anchor.time).empty());
    CHECK(shown(by_occur(set, d.right.size())) == d.right);
    CHECK(shown_by_libical(d) != d.right);
  }
}

TEST_CASE("libical lets the second 60 be the next minute, and occur reads it as 59") {
  const auto from = parse_date_time("20260101T090000")->time;
  recurrence_set set;
  set.anchor.time = from;
  set.rules.push_back(parse_rule("FREQ=MINUTELY")->value);
  set.rules.front().by_second = {60};
  CHECK_FALSE(libical_is_wrong_about(set.rules.front(), from).empty());
  CHECK(shown(by_occur(set, 2)) ==
        std::vector<std::string>{"2026-01-01T09:00:59", "2026-01-01T09:01:59"});
  CHECK(shown(by_libical(to_string(set.rules.front()), from, 1)) ==
        std::vector<std::string>{"2026-01-01T09:01:00"});
}

TEST_CASE("libical takes the later of two times in a fold, and occur the first") {
  recurrence_set set;
  set.anchor.kind = start_kind::zoned;
  set.anchor.where = pinned_zone("America/New_York").value();
  set.anchor.time = parse_date_time("20071104T013000")->time;
  set.rules.push_back(parse_rule("FREQ=DAILY")->value);
  const auto first = stream{set}.next();
  REQUIRE(first);
  CHECK(date::format("%FT%TZ", first->time) == "2007-11-04T05:30:00Z");

  icaltimezone* zone_of_libical = icaltimezone_get_builtin_timezone("America/New_York");
  const icaltimetype repeated = icaltime_from_string("20071104T013000");
  const auto later =
      date::sys_seconds{seconds{icaltime_as_timet_with_zone(repeated, zone_of_libical)}};
  CHECK(date::format("%FT%TZ", later) == "2007-11-04T06:30:00Z");
}

}  // namespace occur::testing
