// The examples of the public headers: each stands here as it stands there, and is true.
#include <algorithm>
#include <cctype>
#include <chrono>
#include <filesystem>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>
#include <catch2/catch.hpp>

#include "occur/agenda.hpp"
#include "occur/calendar.hpp"
#include "occur/civil.hpp"
#include "occur/clock_face.hpp"
#include "occur/cron.hpp"
#include "occur/find_calendar.hpp"
#include "occur/jcal.hpp"
#include "occur/json_text.hpp"
#include "occur/linux_host.hpp"
#include "occur/nearest.hpp"
#include "occur/output_setting.hpp"
#include "occur/phrase.hpp"
#include "occur/policies.hpp"
#include "occur/runner.hpp"
#include "occur/schedule.hpp"
#include "occur/schedule_file.hpp"
#include "occur/simulated_host.hpp"
#include "occur/stream.hpp"
#include "occur/systemd.hpp"
#include "occur/time_pattern.hpp"
#include "occur/version.hpp"
#include "runner_log.hpp"
#include "source_tree.hpp"

namespace {

using namespace occur;
using namespace std::chrono_literals;
using occur::testing::contents;
using occur::testing::source_tree;

const date::sys_seconds now{date::sys_days{date::year{2026} / 11 / 22}};

zone named(std::string_view name) { return zone::find(name).value(); }

recurrence_set set_of(std::string_view block) { return parse_set(block).value().value; }

/// A rule from a Monday at nine in UTC on.
recurrence_set by(std::string_view rule) {
  return set_of("DTSTART:20261123T090000Z\nRRULE:" + std::string{rule});
}

phrase_options counted_from_now() { return {.now = now, .where = named("Europe/Zagreb")}; }

set_options started_now() {
  return {.default_start = start{start_kind::utc, date::local_seconds{now.time_since_epoch()}, {}}};
}

int poured = 0;
void pour(const occurrence&) { ++poured; }

/// Text without white space: lines are broken elsewhere in a comment than in code.
std::string without_blanks(std::string text) {
  std::erase_if(text, [](unsigned char c) { return std::isspace(c) != 0; });
  return text;
}

/// What stands between pairs of backticks.
std::vector<std::string> quoted_code(const std::string& text) {
  std::vector<std::string> found;
  for (std::size_t at = 0; (at = text.find('`', at)) != std::string::npos;) {
    const auto end = text.find('`', at + 1);
    found.push_back(without_blanks(text.substr(at + 1, end - at - 1)));
    at = end + 1;
  }
  return found;
}

/// A line of a doc comment without its slashes, or nothing when it is none.
std::optional<std::string> commented(const std::string& line) {
  const auto begin = line.find_first_not_of(' ');
  if (begin == std::string::npos || !line.substr(begin).starts_with("///")) return std::nullopt;
  return line.substr(begin + 3);
}

/// The code of the examples in a header: what is quoted in the sentence that begins with
/// `Example:`, or the lines set in below.
std::vector<std::string> examples_in(const std::string& header) {
  std::vector<std::string> found;
  std::istringstream lines{header};
  for (std::string line; std::getline(lines, line);) {
    auto text = commented(line);
    if (!text || !text->starts_with(" Example:")) continue;
    std::string sentence;
    for (; text && !text->empty(); text = commented(line)) {
      sentence += *text + " ";
      std::getline(lines, line);
    }
    const auto quoted = quoted_code(sentence);
    found.insert(found.end(), quoted.begin(), quoted.end());
    if (!quoted.empty()) continue;
    std::string block;
    while (std::getline(lines, line) && (text = commented(line)) && text->starts_with("     "))
      block += *text + " ";
    found.push_back(without_blanks(block));
  }
  return found;
}

}  // namespace

TEST_CASE("the examples of the public headers stand here, and each header has some") {
  const std::string here = without_blanks(contents(source_tree() / "tests/unit/examples_test.cpp"));
  std::size_t headers = 0;
  for (const auto& header :
       std::filesystem::directory_iterator{source_tree() / "lib/include/occur"}) {
    ++headers;
    const auto examples = examples_in(contents(header.path()));
    INFO(header.path());
    CHECK_FALSE(examples.empty());
    for (const std::string& example : examples) {
      INFO(example);
      CHECK_FALSE(example.empty());
      CHECK(here.find(example) != std::string::npos);
    }
  }
  CHECK(headers > 20);
}

