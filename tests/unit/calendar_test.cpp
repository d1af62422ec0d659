// Calendars: what an .ics file says, as sets and their details.
#include <occur/calendar.hpp>
#include <occur/find_calendar.hpp>
#include <occur/stream.hpp>
#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>
#include <catch2/catch.hpp>

#include "complaint.hpp"
#include "pinned_zones.hpp"

using occur::parse_calendar;
using occur::testing::complaint;

namespace {

using strings = std::vector<std::string>;

occur::calendar_options reading() {
  occur::calendar_options options;
  options.sets.find_zone = occur::testing::pinned_zone;
  options.sets.find_calendar = occur::find_calendar;
  return options;
}

std::string calendar_of(std::string_view components) {
  return "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Example//Test//EN\n" + std::string{components} +
         "END:VCALENDAR\n";
}

std::string event_of(std::string_view properties) {
  return "BEGIN:VEVENT\nUID:1@example.com\n" + std::string{properties} + "END:VEVENT\n";
}

occur::parsed<occur::calendar> read_with_warnings(
    std::string_view text, const occur::calendar_options& options = reading()) {
  auto read = parse_calendar(text, options);
  INFO(complaint(read, text));
  REQUIRE(read.has_value());
  REQUIRE(read->value.sets.size() == read->value.details.size());
  return std::move(*read);
}

occur::calendar read(std::string_view text, const occur::calendar_options& options = reading()) {
  auto all = read_with_warnings(text, options);
  for (const auto& w : all.warnings) FAIL_CHECK(w.message);
  return std::move(all.value);
}

std::string shown(const occur::occurrence& o, const occur::calendar& c) {
  const auto& anchor = c.sets[o.set].anchor;
  const bool is_date = anchor.kind == occur::start_kind::date;
  auto text = to_string(
      occur::date_time{o.local, is_date ? occur::date_form::date : occur::date_form::local});
  if (anchor.kind == occur::start_kind::utc) text += 'Z';
  return text + " " + c.details[o.set].summary;
}

/// The first occurrences, each with the summary of its event.
strings agenda(const occur::calendar& c, std::size_t most = 10) {
  strings list;
  occur::stream all{occur::selection{c.sets}};
  while (list.size() < most) {
    const auto next = all.next();
    if (!next) break;
    list.push_back(shown(*next, c));
  }
  return list;
}

strings agenda(std::string_view text, std::size_t most = 10) { return agenda(read(text), most); }

strings messages(std::string_view text, const occur::calendar_options& options = reading()) {
  strings list;
  for (const auto& w : read_with_warnings(text, options).warnings) {
    const auto line =
        1 + std::count(text.begin(), text.begin() + static_cast<long>(w.where.begin), '\n');
    list.push_back(std::to_string(line) + ": " + w.message);
  }
  return list;
}

}  // namespace

TEST_CASE("a plain event occurs once, at its start") {
  const auto c =
      read(calendar_of(event_of("SUMMARY:Breakfast\\, late\nLOCATION:Kitchen\n"
                                "STATUS:confirmed\n"
                                "DTSTART;TZID=Europe/Zagreb:20261123T090000\n"
                                "DTEND;TZID=Europe/Zagreb:20261123T094500\n")));
  CHECK(agenda(c) == strings{"20261123T090000 Breakfast, late"});
  const auto& d = c.details[0];
  CHECK(d.uid == "1@example.com");
  CHECK(d.location == "Kitchen");
  CHECK(d.status == "CONFIRMED");
  CHECK(d.duration == occur::displacement{{}, std::chrono::minutes{45}});
}

TEST_CASE("an event follows its rule, dates and exceptions") {
  const auto text =
      calendar_of(event_of("DTSTART;TZID=Europe/Zagreb:20261123T090000\nRRULE:FREQ=WEEKLY;COUNT=4\n"
                           "RDATE;TZID=Europe/Zagreb:20261125T100000\n"
                           "EXDATE;TZID=Europe/Zagreb:20261130T090000\n"));
  CHECK(agenda(text) ==
        strings{"20261123T090000 ", "20261125T100000 ", "20261207T090000 ", "20261214T090000 "});
}

