#include <occur/rule.hpp>
#include <array>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>
#include <catch2/catch.hpp>

#include "complaint.hpp"

using occur::frequency;
using occur::parse_rule;
using occur::rule;
using occur::weekday_number;

namespace {

constexpr std::array<std::string_view, 7> frequencies{"YEARLY", "MONTHLY",  "WEEKLY",  "DAILY",
                                                      "HOURLY", "MINUTELY", "SECONDLY"};

std::string complaint(std::string_view text) {
  return occur::testing::complaint(parse_rule(text), text);
}

std::vector<std::string> warnings(std::string_view text) {
  return occur::testing::warnings(parse_rule(text), text);
}

using lines = std::vector<std::string>;

rule read(std::string_view text) {
  const auto r = parse_rule(text);
  INFO(text << ": " << complaint(text));
  REQUIRE(r);
  return r->value;
}

}  // namespace

TEST_CASE("a rule is read into what it says") {
  const rule r = read(
      "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYSECOND=0,30;BYMINUTE=15;BYHOUR=9,17;BYDAY=MO,-1FR;"
      "BYMONTHDAY=1,-1;BYYEARDAY=100,-366;BYMONTH=1,12;BYSETPOS=-1,1;WKST=SU");
  CHECK(r.freq == frequency::yearly);
  CHECK(r.interval == 2);
  CHECK(r.count == 10U);
  CHECK_FALSE(r.until);
  CHECK(r.by_second == std::vector<std::uint8_t>{0, 30});
  CHECK(r.by_minute == std::vector<std::uint8_t>{15});
  CHECK(r.by_hour == std::vector<std::uint8_t>{9, 17});
  CHECK(r.by_day == std::vector<weekday_number>{{-1, date::Friday}, {0, date::Monday}});
  CHECK(r.by_month_day == std::vector<std::int8_t>{-1, 1});
  CHECK(r.by_year_day == std::vector<std::int16_t>{-366, 100});
  CHECK(r.by_month == std::vector<occur::month_number>{{1, false}, {12, false}});
  CHECK(r.by_set_position == std::vector<std::int16_t>{-1, 1});
  CHECK(r.week_start == date::Sunday);
}

TEST_CASE("what a rule does not say has the RFC's defaults") {
  CHECK(read("FREQ=DAILY") == rule{});
  CHECK(rule{}.interval == 1);
  CHECK(rule{}.week_start == date::Monday);
}

TEST_CASE("parts may stand in any order") {
  CHECK(read("BYDAY=MO;COUNT=3;FREQ=WEEKLY") == read("FREQ=WEEKLY;COUNT=3;BYDAY=MO"));
}

TEST_CASE("lists are sets: sorted, and free of repeats") {
  CHECK(read("FREQ=DAILY;BYHOUR=17,9,9,17") == read("FREQ=DAILY;BYHOUR=9,17"));
  CHECK(read("FREQ=WEEKLY;BYDAY=SU,MO,SU").by_day ==
        std::vector<weekday_number>{{0, date::Monday}, {0, date::Sunday}});
  CHECK(read("FREQ=MONTHLY;BYDAY=+1MO,1MO").by_day.size() == 1);
}

TEST_CASE("UNTIL is read as it is written") {
  CHECK(read("FREQ=DAILY;UNTIL=20261231").until == *occur::parse_date_time("20261231"));
  CHECK(read("FREQ=DAILY;UNTIL=20261231T100000").until ==
        *occur::parse_date_time("20261231T100000"));
  CHECK(read("FREQ=DAILY;UNTIL=20261231T100000Z").until ==
        *occur::parse_date_time("20261231T100000Z"));
}

TEST_CASE("numbers may have leading zeros") {
  CHECK(read("FREQ=YEARLY;BYMONTH=02;BYMONTHDAY=+09") ==
        read("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=9"));
}

TEST_CASE("RSCALE=GREGORIAN is read, and lets SKIP stand") {
  const rule r = read("RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=BACKWARD");
  CHECK(r.calendar == "GREGORIAN");
  CHECK(r.skip == occur::skip_rule::backward);
  CHECK(read("FREQ=MONTHLY;SKIP=FORWARD;RSCALE=GREGORIAN").skip == occur::skip_rule::forward);
  CHECK(read("FREQ=MONTHLY;SKIP=OMIT;RSCALE=GREGORIAN").skip == occur::skip_rule::omit);
}

