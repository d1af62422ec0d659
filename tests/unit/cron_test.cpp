#include <occur/cron.hpp>
#include <occur/stream.hpp>
#include <string>
#include <string_view>
#include <vector>
#include <catch2/catch.hpp>

#include "complaint.hpp"
#include "pinned_zones.hpp"

using occur::parse_cron;

namespace {

using lines = std::vector<std::string>;

occur::set_options options() {
  occur::set_options from;
  from.default_start = occur::start{
      occur::start_kind::utc,
      date::local_days{date::year{2026} / 11 / 23} + std::chrono::hours{10} + occur::seconds{17},
      {}};
  return from;
}

std::string complaint(std::string_view text) {
  return occur::testing::complaint(parse_cron(text, options()), text);
}

lines blocks(std::string_view text, const occur::set_options& with = options()) {
  const auto read = parse_cron(text, with);
  if (!read) return {occur::testing::complaint(read, text)};
  lines list;
  for (const auto& set : read->value) list.push_back(to_string(set));
  return list;
}

struct refusal {
  std::string_view text, complaint;
};

}  // namespace

TEST_CASE("an expression becomes the shortest rule from its first occurrence on") {
  CHECK(blocks("0 9 * * 1-5") == lines{"DTSTART:20261124T090000Z\n"
                                       "RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"});
  CHECK(blocks("*/5 * * * *") == lines{"DTSTART:20261123T100500Z\nRRULE:FREQ=MINUTELY;INTERVAL=5"});
  CHECK(blocks("0 */2 * * *") == lines{"DTSTART:20261123T120000Z\nRRULE:FREQ=HOURLY;INTERVAL=2"});
  CHECK(blocks("*/7 8-9 * * *") ==
        lines{"DTSTART:20261124T080000Z\n"
              "RRULE:FREQ=DAILY;BYMINUTE=0,7,14,21,28,35,42,49,56;BYHOUR=8,9"});
  CHECK(blocks("0 0 LW * *") == lines{"DTSTART:20261130T000000Z\n"
                                      "RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"});
}

TEST_CASE("either field of days is a set of its own") {
  CHECK(blocks("0 0 13 * fri") == lines{"DTSTART:20261213T000000Z\nRRULE:FREQ=MONTHLY",
                                        "DTSTART:20261127T000000Z\nRRULE:FREQ=WEEKLY"});
  CHECK(blocks("0 0 */2 * mon") ==
        lines{"DTSTART:20261207T000000Z\n"
              "RRULE:FREQ=MONTHLY;BYDAY=MO;BYMONTHDAY=1,3,5,7,9,11,13,15,17,19,21,23,25,27,29,31"});
}

TEST_CASE("a nickname is the expression it stands for") {
  const std::vector<std::pair<std::string_view, std::string_view>> same{
      {"@yearly", "0 0 1 1 *"}, {"@annually", "0 0 1 1 *"}, {"@monthly", "0 0 1 * *"},
      {"@weekly", "0 0 * * 0"}, {"@daily", "0 0 * * *"},    {"@midnight", "0 0 * * *"},
      {"@hourly", "0 * * * *"}, {" @Daily ", "0 0 * * *"}};
  for (const auto& [nickname, expression] : same) {
    INFO(nickname);
    CHECK(blocks(nickname) == blocks(expression));
    CHECK(blocks(nickname).front().starts_with("DTSTART"));
    CHECK(occur::begins_with_cron_nickname(nickname));
  }
  CHECK(occur::begins_with_cron_nickname("@every 5m"));
  CHECK_FALSE(occur::begins_with_cron_nickname("@notes"));
  CHECK_FALSE(occur::begins_with_cron_nickname(""));
}

TEST_CASE("case, blanks and a year that is a star do not count") {
  CHECK(blocks(" 0\t9  * JAN Mon ") == blocks("0 9 * jan 1"));
  CHECK(blocks("0 0 9 l * ? *") == blocks("0 9 L * *"));
  CHECK(blocks("0 0 9 ? * fril") == blocks("0 9 * * 5L"));
}