TEST_CASE("the start of an event is its first occurrence, and COUNT counts it") {
  const auto monday_start = "DTSTART:20261123T090000Z\nRRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=3\n";
  CHECK(agenda(calendar_of(event_of(monday_start))) ==
        strings{"20261123T090000Z ", "20261124T090000Z ", "20261201T090000Z "});
  CHECK(agenda(calendar_of(event_of("DTSTART:20261123T090000Z\nRRULE:FREQ=WEEKLY;COUNT=2\n"))) ==
        strings{"20261123T090000Z ", "20261130T090000Z "});
  CHECK(agenda(calendar_of(event_of("DTSTART:20261123T090000Z\n"
                                    "RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=1\n"))) ==
        strings{"20261123T090000Z "});
}

TEST_CASE("several events and several calendars are one agenda") {
  const auto text =
      calendar_of("X-WR-CALNAME:Work\n" + event_of("DTSTART:20261124T090000Z\nSUMMARY:b\n") +
                  event_of("DTSTART:20261123T090000Z\nSUMMARY:a\n")) +
      calendar_of("NAME:Home\n" + event_of("DTSTART;VALUE=DATE:20261125\nSUMMARY:c\n"));
  const auto c = read(text);
  CHECK(agenda(c) == strings{"20261123T090000Z a", "20261124T090000Z b", "20261125 c"});
  CHECK(c.details[0].calendar == "Work");
  CHECK(c.details[2].calendar == "Home");
}

TEST_CASE("to-dos have their start or their due time, journal entries their start") {
  const auto c =
      read(calendar_of("BEGIN:VTODO\nUID:a\nSUMMARY:pay\nDUE:20261201T120000Z\nEND:VTODO\n"
                       "BEGIN:VTODO\nUID:b\nSUMMARY:some day\nEND:VTODO\n"
                       "BEGIN:VJOURNAL\nUID:c\nDTSTART;VALUE=DATE:20261130\n"
                       "SUMMARY:notes\nEND:VJOURNAL\n"));
  CHECK(agenda(c) == strings{"20261130 notes", "20261201T120000Z pay"});
  CHECK(c.details[0].kind == occur::component_kind::todo);
  CHECK(c.details[1].kind == occur::component_kind::journal);
}

TEST_CASE("folded lines are joined, whatever they end with") {
  const auto text =
      calendar_of(event_of("SUMM\r\n ARY:two \r\n  words\r\nDTSTART:2026112\r\n\t3T090000Z\r\n"));
  CHECK(agenda(text) == strings{"20261123T090000Z two  words"});
}

TEST_CASE("a malformed part is a warning with its line, and the rest is read") {
  const auto text = calendar_of(event_of("DTSTART:20261123T090000Z\nRRULE:FREQ=WEEKLY;BYDAY=MX\n"
                                         "what is this\nSUMMARY:kept\n") +
                                event_of("DTSTART:20261332T090000Z\n") + event_of("SUMMARY:x\n"));
  CHECK(agenda(read_with_warnings(text).value) == strings{"20261123T090000Z kept"});
  CHECK(messages(text) == strings{"7: unknown weekday \"MX\" in BYDAY",
                                  "8: \"what is this\" is no property",
                                  "13: there is no month 13 in DTSTART",
                                  "15: the event has no DTSTART, and is left out"});
  auto strict = reading();
  strict.sets.strict = true;
  const auto refused = parse_calendar(text, strict);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().message == "unknown weekday \"MX\" in BYDAY");
}

TEST_CASE("the place of a mistake behind a fold is found") {
  const auto text =
      calendar_of(event_of("DTSTART:20261123T090000Z\nRRULE:FREQ=WEEK\n LY;BY\n DAY=MX\n"));
  const auto all = read_with_warnings(text);
  REQUIRE(all.warnings.size() == 1);
  CHECK(text.substr(all.warnings[0].where.begin, 2) == "MX");
}