TEST_CASE("lower case is tolerated, with one warning") {
  CHECK(read("freq=weekly;byday=mo") == read("FREQ=WEEKLY;BYDAY=MO"));
  CHECK(warnings("freq=weekly;byday=mo;wkst=su") ==
        lines{"deprecated_form: lower case \"freq\" | freq | write it in capitals: FREQ"});
  CHECK(warnings("FREQ=DAILY;UNTIL=20261231t100000z") ==
        lines{"deprecated_form: lower case \"20261231t100000z\" | 20261231t100000z | "
              "write it in capitals: 20261231T100000Z"});
}

TEST_CASE("blanks around values and separators are tolerated, with one warning") {
  const rule r = read("FREQ=DAILY;BYHOUR=9,10");
  for (const auto* text :
       {" FREQ=DAILY;BYHOUR=9,10", "FREQ=DAILY;BYHOUR=9,10 ", "FREQ =DAILY;BYHOUR=9,10",
        "FREQ= DAILY;BYHOUR=9,10", "FREQ=DAILY ;BYHOUR=9,10", "FREQ=DAILY; BYHOUR=9,10",
        "FREQ=DAILY;BYHOUR=9 ,10", "FREQ=DAILY;BYHOUR=9, 10"}) {
    CHECK(read(text) == r);
    CHECK(warnings(text) ==
          lines{"deprecated_form: a blank where none belongs |   | write it without blanks"});
  }
  CHECK(warnings(" FREQ = DAILY ").size() == 1);
}

TEST_CASE("a semicolon at the end is tolerated, with a warning") {
  CHECK(read("FREQ=DAILY;") == rule{});
  CHECK(warnings("FREQ=DAILY;") ==
        lines{"deprecated_form: a \";\" at the end | ; | end the rule without it"});
}

TEST_CASE("BYSECOND=60 reads as 59, with a warning") {
  CHECK(read("FREQ=DAILY;BYSECOND=60,59,0") == read("FREQ=DAILY;BYSECOND=0,59"));
  CHECK(warnings("FREQ=DAILY;BYSECOND=60") ==
        lines{"deprecated_form: 60 in BYSECOND reads as 59 | 60 | "
              "leap seconds are not computed: write 59"});
}

TEST_CASE("warnings come in the order of the text") {
  const auto found = warnings("FREQ=daily;BYSECOND= 60;");
  REQUIRE(found.size() == 4);
  CHECK(found[0].find("lower case") != std::string::npos);
  CHECK(found[1].find("a blank") != std::string::npos);
  CHECK(found[2].find("reads as 59") != std::string::npos);
  CHECK(found[3].find("at the end") != std::string::npos);
}

TEST_CASE("an unknown name has the nearest one offered, or all there are") {
  CHECK(complaint("FREQ=WEKLY") ==
        "unknown_name: unknown frequency \"WEKLY\" in FREQ | WEKLY | did you mean WEEKLY?");
  CHECK(complaint("FREQ=FORTNIGHTLY") ==
        "unknown_name: unknown frequency \"FORTNIGHTLY\" in FREQ | FORTNIGHTLY | "
        "frequencies are YEARLY MONTHLY WEEKLY DAILY HOURLY MINUTELY SECONDLY");
  CHECK(complaint("FREQ=DAILY;INTERVALL=2") ==
        "unknown_name: unknown part \"INTERVALL\" | INTERVALL | did you mean INTERVAL?");
  CHECK(
      complaint("FREQ=DAILY;X-FOO=2") ==
      "unknown_name: unknown part \"X-FOO\" | X-FOO | parts are FREQ UNTIL COUNT INTERVAL BYSECOND "
      "BYMINUTE BYHOUR BYDAY BYMONTHDAY BYYEARDAY BYWEEKNO BYMONTH BYSETPOS WKST RSCALE SKIP");
  CHECK(complaint("FREQ=DAILY;RSCALE=GREGORIAN;SKIP=BACK") ==
        "unknown_name: unknown way to skip \"BACK\" in SKIP | BACK | did you mean BACKWARD?");
  CHECK(
      complaint("FREQ=DAILY;RSCALE=GREGORIAN;SKIP=NO") ==
      "unknown_name: unknown way to skip \"NO\" in SKIP | NO | SKIP is OMIT, BACKWARD or FORWARD");
}

