// Phrases: what no corpus row can say.
#include <occur/nearest.hpp>
#include <occur/phrase.hpp>
#include <occur/stream.hpp>
#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>
#include <catch2/catch.hpp>

#include "complaint.hpp"
#include "phrase/words.hpp"

namespace {

using namespace std::chrono_literals;
using occur::testing::complaint;

occur::zone zagreb() { return occur::zone::find("Europe/Zagreb").value(); }

/// 2026-03-04 10:30 in Zagreb, a Wednesday.
occur::phrase_options wednesday() {
  occur::phrase_options options;
  options.now = date::sys_days{date::year{2026} / 3 / 4} + 9h + 30min;
  options.where = zagreb();
  return options;
}

std::vector<occur::recurrence_set> sets_of(std::string_view text,
                                           const occur::phrase_options& options = wednesday()) {
  auto read = occur::parse_phrase(text, options);
  INFO(text << ": " << complaint(read, text));
  REQUIRE(read.has_value());
  return read->value;
}

std::vector<std::string> locals(const std::vector<occur::recurrence_set>& sets, std::size_t most) {
  occur::stream all{occur::selection{sets}};
  std::vector<std::string> list;
  while (list.size() < most) {
    const auto next = all.next();
    if (!next) break;
    list.push_back(date::format("%F %T", zagreb().to_local(next->time)));
  }
  return list;
}

std::string refusal(std::string_view text) {
  return complaint(occur::parse_phrase(text, wednesday()), text);
}

}  // namespace

TEST_CASE("a phrase that only ticks goes on ticking through a clock change") {
  auto before_change = wednesday();
  before_change.now = date::sys_days{date::year{2026} / 10 / 25} + 0min - 30min;
  CHECK(locals(sets_of("every hour", before_change), 5) ==
        std::vector<std::string>{"2026-10-25 02:00:00", "2026-10-25 02:00:00",
                                 "2026-10-25 03:00:00", "2026-10-25 04:00:00",
                                 "2026-10-25 05:00:00"});
  const auto set = sets_of("every 20 minutes").front();
  CHECK(set.anchor.kind == occur::start_kind::utc);
  CHECK(set.anchor.where == zagreb());
}

TEST_CASE("a phrase with a window, days or a longer interval keeps the wall clock") {
  for (const std::string_view text :
       {"every 2 hours", "every hour at :00", "every hour on monday to sunday",
        "every hour between 0:00 and 23:00", "every 15 minutes in june",
        "every 15 minutes except on 2026-12-25"}) {
    INFO(text);
    CHECK(sets_of(text).front().anchor.kind == occur::start_kind::zoned);
  }
}

TEST_CASE("an occurrence that a clock change moves does not move the start of its set") {
  auto before_change = wednesday();
  before_change.now = date::sys_days{date::year{2026} / 3 / 28} + 12h;
  const auto sets = sets_of("every day at 2:30", before_change);
  CHECK(to_string(sets.front()).starts_with("DTSTART;TZID=Europe/Zagreb:20260329T023000"));
  CHECK(locals(sets, 2) == std::vector<std::string>{"2026-03-29 03:30:00", "2026-03-30 02:30:00"});
}

TEST_CASE("a month that is counted from a 31st has its last day instead") {
  auto on_31st = wednesday();
  on_31st.now = date::sys_days{date::year{2026} / 1 / 31} + 5h;
  CHECK(locals(sets_of("every month at 9:00", on_31st), 3) ==
        std::vector<std::string>{"2026-01-31 09:00:00", "2026-02-28 09:00:00",
                                 "2026-03-31 09:00:00"});
  auto on_leap_day = wednesday();
  on_leap_day.now = date::sys_days{date::year{2028} / 2 / 29} + 5h;
  CHECK(locals(sets_of("every year at 9:00", on_leap_day), 2) ==
        std::vector<std::string>{"2028-02-29 09:00:00", "2029-02-28 09:00:00"});
  CHECK(locals(sets_of("every 2 years in february and march at 9:00", on_leap_day), 3) ==
        std::vector<std::string>{"2028-02-29 09:00:00", "2028-03-29 09:00:00",
                                 "2030-02-28 09:00:00"});
}

TEST_CASE("callers set the time of day of phrases that have none") {
  auto options = wednesday();
  options.default_time = 9h;
  CHECK(locals(sets_of("every friday", options), 1).front() == "2026-03-06 09:00:00");
  CHECK(locals(sets_of("tomorrow", options), 1).front() == "2026-03-05 09:00:00");
  CHECK(locals(sets_of("every friday from 2026-03-01 8:00", options), 1).front() ==
        "2026-03-06 08:00:00");
}

