// Schedule files: what they say, and what is wrong with them.
#include <occur/schedule_file.hpp>
#include <occur/stream.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <catch2/catch.hpp>

#include "complaint.hpp"
#include "runner/toml_text.hpp"

namespace {

using namespace std::chrono_literals;
using occur::schedule_file;
using occur::testing::complaint;

/// 2026-11-22 10:00 in Zagreb, a Sunday.
occur::schedule_file_options sunday() {
  occur::schedule_file_options o;
  o.now = date::sys_days{date::year{2026} / 11 / 22} + 9h;
  o.where = occur::zone::find("Europe/Zagreb").value();
  o.folder = "/home/ann";
  return o;
}

schedule_file read(std::string_view text) { return occur::read_schedule_file(text, sunday()); }

std::vector<std::string> errors(std::string_view text) {
  std::vector<std::string> lines;
  for (const occur::error& e : read(text).errors) lines.push_back(complaint(e, text));
  return lines;
}

using lines = std::vector<std::string>;

occur::file_schedule only(std::string_view text) {
  auto found = read(text);
  for (const occur::error& e : found.errors) UNSCOPED_INFO(complaint(e, text));
  REQUIRE(found.errors.empty());
  REQUIRE(found.schedules.size() == 1);
  return found.schedules.front();
}

occur::command command_of(const occur::file_schedule& s) {
  REQUIRE(std::holds_alternative<occur::command>(s.of.what));
  return std::get<occur::command>(s.of.what);
}

std::string first_time(const occur::file_schedule& s) {
  const auto first = occur::stream{s.of.when}.next();
  return first ? date::format("%FT%TZ", first->time) : "none";
}

}  // namespace

TEST_CASE("a schedule has an id, a when, a command, a context and policies") {
  const auto s = only(R"(
[schedule."428/aspirin"]
when    = "every 12 hours from 21.10.2019 9:30"
run     = ["notify-send", "{context.name}", "{at:%H:%M}"]
context = { uid = 428, name = "Aspirin", often = [1.5, true, 2026-01-01] }
summary = "Take one"
env     = { A = "1", B = "" }
cwd     = "/srv"
overlap = "replace"
grace   = "5m"
missed  = "all"
timeout = "10m"
kill-after = "1s"
retry   = 3
jitter  = "30s"
)");
  CHECK(s.of.id == "428/aspirin");
  CHECK(first_time(s) == "2019-10-21T07:30:00Z");
  CHECK(command_of(s).arguments == lines{"notify-send", "{context.name}", "{at:%H:%M}"});
  CHECK(s.of.context == R"({"name":"Aspirin","often":[1.5,true,"2026-01-01"],"uid":428})");
  CHECK(s.of.summary == "Take one");
  CHECK(command_of(s).variables ==
        std::vector<std::pair<std::string, std::string>>{{"A", "1"}, {"B", ""}});
  CHECK(command_of(s).folder == "/srv");
  CHECK(s.of.how.overlap == occur::overlap_policy::replace);
  CHECK(s.of.how.grace == 5min);
  CHECK(s.of.how.missed == occur::missed_policy::all);
  CHECK(s.of.how.timeout == occur::milliseconds{10min});
  CHECK(s.of.how.kill_after == 1s);
  CHECK(s.of.how.retry == 3);
  CHECK(s.of.how.jitter == 30s);
}

TEST_CASE("any text that names a schedule is a when") {
  CHECK(first_time(only("[schedule.a]\nwhen = 'FREQ=DAILY'")) == "2026-11-22T09:00:00Z");
  CHECK(first_time(only(
            "[schedule.a]\nwhen = \"\"\"\nDTSTART:20270101T000000Z\nRRULE:FREQ=DAILY\"\"\"")) ==
        "2027-01-01T00:00:00Z");
  CHECK(first_time(only("schedule.a.when = 'tomorrow at 9:00'")) == "2026-11-23T08:00:00Z");
}

TEST_CASE(
    "a schedule is read in its own zone, else in that of the defaults, else in the caller's") {
  CHECK(first_time(only("[schedule.a]\nwhen = 'daily at 12:00'")) == "2026-11-22T11:00:00Z");
  CHECK(
      first_time(only("[defaults]\nzone = 'Asia/Tokyo'\n[schedule.a]\nwhen = 'daily at 12:00'")) ==
      "2026-11-23T03:00:00Z");
  CHECK(first_time(only("[defaults]\nzone = 'Asia/Tokyo'\n"
                        "[schedule.a]\nwhen = 'daily at 12:00'\nzone = 'UTC'")) ==
        "2026-11-22T12:00:00Z");
}