TEST_CASE("an unknown weekday is shown alone, without its number") {
  CHECK(complaint("FREQ=WEEKLY;BYDAY=MX") ==
        "unknown_name: unknown weekday \"MX\" in BYDAY | MX | weekdays are MO TU WE TH FR SA SU");
  CHECK(complaint("FREQ=MONTHLY;BYDAY=1MO,-1UZ") ==
        "unknown_name: unknown weekday \"UZ\" in BYDAY | UZ | weekdays are MO TU WE TH FR SA SU");
  CHECK(complaint("FREQ=WEEKLY;BYDAY=MONDAY") ==
        "unknown_name: unknown weekday \"MONDAY\" in BYDAY | MONDAY | did you mean MO?");
  CHECK(complaint("FREQ=WEEKLY;BYDAY=MO TU") ==
        "unknown_name: unknown weekday \"MO TU\" in BYDAY | MO TU | "
        "weekdays have commas between them: MO,TU");
  CHECK(complaint("FREQ=WEEKLY;WKST=1MO") ==
        "unknown_name: unknown weekday \"1MO\" in WKST | 1MO | weekdays are MO TU WE TH FR SA SU");
  CHECK(
      complaint("FREQ=MONTHLY;BYDAY=4") ==
      "missing: \"4\" names no weekday in BYDAY | 4 | a number stands before a weekday: 1MO, -1FR");
}

TEST_CASE("the first and last value of each part are read, and those beyond are refused") {
  struct bounds {
    std::string_view part, first, before, last, after, hint;
  };
  for (const bounds& b : {
           bounds{"FREQ=DAILY;COUNT", "1", "0", "1000000000000000000", "1000000000000000001",
                  "COUNT is 1 to 1000000000000000000"},
           bounds{"FREQ=DAILY;INTERVAL", "1", "0", "4294967295", "4294967296",
                  "INTERVAL is 1 to 4294967295"},
           bounds{"FREQ=DAILY;BYSECOND", "0", "-1", "60", "61", "BYSECOND is 0 to 60"},
           bounds{"FREQ=DAILY;BYMINUTE", "0", "-1", "59", "60", "BYMINUTE is 0 to 59"},
           bounds{"FREQ=DAILY;BYHOUR", "0", "-1", "23", "24", "BYHOUR is 0 to 23"},
           bounds{"FREQ=DAILY;BYMONTHDAY", "-31", "-32", "31", "32",
                  "BYMONTHDAY is 1 to 31, or -31 to -1"},
           bounds{"FREQ=YEARLY;BYYEARDAY", "-366", "-367", "366", "367",
                  "BYYEARDAY is 1 to 366, or -366 to -1"},
           bounds{"FREQ=YEARLY;BYWEEKNO", "-53", "-54", "53", "54",
                  "BYWEEKNO is 1 to 53, or -53 to -1"},
           bounds{"FREQ=DAILY;BYMONTH", "1", "0", "12", "13", "BYMONTH is 1 to 12"},
           bounds{"FREQ=DAILY;BYHOUR=1;BYSETPOS", "-366", "-367", "366", "367",
                  "BYSETPOS is 1 to 366, or -366 to -1"},
       }) {
    const std::string part{b.part};
    const std::string name = part.substr(part.rfind(';') + 1);
    for (const auto within : {b.first, b.last}) CHECK(parse_rule(part + "=" + std::string(within)));
    for (const auto beyond : {b.before, b.after}) {
      const std::string number{beyond};
      CHECK(complaint(part + "=" + number) == "out_of_range: \"" + number +
                                                  "\" is out of range in " + name + " | " + number +
                                                  " | " + std::string(b.hint));
    }
  }
}

TEST_CASE("0 counts no day, week or position") {
  for (const auto* part : {"BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS"}) {
    const std::string text = "FREQ=YEARLY;" + std::string(part) + "=1,0";
    CHECK(complaint(text).starts_with("out_of_range: \"0\" is out of range in " +
                                      std::string(part) + " | 0 | "));
  }
}

