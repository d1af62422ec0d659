#include <date/date.h>

#include <array>
#include <memory>
#include <string_view>
#include <vector>
#include <catch2/catch.hpp>

#include "occur/rule.hpp"
#include "expand/combination.hpp"

namespace {

using namespace occur::detail;

constexpr date::local_days start{date::year{2026} / 1 / 1};
constexpr local_time first_day = start.time_since_epoch().count() * seconds_per_day;

std::unique_ptr<term> term_of(std::string_view rule, std::int64_t days = 0) {
  const local_time end = days == 0 ? horizon_end : first_day + days * seconds_per_day;
  return std::make_unique<rule_term>(expansion{occur::parse_rule(rule).value().value, start, false},
                                     end);
}

/// `a` without `b` and without `c`.
combination less(std::string_view a, std::string_view b, std::string_view c) {
  std::vector<term_ptr> terms;
  for (const auto rule : {a, b, c}) terms.push_back(term_of(rule));
  return {std::move(terms),
          {{step::kind::push, 0},
           {step::kind::push, 1},
           {step::kind::subtract, 0},
           {step::kind::push, 2},
           {step::kind::subtract, 0}}};
}

combination of(std::unique_ptr<term> a, step::kind joined_by, std::unique_ptr<term> b) {
  std::vector<term_ptr> terms;
  terms.push_back(std::move(a));
  terms.push_back(std::move(b));
  return {std::move(terms), {{step::kind::push, 0}, {step::kind::push, 1}, {joined_by, 0}}};
}

}  // namespace

TEST_CASE("an exception that never ends does not make endless what it is taken from") {
  const auto rest = of(term_of("FREQ=DAILY", 5), step::kind::subtract, term_of("FREQ=WEEKLY"));
  CHECK(rest.end() == first_day + 5 * seconds_per_day);
  const auto shared = of(term_of("FREQ=DAILY", 5), step::kind::intersect, term_of("FREQ=WEEKLY"));
  CHECK(shared.end() <= first_day + 7 * seconds_per_day);
}

TEST_CASE("a union ends with its last rule") {
  const auto both = of(term_of("FREQ=DAILY", 5), step::kind::unite, term_of("FREQ=WEEKLY"));
  CHECK(both.end() == horizon_end);
}

TEST_CASE(
    "exceptions that only together leave nothing are seen through without every day's times") {
  auto nothing =
      less("FREQ=SECONDLY;INTERVAL=1001", "FREQ=SECONDLY;INTERVAL=7;BYHOUR=0,1,2,3,4,5,6,7",
           "FREQ=SECONDLY;INTERVAL=11;BYHOUR=8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23");
  std::array<local_time, 1> first{};
  CHECK(cursor{nothing}.fill(first) == 0);

  auto something =
      less("FREQ=SECONDLY;INTERVAL=1001", "FREQ=SECONDLY;INTERVAL=7;BYHOUR=0,1,2,3,4,5,6,7",
           "FREQ=SECONDLY;INTERVAL=11;BYHOUR=9,10,11,12,13,14,15,16,17,18,19,20,21,22,23");
  REQUIRE(cursor{something}.fill(first) == 1);
  CHECK((first[0] - first_day) % 1001 == 0);
  CHECK((first[0] - first_day) % seconds_per_day / 3600 == 8);
}