TEST_CASE("the seconds of now never show in a phrase") {
  auto a = wednesday();
  auto b = wednesday();
  b.now += 17s;
  for (const std::string_view text : {"every day", "every 12 hours", "every monday at 9:00"})
    CHECK(sets_of(text, a) == sets_of(text, b));
}

TEST_CASE("a moment is one instant") {
  const auto options = wednesday();
  CHECK(occur::parse_moment("in 20 minutes", options) == options.now + 20min);
  CHECK(occur::parse_moment("tomorrow at 9:00", options) ==
        date::sys_days{date::year{2026} / 3 / 5} + 8h);
  CHECK(occur::parse_moment("2026-07-01 9:00 in UTC", options) ==
        date::sys_days{date::year{2026} / 7 / 1} + 9h);
  CHECK_FALSE(occur::parse_moment("every friday", options).has_value());
  CHECK_FALSE(occur::parse_moment("on 2026-04-01 and 2026-05-01", options).has_value());
  CHECK_FALSE(occur::parse_moment("on friday at 9:00 and 17:00", options).has_value());
}

TEST_CASE("a moment in the second pass of a repeated hour is kept") {
  auto in_fold = wednesday();
  in_fold.now = date::sys_days{date::year{2026} / 10 / 25} + 1h;
  CHECK(occur::parse_moment("in 20 minutes", in_fold) == in_fold.now + 20min);
}

TEST_CASE("zones are found in any case, by the caller's finder") {
  auto options = wednesday();
  std::vector<std::string> asked;
  options.find_zone = [&](std::string_view name) {
    asked.emplace_back(name);
    return occur::zone::find(name);
  };
  CHECK(sets_of("every day at 9:00 in america/new_york", options).front().anchor.where.name() ==
        "America/New_York");
  CHECK(asked == std::vector<std::string>{"america/new_york", "America/New_York"});
}

TEST_CASE("phrases are bounded") {
  CHECK(refusal(std::string(5000, ' ')).starts_with("too_long"));
  std::string many = "every day at 9:00";
  for (int i = 0; i < 70; ++i) many += "; every day at 9:00";
  CHECK(refusal(many).starts_with("too_long"));
  CHECK(refusal("every 99999999999 days").starts_with("out_of_range"));
  CHECK(refusal("every 7 seconds between 0:00 and 23:59 on the last weekday of the month")
            .starts_with("too_long"));
}

TEST_CASE("intervals and counts beyond the calendar are errors, no hang") {
  CHECK(refusal("in 999999999 years").starts_with("out_of_range"));
  CHECK(refusal("in 999999999 hours").starts_with("out_of_range"));
  CHECK(refusal("every day for 999999999 years").starts_with("out_of_range"));
  CHECK(
      refusal("every 999999999 years on january 1 at 0:00 from 2026-03-01").find("never happens") !=
      std::string::npos);
}

TEST_CASE("a word with one wrong letter suggests the right word") {
  using namespace occur::detail::phrase;
  const std::vector<std::string_view> keywords{
      "every",    "each",        "other",       "monday",   "tuesday",   "wednesday",
      "thursday", "friday",      "saturday",    "sunday",   "weekday",   "workday",
      "weekend",  "january",     "february",    "march",    "april",     "june",
      "july",     "august",      "september",   "october",  "november",  "december",
      "second",   "minute",      "hour",        "day",      "week",      "month",
      "quarter",  "year",        "hourly",      "daily",    "everyday",  "weekly",
      "monthly",  "quarterly",   "fortnightly", "yearly",   "annually",  "semiannually",
      "noon",     "midday",      "midnight",    "today",    "tomorrow",  "between",
      "from",     "until",       "since",       "starting", "beginning", "ending",
      "through",  "except",      "excluding",   "during",   "once",      "twice",
      "times",    "onwards",     "first",       "third",    "twelfth",   "thirtieth",
      "last",     "penultimate", "occurrences", "one",      "two",       "twelve",
      "ninety",   "odd",         "even",        "business", "working",   "half"};
  for (const std::string_view keyword : keywords) {
    REQUIRE(find_word(keyword) != nullptr);
    for (std::size_t at = 0; at < keyword.size(); ++at) {
      std::string wrong{keyword};
      wrong[at] = keyword[at] == 'q' ? 'x' : 'q';
      std::string missing{keyword};
      missing.erase(at, 1);
      std::string doubled{keyword};
      doubled.insert(at, 1, 'q');
      std::string swapped{keyword};
      if (at > 0) std::swap(swapped[at], swapped[at - 1]);
      for (const std::string& typo : {wrong, missing, doubled, swapped}) {
        if (typo.size() < 2 || find_word(typo) != nullptr) continue;
        const auto e = unknown_word(typo, "", {0, typo.size()});
        INFO(typo << ": " << e.message << ", " << e.hint);
        // A few slips make another word that phrases refuse for its own reason.
        if (e.message.find("unknown word") == std::string::npos) continue;
        CHECK(e.hint.find(keyword) != std::string::npos);
      }
    }
  }
}