TEST_CASE("examples are found in sentences and in lines of their own") {
  CHECK(examples_in("/// Example: `a` is\n/// `b  c`.\nint d;\n") ==
        std::vector<std::string>{"a", "bc"});
  CHECK(examples_in("  /// Example:\n  ///\n  ///     a;\n  ///     b;\n  int d;\n") ==
        std::vector<std::string>{"a;b;"});
}

TEST_CASE("the example of version.hpp") { CHECK("occur " + std::string{version()} != "occur "); }

TEST_CASE("the example of result.hpp") {
  const error wrong = parse_rule("FREQ=WEEKLY;BYDAY=MX").error();
  CHECK(wrong.message == R"(unknown weekday "MX" in BYDAY)");
  CHECK(wrong.where == span{18, 20});
  CHECK(wrong.hint == "weekdays are MO TU WE TH FR SA SU");
}

TEST_CASE("the examples of nearest.hpp and json_text.hpp") {
  const std::vector<std::string_view> names{"DAILY", "WEEKLY"};
  CHECK(edit_distance("WEKLY", "weekly") == 1);
  CHECK(nearest("WEKLY", names).front() == "WEEKLY");
  CHECK(did_you_mean(nearest("WEKLY", names)) == "did you mean WEEKLY?");
  CHECK(json_string("say \"hi\"") == R"("say \"hi\"")");
}

TEST_CASE("the examples of civil.hpp") {
  CHECK(parse_date_time("20261123T090000Z")->form == date_form::utc);
  CHECK(to_string(date_time{horizon_last, date_form::utc}) == "99991231T235959Z");
}

TEST_CASE("the examples of zone.hpp") {
  CHECK(zone::find("America/New_York").value().name() == "America/New_York");
  CHECK(zone::local(":Europe/Zagreb").value().name() == "Europe/Zagreb");
  CHECK(zone::of_changes("Ship", seconds{3600}, {}).to_local(now) ==
        date::local_seconds{now.time_since_epoch()} + 1h);
  const zone zagreb = named("Europe/Zagreb");
  const auto half_past_two = date::local_days{date::year{2026} / 3 / 29} + 2h + 30min + 0s;
  CHECK(zagreb.to_local(zagreb.read(half_past_two).before) == half_past_two + 1h);
}

TEST_CASE("the examples of rule.hpp") {
  CHECK(parse_rule("FREQ=MONTHLY;BYDAY=-1FR")->value.by_day[0].ordinal == -1);
  CHECK_FALSE(validate(rule{.interval = 0}).error().message.empty());
  CHECK(to_string(rule{.freq = frequency::weekly, .interval = 2}) == "FREQ=WEEKLY;INTERVAL=2");
}

TEST_CASE("the examples of set.hpp") {
  CHECK(parse_set("DTSTART:20261123T090000Z\nRRULE:FREQ=DAILY;COUNT=3").has_value());
  const recurrence_set set =
      set_of("DTSTART:20261123T090000Z\nRRULE:FREQ=MINUTELY;BYHOUR=9;BYMINUTE=0\n");
  CHECK(parse_set(to_string(set))->value == set);
  CHECK(to_string(simplified(set)).ends_with("RRULE:FREQ=DAILY"));
}

TEST_CASE("the examples of stream.hpp") {
  const selection workdays{by("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR")};
  const selection holidays{by("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25")};
  stream working{workdays.except(holidays)};
  working.seek(date::sys_days{date::year{2026} / 12 / 25});
  CHECK(working.next()->time == date::sys_days{date::year{2026} / 12 / 28} + 9h);

  std::vector<date::sys_seconds> used;
  const auto use = [&](date::sys_seconds t) { used.push_back(t); };
  auto set = parse_set("DTSTART:20261123T090000Z\nRRULE:FREQ=DAILY;COUNT=3");
  for (const occurrence& o : stream{set->value}) use(o.time);
  CHECK(used.size() == 3);
  CHECK(used.back() - used.front() == 48h);

  const recurrence_set daily_set = by("FREQ=DAILY");
  {
    const selection daily{daily_set};
    CHECK(extent_of(daily).kind == extent_kind::endless);
  }
  const selection monthly{by("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13")};
  const selection daily{by("FREQ=DAILY;BYDAY=FR;BYMONTHDAY=13")};
  CHECK(compare(monthly, daily, 1).proved);

  const recurrence_set mondays = by("FREQ=WEEKLY;BYDAY=MO");
  const auto tuesday = date::sys_days{date::year{2026} / 11 / 24} + 9h;
  CHECK(why(mondays, tuesday).reasons.back().part == "BYDAY=MO");
  const recurrence_set thirtieths = by("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30");
  CHECK(why_empty(thirtieths) == "February has no day 30");
}