TEST_CASE("text that is no calendar is an error") {
  CHECK_FALSE(parse_calendar("").has_value());
  CHECK_FALSE(parse_calendar(std::string(1, '\0')).has_value());
  const auto refused = parse_calendar("FREQ=DAILY");
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().message == "this is no calendar");
  CHECK(occur::looks_like_calendar("\xEF\xBB\xBF\r\nbegin:vcalendar\r\n"));
}

TEST_CASE("components that do not end are warned of, and read as far as they go") {
  const auto text =
      std::string{"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261123T090000Z\nSUMMARY:cut"};
  CHECK(agenda(read_with_warnings(text).value) == strings{"20261123T090000Z cut"});
  CHECK(messages(text) == strings{"1: \"VCALENDAR\" has no END", "2: \"VEVENT\" has no END"});
}

TEST_CASE("bytes that are no text do not reach the details") {
  const auto text = calendar_of(
      event_of("DTSTART:20261123T090000Z\nSUMMARY:a" + std::string(1, '\0') + "b\xFFZ\n"));
  CHECK(agenda(text) == strings{"20261123T090000Z a b\xEF\xBF\xBDZ"});
}

namespace {

const std::string weekly = event_of(
    "SUMMARY:weekly\nDTSTART;TZID=Europe/Zagreb:20261012T090000\nDTEND;TZID=Europe/"
    "Zagreb:20261012T100000\n"
    "RRULE:FREQ=WEEKLY;COUNT=5\n");

}  // namespace

TEST_CASE("a changed instance stands in place of the one it names") {
  const auto c = read(calendar_of(
      weekly + event_of("RECURRENCE-ID;TZID=Europe/Zagreb:20261019T090000\nSUMMARY:moved\n"
                        "DTSTART;TZID=Europe/Zagreb:20261020T110000\n")));
  CHECK(agenda(c) == strings{"20261012T090000 weekly", "20261020T110000 moved",
                             "20261026T090000 weekly", "20261102T090000 weekly",
                             "20261109T090000 weekly"});
  CHECK(c.details[1].duration == occur::displacement{{}, std::chrono::hours{1}});
}

TEST_CASE("a RECURRENCE-ID may be in UTC, or come before its series") {
  CHECK(agenda(calendar_of(event_of("RECURRENCE-ID:20261019T070000Z\nDTSTART:20261019T080000Z\n"
                                    "SUMMARY:moved\n") +
                           weekly),
               2) == strings{"20261012T090000 weekly", "20261019T080000Z moved"});
}

TEST_CASE("cancelled instances and cancelled events do not occur") {
  const auto instance = event_of(
      "RECURRENCE-ID;TZID=Europe/Zagreb:20261019T090000\nSTATUS:CANCELLED\n"
      "DTSTART;TZID=Europe/Zagreb:20261019T090000\n");
  CHECK(agenda(calendar_of(weekly + instance), 2) ==
        strings{"20261012T090000 weekly", "20261026T090000 weekly"});
  CHECK(agenda(calendar_of(event_of("DTSTART:20261019T080000Z\nSTATUS:CANCELLED\n"))).empty());
  CHECK(agenda(calendar_of("METHOD:CANCEL\n" + weekly)).empty());
}

TEST_CASE("the later version of an event replaces the earlier one") {
  CHECK(agenda(calendar_of(event_of("DTSTART:20261019T080000Z\nSUMMARY:new\nSEQUENCE:2\n") +
                           event_of("DTSTART:20261018T080000Z\nSUMMARY:old\nSEQUENCE:1\n"))) ==
        strings{"20261019T080000Z new"});
}