TEST_CASE("the number before a weekday is bounded by the weeks of a year") {
  for (const auto* ordinal : {"53", "-53", "+1"}) {
    CHECK(parse_rule("FREQ=YEARLY;BYDAY=" + std::string(ordinal) + "MO"));
  }
  for (const std::string ordinal : {"0", "54", "-54", "99999999999999999999"}) {
    CHECK(complaint("FREQ=YEARLY;BYDAY=" + ordinal + "MO") ==
          "out_of_range: \"" + ordinal + "\" is out of range in BYDAY | " + ordinal +
              " | the number before a weekday is 1 to 53, or -53 to -1");
  }
}

TEST_CASE("a number with more digits than fit is out of range, not another number") {
  const std::string many(1000, '9');
  CHECK(parse_rule("FREQ=DAILY;COUNT=" + many).error().code == occur::error_code::out_of_range);
  CHECK(parse_rule("FREQ=DAILY;BYMONTHDAY=-" + many).error().code ==
        occur::error_code::out_of_range);
}

TEST_CASE("what is no whole number is refused") {
  for (const std::string number : {"ADAGIO", "1.5", "1e3", "-", "--1", "1 2", "0x1"}) {
    CHECK(complaint("FREQ=DAILY;INTERVAL=" + number) ==
          "syntax: \"" + number + "\" is no whole number in INTERVAL | " + number +
              " | INTERVAL is 1 to 4294967295");
  }
}

TEST_CASE("a plus stands only before numbers that may be negative") {
  CHECK(complaint("FREQ=DAILY;BYHOUR=+9") ==
        "syntax: \"+9\" is no whole number in BYHOUR | +9 | BYHOUR is 0 to 23");
  CHECK(read("FREQ=DAILY;BYMONTHDAY=+9").by_month_day == std::vector<std::int8_t>{9});
}

TEST_CASE("a part without a value, an item without text and a part without either are shown") {
  CHECK(complaint("FREQ=WEEKLY;BYDAY=;WKST=SU") ==
        "missing: BYDAY has no value | BYDAY= | weekdays are MO TU WE TH FR SA SU");
  for (const auto* list : {",1", "1,", "1,,2", "1, ,2"}) {
    const std::string text = "FREQ=DAILY;BYMONTHDAY=" + std::string(list);
    CHECK(complaint(text).starts_with("syntax: empty item in BYMONTHDAY | "));
  }
  CHECK(complaint("FREQ=DAILY;BYMONTHDAY=1,,2") ==
        "syntax: empty item in BYMONTHDAY | , | items have one comma between them, and none at the "
        "ends");
  CHECK(complaint("FREQ=WEEKLY;;COUNT=3") ==
        "syntax: empty part | ;; | parts have one \";\" between them");
  CHECK(complaint(";FREQ=WEEKLY") == "syntax: empty part | ; | parts have one \";\" between them");
  CHECK(complaint("FREQ=DAILY;=3") ==
        "syntax: \"=3\" has no name | =3 | a part is a name and a value: FREQ=DAILY");
}

TEST_CASE("a word without an equals sign is no part") {
  CHECK(complaint("WEEKLY;BYDAY=MO") ==
        "syntax: \"WEEKLY\" is no part of a rule | WEEKLY | did you mean FREQ=WEEKLY?");
  CHECK(complaint("FREQ=DAILY;:A") ==
        "syntax: \":A\" is no part of a rule | :A | a part is a name and a value: FREQ=DAILY");
}

TEST_CASE("two parts without a semicolon between them are told apart") {
  CHECK(complaint("FREQ=DAILY BYDAY=MO") ==
        "syntax: two parts in \"FREQ=DAILY BYDAY=MO\" | FREQ=DAILY BYDAY=MO | write \";\" between "
        "them");
}

TEST_CASE("a rule needs FREQ") {
  CHECK(complaint("BYHOUR=4") ==
        "missing: the rule has no FREQ | BYHOUR=4 | add FREQ=DAILY or another frequency");
  CHECK(complaint("") == "missing: the rule is empty |  | write FREQ=DAILY, for one");
  CHECK(complaint("  ") == "missing: the rule is empty |    | write FREQ=DAILY, for one");
}

