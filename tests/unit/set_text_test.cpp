#include <occur/set.hpp>
#include <string>
#include <string_view>
#include <vector>
#include <catch2/catch.hpp>

#include "complaint.hpp"

using namespace date::literals;
using occur::date_time;
using occur::displacement;
using occur::listed_date;
using occur::parse_set;
using occur::recurrence_set;
using occur::seconds;
using occur::set_options;
using occur::start;
using occur::start_kind;
using occur::zone;

namespace {

using lines = std::vector<std::string>;

const std::string zagreb_start = "DTSTART;TZID=Europe/Zagreb:20261123T090000\n";
const std::string floating_start = "DTSTART:20261123T090000\n";
const std::string utc_start = "DTSTART:20261123T090000Z\n";
const std::string date_start = "DTSTART;VALUE=DATE:20261123\n";

date::local_seconds at_nine() { return date::local_days{2026_y / 11 / 23} + seconds{9 * 3600}; }

std::string complaint(std::string_view text, const set_options& options = {}) {
  return occur::testing::complaint(parse_set(text, options), text);
}

lines warnings(std::string_view text, const set_options& options = {}) {
  return occur::testing::warnings(parse_set(text, options), text);
}

recurrence_set read(std::string_view text, const set_options& options = {}) {
  const auto r = parse_set(text, options);
  INFO(text << "\n" << complaint(text, options));
  REQUIRE(r);
  return r->value;
}

set_options with_default_start() {
  set_options options;
  options.default_start = start{start_kind::floating, at_nine(), {}};
  return options;
}

date_time value(std::string_view text) { return *occur::parse_date_time(text); }

}  // namespace

TEST_CASE("DTSTART is a date, a floating time, a time in a zone, or UTC") {
  const std::string rest = "RRULE:FREQ=DAILY";
  CHECK(read(date_start + rest).anchor ==
        start{start_kind::date, date::local_days{2026_y / 11 / 23}, {}});
  CHECK(read(floating_start + rest).anchor == start{start_kind::floating, at_nine(), {}});
  CHECK(read(zagreb_start + rest).anchor ==
        start{start_kind::zoned, at_nine(), *zone::find("Europe/Zagreb")});
  CHECK(read(utc_start + rest).anchor == start{start_kind::utc, at_nine(), {}});
  CHECK(read("DTSTART;VALUE=DATE-TIME:20261123T090000\n" + rest).anchor.kind ==
        start_kind::floating);
}

TEST_CASE("a TZID of UTC is a zone like others") {
  const auto anchor = read("DTSTART;TZID=Etc/UTC:20261123T090000\nRRULE:FREQ=DAILY").anchor;
  CHECK(anchor.kind == start_kind::zoned);
  CHECK(anchor.where.is_utc());
}

TEST_CASE("dates and floating times are compared in the zone that the caller reads in") {
  set_options options;
  options.reading_zone = *zone::find("Asia/Kolkata");
  CHECK(read(floating_start + "RRULE:FREQ=DAILY", options).anchor.where == options.reading_zone);
  CHECK(read(date_start + "RRULE:FREQ=DAILY", options).anchor.where == options.reading_zone);
  CHECK(read(utc_start + "RRULE:FREQ=DAILY", options).anchor.where == zone{});
}

TEST_CASE("a set takes the gap and fold policies of its reader") {
  set_options options;
  options.gap = occur::gap_policy::skip;
  options.fold = occur::fold_policy::both;
  const auto set = read(utc_start + "RRULE:FREQ=DAILY", options);
  CHECK(set.gap == occur::gap_policy::skip);
  CHECK(set.fold == occur::fold_policy::both);
}

TEST_CASE("each property may stand on several lines, in any order and case") {
  const auto set = read(
      "exdate:20261125T090000,20261126T090000\n"
      "Rrule:FREQ=DAILY\n"
      "RRULE:FREQ=WEEKLY\n"
      "dtstart:20261123T090000\n"
      "EXRULE:FREQ=MONTHLY\n"
      "RDATE:20261124T100000\n"
      "RDATE:20261124T110000\n"
      "EXDATE:20261127T090000\n");
  REQUIRE(set.rules.size() == 2);
  CHECK(set.rules[1].freq == occur::frequency::weekly);
  CHECK(set.excluded_rules.size() == 1);
  REQUIRE(set.dates.size() == 2);
  CHECK(set.dates[1] == listed_date{value("20261124T110000"), {}, {}});
  CHECK(set.excluded_dates.size() == 3);
}