TEST_CASE("THISANDFUTURE replaces an instance and all later ones") {
  const std::string id = "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Zagreb:20261026T090000\n";
  const auto later = [&](const std::string& rest) {
    return agenda(calendar_of(weekly + event_of(id + rest)));
  };
  CHECK(later("DTSTART;TZID=Europe/Zagreb:20261026T140000\nSUMMARY:new\n") ==
        strings{"20261012T090000 weekly", "20261019T090000 weekly", "20261026T140000 new",
                "20261102T140000 new", "20261109T140000 new"});
  CHECK(later("DTSTART;TZID=Europe/Zagreb:20261027T090000\nSUMMARY:new\n") ==
        strings{"20261012T090000 weekly", "20261019T090000 weekly", "20261027T090000 new",
                "20261103T090000 new", "20261110T090000 new"});
  CHECK(later("DTSTART;TZID=Europe/Zagreb:20261026T090000\nSTATUS:CANCELLED\n") ==
        strings{"20261012T090000 weekly", "20261019T090000 weekly"});
}

TEST_CASE("later instances of any rule can be moved, and one of them again") {
  const auto text = calendar_of(
      event_of("SUMMARY:m\nDTSTART:20260131T230000Z\nRRULE:FREQ=MONTHLY;BYMONTHDAY=-1\n") +
      event_of("RECURRENCE-ID;RANGE=THISANDFUTURE:20260331T230000Z\nSUMMARY:n\n"
               "DTSTART:20260401T010000Z\n") +
      event_of("RECURRENCE-ID:20260430T230000Z\nDTSTART:20260505T010000Z\nSUMMARY:o\n"));
  const auto c = read(text);
  CHECK(agenda(c, 6) == strings{"20260131T230000Z m", "20260228T230000Z m", "20260401T010000Z n",
                                "20260505T010000Z o", "20260601T010000Z n", "20260701T010000Z n"});
  occur::stream all{occur::selection{c.sets}};
  CHECK(all.nth(5)->time == date::sys_days{date::year{2026} / 7 / 1} + std::chrono::hours{1});
  CHECK(all.index_of(all.nth(5)->time) == 5U);
  all.seek(all.nth(5)->time);
  CHECK(shown(*all.previous(), c) == "20260601T010000Z n");
  CHECK(shown(*all.next(), c) == "20260601T010000Z n");
  CHECK(shown(*all.next(), c) == "20260701T010000Z n");
}

TEST_CASE("alarms are occurrences of their own when asked for") {
  auto options = reading();
  options.alarms = true;
  const auto alarm = [](const std::string& lines) {
    return "BEGIN:VALARM\nACTION:DISPLAY\n" + lines + "END:VALARM\n";
  };
  const auto text = calendar_of(event_of(
      "SUMMARY:x\nDTSTART;TZID=Europe/Zagreb:20261024T023000\nDURATION:PT1H\n"
      "RRULE:FREQ=DAILY;COUNT=2\n" +
      alarm("TRIGGER:-PT15M\n") + alarm("TRIGGER:-P1D\n") + alarm("TRIGGER;RELATED=END:PT0S\n") +
      alarm("TRIGGER;VALUE=DATE-TIME:20261101T000000Z\n")));
  CHECK(agenda(text) == strings{"20261024T023000 x", "20261025T023000 x"});
  CHECK(agenda(read(text, options)) == strings{"20261023T023000 x", "20261024T021500 x",
                                               "20261024T023000 x", "20261024T033000 x",
                                               "20261025T021500 x", "20261025T023000 x",
                                               "20261025T023000 x", "20261101T000000Z x"});
}

namespace {

const std::string berlin_rules =
    "BEGIN:DAYLIGHT\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nTZNAME:CEST\n"
    "DTSTART:19700329T020000\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nEND:DAYLIGHT\n"
    "BEGIN:STANDARD\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nTZNAME:CET\n"
    "DTSTART:19701025T030000\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nEND:STANDARD\n";

std::string timezone_of(const std::string& properties) {
  return "BEGIN:VTIMEZONE\n" + properties + berlin_rules + "END:VTIMEZONE\n";
}

occur::zone zone_of(const std::string& id, const std::string& timezone = {}) {
  const auto c =
      read(calendar_of(timezone + event_of("DTSTART;TZID=" + id + ":20260701T090000\n")));
  REQUIRE(c.sets.size() == 1);
  return c.sets[0].anchor.where;
}

}  // namespace