TEST_CASE("no part stands twice") {
  CHECK(complaint("FREQ=WEEKLY;COUNT=1;count=1") ==
        "repeated: COUNT stands twice | count=1 | keep one of them");
}

TEST_CASE("COUNT and UNTIL exclude each other, and the later one is shown") {
  CHECK(complaint("FREQ=DAILY;COUNT=1;UNTIL=20261231") ==
        "conflict: COUNT and UNTIL exclude each other | UNTIL=20261231 | keep one of them");
  CHECK(complaint("UNTIL=20261231;COUNT=1;FREQ=DAILY") ==
        "conflict: COUNT and UNTIL exclude each other | COUNT=1 | keep one of them");
}

TEST_CASE("UNTIL that is no date says so") {
  CHECK(complaint("FREQ=DAILY;UNTIL=20261301") ==
        "out_of_range: there is no month 13 in UNTIL | 13 | months are 01 to 12");
  CHECK(complaint("FREQ=DAILY;UNTIL=20120924T215959ZZ") ==
        "syntax: malformed date \"20120924T215959ZZ\" in UNTIL | 20120924T215959ZZ | "
        "write 20120924T215959Z");
}

TEST_CASE("each BY part goes with the frequencies that the RFC's table allows") {
  const std::set<std::string> not_applicable{
      "BYWEEKNO MONTHLY",  "BYWEEKNO WEEKLY",   "BYWEEKNO DAILY",    "BYWEEKNO HOURLY",
      "BYWEEKNO MINUTELY", "BYWEEKNO SECONDLY", "BYYEARDAY MONTHLY", "BYYEARDAY WEEKLY",
      "BYYEARDAY DAILY",   "BYMONTHDAY WEEKLY"};
  struct cell {
    std::string part, value;
  };
  for (const cell& c :
       {cell{"BYMONTH", "2"}, cell{"BYWEEKNO", "20"}, cell{"BYYEARDAY", "100"},
        cell{"BYMONTHDAY", "13"}, cell{"BYDAY", "FR"}, cell{"BYHOUR", "9"}, cell{"BYMINUTE", "30"},
        cell{"BYSECOND", "15"}, cell{"BYHOUR=9;BYSETPOS", "1"}}) {
    for (const auto f : frequencies) {
      const std::string freq{f};
      const std::string text = "FREQ=" + freq + ";" + c.part + "=" + c.value;
      INFO(text);
      const bool refused = not_applicable.contains(c.part + " " + freq);
      CHECK(parse_rule(text).has_value() == !refused);
      if (!refused) continue;
      CHECK(complaint(text).starts_with("conflict: " + c.part + " does not go with FREQ=" + freq +
                                        " | " + c.part + "=" + c.value + " | it goes with "));
    }
  }
}

TEST_CASE("a weekday has a number only with MONTHLY, and with YEARLY without BYWEEKNO") {
  for (const auto f : frequencies) {
    const std::string freq{f};
    const bool allowed = freq == "MONTHLY" || freq == "YEARLY";
    const std::string text = "FREQ=" + freq + ";BYDAY=MO,+2TU";
    CHECK(parse_rule(text).has_value() == allowed);
    if (allowed) continue;
    CHECK(complaint(text) == "conflict: \"+2TU\" in BYDAY does not go with FREQ=" + freq +
                                 " | +2TU | write the weekday without its number: TU");
  }
  CHECK(complaint("FREQ=YEARLY;BYWEEKNO=2;BYDAY=1MO") ==
        "conflict: \"1MO\" in BYDAY does not go with BYWEEKNO | 1MO | "
        "write the weekday without its number: MO");
}

TEST_CASE("BYSETPOS needs another BY part") {
  CHECK(complaint("FREQ=YEARLY;BYSETPOS=1") ==
        "missing: BYSETPOS has no other BY part to pick from | BYSETPOS=1 | "
        "add what it picks from, such as BYDAY=MO,TU,WE,TH,FR");
}

TEST_CASE("SKIP needs RSCALE") {
  CHECK(complaint("FREQ=MONTHLY;SKIP=FORWARD") ==
        "missing: SKIP without RSCALE | SKIP=FORWARD | add RSCALE=GREGORIAN");
}