TEST_CASE("listed dates are dates, date-times with or without zone, and periods") {
  const auto dates = [](const std::string& line) { return read(utc_start + line).dates; };
  const auto zagreb = *zone::find("Europe/Zagreb");
  CHECK(dates("RDATE;VALUE=DATE:20261124") ==
        std::vector<listed_date>{{value("20261124"), {}, {}}});
  CHECK(dates("RDATE;VALUE=DATE-TIME;TZID=Europe/Zagreb:20261124T100000") ==
        std::vector<listed_date>{{value("20261124T100000"), zagreb, {}}});
  CHECK(dates("RDATE;VALUE=PERIOD:20261124T100000Z/PT1H30M,20261125T100000Z/20261125T100005Z") ==
        std::vector<listed_date>{{value("20261124T100000Z"), {}, displacement{{}, seconds{5400}}},
                                 {value("20261125T100000Z"), {}, displacement{{}, seconds{5}}}});
}

TEST_CASE("a period across a clock change is as long as it lasts") {
  const auto set =
      read(zagreb_start + "RDATE;VALUE=PERIOD;TZID=Europe/Zagreb:20270328T010000/20270328T040000");
  CHECK(set.dates.at(0).duration == displacement{{}, seconds{2 * 3600}});
}

TEST_CASE("durations of periods have weeks, days, hours, minutes and seconds") {
  const auto duration = [](const std::string& text) {
    return read(utc_start + "RDATE;VALUE=PERIOD:20261124T100000Z/" + text).dates.at(0).duration;
  };
  CHECK(duration("P2W") == displacement{date::days{14}, {}});
  CHECK(duration("P1DT2H3M4S") == displacement{date::days{1}, seconds{2 * 3600 + 3 * 60 + 4}});
  CHECK(duration("+PT0S") == displacement{});
  CHECK(duration("P1D") == displacement{date::days{1}, {}});
  for (const std::string text :
       {"P", "PT", "P1", "P1H", "PT1D", "PT1S1H", "P1DT", "-PT1H", "PT-1H"}) {
    CHECK(complaint(utc_start + "RDATE;VALUE=PERIOD:20261124T100000Z/" + text) ==
          "syntax: malformed duration \"" + text + "\" | " + text + " | write PT1H30M, P1D or P2W");
  }
  const std::string long_one = "P99999999999999999999W";
  CHECK(complaint(utc_start + "RDATE;VALUE=PERIOD:20261124T100000Z/" + long_one) ==
        "out_of_range: the duration \"" + long_one + "\" is too long | " + long_one +
            " | 10,000 years are the most");
}

TEST_CASE("a malformed period is shown") {
  CHECK(complaint(utc_start + "RDATE;VALUE=PERIOD:20261124T100000Z") ==
        "syntax: \"20261124T100000Z\" is no period in RDATE | 20261124T100000Z | "
        "a period is a date-time, a slash, and its end or length");
  CHECK(complaint(utc_start + "RDATE:20261124T100000Z/PT1H") ==
        "syntax: RDATE has a period and no VALUE=PERIOD | 20261124T100000Z/PT1H | "
        "write RDATE;VALUE=PERIOD:...");
  CHECK(complaint(utc_start + "RDATE;VALUE=PERIOD:20261124T100000Z/20261124T095959Z") ==
        "out_of_range: the period ends before it has begun in RDATE | 20261124T095959Z | "
        "the second date is the later one");
  CHECK(complaint(utc_start + "RDATE;VALUE=PERIOD:20261124T100000Z/20261124T110000") ==
        "conflict: the ends of the period are of two kinds in RDATE | 20261124T110000 | "
        "both have a Z or none has");
}

TEST_CASE("parameter values may stand in quotes, and X- parameters say nothing") {
  CHECK(read("DTSTART;X-FOO=\"a:b;c\";TZID=\"Europe/Zagreb\":20261123T090000\n"
             "RRULE;X-BAR=1:FREQ=DAILY") == read(zagreb_start + "RRULE:FREQ=DAILY"));
  CHECK(warnings("DTSTART;X-FOO=\"a:b;c\":20261123T090000\nRRULE:FREQ=DAILY").empty());
}

