// Calendars: counting days, numbering weeks, shades, and text that names no start.
#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <date/iso_week.h>

#include "occur/schedule.hpp"
#include "cal/agenda.hpp"
#include "cal/begun_long_ago.hpp"
#include "cal/day_counter.hpp"
#include "cal/marks.hpp"
#include "shell.hpp"

namespace {

using namespace occur;
using namespace occur::cli;
using namespace date::literals;

schedule block(const std::string& text) {
  auto read = parse_schedule(text, text_form::block);
  REQUIRE(read);
  return read->value;
}

std::uint64_t count_on(const std::string& text, date::local_days day,
                       const std::optional<zone>& shown = std::nullopt) {
  return day_counter{block(text), {}, shown}.on(day);
}

reading reading_in_zagreb() {
  reading in;
  in.where = zone::find("Europe/Zagreb").value();
  in.now = date::sys_days{2026_y / 11 / 22} + std::chrono::hours{9};
  in.options.default_start = start{start_kind::zoned, in.where.to_local(in.now), in.where};
  in.options.reading_zone = in.where;
  in.phrases.now = in.now;
  in.phrases.where = in.where;
  return in;
}

schedule read(const std::string& text, const reading& in) {
  auto read = parse_schedule(text, in.form, in.options, in.phrases);
  REQUIRE(read);
  return read->value;
}

}  // namespace

TEST_CASE("a day has the minutes that its clocks show") {
  const std::string minutes = "DTSTART;TZID=Europe/Zagreb:20270101T000000\nRRULE:FREQ=MINUTELY";
  CHECK(count_on(minutes, date::local_days{2027_y / 3 / 27}) == 1440);
  // The wall clock counts: what the clocks skip is read after the gap, where those are already.
  CHECK(count_on(minutes, date::local_days{2027_y / 3 / 28}) == 1380);
  const std::string elapsed = "DTSTART:20270101T000000Z\nRRULE:FREQ=MINUTELY";
  const zone zagreb = zone::find("Europe/Zagreb").value();
  CHECK(count_on(elapsed, date::local_days{2027_y / 3 / 28}, zagreb) == 1380);
  CHECK(count_on(elapsed, date::local_days{2027_y / 10 / 31}, zagreb) == 1500);
  CHECK(count_on(elapsed, date::local_days{2027_y / 10 / 31}) == 1440);
}

TEST_CASE("a day that a clock goes back to keeps all that is its own") {
  // In St John's the clocks went back at 0:01 to 23:01 of the day before, until 2011.
  const std::string elapsed = "DTSTART:20100101T000000Z\nRRULE:FREQ=MINUTELY";
  const zone st_johns = zone::find("America/St_Johns").value();
  CHECK(count_on(elapsed, date::local_days{2010_y / 11 / 6}, st_johns) == 1440 + 59);
  CHECK(count_on(elapsed, date::local_days{2010_y / 11 / 7}, st_johns) == 1440 + 1);
  CHECK(count_on(elapsed, date::local_days{2010_y / 11 / 8}, st_johns) == 1440);
}

TEST_CASE("dates and floating times are on the day they name, wherever one is") {
  CHECK(count_on("DTSTART;VALUE=DATE:20270101\nRRULE:FREQ=DAILY", date::local_days{2027_y / 1 / 5},
                 zone::find("Pacific/Auckland").value()) == 1);
  CHECK(count_on("DTSTART:20270101T233000\nRRULE:FREQ=DAILY;COUNT=1",
                 date::local_days{2027_y / 1 / 1}, zone::find("Pacific/Auckland").value()) == 1);
}

TEST_CASE("an instant that sets in two zones share counts once, on the day of the first") {
  const std::string two =
      "DTSTART;TZID=America/New_York:20270101T200000\nRRULE:FREQ=DAILY;COUNT=2\n\n"
      "DTSTART:20270102T010000Z\nRRULE:FREQ=DAILY;COUNT=3";
  CHECK(count_on(two, date::local_days{2027_y / 1 / 1}) == 1);
  CHECK(count_on(two, date::local_days{2027_y / 1 / 2}) == 1);
  CHECK(count_on(two, date::local_days{2027_y / 1 / 3}) == 0);
  CHECK(count_on(two, date::local_days{2027_y / 1 / 4}) == 1);
}