TEST_CASE("the example of agenda.hpp") {
  const calendar calendar{{by("FREQ=WEEKLY;COUNT=2"), by("FREQ=DAILY;COUNT=1")},
                          {{.summary = "choir"}, {.summary = "bins"}}};
  std::string shown;
  const auto show = [&](const occurrence&, const event_details& d) { shown += d.summary + " "; };
  agenda all{calendar.sets};
  all.seek(now);
  while (const auto o = all.next()) show(*o, calendar.details[o->set]);
  CHECK(shown == "choir bins choir ");
}

TEST_CASE("the examples of clock_face.hpp and time_pattern.hpp") {
  recurrence_set set = set_of("DTSTART;TZID=Europe/Zagreb:20261123T090000\nRRULE:FREQ=DAILY\n");
  const occurrence o = stream{set}.next().value();
  clock_face face{set.anchor};
  CHECK(clock_face{set.anchor}.at(o).offset == std::chrono::hours{1});
  const schedule s{{set}};
  CHECK(clock_faces(s.sets)[o.set].at(o).local == o.local);
  CHECK(offset_text(face, std::chrono::minutes{-210}) == "-03:30");
  CHECK(date_text(date::local_days{date::year{2026} / 11 / 23}) == "2026-11-23");
  CHECK(time_text(std::chrono::hours{9}) == "09:00:00");
  CHECK(instant_text(face, o) == "2026-11-23T09:00:00+01:00");
  CHECK(instant_text(date::sys_seconds{}, zone{}) == "1970-01-01T00:00:00Z");
  CHECK(time_pattern::parse("%A, %-d %B")->text(face, o) == "Monday, 23 November");
}

TEST_CASE("the examples of phrase.hpp") {
  const zone zagreb = named("Europe/Zagreb");
  const phrase_options options = counted_from_now();
  CHECK(parse_phrase("every monday at 9:00", {.now = now, .where = zagreb}).has_value());
  CHECK(idle_exceptions("every monday except 2026-12-08", options)[0].message ==
        "except 2026-12-08 removes nothing");
  CHECK(parse_moment("in 20 minutes", options) == options.now + 20min);
  const std::vector<recurrence_set> mondays{by("FREQ=WEEKLY;BYDAY=MO")};
  CHECK(to_phrase(mondays) == "every monday at 09:00 from 2026-11-23 09:00 in UTC");
  CHECK(describe(mondays) == to_phrase(mondays));
  const auto after = words_after("every");
  const auto is_offered = [&](std::string_view word) {
    return std::ranges::find(after, word) != after.end();
  };
  CHECK((is_offered("day") && is_offered("monday")));
  CHECK_FALSE((is_offered("mondays") || is_offered("at")));
}

TEST_CASE("the examples of cron.hpp and systemd.hpp") {
  const set_options options = started_now();
  const auto weekdays = parse_cron("0 9 * * mon-fri", options).value().value;
  CHECK(to_string(weekdays[0].rules[0]).find("BYDAY=MO,TU,WE,TH,FR") != std::string::npos);
  const std::vector<recurrence_set> mondays_at_nine{
      set_of("DTSTART:20261123T090000\nRRULE:FREQ=WEEKLY")};
  CHECK(to_cron(mondays_at_nine, {})->value == std::vector<std::string>{"0 9 * * 1"});
  CHECK(begins_with_cron_nickname("@daily"));
  const std::vector<recurrence_set> last_fridays{
      set_of("DTSTART:20261127T170000Z\nRRULE:FREQ=MONTHLY;BYDAY=-1FR")};
  CHECK(to_systemd(last_fridays)->value.front() == "Fri *-*~01..07 17:00:00 UTC");
}

