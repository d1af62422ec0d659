#include <occur/schedule.hpp>
#include <string>
#include <string_view>
#include <vector>
#include <catch2/catch.hpp>

#include "complaint.hpp"

using occur::parse_schedule;
using occur::schedule;
using occur::set_options;
using occur::text_form;

namespace {

using lines = std::vector<std::string>;

const std::string block = "DTSTART:20261123T090000\nRRULE:FREQ=DAILY";
const std::string other_block = "DTSTART;VALUE=DATE:20261124\nRRULE:FREQ=WEEKLY";

set_options options() {
  set_options with_start;
  with_start.default_start = occur::start{};
  return with_start;
}

std::string complaint(std::string_view text, text_form form = text_form::detect) {
  return occur::testing::complaint(parse_schedule(text, form, options()), text);
}

schedule read(std::string_view text, text_form form = text_form::detect) {
  const auto r = parse_schedule(text, form, options());
  INFO(text << "\n" << complaint(text, form));
  REQUIRE(r);
  return r->value;
}

occur::recurrence_set set(std::string_view text) { return parse_set(text, options())->value; }

}  // namespace

TEST_CASE("a rule and a block are told apart") {
  for (const auto* text : {"FREQ=DAILY", "RRULE:FREQ=DAILY", "rrule:FREQ=DAILY", "\nFREQ=DAILY\n",
                           "RSCALE=GREGORIAN;FREQ=DAILY", "COUNT=3;FREQ=DAILY"}) {
    CHECK(read(text) == schedule{{set(text)}});
  }
  CHECK(read(block) == schedule{{set(block)}});
  CHECK(read("BEGIN:VEVENT\n" + block + "\nEND:VEVENT") == schedule{{set(block)}});
}

TEST_CASE("blank lines separate the blocks of a union") {
  const schedule both{{set(block), set(other_block)}};
  CHECK(read(block + "\n\n" + other_block) == both);
  CHECK(read("\n" + block + "\r\n \r\n\n" + other_block + "\n\n") == both);
  CHECK(
      read(
          R"(DTSTART:20261123T090000\nRRULE:FREQ=DAILY\n\nDTSTART;VALUE=DATE:20261124\nRRULE:FREQ=WEEKLY)") ==
      both);
  CHECK(read("FREQ=DAILY\n\nFREQ=WEEKLY") == schedule{{set("FREQ=DAILY"), set("FREQ=WEEKLY")}});
}

TEST_CASE("an escaped line break in the summary of an event is none") {
  CHECK(read("BEGIN:VEVENT\nSUMMARY:Up\\n\\nand down\n" + block + "\nEND:VEVENT").sets.size() == 1);
}

TEST_CASE("places are those of the whole text, whichever block they are in") {
  const std::string text = block + "\n\nDTSTART:20261123T090000\nRRULE:FREQ=WEEKLY;BY\n DAY=MX";
  CHECK(complaint(text) ==
        "unknown_name: unknown weekday \"MX\" in BYDAY | MX | weekdays are MO TU WE TH FR SA SU");
  const std::string warned = block + ";\n\n" + other_block + ";";
  const auto r = parse_schedule(warned, text_form::detect, options());
  const std::string what = "deprecated_form: a \";\" at the end | ; | end the rule without it";
  CHECK(occur::testing::warnings(r, warned) == lines{what, what});
  CHECK(r->warnings[1].where == occur::span{warned.size() - 1, warned.size()});
}

TEST_CASE("a misspelt property or part is still a block or a rule") {
  CHECK(complaint("DTSTRT:20261123T090000\nRRULE:FREQ=DAILY") ==
        "unknown_name: unknown property \"DTSTRT\" | DTSTRT | did you mean DTSTART?");
  CHECK(complaint("FRQE=DAILY") ==
        "unknown_name: unknown part \"FRQE\" | FRQE | did you mean FREQ?");
}

TEST_CASE("text of no form says what was tried") {
  for (const std::string text : {"every day at 9:00", "daily; hourly", "9:00", "FREQ"}) {
    CHECK(complaint(text) == "syntax: \"" + text + "\" is neither a rule nor a block | " + text +
                                 " | a rule begins with FREQ=, a block with DTSTART");
  }
}

