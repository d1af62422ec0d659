#include "when.hpp"

#include <string>

#include <catch2/catch.hpp>

namespace {

using namespace std::chrono_literals;
using occur::cli::moment;
using occur::cli::parse_when;
using occur::cli::when_setting;

occur::zone zagreb() { return occur::zone::find("Europe/Zagreb").value(); }

date::sys_seconds utc(int year, unsigned month, unsigned day, std::chrono::seconds time = 0s) {
  return date::sys_days{date::year{year} / month / day} + time;
}

/// 2026-11-22T10:00:00+01:00
const date::sys_seconds now = utc(2026, 11, 22, 9h);

moment when(const std::string& text, date::sys_seconds at = now) {
  const auto read = parse_when(text, {at, zagreb()});
  INFO(text);
  REQUIRE(read.has_value());
  return *read;
}

moment instant(date::sys_seconds at) { return {at, at}; }

occur::error refusal(const std::string& text) {
  const auto read = parse_when(text, {now, zagreb()});
  INFO(text);
  REQUIRE_FALSE(read.has_value());
  return read.error();
}

}  // namespace

TEST_CASE("now is the instant itself, in any case and with blanks around") {
  CHECK(when("now") == instant(now));
  CHECK(when("  NOW ") == instant(now));
}

TEST_CASE("a day reaches from its first second to its last") {
  const moment today{utc(2026, 11, 21, 23h), utc(2026, 11, 22, 23h) - 1s};
  CHECK(when("today") == today);
  CHECK(when("2026-11-22") == today);
  CHECK(when("20261122") == today);
  CHECK(when("tomorrow").first == utc(2026, 11, 22, 23h));
  CHECK(when("yesterday").first == utc(2026, 11, 20, 23h));
}

TEST_CASE("a day with a clock change is an hour shorter or longer") {
  const moment spring = when("2026-03-29");
  CHECK(spring.last - spring.first == 23h - 1s);
  const moment autumn = when("2026-10-25");
  CHECK(autumn.last - autumn.first == 25h - 1s);
}

TEST_CASE("a time of day is today's, or that of the day it follows") {
  CHECK(when("9:00") == instant(utc(2026, 11, 22, 8h)));
  CHECK(when("09:00:30") == instant(utc(2026, 11, 22, 8h + 30s)));
  CHECK(when("today 9:00") == instant(utc(2026, 11, 22, 8h)));
  CHECK(when("tomorrow 23:59") == instant(utc(2026, 11, 23, 22h + 59min)));
  CHECK(when("yesterday 0:00") == instant(utc(2026, 11, 20, 23h)));
}

TEST_CASE("an ISO date-time is local unless it has an offset") {
  CHECK(when("2026-07-01T09:00") == instant(utc(2026, 7, 1, 7h)));
  CHECK(when("2026-07-01 09:00:05") == instant(utc(2026, 7, 1, 7h + 5s)));
  CHECK(when("2026-07-01t09:00:00z") == instant(utc(2026, 7, 1, 9h)));
  CHECK(when("2026-07-01T09:00:00+05:30") == instant(utc(2026, 7, 1, 3h + 30min)));
  CHECK(when("2026-07-01T09:00-0800") == instant(utc(2026, 7, 1, 17h)));
  CHECK(when("2026-07-01T09:00+02") == instant(utc(2026, 7, 1, 7h)));
  CHECK(when("1883-12-31T12:00:00+01:03:52") == instant(utc(1883, 12, 31, 12h - 1h - 3min - 52s)));
  CHECK(when("20260701T090000") == instant(utc(2026, 7, 1, 7h)));
  CHECK(when("20260701T090000Z") == instant(utc(2026, 7, 1, 9h)));
}

TEST_CASE("fractions of a second are dropped, and a leap second reads as the one before it") {
  CHECK(when("2026-07-01T09:00:00.999Z") == instant(utc(2026, 7, 1, 9h)));
  CHECK(when("2016-12-31T23:59:60Z") == instant(utc(2016, 12, 31, 24h - 1s)));
}

TEST_CASE(
    "a skipped local time is read with the offset before the gap, a repeated one is the first") {
  CHECK(when("2026-03-29T02:30") == instant(utc(2026, 3, 29, 1h + 30min)));
  CHECK(when("2026-10-25T02:30") == instant(utc(2026, 10, 25, 30min)));
}