TEST_CASE("defaults are those of all schedules, key by key") {
  const auto* const text = R"(
[schedule.a]
when = "daily"
env = { A = "a", C = "c" }
grace = "1s"
[schedule.b]
when = "daily"
shell = "echo {at}"
[defaults]
run = ["true", "{id}"]
env = { A = "1", B = "2" }
grace = "5s"
retry = 2
)";
  const auto found = read(text);
  REQUIRE(found.schedules.size() == 2);
  const auto& a = found.schedules[0];
  const auto& b = found.schedules[1];
  CHECK(command_of(a).arguments == lines{"true", "{id}"});
  CHECK(command_of(a).variables ==
        std::vector<std::pair<std::string, std::string>>{{"B", "2"}, {"A", "a"}, {"C", "c"}});
  CHECK(a.of.how.grace == 1s);
  CHECK(a.of.how.retry == 2);
  CHECK(b.of.how.grace == 5s);
  CHECK(command_of(b).arguments == lines{"/bin/sh", "-c", "echo {{at}"});
}

TEST_CASE("policies of the caller are those that a file says nothing of") {
  auto options = sunday();
  options.how.retry = 7;
  options.how.grace = 1s;
  const auto found =
      occur::read_schedule_file("[schedule.a]\nwhen = 'daily'\ngrace = '2s'", options);
  REQUIRE(found.schedules.size() == 1);
  CHECK(found.schedules[0].of.how.retry == 7);
  CHECK(found.schedules[0].of.how.grace == 2s);
}

TEST_CASE("a schedule without a command has that of the caller, if there is one") {
  auto options = sunday();
  const auto* const text = "[schedule.a]\nwhen = 'daily'\nenv = { A = '1' }";
  CHECK(std::holds_alternative<occur::emit>(
      occur::read_schedule_file(text, options).schedules.at(0).of.what));
  options.what.arguments = {"say", "{id}"};
  options.what.input = occur::command::input_kind::json;
  const auto what = command_of(occur::read_schedule_file(text, options).schedules.at(0));
  CHECK(what.arguments == lines{"say", "{id}"});
  CHECK(what.input == occur::command::input_kind::json);
  CHECK(what.variables.size() == 1);
}

TEST_CASE("a relative folder counts from that of the file") {
  CHECK(command_of(only("[schedule.a]\nwhen = 'daily'\nrun = ['a']\ncwd = 'jobs'")).folder ==
        "/home/ann/jobs");
}

TEST_CASE("what is written about a schedule is the same when nobody edited it") {
  const auto once = only("[schedule.a]\nwhen = 'daily'\nretry = 1\n").written;
  CHECK(only("# new\n[schedule.a]\nretry   = 1 # more\nwhen = \"daily\"").written == once);
  CHECK(only("[schedule.a]\nwhen = 'daily'\nretry = 2\n").written != once);
  CHECK(only("[schedule.a]\nwhen = 'daily'\nretry = 1\n[defaults]\nzone = 'UTC'").written != once);
}

TEST_CASE("an empty file has no schedules and nothing wrong") {
  CHECK(read("").schedules.empty());
  CHECK(read("").errors.empty());
  CHECK(read("# nothing\n[defaults]\n[schedule]\n").errors.empty());
}

TEST_CASE("all errors are told, each at its place, and the schedules without one are read") {
  const auto* const text = R"(
[schedule.good]
when = "daily"
[schedule.bad]
when = "every mnday"
overlap = "wait"
[schedule.worse]
wen = "daily"
[shedule.x]
)";
  const auto found = read(text);
  REQUIRE(found.schedules.size() == 1);
  CHECK(found.schedules[0].of.id == "good");
  CHECK(found.unreadable == lines{"bad", "worse"});
  CHECK(
      errors(text) ==
      lines{"unknown_name: schedule \"bad\": unknown word \"mnday\" | mnday | did you mean monday, "
            "midday or mondays?",
            "unknown_name: schedule \"bad\": overlap: overlap knows no \"wait\" | wait | it takes "
            "skip, queue, allow, replace",
            "missing: schedule \"worse\": it says not when | [schedule.worse] | add when = \"every "
            "monday at 9:00\"",
            "unknown_name: schedule \"worse\": unknown key \"wen\" | wen | did you mean when?",
            "unknown_name: unknown table \"shedule\" | shedule | did you mean schedule?"});
}

