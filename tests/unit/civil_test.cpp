#include <occur/civil.hpp>
#include <string>
#include <string_view>
#include <catch2/catch.hpp>

#include "complaint.hpp"

using namespace date::literals;
using occur::date_form;
using occur::date_time;
using occur::parse_date_time;
using occur::seconds;

namespace {

date::local_seconds at(date::year_month_day day, int hour = 0, int minute = 0, int second = 0) {
  return date::local_days{day} + std::chrono::hours{hour} + std::chrono::minutes{minute} +
         seconds{second};
}

std::string complaint(std::string_view text) {
  return occur::testing::complaint(parse_date_time(text), text);
}

}  // namespace

TEST_CASE("a date, a local time and an instant are read") {
  CHECK(*parse_date_time("20261123") == date_time{at(2026_y / 11 / 23), date_form::date});
  CHECK(*parse_date_time("20261123T090530") ==
        date_time{at(2026_y / 11 / 23, 9, 5, 30), date_form::local});
  CHECK(*parse_date_time("20261123T090530Z") ==
        date_time{at(2026_y / 11 / 23, 9, 5, 30), date_form::utc});
}

TEST_CASE("the first and the last second of the horizon are read") {
  CHECK(parse_date_time("00010101T000000")->time == occur::horizon_first);
  CHECK(parse_date_time("99991231T235959")->time == occur::horizon_last);
}

TEST_CASE("second 60 reads as 59") {
  CHECK(*parse_date_time("20161231T235960Z") == *parse_date_time("20161231T235959Z"));
}

TEST_CASE("29 February is a day of leap years only") {
  CHECK(parse_date_time("20240229"));
  CHECK(parse_date_time("20000229"));
  CHECK_FALSE(parse_date_time("20230229"));
  CHECK_FALSE(parse_date_time("19000229"));
}

TEST_CASE("a date that was written reads as itself") {
  for (const auto* text : {"00010101", "20240229", "99991231", "20261123T090000", "00310405T000001",
                           "99991231T235959Z", "19691231T235959Z"}) {
    CHECK(occur::to_string(*parse_date_time(text)) == text);
  }
}

TEST_CASE("a number that no date has is shown, with those it may have") {
  CHECK(complaint("00000101") ==
        "out_of_range: there is no year 0 | 0000 | years are 0001 to 9999");
  CHECK(complaint("20261323") == "out_of_range: there is no month 13 | 13 | months are 01 to 12");
  CHECK(complaint("20260023") == "out_of_range: there is no month 0 | 00 | months are 01 to 12");
  CHECK(complaint("20250229") ==
        "out_of_range: February 2025 has no day 29 | 29 | its days are 01 to 28");
  CHECK(complaint("20250400") ==
        "out_of_range: April 2025 has no day 0 | 00 | its days are 01 to 30");
  CHECK(complaint("20261123T240000") ==
        "out_of_range: there is no hour 24 | 24 | hours are 00 to 23");
  CHECK(complaint("20261123T096000Z") ==
        "out_of_range: there is no minute 60 | 60 | minutes are 00 to 59");
  CHECK(
      complaint("20261123T090061") ==
      "out_of_range: there is no second 61 | 61 | seconds are 00 to 59, and 60 for a leap second");
}

TEST_CASE("a date in some other dress is shown in the right one") {
  CHECK(complaint("2006-06-24") ==
        "syntax: malformed date \"2006-06-24\" | 2006-06-24 | write 20060624");
  CHECK(
      complaint("2006-06-24T12:30Z") ==
      "syntax: malformed date \"2006-06-24T12:30Z\" | 2006-06-24T12:30Z | write 20060624T123000Z");
  CHECK(complaint("20060624t123000") ==
        "syntax: malformed date \"20060624t123000\" | 20060624t123000 | write 20060624T123000");
}

TEST_CASE("text that is no date is told the forms of one") {
  for (const auto* text :
       {"", "tomorrow", "2026-11-23T09:00:00+01:00", "2026-13-45", "20261123 RRULE"}) {
    CHECK(complaint(text) == "syntax: malformed date \"" + std::string(text) + "\" | " + text +
                                 " | write 20261123, 20261123T090000 or 20261123T090000Z");
  }
}

TEST_CASE("a message stays on one line and short whatever it quotes") {
  CHECK(parse_date_time("a\nb").error().message == "malformed date \"a?b\"");
  CHECK(parse_date_time(std::string(100000, 'x')).error().message ==
        "malformed date \"" + std::string(40, 'x') + "...\"");
  const std::string umlauts = "x" + std::string(40, '\xC3') + "\xA4";
  CHECK(parse_date_time(umlauts).error().message.size() < 70);
}