TEST_CASE("hours, minutes and seconds are exact distances") {
  CHECK(when("+2h") == instant(now + 2h));
  CHECK(when("-90m") == instant(now - 90min));
  CHECK(when("+1h30min15s") == instant(now + 1h + 30min + 15s));
  CHECK(when("+24h", utc(2026, 3, 28, 11h)) == instant(utc(2026, 3, 29, 11h)));
}

TEST_CASE("days and longer keep the wall clock") {
  CHECK(when("+1d", utc(2026, 3, 28, 11h)) == instant(utc(2026, 3, 29, 10h)));
  CHECK(when("-3d") == instant(utc(2026, 11, 19, 9h)));
  CHECK(when("+1w2d") == instant(utc(2026, 12, 1, 9h)));
  CHECK(when("+ 1 w 2 d") == instant(utc(2026, 12, 1, 9h)));
  CHECK(when("+1y") == instant(utc(2027, 11, 22, 9h)));
}

TEST_CASE("a month without the day gives its last day") {
  CHECK(when("+1mo", utc(2027, 1, 31, 11h)) == instant(utc(2027, 2, 28, 11h)));
  CHECK(when("-1mo", utc(2027, 3, 31, 10h)) == instant(utc(2027, 2, 28, 11h)));
  CHECK(when("+4y", utc(2028, 2, 29, 11h)) == instant(utc(2032, 2, 29, 11h)));
  CHECK(when("-1y", utc(2028, 2, 29, 11h)) == instant(utc(2027, 2, 28, 11h)));
}

TEST_CASE("phrases name moments") {
  CHECK(when("friday at 16:00") == instant(utc(2026, 11, 27, 15h)));
  CHECK(when("in 20 minutes") == instant(now + 20min));
  CHECK(when("on 25 december at noon") == instant(utc(2026, 12, 25, 11h)));
  CHECK(when("at noon") == instant(utc(2026, 11, 22, 11h)));
}

TEST_CASE("a phrase without a time is its whole day, today's included") {
  const moment friday{utc(2026, 11, 26, 23h), utc(2026, 11, 27, 23h) - 1s};
  const moment today{utc(2026, 11, 21, 23h), utc(2026, 11, 22, 23h) - 1s};
  CHECK(when("friday") == friday);
  CHECK(when("27 november") == friday);
  CHECK(when("sunday") == today);
}

TEST_CASE("a phrase that is no moment is refused as what it comes nearest to") {
  CHECK(refusal("in 3 dys").hint == "did you mean days?");
  CHECK(refusal("every day").message == "\"every day\" is no moment");
}

TEST_CASE("what is no moment is refused where it stops being one") {
  CHECK(refusal("").where == occur::span{0, 0});
  CHECK(refusal("soon").where == occur::span{0, 4});
  CHECK(refusal("now 9:00").where == occur::span{4, 8});
  CHECK(refusal("2026-11-23T09:00Zulu").where == occur::span{17, 20});
  CHECK(refusal("2026-11-23T09:00+1").where == occur::span{16, 18});
  CHECK(refusal("+2 fortnights").where == occur::span{1, 13});
  CHECK(refusal("+").where == occur::span{1, 2});
  CHECK(refusal("2026-11").where == occur::span{0, 7});
  CHECK(refusal("tomorrow nine").where == occur::span{9, 13});
}

TEST_CASE("dates and times that no calendar or clock has are refused") {
  CHECK(refusal("2027-02-29").message == "there is no 2027-02-29");
  CHECK(refusal("0000-01-01").message == "there is no 0000-01-01");
  CHECK(refusal("24:00").message == "no clock shows 24:00");
  CHECK(refusal("tomorrow 9:60").message == "no clock shows 9:60");
}

TEST_CASE("moments outside the years 1 to 9999 are refused") {
  for (const char* text : {"+9999999999w", "-9999999999h", "+8000y", "-2026y", "+9999999999mo",
                           "9999-12-31T23:59:59-01:00", "0001-01-01T00:00:00+01:00"}) {
    CHECK(refusal(text).code == occur::error_code::out_of_range);
  }
  CHECK(when("9999-12-31").last == utc(9999, 12, 31, 23h) - 1s);
}

TEST_CASE("every refusal has a span within the text") {
  for (const std::string text :
       {"+", "-", ":", "1:", "12:", "2026", "2026-", "20261", "99999999", "2026-11-23T",
        "2026-11-23T9", "today today", "\xff\xff", "+1", "+1q"}) {
    const auto read = parse_when(text, {now, zagreb()});
    if (read) continue;
    INFO(text);
    CHECK(read.error().where.begin <= text.size());
    CHECK_FALSE(read.error().message.empty());
  }
}