TEST_CASE("a parameter that nobody knows, stands twice or does not belong is refused") {
  CHECK(complaint("DTSTART;TZIDD=Europe/Zagreb:20261123T090000") ==
        "unknown_name: unknown parameter \"TZIDD\" in DTSTART | TZIDD | did you mean TZID?");
  CHECK(complaint("DTSTART;LANGUAGE=hr:20261123T090000") ==
        "unknown_name: unknown parameter \"LANGUAGE\" in DTSTART | LANGUAGE | it takes TZID and "
        "VALUE");
  CHECK(complaint("DTSTART;TZID=Europe/Zagreb;TZID=Europe/Vienna:20261123T090000") ==
        "repeated: TZID stands twice in DTSTART | TZID=Europe/Vienna | keep one of them");
  CHECK(complaint("DTSTART;TZID:20261123T090000") ==
        "syntax: \"TZID\" is no parameter | TZID | "
        "a parameter is a name and a value: TZID=Europe/Zagreb");
  CHECK(complaint("DTSTART;VALUE=TEXT:20261123T090000") ==
        "unknown_name: unknown value type \"TEXT\" in DTSTART | TEXT | it is DATE-TIME or DATE");
  CHECK(complaint(utc_start + "EXDATE;VALUE=PERIOD:20261123T090000Z/PT1H") ==
        "unknown_name: unknown value type \"PERIOD\" in EXDATE | PERIOD | it is DATE-TIME or DATE");
  CHECK(complaint(floating_start + "RRULE;TZID=Europe/Zagreb:FREQ=DAILY") ==
        "conflict: RRULE takes no \"TZID\" | TZID=Europe/Zagreb | the zone stands with DTSTART");
  CHECK(complaint(floating_start + "EXRULE;VALUE=RECUR2:FREQ=DAILY") ==
        "conflict: EXRULE takes no \"VALUE\" | VALUE=RECUR2 | write EXRULE:FREQ=...");
}

TEST_CASE("an unknown zone is shown at its name, with the words of who looked for it") {
  set_options options;
  options.find_zone = [](std::string_view) -> occur::result<zone> {
    return tl::unexpected(
        occur::error{occur::error_code::unknown_name, "no such zone", {0, 99}, "try"});
  };
  CHECK(complaint("DTSTART;TZID=\"Mars/Base\":20261123T090000", options) ==
        "unknown_name: no such zone | Mars/Base | try");
  CHECK(complaint("DTSTART;TZID=Europe/Zagrebb:20261123T090000").find("Europe/Zagreb") !=
        std::string::npos);
}

TEST_CASE("a TZID and UTC exclude each other; a date has no use for a TZID") {
  CHECK(complaint("DTSTART;TZID=Europe/Zagreb:20261123T090000Z") ==
        "conflict: DTSTART has a TZID and a time in UTC | 20261123T090000Z | "
        "drop the Z for a time in \"Europe/Zagreb\", or the TZID for UTC");
  const std::string text = "DTSTART;VALUE=DATE;TZID=Europe/Zagreb:20261123\nRRULE:FREQ=DAILY";
  CHECK(read(text) == read(date_start + "RRULE:FREQ=DAILY"));
  CHECK(warnings(text) == lines{"deprecated_form: TZID means nothing to the date in DTSTART | "
                                "TZID=Europe/Zagreb | leave it out"});
}

TEST_CASE("VALUE and value go together, or a warning says what is missing") {
  CHECK(complaint("DTSTART;VALUE=DATE:20261123T090000") ==
        "conflict: DTSTART has VALUE=DATE and a time | 20261123T090000 | "
        "write 20261123, or leave VALUE=DATE out");
  CHECK(complaint("DTSTART;VALUE=DATE-TIME:20261123") ==
        "conflict: DTSTART has VALUE=DATE-TIME and a date without a time | 20261123 | "
        "write VALUE=DATE, or 20261123T000000");
  CHECK(warnings("DTSTART:20261123\nRRULE:FREQ=DAILY") ==
        lines{"deprecated_form: DTSTART has a date and no VALUE=DATE | 20261123 | "
              "write DTSTART;VALUE=DATE:20261123"});
}