TEST_CASE("a TZID is the IANA zone it names, whoever wrote it") {
  CHECK(zone_of("Europe/Zagreb").name() == "Europe/Zagreb");
  CHECK(zone_of("/mozilla.org/20050126_1/Europe/Zagreb").name() == "Europe/Zagreb");
  CHECK(zone_of("/freeassociation.sourceforge.net/Tzfile/Europe/London").name() == "Europe/London");
  CHECK(zone_of("Eastern Standard Time").name() == "America/New_York");
  CHECK(zone_of("\"GMT Standard Time\"").name() == "Europe/London");
  CHECK(zone_of("\"tzone://Microsoft/Utc\"").is_utc());
  CHECK(zone_of("Our time", timezone_of("TZID:Our time\nX-LIC-LOCATION:Europe/Paris\n")).name() ==
        "Europe/Paris");
}

TEST_CASE("a zone that names none has its own rules, to the horizon") {
  const auto own = zone_of("Customized Time Zone", timezone_of("TZID:Customized Time Zone\n"));
  CHECK(own.name() == "Customized Time Zone");
  const auto zagreb = occur::testing::pinned_zone("Europe/Zagreb").value();
  for (int year : {1980, 1999, 2026, 2500, 9999}) {
    for (unsigned month : {1U, 3U, 5U, 7U, 10U, 12U}) {
      const date::sys_seconds at = date::sys_days{date::year{year} / month / 30};
      INFO(year << '-' << month);
      if (year > 1996) CHECK(own.to_local(at) == zagreb.to_local(at));
      CHECK((own.period(at).offset == std::chrono::hours{1}) != own.period(at).daylight_saving);
    }
  }
  CHECK(own.period(date::sys_days{date::year{1960} / 1 / 1}).offset == std::chrono::hours{1});
}

TEST_CASE("a zone that nobody knows is a warning, and its times have none") {
  const auto text = calendar_of(event_of("DTSTART;TZID=Nowhere/At All:20260701T090000\n"));
  const auto all = read_with_warnings(text);
  REQUIRE(all.warnings.size() == 1);
  CHECK(all.value.sets[0].anchor.kind == occur::start_kind::floating);
}

TEST_CASE("rules of other calendars are walked") {
  const auto first = [](const std::string& rule) {
    return agenda(
        calendar_of(event_of("DTSTART;VALUE=DATE:20130210\nRRULE:RSCALE=CHINESE;" + rule + "\n")),
        3);
  };
  CHECK(first("FREQ=YEARLY") == strings{"20130210 ", "20140131 ", "20150219 "});
  CHECK(first("FREQ=YEARLY;COUNT=2") == strings{"20130210 ", "20140131 "});
  CHECK(first("FREQ=YEARLY;UNTIL=20140131") == strings{"20130210 ", "20140131 "});
  const auto c =
      read(calendar_of(event_of("DTSTART;TZID=Europe/Zagreb:20130210T090000\n"
                                "RRULE:RSCALE=CHINESE;FREQ=YEARLY\n"
                                "EXDATE;TZID=Europe/Zagreb:20140131T090000\n")));
  const auto at_nine = [](int year, unsigned month, unsigned day) {
    return date::local_days{date::year{year} / month / day} + std::chrono::hours{9};
  };
  occur::stream all{occur::selection{c.sets}};
  CHECK(agenda(c, 2) == strings{"20130210T090000 ", "20150219T090000 "});
  CHECK(all.nth(1)->local == at_nine(2015, 2, 19));
  all.seek(date::sys_days{date::year{2100} / 1 / 1});
  CHECK(all.next()->local == at_nine(2100, 2, 9));
  CHECK(all.previous()->local == at_nine(2100, 2, 9));
  CHECK(all.previous()->local == at_nine(2099, 1, 21));
}