TEST_CASE("times that begin with a star follow the clock, others keep the policies") {
  const auto policies = [](std::string_view text, occur::gap_policy gap, occur::fold_policy fold) {
    auto with = options();
    with.gap = gap;
    with.fold = fold;
    const auto set = parse_cron(text, with).value().value.front();
    return std::pair{set.gap, set.fold};
  };
  using occur::fold_policy;
  using occur::gap_policy;
  for (const auto* text : {"*/5 * * * *", "0 */2 * * *", "* 2 * * *", "*/10 0 2 * * *"}) {
    INFO(text);
    CHECK(policies(text, gap_policy::forward, fold_policy::first) ==
          std::pair{gap_policy::skip, fold_policy::both});
    CHECK(policies(text, gap_policy::skip, fold_policy::second) ==
          std::pair{gap_policy::skip, fold_policy::second});
  }
  for (const auto* text : {"0 2 * * *", "0-59 2 */2 * *", "0 0-23 * * 1"}) {
    INFO(text);
    CHECK(policies(text, gap_policy::forward, fold_policy::first) ==
          std::pair{gap_policy::forward, fold_policy::first});
  }
}

TEST_CASE("a time that comes behind a gap does not lose those that the gap moves") {
  // Lord Howe skips half an hour at 2:00: 2:25 comes at 2:55, after 2:40.
  auto with = options();
  with.default_start =
      occur::start{occur::start_kind::zoned, date::local_days{date::year{2026} / 10 / 4},
                   occur::testing::pinned_zone("Australia/Lord_Howe").value()};
  const auto sets = parse_cron("25,40 2 * * *", with).value().value;
  occur::stream all{occur::selection{sets}};
  CHECK(date::format("%H:%M", all.next()->local) == "02:40");
  CHECK(date::format("%H:%M", all.next()->local) == "02:55");
}

TEST_CASE("a start that is a whole day counts from its midnight") {
  auto with = options();
  with.default_start =
      occur::start{occur::start_kind::date, date::local_days{date::year{2026} / 11 / 23}, {}};
  CHECK(blocks("0 9 * * *", with) == lines{"DTSTART:20261123T090000\nRRULE:FREQ=DAILY"});
}

TEST_CASE("an expression that never comes is no error, and says why") {
  const auto sets = parse_cron("0 0 30,31 2 *", options()).value().value;
  REQUIRE(sets.size() == 1);
  CHECK(why_empty(sets.front()).value_or("").find("February") != std::string::npos);
  CHECK(blocks("0 0 30W 2 *").size() == 1);
  CHECK(blocks("0 0 31 2 mon").size() == 1);
}

TEST_CASE("an expression without a start is an error") {
  const std::string_view text = "0 9 * * *";
  CHECK(occur::testing::complaint(parse_cron(text, {}), text) ==
        "missing: a cron expression has no start, and none is given | 0 9 * * * | say from when it "
        "counts");
}