TEST_CASE("a block has one start with one value") {
  CHECK(complaint("DTSTART:20261123T090000,20261124T090000\nRRULE:FREQ=DAILY") ==
        "repeated: two values in DTSTART | ,20261124T090000 | "
        "DTSTART has one value; further dates stand in RDATE");
  CHECK(complaint(floating_start + floating_start) ==
        "repeated: DTSTART stands twice | DTSTART:20261123T090000 | "
        "a block has one start; a blank line begins another block");
  CHECK(complaint("DTSTART:\nRRULE:FREQ=DAILY") ==
        "missing: DTSTART has no value | DTSTART: | "
        "write 20261123T090000, 20261123T090000Z, or 20261123 with VALUE=DATE");
}

TEST_CASE("text without a start takes the caller's, or is refused") {
  CHECK(read("FREQ=DAILY", with_default_start()).anchor == *with_default_start().default_start);
  CHECK(read("RRULE:FREQ=DAILY", with_default_start()) == read("FREQ=DAILY", with_default_start()));
  CHECK(complaint("FREQ=DAILY") ==
        "missing: there is no DTSTART, and no other start is given | FREQ=DAILY | "
        "add a line such as DTSTART:20261123T090000");
}

TEST_CASE("a block of nothing says so") {
  for (const auto* text : {"", " ", "\n\r\n", "\\n"}) {
    CHECK(complaint(text).starts_with("missing: there is nothing to read | "));
  }
}

TEST_CASE("a start alone is read, with a warning that nothing occurs") {
  CHECK(warnings("DTSTART:20261123T090000") ==
        lines{"missing: nothing occurs: there is no RRULE and no RDATE | DTSTART:20261123T090000 | "
              "add a line such as RRULE:FREQ=DAILY"});
}

TEST_CASE("lines may be folded anywhere, and end in LF, CRLF or a backslash and an n") {
  const auto set = read(zagreb_start + "RRULE:FREQ=DAILY;BYHOUR=9,10");
  for (const auto* text : {
           "DTSTART;TZID=Europe/Zagreb:20261123T090000\r\nRRULE:FREQ=DAILY;BYHOUR=9,10\r\n",
           "DTSTART;TZID=Europe/Zagreb:20261123T090000\\nRRULE:FREQ=DAILY;BYHOUR=9,10\\n",
           "DTSTART;TZID=Europe/Zagreb:20261123T090000\\nRRULE:FREQ=DAILY;BYHOUR=9,10\n",
           " \n\nDTSTART;TZID=Europe/Zagreb:20261123T090000\\nRRULE:FREQ=DAILY;BYHOUR=9,10\n",
           "DTST\n ART;TZID=Euro\r\n\tpe/Zagreb:20261123T\n 090000\nRRU\n LE:FREQ=DAI\n "
           "LY;BYHOUR=9,1\n 0",
           "\n\nDTSTART;TZID=Europe/Zagreb:20261123T090000\n\nRRULE:FREQ=DAILY;BYHOUR=9,10\n \n",
           "\xEF\xBB\xBF"
           "DTSTART;TZID=Europe/Zagreb:20261123T090000\nRRULE:FREQ=DAILY;BYHOUR=9,10",
       }) {
    CHECK(read(text) == set);
    CHECK(warnings(text).empty());
  }
}

TEST_CASE("places are those of the text before it was unfolded") {
  const std::string folded = "DTSTART:20261123T090000\r\nRRULE:FREQ=WEE\r\n KLY;BYD\r\n\tAY=MO,MX";
  CHECK(complaint(folded) ==
        "unknown_name: unknown weekday \"MX\" in BYDAY | MX | weekdays are MO TU WE TH FR SA SU");
  const std::string across = "DTSTART:20261123T090000\nRRULE:FREQ=WEE\n KKLYY";
  CHECK(parse_set(across).error().where == occur::span{35, 45});
  CHECK(complaint("DTSTART:20261123T090000\\nRRULE:FREQ=WEEKLY;BYDAY=MX").find("| MX |") !=
        std::string::npos);
}