TEST_CASE("a phrase says what its sets say") {
  const auto told = [](std::string_view text) {
    return occur::to_phrase(sets_of(text)).value_or("none");
  };
  CHECK(told("every other week on mon and wed at 9:00") ==
        "every 2 weeks on monday and wednesday at 09:00 from 2026-03-16 09:00 in Europe/Zagreb");
  CHECK(told("every 15 minutes between 9 and 17 on weekdays in june") ==
        "every 15 minutes between 09:00 and 17:00 on weekdays in june from 2026-06-01 09:00 in "
        "Europe/Zagreb");
  CHECK(told("every 30 minutes between 22:00 and 6:00") ==
        "every 30 minutes between 22:00 and 06:00 from 2026-03-04 22:00 in Europe/Zagreb");
  CHECK(told("every weekday at 9:00 except the last friday of the month until 2026-06-30") ==
        "every weekday at 09:00 except the last friday of the month from 2026-03-05 09:00 until "
        "2026-06-30 in Europe/Zagreb");
  CHECK(told("every monday at 9:00; on 2026-03-10 14:00") ==
        "every monday at 09:00 from 2026-03-09 09:00; on 2026-03-10 14:00 in Europe/Zagreb");
  CHECK(told("every 20 minutes") == "every 20 minutes from 2026-03-04 10:40 in Europe/Zagreb");
}

TEST_CASE("ticks on the wall clock are told apart from elapsed time") {
  const auto block = [](std::string_view rule) {
    return std::vector{
        occur::parse_set("DTSTART;TZID=Europe/Zagreb:20260304T093000\nRRULE:" + std::string{rule})
            .value()
            .value};
  };
  CHECK(occur::to_phrase(block("FREQ=HOURLY")) ==
        "every hour at :30 from 2026-03-04 09:30 in Europe/Zagreb");
  CHECK(occur::to_phrase(block("FREQ=MINUTELY;INTERVAL=7")) ==
        "every 7 minutes on monday to sunday from 2026-03-04 09:30 in Europe/Zagreb");
  CHECK(occur::to_phrase(block("FREQ=MINUTELY;INTERVAL=7;COUNT=5")) ==
        "every 7 minutes from 2026-03-04 09:30, 5 times in Europe/Zagreb");
}

TEST_CASE("ticks that elapse are told so beside other clauses") {
  const auto told = [](std::string_view text) {
    return occur::to_phrase(sets_of(text)).value_or("none");
  };
  CHECK(told("hourly; daily at 9") ==
        "every hour from 2026-03-04 11:00; every day at 09:00 from 2026-03-05 09:00 in "
        "Europe/Zagreb");
  CHECK(told("every half hour; dec 25 at noon") ==
        "every 30 minutes from 2026-03-04 10:30; on 2026-12-25 12:00 in Europe/Zagreb");
}

TEST_CASE("an exception is told only where it removes whole days") {
  const auto told = [](const std::string& rules) {
    const std::vector sets{occur::parse_set("DTSTART:20260323T000000Z\n" + rules).value().value};
    return occur::to_phrase(sets).value_or("none");
  };
  const std::string christmas = "EXRULE:FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25";
  CHECK(told("RRULE:FREQ=DAILY;BYHOUR=0,9\n" + christmas) == "none");
  CHECK(told("RRULE:FREQ=DAILY;BYHOUR=0,9\n" + christmas + ";BYHOUR=0,9,10") ==
        "every day at 00:00 and 09:00 except december 25 from 2026-03-23 00:00 in UTC");
  CHECK(told("RRULE:FREQ=MINUTELY\nEXRULE:FREQ=YEARLY;BYMONTH=12") == "none");
  CHECK(told("RRULE:FREQ=MINUTELY\nEXRULE:FREQ=YEARLY;BYDAY=1MO;BYMONTH=3") == "none");
  CHECK(told("RRULE:FREQ=MINUTELY;BYDAY=SA,SU\n"
             "EXRULE:FREQ=DAILY;BYDAY=TU,SU;BYMONTHDAY=29,30,31;BYMINUTE=0") == "none");
  CHECK(told("RRULE:FREQ=MINUTELY;INTERVAL=3;BYHOUR=10,19,22\n"
             "EXRULE:FREQ=YEARLY;BYDAY=3WE,-1SU,-1TH") == "none");
}