TEST_CASE("a phrase is what is no rule and no block, for callers who say when they ask") {
  occur::phrase_options phrases;
  phrases.now = date::sys_days{date::year{2026} / 11 / 23};
  auto policies = options();
  policies.gap = occur::gap_policy::skip;
  const auto detected =
      parse_schedule("every day at 9:00", text_form::detect, policies, phrases).value().value;
  CHECK(to_string(detected.sets.at(0)) == "DTSTART:20261123T090000Z\nRRULE:FREQ=DAILY");
  CHECK(detected.sets.at(0).gap == occur::gap_policy::skip);
  CHECK(parse_schedule("every day at 9:00", text_form::phrase, policies, phrases)->value ==
        detected);
  CHECK(parse_schedule("FREQ=DAILY", text_form::detect, options(), phrases)->value ==
        read("FREQ=DAILY"));
  const auto refused = [&](std::string_view text, text_form form = text_form::detect) {
    return occur::testing::complaint(parse_schedule(text, form, options(), phrases), text);
  };
  CHECK(refused("every mondey") ==
        "unknown_name: unknown word \"mondey\" | mondey | did you mean monday or mondays?");
  CHECK(refused("banana").find("no phrase, rule, block, cron expression or calendar") !=
        std::string::npos);
  CHECK(refused("FREQ=DAILY", text_form::phrase).starts_with("unknown_name: unknown word"));
}

TEST_CASE("cron expressions are told from phrases, and several lines are a union") {
  occur::phrase_options phrases;
  phrases.now = date::sys_days{date::year{2026} / 11 / 23};
  const auto refused = [&](std::string_view text) {
    return occur::testing::complaint(parse_schedule(text, text_form::detect, options(), phrases),
                                     text);
  };
  for (const auto* text : {"0 9 * * 1-5", "@daily", "30 4 1,15 1 5", "*/5 * * * *", "0 0 9 ? * fri",
                           "# a comment\n\n0 9 * * 1\n"}) {
    INFO(text);
    CHECK(refused(text) == "none");
    CHECK(read(text) == read(text, text_form::cron));
  }
  CHECK(read("0 9 * * 1\n# another\n@hourly").sets.size() == 2);
  for (const auto* text : {"0 9 * *", "H 9 * * *", "@dayly", "0 9 * * mon cmd", "1-x * * * *"}) {
    INFO(text);
    CHECK(refused(text).find("phrase has") == std::string::npos);
  }
  for (const auto* text :
       {"9:00", "every * monday", "2026-11-23 9:00 2026-11-24 9:00 and friday"}) {
    INFO(text);
    CHECK(refused(text).find("cron") == std::string::npos);
  }
  const std::string second = "0 9 * * 1\n0 25 * * *";
  const auto r = parse_schedule(second, text_form::detect, options());
  REQUIRE_FALSE(r);
  CHECK(r.error().where == occur::span{12, 14});
  CHECK(
      complaint("# nothing", text_form::cron).starts_with("missing: there is no cron expression"));
  CHECK(
      complaint("FREQ=DAILY", text_form::cron).starts_with("missing: a cron expression has five"));
}

TEST_CASE("a schedule of nothing says so") {
  for (const auto* text : {"", "  ", "\n\n", "\\n"}) {
    for (const auto form : {text_form::detect, text_form::rule, text_form::block}) {
      CHECK(complaint(text, form).starts_with("missing: there is nothing to read | "));
    }
  }
}

TEST_CASE("a form that is asked for is not guessed") {
  CHECK(read("FREQ=DAILY", text_form::rule) == schedule{{set("FREQ=DAILY")}});
  CHECK(read("RRULE:FREQ=DAILY", text_form::rule) == schedule{{set("FREQ=DAILY")}});
  CHECK(read("FREQ=DAILY", text_form::block) == schedule{{set("FREQ=DAILY")}});
  CHECK(complaint(block, text_form::rule) ==
        "syntax: \"DTSTART:20261123T090000\" is no rule | DTSTART:20261123T090000 | "
        "a rule begins with FREQ= or RRULE:");
  CHECK(complaint("FREQ=DAILY\n\n" + block, text_form::rule) ==
        "syntax: \"DTSTART:20261123T090000\" is no rule | DTSTART:20261123T090000 | "
        "a rule begins with FREQ= or RRULE:");
  CHECK(complaint("weekly", text_form::rule) ==
        "syntax: \"weekly\" is no part of a rule | weekly | did you mean FREQ=WEEKLY?");
}

TEST_CASE("strict holds for every block") {
  auto strict = options();
  strict.strict = true;
  CHECK_FALSE(parse_schedule(block + "\n\n" + other_block + ";", text_form::detect, strict));
  CHECK(parse_schedule(block + "\n\n" + other_block, text_form::detect, strict));
}

TEST_CASE("text of many lines is read in one pass") {
  std::string text = block;
  for (int i = 0; i < 20000; ++i) text += "\n\n" + other_block;
  CHECK(read(text).sets.size() == 20001);
}