TEST_CASE("an indented line that begins with a property is no continuation") {
  const std::string text = "  DTSTART:20261123T090000\n  RRULE:FREQ=DAILY";
  CHECK(read(text) == read(floating_start + "RRULE:FREQ=DAILY"));
  CHECK(warnings(text).size() == 2);
}

TEST_CASE("the rest of a pasted event is ignored, with one warning that names it") {
  const std::string text =
      "BEGIN:VEVENT\nUID:1@example.com\nSUMMARY:Two\\nlines\nX-COLOR:red\n" + zagreb_start +
      "DTEND;TZID=Europe/Zagreb:20261123T100000\nRRULE:FREQ=DAILY\n"
      "BEGIN:VALARM\nDTSTART:nonsense\nTRIGGER:-PT5M\nEND:VALARM\nEND:VEVENT\n";
  CHECK(read(text) == read(zagreb_start + "RRULE:FREQ=DAILY"));
  CHECK(warnings(text) == lines{"unsupported: ignored, since it says nothing about recurrence: "
                                "BEGIN, UID, SUMMARY, X-COLOR, DTEND, END | BEGIN | "
                                "a block has DTSTART, RRULE, RDATE, EXRULE and EXDATE"});
}

TEST_CASE("the time zone of a pasted calendar does not pass for its event") {
  const std::string text =
      "BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:Europe/Zagreb\nBEGIN:STANDARD\n"
      "DTSTART:19701025T030000\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nEND:STANDARD\n"
      "END:VTIMEZONE\nBEGIN:VEVENT\n" +
      zagreb_start + "RRULE:FREQ=DAILY\nEND:VEVENT\nEND:VCALENDAR";
  CHECK(read(text) == read(zagreb_start + "RRULE:FREQ=DAILY"));
}

TEST_CASE("a component that does not end, and a second event, are refused") {
  CHECK(complaint("BEGIN:VALARM\n" + floating_start + "RRULE:FREQ=DAILY") ==
        "missing: \"VALARM\" has no END | VALARM | add END:VALARM");
  CHECK(complaint("BEGIN:VEVENT\n" + floating_start + "END:VEVENT\nBEGIN:VEVENT\nEND:VEVENT") ==
        "repeated: a second event in one block | BEGIN:VEVENT | "
        "put a blank line between events, or save them as an .ics file");
}

TEST_CASE("an unknown property is refused, and the nearest one offered") {
  CHECK(complaint("DTSTRT:20261123T090000") ==
        "unknown_name: unknown property \"DTSTRT\" | DTSTRT | did you mean DTSTART?");
  CHECK(complaint(floating_start + "FOO:BAR") ==
        "unknown_name: unknown property \"FOO\" | FOO | "
        "a block has DTSTART, RRULE, RDATE, EXRULE and EXDATE");
}

TEST_CASE("a line without a property name is told what it lacks") {
  CHECK(complaint(floating_start + "FREQ=DAILY") ==
        "syntax: no property name in \"FREQ=DAILY\" | FREQ=DAILY | write RRULE: before it");
  CHECK(complaint("RRULE=FREQ=DAILY") ==
        "syntax: no property name in \"RRULE=FREQ=DAILY\" | RRULE=FREQ=DAILY | "
        "write a colon after the name");
  CHECK(complaint(floating_start + "hello") ==
        "syntax: no property name in \"hello\" | hello | "
        "a property is a name, a colon and a value: RRULE:FREQ=DAILY");
  CHECK(complaint(floating_start + "RRULE;FREQ=DAILY") ==
        "syntax: no \":\" in \"RRULE;FREQ=DAILY\" | RRULE;FREQ=DAILY | "
        "a property is a name, a colon and a value: RRULE:FREQ=DAILY");
  CHECK(complaint(floating_start + "RRULE:") ==
        "missing: RRULE has no value | RRULE: | write RRULE:FREQ=DAILY, for one");
}