TEST_CASE("a calendar that exists is read, another one unknown") {
  for (const std::string name : {"CHINESE", "HEBREW", "ISLAMIC-CIVIL", "ETHIOPIC", "INDIAN",
                                 "PERSIAN", "COPTIC", "JAPANESE"}) {
    CHECK(parse_rule("FREQ=YEARLY;BYMONTH=5L;RSCALE=" + name)->value.calendar == name);
  }
  CHECK(complaint("FREQ=YEARLY;RSCALE=RUSSIAN") ==
        "unknown_name: unknown calendar \"RUSSIAN\" in RSCALE | RUSSIAN | "
        "the calendar of RFC 5545 is GREGORIAN");
  CHECK(complaint("FREQ=YEARLY;RSCALE=GREGORAIN") ==
        "unknown_name: unknown calendar \"GREGORAIN\" in RSCALE | GREGORAIN | did you mean "
        "GREGORIAN?");
}

TEST_CASE("leap months and a thirteenth month are not Gregorian") {
  for (const std::string month : {"5L", "5l", "13"}) {
    CHECK(complaint("FREQ=YEARLY;RSCALE=GREGORIAN;BYMONTH=1," + month) ==
          "out_of_range: \"" + month + "\" is out of range in BYMONTH | " + month +
              " | BYMONTH is 1 to 12");
  }
}

TEST_CASE("a rule is bounded at 64 KiB") {
  const std::string within = "FREQ=DAILY;BYHOUR=9" + std::string(65536 - 19, ' ');
  CHECK(parse_rule(within));
  const auto beyond = parse_rule(within + " ");
  REQUIRE_FALSE(beyond);
  CHECK(beyond.error().code == occur::error_code::too_long);
  CHECK(beyond.error().message == "the rule has 65537 bytes");
  CHECK(beyond.error().where == occur::span{65536, 65537});
  CHECK(beyond.error().hint == "a rule has 65536 bytes at most");
}

TEST_CASE("a rule is written in the RFC's order, without its defaults") {
  CHECK(to_string(rule{}) == "FREQ=DAILY");
  CHECK(to_string(read("WKST=MO;INTERVAL=1;FREQ=WEEKLY")) == "FREQ=WEEKLY");
  const std::string_view all =
      "FREQ=YEARLY;UNTIL=20301231T000000Z;INTERVAL=3;BYSECOND=1;BYMINUTE=2;BYHOUR=3;BYDAY=-1FR,MO;"
      "BYMONTHDAY=-31;BYYEARDAY=366;BYMONTH=7;BYSETPOS=-1;WKST=SU;RSCALE=GREGORIAN;SKIP=BACKWARD";
  CHECK(to_string(read(all)) == all);
}

TEST_CASE("a frequency is written as its word") {
  for (std::size_t i = 0; i < frequencies.size(); ++i) {
    CHECK(occur::to_string(static_cast<frequency>(i)) == frequencies[i]);
  }
}

TEST_CASE("a rule built by hand is held to the same table") {
  rule r;
  CHECK(validate(r));
  r.by_hour = {30};
  CHECK(occur::testing::complaint(validate(r), to_string(r)) ==
        "out_of_range: \"30\" is out of range in BYHOUR | 30 | BYHOUR is 0 to 23");
  r = {};
  r.freq = frequency::weekly;
  r.by_month_day = {1};
  CHECK(occur::testing::complaint(validate(r), to_string(r)) ==
        "conflict: BYMONTHDAY does not go with FREQ=WEEKLY | BYMONTHDAY=1 | "
        "it goes with every FREQ but WEEKLY");
}

TEST_CASE("values that no text can have are not valid") {
  const auto invalid = [](auto spoil) {
    rule r;
    spoil(r);
    return !validate(r).has_value();
  };
  CHECK(invalid([](rule& r) { r.freq = static_cast<frequency>(7); }));
  CHECK(invalid([](rule& r) { r.interval = 0; }));
  CHECK(invalid([](rule& r) { r.count = 0; }));
  CHECK(invalid([](rule& r) { r.by_day = {{0, date::weekday{9}}}; }));
  CHECK(invalid([](rule& r) { r.week_start = date::weekday{9}; }));
  CHECK(invalid([](rule& r) { r.skip = occur::skip_rule::forward; }));
  CHECK(invalid([](rule& r) { r.calendar = "RUSSIAN"; }));
  CHECK(invalid([](rule& r) {
    r.until = {occur::horizon_last + occur::seconds{1}, occur::date_form::local};
  }));
}