TEST_CASE("the examples of calendar.hpp and jcal.hpp") {
  CHECK(looks_like_calendar("begin:vcalendar\r\n"));
  const recurrence_set set = by("FREQ=DAILY;COUNT=3");
  const event_details details{.summary = "Choir"};
  std::ostringstream file;
  calendar_writer out{now};
  const auto added = out.add(set, {.summary = "Choir"});
  if (added) file << std::move(out).finish();
  const std::string text = file.str();
  CHECK(parse_calendar(text)->value.details[0].summary == "Choir");
  CHECK(write_calendar({{set}, {details}}, now) == text);
  CHECK(to_jcal(set).starts_with(
      R"(["vevent",[["dtstart",{},"date-time","2026-11-23T09:00:00Z"],["rrule",{},"recur",{"freq":)"));
}

TEST_CASE("the example of find_calendar.hpp") {
  set_options options = started_now();
  options.find_calendar = find_calendar;
  CHECK(find_calendar("CHINESE").has_value());
  CHECK(parse_set("RRULE:RSCALE=CHINESE;FREQ=YEARLY", options).has_value());
}

TEST_CASE("the examples of schedule.hpp") {
  const set_options options = started_now();
  const auto read = parse_schedule("FREQ=DAILY;COUNT=3", text_form::detect, options);
  schedule one = read.value().value;
  schedule all;
  unite(all, std::move(one));
  CHECK(all.sets.size() == 1);
  const schedule s{{by("FREQ=DAILY")}};
  CHECK(occurrences(s).nth(99)->time == date::sys_days{date::year{2027} / 3 / 2} + 9h);
}

TEST_CASE("the examples of policies.hpp and output_setting.hpp") {
  policies how;
  CHECK(set_policy(how, "timeout", "10m"));
  CHECK(how.timeout == 10min);
  CHECK(parse_duration("1h30m") == std::chrono::minutes{90});
  CHECK(policy_names().front() == "overlap");
  CHECK(parse_output("file:/var/log/backup").value().path == "/var/log/backup");
  CHECK(route_of({output_mode::null}).where == output_route::kind::discard);
}

TEST_CASE("the examples of schedule_file.hpp") {
  const zone zagreb = named("Europe/Zagreb");
  const std::string_view text = "[schedule.tea]\nwhen = \"every day at 17:00\"\n";
  CHECK(read_schedule_file(text, {.now = now, .where = zagreb}).schedules.size() == 1);
  CHECK(command{shell_arguments("date >> $HOME/times")}.arguments.back() == "date >> $HOME/times");
  CHECK(check_placeholders("{at:%H:%M}").has_value());
}

TEST_CASE("the example of linux_host.hpp") {
  linux_host machine{{.signals = true}};
  CHECK(machine.now() > wall_time{});
}

TEST_CASE("the examples of runner.hpp") {
  const recurrence_set set = by("FREQ=DAILY");
  CHECK(entry{.id = "tea", .when = set, .what = command{{"say", "tea"}}}.id == "tea");
  occur::testing::runner_log watcher;
  const std::optional<recurrence_set> teatime =
      set_of("DTSTART:19700101T170000Z\nRRULE:FREQ=DAILY;COUNT=1");
  linux_host machine;
  runner r{machine, watcher};
  r.put({.id = "tea", .when = *teatime, .what = [](const turn& t) { pour(t.at); }});
  r.run();
  CHECK(poured == 0);
}

TEST_CASE("the examples of host.hpp and simulated_host.hpp") {
  const auto request = process_request{.arguments = {"say", "tea"}, .folder = "/srv"};
  CHECK(request.arguments.size() == 2);
  const wall_time from{now};
  const wall_time to = from + 48h;
  std::ostringstream log;
  occur::testing::runner_log watcher;
  simulated_host machine{from, [](const auto&) { return simulated_process{.takes = 5min}; }};
  runner r{machine, watcher};
  machine.at(to, [&] { r.finish(); });
  CHECK(r.put({.id = "tea", .when = by("FREQ=DAILY"), .what = [&](const turn& t) {
                 log << json_line(t);
               }}));
  CHECK(r.run().runs == 1);
  CHECK(log.str().starts_with(R"({"id":"tea","at":"2026-11-23T09:00:00Z")"));
}