TEST_CASE("UNTIL of another type than the start is kept, with a warning that says how it reads") {
  struct row {
    std::string start, until, words, reads;
  };
  for (const row& r : {
           row{zagreb_start, "20261231", "a date while the start is in a zone", "20261231T225959Z"},
           row{utc_start, "20261231", "a date while the start is in UTC", "20261231T235959Z"},
           row{floating_start, "20261231", "a date while the start is a local time",
               "20261231T235959"},
           row{zagreb_start, "20270701T100000", "a local time while the start is in a zone",
               "20270701T080000Z"},
           row{utc_start, "20270701T100000", "a local time while the start is in UTC",
               "20270701T100000Z"},
           row{floating_start, "20270701T100000Z", "in UTC while the start is a local time",
               "20270701T100000"},
           row{date_start, "20270701T100000", "a local time while the start is a date", "20270701"},
           row{date_start, "20270701T100000Z", "in UTC while the start is a date", "20270701"},
       }) {
    for (const std::string property : {"RRULE", "EXRULE"}) {
      const std::string text =
          r.start + "RRULE:FREQ=DAILY;COUNT=9\n" + property + ":FREQ=DAILY;UNTIL=" + r.until;
      CHECK(warnings(text) == lines{"deprecated_form: UNTIL is " + r.words + " | " + r.until +
                                    " | it reads as UNTIL=" + r.reads});
      const auto set = read(text);
      const auto& rule = property == "RRULE" ? set.rules.back() : set.excluded_rules.back();
      CHECK(rule.until == value(r.until));
    }
  }
}

TEST_CASE("UNTIL of the right type has no warning") {
  CHECK(warnings(zagreb_start + "RRULE:FREQ=DAILY;UNTIL=20261231T090000Z").empty());
  CHECK(warnings(utc_start + "RRULE:FREQ=DAILY;UNTIL=20261231T090000Z").empty());
  CHECK(warnings(floating_start + "RRULE:FREQ=DAILY;UNTIL=20261231T090000").empty());
  CHECK(warnings(date_start + "RRULE:FREQ=DAILY;UNTIL=20261231").empty());
}

TEST_CASE(
    "UNTIL before the start means that nothing occurs, and at the start that something does") {
  CHECK(warnings(zagreb_start + "RRULE:FREQ=DAILY;UNTIL=20261123T080000Z").empty());
  CHECK(warnings(zagreb_start + "RRULE:FREQ=DAILY;UNTIL=20261123T075959Z") ==
        lines{"conflict: nothing occurs: UNTIL is before the start | 20261123T075959Z | "
              "the start is 20261123T090000"});
  CHECK(warnings(date_start + "RRULE:FREQ=DAILY;UNTIL=20261123").empty());
  CHECK(warnings(date_start + "RRULE:FREQ=DAILY;UNTIL=20261122") ==
        lines{"conflict: nothing occurs: UNTIL is before the start | 20261122 | "
              "the start is 20261123"});
}

TEST_CASE("a date has no hours: a frequency of them is refused, parts of them are dropped") {
  for (const std::string freq : {"HOURLY", "MINUTELY", "SECONDLY"}) {
    CHECK(complaint(date_start + "RRULE:FREQ=" + freq) ==
          "conflict: FREQ=" + freq + " needs a start with a time | FREQ=" + freq +
              " | the start is a date: write DTSTART:20261123T000000, or FREQ=DAILY");
  }
  const std::string text = date_start + "RRULE:FREQ=DAILY;BYSECOND=1;BYMINUTE=2;BYHOUR=3;BYMONTH=4";
  CHECK(read(text) == read(date_start + "RRULE:FREQ=DAILY;BYMONTH=4"));
  const std::string why = " is ignored: the start is a date | ";
  const std::string hint = " | leave it out, or give DTSTART a time";
  CHECK(warnings(text) == lines{"deprecated_form: BYSECOND" + why + "BYSECOND=1" + hint,
                                "deprecated_form: BYMINUTE" + why + "BYMINUTE=2" + hint,
                                "deprecated_form: BYHOUR" + why + "BYHOUR=3" + hint});
  CHECK(complaint(date_start + "RRULE:FREQ=DAILY;BYHOUR=3;BYSETPOS=1")
            .starts_with("missing: BYSETPOS has no other BY part to pick from | BYSETPOS=1 | "));
}