TEST_CASE("what is wrong with a cron expression is shown with its cure") {
  const std::vector<refusal> refusals{
      {"", "missing: there is nothing to read |  | write five fields: 0 9 * * mon-fri"},
      {"0 9 * *",
       "missing: a cron expression has five fields or six, this has 4 | 0 9 * * | the fields are "
       "minutes, hours, days of the month, months, weekdays: 0 9 * * mon-fri"},
      {"* * * * * * * *",
       "syntax: a cron expression has five fields or six, this has 8 | * | the fields are minutes, "
       "hours, days of the month, months, weekdays: 0 9 * * mon-fri"},
      {"0 9 * * 1-5 /bin/sh -c x",
       "syntax: \"/bin/sh\" is no field of a cron expression | /bin/sh -c x | a command, or a user "
       "before it, is no part of the expression: leave it out"},
      {"0 9 * * 1-5 root sh",
       "syntax: \"root\" is no field of a cron expression | root sh | a command, or a user before "
       "it, is no part of the expression: leave it out"},
      {"60 * * * *",
       "out_of_range: \"60\" is out of range in the minutes | 60 | the minutes are 0 "
       "to 59"},
      {"0 24 * * *",
       "out_of_range: \"24\" is out of range in the hours | 24 | the hours are 0 to "
       "23"},
      {"0 0 0 * *",
       "out_of_range: \"0\" is out of range in the days of the month | 0 | the days "
       "of the month are 1 to 31"},
      {"0 0 1 13 *",
       "out_of_range: \"13\" is out of range in the months | 13 | the months are 1 "
       "to 12, or JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC"},
      {"0 0 * * 8",
       "out_of_range: \"8\" is out of range in the weekdays | 8 | the weekdays are 0 "
       "to 7, or SUN MON TUE WED THU FRI SAT"},
      {"99 0 0 * * *",
       "out_of_range: \"99\" is out of range in the seconds | 99 | the seconds are "
       "0 to 59"},
      {"0 0 * * monday",
       "unknown_name: unknown name \"monday\" in the weekdays | monday | write "
       "MON"},
      {"0 0 * jna *", "unknown_name: unknown name \"jna\" in the months | jna | did you mean JAN?"},
      {"1,,2 * * * *",
       "syntax: empty item in the minutes | , | items have one comma between them, "
       "and none at the ends"},
      {"1, * * * *",
       "syntax: empty item in the minutes | , | items have one comma between them, "
       "and none at the ends"},
      {"5- * * * *", "syntax: \"5-\" is nothing for the minutes | 5- | the minutes are 0 to 59"},
      {"1-2-3 * * * *",
       "syntax: \"2-3\" is nothing for the minutes | 2-3 | the minutes are 0 to "
       "59"},
      {"*/0 * * * *", "out_of_range: a step of 0 in the minutes | 0 | a step is 1 or more"},
      {"*/ * * * *", "missing: no step after / in the minutes | / | a step is a number: */15"},
      {"*/x * * * *", "syntax: \"x\" is no step in the minutes | x | a step is a number: */15"},
      {"*/90 * * * *",
       "out_of_range: a step of 90 is longer than the minutes | 90 | the minutes are 0 to 59, and "
       "a "
       "step begins anew with each round: the phrase every 90 minutes goes on"},
      {"0 0 29-3/2 * *",
       "ambiguous: a step over the end of the days of the month in \"29-3/2\" | 29-3/2 | months "
       "differ in length: list the days, or give two ranges"},
      {"0 0 W * *",
       "syntax: no number of a day before W | W | 15W is the weekday nearest to the "
       "15th, LW the last one of the month"},
      {"0 0 32W * *",
       "out_of_range: \"32\" is out of range in the days of the month | 32 | the "
       "days of the month are 1 to 31"},
      {"0 0 L-31 * *",
       "out_of_range: 31 days before the last | 31 | L-1 to L-30 count back from "
       "the last day"},
      {"0 0 * * L",
       "ambiguous: \"L\" alone in the weekdays | L | write sat or sun, or friL for the "
       "last Friday of the month"},
      {"0 0 * * fri#6",
       "out_of_range: \"6\" after # in the weekdays | 6 | fri#1 to fri#5 are the "
       "Fridays of a month, friL is the last"},
      {"0 0 * * fri#",
       "missing: no number after # in the weekdays | # | fri#1 to fri#5 are the "
       "Fridays of a month, friL is the last"},
      {"0 0 ? * 2-6",
       "ambiguous: weekdays by number in \"2-6\" beside \"?\" | 2-6 | Quartz, which has the \"?\", "
       "calls Sunday 1, cron calls it 0: write names, mon-fri"},
      {"? * * * *", "conflict: \"?\" stands in a field of days only | ? | write * for any"},
      {"0 12 ? * MON-FRI *",
       "conflict: \"?\" stands in a field of days only | ? | write * for any; six fields begin "
       "with "
       "seconds, and none is a year"},
      {"0 0 1,? * *", "syntax: \"?\" stands alone in its field | ? | write ? or a list of days"},
      {"0~5 * * * *", "unsupported: \"~\" asks for a time at random | 0~5 | write a fixed number"},
      {"H/5 * * * *",
       "unsupported: \"H\" is a number that Jenkins makes up for each job | H/5 | write a fixed "
       "number"},
      {"0 0 9 * * ? 2026",
       "unsupported: the years in \"2026\" cannot be said by a field | 2026 | leave the field out: "
       "a start and an end are said apart from it"},
      {"0 9 * * * 2026",
       "unsupported: the years in \"2026\" cannot be said by a field | 2026 | leave the field out: "
       "a start and an end are said apart from it"},
      {"0 0 15W * */6",
       "conflict: no day is in both fields of days | 0 0 15W * */6 | days are those in both fields "
       "where one of the two begins with a star"},
      {"@reboot",
       "unsupported: @reboot names no time: it is whenever a machine starts | @reboot | "
       "name a time: @daily is every midnight"},
      {"@every 5m",
       "unsupported: @every counts from when cron starts, not by the clock | @every 5m "
       "| the phrase every 5 minutes counts from a start"},
      {"@dayly", "unknown_name: unknown name \"@dayly\" | @dayly | did you mean @daily?"},
      {"@now",
       "unknown_name: unknown name \"@now\" | @now | there are @hourly, @daily, @weekly, "
       "@monthly and @yearly"},
      {"@daily 9", "syntax: \"9\" is no part of a cron expression | 9 | write @daily alone"},
  };
  for (const refusal& r : refusals) {
    INFO(r.text);
    CHECK(complaint(r.text) == r.complaint);
  }
  CHECK(complaint(std::string(1001, '*')).starts_with("too_long: the expression has 1001 bytes"));
}