TEST_CASE("weekdays on days of the month are not told as a weekday's place") {
  const auto told = [](const std::string& rules) {
    const std::vector sets{occur::parse_set("DTSTART:20260301T100000Z\n" + rules).value().value};
    return occur::to_phrase(sets).value_or("none");
  };
  CHECK(told("RRULE:FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;BYMONTHDAY=-1") ==
        "every weekday that is the last day of the month at 10:00 from 2026-03-01 10:00 in UTC");
  CHECK(told("RRULE:FREQ=DAILY;BYDAY=SA,SU;BYMONTHDAY=-1;BYMONTH=2") ==
        "every weekend that is the last day of february at 10:00 from 2026-03-01 10:00 in UTC");
  CHECK(told("RRULE:FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13") ==
        "every friday the 13th at 10:00 from 2026-03-01 10:00 in UTC");
  CHECK(told("RRULE:FREQ=DAILY\nEXRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYMONTHDAY=-5") ==
        "every day at 10:00 except weekdays that are the 5th to last day of the month from "
        "2026-03-01 10:00 in UTC");
  CHECK(told("RRULE:FREQ=MONTHLY;INTERVAL=2;BYDAY=FR;BYMONTHDAY=-1") ==
        "every 2 months on fridays that are the last day of the month at 10:00 from 2026-03-01 "
        "10:00 in UTC");
  CHECK(told("RRULE:FREQ=HOURLY;BYDAY=MO,TU,WE,TH,FR;BYMONTHDAY=5") ==
        "every hour on weekdays that are the 5th day of the month from 2026-03-01 10:00 in UTC");
}

TEST_CASE("a letter beyond ASCII belongs to its word") {
  const auto problem = [](std::string_view text) {
    return occur::parse_phrase(text, wednesday()).error();
  };
  const occur::error monday = problem("every m\xC3\xB6nday at 9");
  CHECK(monday.message == "unknown word \"m\xC3\xB6nday\"");
  CHECK(monday.where.begin == 6);
  CHECK(monday.where.end == 13);
  CHECK(monday.hint.find("monday") != std::string::npos);
  const occur::error tuesday = problem("every tuesd\xC3\xA4y");
  CHECK(tuesday.message == "unknown word \"tuesd\xC3\xA4y\"");
  CHECK(tuesday.hint.find("tuesday") != std::string::npos);
  CHECK(problem("every \xC3\xB6").message == "unknown word \"\xC3\xB6\"");
  CHECK(problem("every day at \xE2\x80\x9Cnoon").where.begin == 13);
}

TEST_CASE("an exception that takes nothing out is remarked on at its words") {
  const auto remarks = [](std::string_view text) {
    std::vector<std::string> list;
    for (const occur::error& e : occur::idle_exceptions(text, wednesday()))
      list.push_back(std::to_string(e.where.begin) + ": " + e.message);
    return list;
  };
  using lines = std::vector<std::string>;
  CHECK(remarks("every monday at 9 except 2026-12-08") ==
        lines{"25: except 2026-12-08 removes nothing"});
  CHECK(remarks("every monday at 9 except tuesdays and 2026-12-07") ==
        lines{"25: except tuesdays removes nothing"});
  CHECK(remarks("every day at 9 except december 25 and on the last friday of the month").empty());
  CHECK(remarks("every monday at 9 except 2026-03-09, 5 times").empty());
  CHECK(remarks("every minute except 2026-12-08").empty());
  CHECK(remarks("every monday at 9, every friday at 10 except tuesdays") ==
        lines{"45: except tuesdays removes nothing"});
  CHECK(remarks("no phrase").empty());
}

TEST_CASE("a count before exceptions is told by its last occurrence") {
  const std::vector sets{occur::parse_set("DTSTART;TZID=Europe/Zagreb:20260304T090000\n"
                                          "RRULE:FREQ=DAILY;COUNT=5\n"
                                          "EXDATE;TZID=Europe/Zagreb:20260305T090000")
                             .value()
                             .value};
  CHECK(occur::to_phrase(sets) ==
        "every day at 09:00 except 2026-03-05 09:00 from 2026-03-04 09:00 until 2026-03-08 09:00 "
        "in Europe/Zagreb");
}

TEST_CASE("what no phrase says is told as property blocks") {
  for (const std::string block :
       {"DTSTART:20260304T090000\nRRULE:FREQ=DAILY",
        "DTSTART;VALUE=DATE:20260304\nRRULE:FREQ=DAILY",
        "DTSTART:20260304T090000Z\nRRULE:FREQ=WEEKLY;BYDAY=MO,TU;BYMONTH=1,2;BYSETPOS=1",
        "DTSTART:20260304T090000Z\nRRULE:FREQ=MINUTELY;INTERVAL=7;BYHOUR=9"}) {
    const std::vector sets{occur::parse_set(block).value().value};
    INFO(block);
    CHECK_FALSE(occur::to_phrase(sets).has_value());
    CHECK(occur::parse_set(occur::describe(sets)).value().value == sets.front());
  }
}