TEST_CASE("values of the wrong type are errors that say what to write") {
  const auto complaint_about = [](const std::string& line) {
    const auto found = errors("[schedule.a]\nwhen = 'daily'\n" + line);
    REQUIRE(found.size() == 1);
    return found.front();
  };
  CHECK(complaint_about("run = 'true'") ==
        "syntax: schedule \"a\": run is a list of words, the first of them a command, not text | "
        "'true' | write run = [\"notify-send\", \"hello\"], or shell = \"...\" for a line that sh "
        "reads");
  CHECK(complaint_about("run = ['sleep', 1]") ==
        "syntax: schedule \"a\": a word of run is text, not a number | 1 | put it in quotes");
  CHECK(complaint_about("run = ['']")
            .starts_with("missing: schedule \"a\": the command of run has no name | ''"));
  CHECK(complaint_about("run = ['echo', 'x\\t{summry}']") ==
        "unknown_name: schedule \"a\": unknown placeholder \"summry\" | {summry} | did you mean "
        "summary?");
  CHECK(complaint_about("run = ['a']\nshell = 'b'")
            .starts_with("conflict: schedule \"a\": run and shell exclude each other | shell | "));
  CHECK(complaint_about("shell = 1")
            .starts_with("syntax: schedule \"a\": shell is text, not a number | 1 | "));
  CHECK(complaint_about("zone = 'Mars'").starts_with("unknown_name: schedule \"a\": "));
  CHECK(complaint_about("timeout = 1.5")
            .starts_with("syntax: schedule \"a\": timeout is text, not a number | 1.5 | "));
  CHECK(complaint_about("timeout = 90") ==
        "syntax: schedule \"a\": timeout: \"90\" is no duration | 90 | write 250ms, 90s, 10m, "
        "1h30m or 2d");
  CHECK(complaint_about("context = []")
            .starts_with("syntax: schedule \"a\": context is a table, not a list | [] | "));
  CHECK(
      complaint_about("env = { A = 1 }") ==
      "syntax: schedule \"a\": A is text, not a number | 1 | variables are text: put it in quotes");
  CHECK(complaint_about("env = { 'A=B' = '' }")
            .starts_with("syntax: schedule \"a\": \"A=B\" is no name of a variable | 'A=B' | "));
  CHECK(
      complaint_about("cwd = 2026-01-01")
          .starts_with("syntax: schedule \"a\": cwd is text, not a date or time | 2026-01-01 | "));
  CHECK(
      errors("[defaults]\nwhen = 'daily'") ==
      lines{"conflict: [defaults]: when is no default | when | it belongs to a [schedule.\"id\"]"});
  CHECK(errors("schedule = 1")
            .front()
            .starts_with("syntax: schedule is a table, not a number | 1 | "));
  CHECK(errors("[schedule]\na = 1")
            .front()
            .starts_with("syntax: schedule \"a\" is a table, not a number | 1 | "));
}

TEST_CASE("what is no TOML is an error at its place, and nothing else is read") {
  CHECK(errors("[schedule.a]\nwhen = every day\n") ==
        lines{"syntax: this is no TOML: value: could not determine value type | every day | lines "
              "are key "
              "= \"text\", [defaults] or [schedule.\"id\"]"});
  CHECK(errors("[schedule.a]\nwhen='daily'\n[schedule.a]\n")
            .front()
            .starts_with("repeated: this is no TOML: table header: cannot redefine existing table "
                         "'schedule.a'"));
  CHECK(errors("a = \"\xff\"").size() == 1);
  CHECK(errors("\u017ea = 1").size() == 1);
  CHECK(errors("[schedule.a]\nwhen = \u0364").size() == 1);
}

TEST_CASE("an error within a text is shown where it is written, whatever the quotes and escapes") {
  for (const std::string written :
       {"'every mnday'", "\"every mnday\"", "\"ev\\u0065ry mnday\"", "'''\nevery mnday'''",
        "\"\"\"\r\nevery \\\n   mnday\"\"\"", "\"every\\tmnday\""}) {
    const std::string text = "# \xC4\x8D\n[schedule.a]\nwhen = " + written;
    INFO(text);
    CHECK(errors(text) ==
          lines{"unknown_name: schedule \"a\": unknown word \"mnday\" | mnday | did "
                "you mean monday, midday or mondays?"});
  }
}

TEST_CASE("a place in a string with escapes of any width is found") {
  using occur::detail::place_in_string;
  const std::string_view text = R"("\u00e9\U0001F438x")";
  const std::string_view value = "é🐸x";
  CHECK(place_in_string(text, {0, text.size()}, value, {6, 7}) == occur::span{17, 18});
  CHECK(place_in_string(text, {0, text.size()}, value, {0, 2}) == occur::span{1, 7});
  CHECK(place_in_string(text, {0, text.size()}, "other", {0, 2}) == occur::span{0, text.size()});
  CHECK(place_in_string("''", {0, 2}, "", {0, 0}) == occur::span{1, 1});
}

TEST_CASE("a file that is too large is refused") {
  const std::string large(occur::largest_schedule_file + 1, '\n');
  REQUIRE(read(large).errors.size() == 1);
  CHECK(read(large).errors[0].code == occur::error_code::too_long);
}

TEST_CASE("warnings name the schedule and the place") {
  const std::string_view text = "[schedule.a]\nwhen = 'freq=daily;'";
  const auto found = read(text);
  CHECK(found.errors.empty());
  REQUIRE_FALSE(found.warnings.empty());
  CHECK(complaint(found.warnings[0], text).starts_with("deprecated_form: schedule \"a\": "));
}

TEST_CASE("no schedule goes by defaults that are wrong") {
  const auto found = read(R"([defaults]
run = ["notify", "{contents}"]
[schedule.a]
when = "daily"
)");
  CHECK(found.errors.size() == 1);
  CHECK(found.schedules.empty());
  CHECK(found.unreadable == lines{"a"});
}