TEST_CASE("listed dates of another type than the start are kept, with a warning a line") {
  const auto listed = [](const std::string& start, const std::string& line) {
    return warnings(start + "RRULE:FREQ=DAILY\n" + line);
  };
  CHECK(listed(zagreb_start, "EXDATE;VALUE=DATE:20261124,20261125") ==
        lines{"deprecated_form: EXDATE is a date while the start is in a zone | 20261124 | "
              "write EXDATE;TZID=Europe/Zagreb:20261124T090000"});
  CHECK(
      listed(date_start, "RDATE:20261124T100000Z") ==
      lines{"deprecated_form: RDATE is a date-time while the start is a date | 20261124T100000Z | "
            "write RDATE;VALUE=DATE:20261124"});
  CHECK(listed(utc_start, "RDATE:20261124T100000") ==
        lines{"deprecated_form: RDATE is a local time without TZID while the start is in UTC | "
              "20261124T100000 | write RDATE:20261124T100000Z"});
  CHECK(listed(floating_start, "EXDATE;TZID=Europe/Zagreb:20261124T100000") ==
        lines{"deprecated_form: EXDATE is in a zone while the start is a local time | "
              "20261124T100000 | write EXDATE:20261124T100000"});
  CHECK(listed(zagreb_start, "RDATE:20261124T100000Z").empty());
  CHECK(listed(utc_start, "RDATE;TZID=Europe/Zagreb:20261124T100000").empty());
  CHECK(listed(date_start, "EXDATE;VALUE=DATE:20261124").empty());
  CHECK(listed(floating_start, "EXDATE:20261124T100000").empty());
}

TEST_CASE("strict makes the first warning of the text an error") {
  set_options strict;
  strict.strict = true;
  const std::string text = date_start + "RRULE:FREQ=DAILY;byhour=3;";
  CHECK(complaint(text, strict) == warnings(text).at(0));
  CHECK(warnings(text).size() == 3);
  CHECK(parse_set(zagreb_start + "RRULE:FREQ=DAILY", strict));
  CHECK(parse_set("dtstart;tzid=Europe/Zagreb:20261123T090000\nrrule:FREQ=DAILY", strict));
}

TEST_CASE("an error comes before the warnings of a strict reader") {
  set_options strict;
  strict.strict = true;
  CHECK(
      complaint(floating_start + "RRULE:freq=DAILY;BYHOUR=24", strict).starts_with("out_of_range"));
}

TEST_CASE("a block is bounded at 1 MiB, a rule in it at 64 KiB") {
  std::string text = floating_start + "EXDATE:20261124T090000";
  while (text.size() + 16 <= 1048576) text += ",20261124T090000";
  text.append(1048576 - text.size(), '\n');
  CHECK(read(text, with_default_start()).excluded_dates.size() > 60000);
  const auto beyond = parse_set(text + "\n");
  REQUIRE_FALSE(beyond);
  CHECK(beyond.error() == occur::error{occur::error_code::too_long,
                                       "the block has 1048577 bytes",
                                       {1048576, 1048577},
                                       "a block has 1048576 bytes at most"});
  const std::string rule = "FREQ=DAILY;BYHOUR=" + std::string(65536, '1');
  CHECK(parse_set(floating_start + "RRULE:" + rule).error().code == occur::error_code::too_long);
}

TEST_CASE("a set is written as a block") {
  const std::string text =
      "DTSTART;TZID=Europe/Zagreb:20261123T090000\n"
      "RRULE:FREQ=DAILY;COUNT=3\n"
      "RRULE:FREQ=WEEKLY\n"
      "RDATE;TZID=Europe/Zagreb:20261124T100000,20261124T110000\n"
      "RDATE:20261124T120000Z\n"
      "RDATE;VALUE=PERIOD:20261125T090000Z/PT1H30M,20261126T090000Z/PT5S\n"
      "EXRULE:FREQ=MONTHLY\n"
      "EXDATE;VALUE=DATE:20261127,20261128\n"
      "EXDATE;TZID=America/New_York:20261128T090000";
  CHECK(to_string(read(text)) == text);
}

TEST_CASE("a set that was written reads as itself, whatever its start") {
  for (const std::string& start : {date_start, floating_start, zagreb_start, utc_start}) {
    const auto set = read(start +
                          "RRULE:FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20301231T000000Z\n"
                          "RDATE;VALUE=PERIOD:20261124T100000Z/P1DT1S\nEXDATE;VALUE=DATE:20261127");
    CHECK(read(to_string(set)) == set);
    CHECK(to_string(set).starts_with(start));
  }
}
