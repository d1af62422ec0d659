#include <date/date.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>
#include <catch2/catch.hpp>

#include "occur/rule.hpp"
#include "expand/expansion.hpp"
#include "expand/year_times.hpp"

namespace {

using namespace occur::detail;

expansion of(std::string_view rule) {
  constexpr auto start = date::local_days{date::year{1997} / 9 / 2} + std::chrono::hours{9};
  return {occur::parse_rule(rule).value().value, start, false};
}

constexpr auto rules = std::to_array<std::string_view>({
    "FREQ=DAILY",
    "FREQ=DAILY;INTERVAL=7;BYHOUR=8,20",
    "FREQ=DAILY;INTERVAL=100",
    "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,MO",
    "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,TU,SU;BYSETPOS=-1",
    "FREQ=WEEKLY;BYDAY=MO,SA,SU;BYHOUR=8,20;BYSETPOS=1,-1",
    "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=MONTHLY;INTERVAL=5;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=MONTHLY;RSCALE=GREGORIAN;SKIP=FORWARD;INTERVAL=5;BYMONTHDAY=31",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
    "FREQ=YEARLY;INTERVAL=3;BYYEARDAY=366,1",
    "FREQ=YEARLY;BYWEEKNO=53,1;BYDAY=MO,SU",
    "FREQ=YEARLY;INTERVAL=2;BYWEEKNO=-53,52",
    "FREQ=YEARLY;BYWEEKNO=1,-1;BYDAY=MO,SU;BYHOUR=8,20;BYSETPOS=1,-1",
    "FREQ=YEARLY;RSCALE=GREGORIAN;SKIP=FORWARD;BYYEARDAY=366",
    "FREQ=YEARLY;RSCALE=GREGORIAN;SKIP=BACKWARD;INTERVAL=2;BYYEARDAY=-366",
    "FREQ=HOURLY;INTERVAL=12",
});

}  // namespace

TEST_CASE("a year has the times that its own days and tables have") {
  for (const auto text : rules) {
    INFO(text);
    const expansion e = of(text);
    REQUIRE(year_times::suit(e));
    year_times lists;
    expansion::page page;
    time_table scratch;
    for (int year = e.next_year(1998); year <= last_year; year = e.next_year(year + 1)) {
      INFO(year);
      e.load(page, year);
      std::vector<second_of_year> times;
      for (int day = 0; day < days_in_year(year); ++day) {
        if (!page.days.test(day)) continue;
        const time_table& table = e.times(page, day, scratch);
        for (std::int64_t i = 0; i < table.size(); ++i)
          times.push_back(static_cast<second_of_year>(day * seconds_per_day) + table.nth(i));
      }
      const auto listed = lists.of(e, year);
      if (!std::ranges::equal(listed, times)) FAIL("another list");
    }
  }
}

TEST_CASE("days with many times, or with times of their own, are not listed") {
  CHECK_FALSE(year_times::suit(of("FREQ=MINUTELY;BYHOUR=9;BYMINUTE=0,10,20,30,40")));
  CHECK_FALSE(year_times::suit(of("FREQ=HOURLY;INTERVAL=7")));
}