TEST_CASE("weeks that begin on Monday have the numbers of ISO 8601") {
  const date::local_days end{2032_y / 1 / 1};
  for (date::local_days day{2019_y / 1 / 1}; day < end; day += date::days{1}) {
    const date::sys_days same{day.time_since_epoch()};
    const unsigned iso = static_cast<unsigned>(iso_week::year_weeknum_weekday{same}.weeknum());
    if (week_number(day, date::Monday) != iso) FAIL_CHECK(day.time_since_epoch().count());
  }
  CHECK(week_number(date::local_days{2027_y / 1 / 2}, date::Sunday) == 52);
  CHECK(week_number(date::local_days{2027_y / 1 / 3}, date::Sunday) == 1);
}

TEST_CASE("every count is in the level whose bounds hold it, and the greatest in the highest") {
  for (const std::uint64_t greatest : {1U, 2U, 3U, 4U, 5U, 7U, 24U, 86400U}) {
    const scale s{greatest};
    CHECK(s.level(0) == 0);
    CHECK(s.level(greatest) == s.levels());
    CHECK(s.shade(s.levels(), unicode_glyphs) == "█");
    for (std::uint64_t count = 1; count <= std::min<std::uint64_t>(greatest, 100); ++count) {
      const std::size_t level = s.level(count);
      if (count < s.least(level) || count > s.greatest(level)) FAIL_CHECK(greatest << ' ' << count);
    }
  }
  CHECK(scale{0}.shade(0, ascii_glyphs) == ".");
}

TEST_CASE("what names no start was going on before now, and what is to come stays the same") {
  const reading in = reading_in_zagreb();
  const date::sys_seconds before = in.now - date::days{20 * 366};
  for (const char* text :
       {"every monday at 9:00", "every friday the 13th", "FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2",
        "every 3 months", "every other day at 7:00", "FREQ=DAILY;INTERVAL=4", "every 2 hours",
        "FREQ=MINUTELY;INTERVAL=45", "the last weekday of the month and every sunday"}) {
    INFO(text);
    const schedule now = read(text, in);
    const schedule always = begun_long_ago(now, text, in);
    const comparison found = compare(now.sets, always.sets, 1);
    REQUIRE_FALSE(found.differences.empty());
    CHECK(found.differences.front().what.time < in.now);
    stream of_now{selection{now.sets}};
    stream of_always{selection{always.sets}};
    const date::sys_seconds later = in.now + date::days{20 * 366};
    CHECK(of_always.count(before, in.now) > 0);
    CHECK(of_always.count(in.now, later) == of_now.count(in.now, later));
    of_now.seek(in.now);
    of_always.seek(in.now);
    for (int i = 0; i < 50; ++i) {
      const auto expected = of_now.next();
      const auto got = of_always.next();
      REQUIRE((expected && got));
      if (got->time != expected->time) FAIL_CHECK(i);
    }
  }
}

TEST_CASE(
    "what names a start, counts, or is out of step with the calendar's cycle begins as read") {
  const reading in = reading_in_zagreb();
  for (const char* text :
       {"every monday at 9:00 from 2026-03-02", "FREQ=DAILY;COUNT=3", "tomorrow at 9:00",
        "every day for 2 weeks", "every 11 days", "DTSTART:20260101T090000Z\nRRULE:FREQ=DAILY"}) {
    INFO(text);
    const schedule now = read(text, in);
    CHECK(begun_long_ago(now, text, in) == now);
  }
}

TEST_CASE("a calendar is as wide as the terminal it is on") {
  using namespace occur::testing;
  const variables set{"TZ=Europe/Zagreb", "OCCUR_NOW=2026-11-22T10:00:00+01:00", "TERM=dumb"};
  const auto first_line = [&](const std::string& command) {
    const std::string shown = run_on_terminal(command, set).out;
    return shown.substr(0, shown.find('\r'));
  };
  const std::string cal = "occur cal -m 2027 every friday the 13th";
  CHECK(first_line(cal).find("March 2027") != std::string::npos);
  CHECK(first_line(cal).find("April 2027") == std::string::npos);
  CHECK(first_line("stty cols 120; " + cal).find("April 2027") != std::string::npos);
  CHECK(first_line("stty cols 40; " + cal).find("February 2027") == std::string::npos);
  CHECK(first_line("stty cols 120; " + cal + " 2>/dev/null").find("April 2027") !=
        std::string::npos);
}