namespace {

/// Rules of every shape the table allows, from a generator that always starts alike.
class rule_generator {
 public:
  rule next() {
    rule r;
    r.freq = static_cast<frequency>(number(0, 6));
    r.interval = static_cast<std::uint32_t>(maybe() ? number(1, 4'294'967'295) : 1);
    add_end(r);
    add_times(r);
    add_days(r);
    if (has_list(r) && maybe()) r.by_set_position = list<std::int16_t>(1, 366, true);
    r.week_start = date::weekday{static_cast<unsigned>(number(0, 6))};
    if (maybe()) r.calendar = "GREGORIAN";
    if (!r.calendar.empty()) r.skip = static_cast<occur::skip_rule>(number(0, 2));
    return r;
  }

 private:
  std::int64_t number(std::int64_t first, std::int64_t last) {
    return std::uniform_int_distribution<std::int64_t>{first, last}(engine_);
  }
  bool maybe() { return number(0, 1) == 1; }

  template <class T>
  std::vector<T> list(int first, int last, bool negative) {
    std::set<T> values;
    for (auto n = number(1, 5); n > 0; --n) {
      const auto value = number(first, last);
      values.insert(static_cast<T>(negative && maybe() ? -value : value));
    }
    return {values.begin(), values.end()};
  }

  void add_end(rule& r) {
    if (maybe()) {
      r.count = static_cast<std::uint64_t>(number(1, 1'000'000'000'000'000'000));
    } else if (maybe()) {
      const auto length = (occur::horizon_last - occur::horizon_first).count();
      const auto time = occur::horizon_first + occur::seconds{number(0, length)};
      const auto form = static_cast<occur::date_form>(number(0, 2));
      const bool is_date = form == occur::date_form::date;
      r.until = {is_date ? date::floor<date::days>(time) : time, form};
    }
  }

  void add_times(rule& r) {
    if (maybe()) r.by_second = list<std::uint8_t>(0, 59, false);
    if (maybe()) r.by_minute = list<std::uint8_t>(0, 59, false);
    if (maybe()) r.by_hour = list<std::uint8_t>(0, 23, false);
  }

  void add_days(rule& r) {
    const bool sub_daily = r.freq > frequency::daily;
    const bool yearly = r.freq == frequency::yearly;
    if (maybe()) {
      for (const auto m : list<std::uint8_t>(1, 12, false)) r.by_month.push_back({m, false});
    }
    if (r.freq != frequency::weekly && maybe()) r.by_month_day = list<std::int8_t>(1, 31, true);
    if ((yearly || sub_daily) && maybe()) r.by_year_day = list<std::int16_t>(1, 366, true);
    if (yearly && maybe()) r.by_week_number = list<std::int8_t>(1, 53, true);
    const bool numbered = r.freq == frequency::monthly || (yearly && r.by_week_number.empty());
    if (maybe()) add_weekdays(r, numbered);
  }

  void add_weekdays(rule& r, bool numbered) {
    for (const auto ordinal :
         numbered ? list<std::int8_t>(1, 53, true) : std::vector<std::int8_t>{0}) {
      for (const auto day : list<unsigned>(1, 7, false)) {
        r.by_day.push_back({ordinal, date::weekday{day % 7}});
      }
    }
  }

  static bool has_list(const rule& r) {
    return !(r.by_second.empty() && r.by_minute.empty() && r.by_hour.empty() && r.by_day.empty() &&
             r.by_month_day.empty() && r.by_year_day.empty() && r.by_week_number.empty() &&
             r.by_month.empty());
  }

  std::mt19937_64 engine_{20261123};  // NOLINT: the same rules every time
};

}  // namespace

TEST_CASE("a rule that was written reads as itself, without a warning") {
  rule_generator generator;
  for (int i = 0; i < 2000; ++i) {
    const rule r = generator.next();
    const std::string text = to_string(r);
    const auto again = parse_rule(text);
    INFO(text << "\n" << occur::testing::complaint(again, text));
    REQUIRE(again);
    REQUIRE(again->value == r);
    REQUIRE(again->warnings.empty());
    REQUIRE(validate(r));
  }
}