TEST_CASE("a calendar is written so that it reads as itself") {
  const auto c = read(calendar_of(
      "X-WR-CALNAME:Work\n" +
      event_of("SUMMARY:a\\, b\\; c\\nd\nLOCATION:\xC5\xA0ibenik\nSTATUS:CONFIRMED\n"
               "DTSTART;TZID=Europe/Zagreb:20261012T090000\nDURATION:PT1H\n"
               "RRULE:FREQ=WEEKLY;COUNT=5\nEXDATE;TZID=Europe/Zagreb:20261019T090000\n")));
  const auto text = occur::write_calendar(c, date::sys_days{date::year{2026} / 11 / 23}).value();
  CHECK(read(text) == c);
  CHECK(text.find("DTSTAMP:20261123T000000Z\r\n") != std::string::npos);
  CHECK(text.find("RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n") != std::string::npos);
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text.find("\r\n", at);
    CHECK(end - at <= 75);
    at = end + 2;
  }
}

TEST_CASE("thousands of events on one agenda come in order") {
  std::string events;
  for (int i = 0; i < 3000; ++i) {
    const auto day = std::to_string(20260101 + i % 28);
    events += "BEGIN:VEVENT\nUID:" + std::to_string(i) +
              "\nDTSTART;TZID=" + (i % 2 == 0 ? "Europe/Zagreb" : "America/New_York") + ":" + day +
              "T0" + std::to_string(i % 10) +
              "0000\nRRULE:FREQ=DAILY;COUNT=" + std::to_string(1 + i % 5) + "\nEND:VEVENT\n";
  }
  const auto c = read(calendar_of(events));
  std::set<date::sys_seconds> expected;
  for (const auto& set : c.sets)
    for (const auto& o : occur::stream{set}) expected.insert(o.time);
  std::vector<date::sys_seconds> got;
  for (const auto& o : occur::stream{occur::selection{c.sets}}) got.push_back(o.time);
  CHECK(got == std::vector<date::sys_seconds>(expected.begin(), expected.end()));
  CHECK(got.size() > 200);
  occur::stream all{occur::selection{c.sets}};
  CHECK(all.count(got.front(), got.back()) == got.size() - 1);
  CHECK(all.nth(100)->time == got[100]);
  all.seek(got[100]);
  CHECK(all.next()->time == got[100]);
  CHECK(all.previous()->time == got[100]);
  CHECK(all.previous()->time == got[99]);
  CHECK(all.next()->time == got[99]);
}

TEST_CASE("what is hostile in a calendar is bounded, and said") {
  const std::string start = "DTSTART:20260101T090000Z\n";
  std::string exrules = "RRULE:FREQ=SECONDLY\nEXRULE:FREQ=SECONDLY\n";
  for (int i = 0; i < 100; ++i)
    exrules += "EXRULE:FREQ=SECONDLY;INTERVAL=" + std::to_string(i + 2) + "\n";
  const auto excluded = read_with_warnings(calendar_of(event_of(start + exrules)));
  CHECK(excluded.warnings.size() == 1);
  CHECK(agenda(excluded.value, 1) == strings{});

  std::string zones;
  for (int i = 0; i < 300; ++i)
    zones += event_of("DTSTART;TZID=No/" + std::to_string(i) + ":20260101T090000\n");
  const auto unknown = read_with_warnings(calendar_of(zones));
  CHECK(unknown.warnings.size() == 300);
  CHECK(unknown.warnings.back().message ==
        "too many time zones that are unknown; the time is read as one without a zone");

  std::string deep;
  for (int i = 0; i < 1000; ++i) deep += "BEGIN:VEVENT\n";
  CHECK(read_with_warnings("BEGIN:VCALENDAR\n" + deep).value.sets.empty());

  occur::calendar_options with_alarms = reading();
  with_alarms.alarms = true;
  std::string alarms;
  for (int i = 0; i < 50; ++i)
    alarms += "BEGIN:VALARM\nTRIGGER:-PT1M\nREPEAT:1000000\nDURATION:PT1S\nEND:VALARM\n";
  const auto ringing = occur::parse_calendar(calendar_of(event_of(start + alarms)), with_alarms);
  CHECK(ringing.value().value.sets.size() == 201);
  REQUIRE(ringing->warnings.size() == 1);
  CHECK(ringing->warnings[0].message == "the event has too many alarms");
}
