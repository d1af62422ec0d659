// A runner within a program: entries that come and go, callbacks, clocks that leap, many at once.
#include <chrono>
#include <csignal>
#include <random>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>
#include <catch2/catch.hpp>

#include "occur/runner.hpp"
#include "occur/simulated_host.hpp"
#include "complaint.hpp"
#include "pinned_zones.hpp"
#include "runner/indexed_heap.hpp"
#include "runner_log.hpp"

namespace {

using namespace std::chrono_literals;
using occur::command;
using occur::entry;
using occur::runner;
using occur::simulated_host;
using occur::simulated_process;
using occur::turn;
using occur::testing::clock;
using occur::testing::every;
using occur::testing::runner_log;
using lines = std::vector<std::string>;

struct world {
  explicit world(simulated_host::conduct how = {}, occur::runner_options options = {},
                 occur::wall_time begin = clock("20261123T085930Z"))
      : machine(begin, std::move(how)), r(machine, log, options) {}

  void at(std::string_view time, std::function<void()> what) {
    machine.at(clock("20261123T" + std::string{time} + "Z"), std::move(what));
  }
  void put(std::string id, std::string_view rule, occur::action what) {
    REQUIRE(r.put({.id = std::move(id), .when = every(rule), .what = std::move(what)}));
  }

  runner_log log;
  simulated_host machine;
  runner r;
};

void run_all_at_once(int count) {
  std::size_t most = 0;
  world* here = nullptr;
  world w{[&](const auto&) {
            most = std::max(most, here->machine.processes() + 1);
            return simulated_process{.takes = 1ms};
          },
          {.parallel = 100}};
  here = &w;
  for (int i = 0; i < count; ++i) {
    w.put(std::to_string(i), "DAILY;COUNT=1", command{.arguments = {"x"}});
  }
  const auto end = w.r.run();
  CHECK(end.runs == static_cast<std::uint64_t>(count));
  CHECK(end.failed == 0);
  CHECK(most == 100);
  CHECK(w.machine.now() == clock("20261123T090000Z") + 1ms * (count / 100));
}

}  // namespace

TEST_CASE("a callback gets its occurrence and its context") {
  world w;
  std::vector<std::string> got;
  entry e{.id = "a",
          .when = every("MINUTELY;COUNT=2"),
          .what =
              [&](const turn& t) {
                got.push_back(std::string{t.id} + " " + std::to_string(t.seq) + " " +
                              std::string{t.context} + " " + std::string{t.summary} + " " +
                              (t.next ? "more" : "last"));
              },
          .context = R"({"n":1})",
          .summary = "One"};
  REQUIRE(w.r.put(std::move(e)) == true);
  w.r.run();
  CHECK(got == lines{R"(a 1 {"n":1} One more)", R"(a 2 {"n":1} One last)"});
}

TEST_CASE("an exception is a failure of its run alone") {
  world w;
  w.put("a", "MINUTELY;COUNT=2", [](const turn&) { throw std::runtime_error{"no luck"}; });
  w.put("b", "MINUTELY;COUNT=2", [](const turn&) { throw 7; });
  w.put("c", "MINUTELY;COUNT=2", [](const turn&) {});
  const auto end = w.r.run();
  CHECK(w.log.with("exit") ==
        lines{"09:00:00 exit a 09:00:00 1 took=0ms no luck",
              "09:00:00 exit b 09:00:00 1 took=0ms an exception of no known type",
              "09:00:00 exit c 09:00:00 0 took=0ms", "09:01:00 exit a 09:01:00 1 took=0ms no luck",
              "09:01:00 exit b 09:01:00 1 took=0ms an exception of no known type",
              "09:01:00 exit c 09:01:00 0 took=0ms"});
  CHECK(end.failed == 4);
}

TEST_CASE("a callback that failed is tried again") {
  world w;
  int calls = 0;
  REQUIRE(w.r.put({.id = "a",
                   .when = every("DAILY;COUNT=1"),
                   .what =
                       [&](const turn& t) {
                         ++calls;
                         if (t.attempt < 3) throw std::runtime_error{"not yet"};
                       },
                   .how = {.retry = 5}}));
  const auto end = w.r.run();
  CHECK(calls == 3);
  CHECK(end.failed == 0);
  CHECK(w.log.times_of("start") == lines{"09:00:00", "09:00:01", "09:00:03"});
}

TEST_CASE("a callback may put, replace and delete entries, itself too") {
  world w;
  w.put("a", "MINUTELY", [&](const turn& t) {
    if (t.seq == 1) w.put("b", "SECONDLY;INTERVAL=20;COUNT=100", occur::emit{});
    if (t.seq == 2) w.put("b", "SECONDLY;INTERVAL=30;COUNT=5", occur::emit{});
    if (t.seq == 3) w.r.del("a");
  });
  w.r.run();
  CHECK(w.r.ids() == lines{"b"});
  CHECK(w.log.times_of("start") == lines{"09:00:00", "09:01:00", "09:02:00"});
  const auto b = w.log.with("b");
  CHECK(b.front() == "09:00:00 due b 09:00:00");
  CHECK(w.log.times_of("b") ==
        lines{"09:00:00", "09:00:20", "09:00:40", "09:01:00", "09:01:30", "09:02:00"});
}

TEST_CASE("an entry that replaces another leaves its command running, which counts for overlap") {
  world w{[](const auto&) { return simulated_process{.takes = 90s}; }};
  w.put("a", "MINUTELY;COUNT=9", command{.arguments = {"old"}});
  w.at("090030", [&] { w.put("a", "MINUTELY;COUNT=3", command{.arguments = {"new"}}); });
  w.r.run();
  CHECK(w.log.with("start") ==
        lines{"09:00:00 start a 09:00:00 pid=1", "09:02:00 start a 09:02:00 pid=2"});
  CHECK(w.log.with("skip") == lines{"09:01:00 skip a 09:01:00 overlap"});
}

TEST_CASE("what waits for an entry that is deleted is let go, what runs is not") {
  world w{[](const auto&) { return simulated_process{.takes = 90s, .ends = {.value = 1}}; }};
  REQUIRE(w.r.put({.id = "a",
                   .when = every("MINUTELY"),
                   .what = command{.arguments = {"x"}},
                   .how = {.overlap = occur::overlap_policy::queue, .retry = 3}}));
  w.at("090110", [&] { CHECK(w.r.del("a")); });
  w.r.run();
  CHECK(w.log.lines.back() == "09:01:30 retry a 09:00:00 given up");
  CHECK(w.log.with("skip") == lines{"09:01:10 skip a 09:01:00 removed"});
  CHECK_FALSE(w.r.del("a"));
}

TEST_CASE("an entry is found, listed, paused, resumed and run by its id") {
  world w;
  for (const char* id : {"x/2", "x/1", "y/1"}) w.put(id, "MINUTELY;COUNT=3", occur::emit{});
  CHECK(w.r.size() == 3);
  CHECK(w.r.ids() == lines{"x/1", "x/2", "y/1"});
  CHECK(w.r.ids("x/") == lines{"x/1", "x/2"});
  CHECK(w.r.ids("x/", "x/1") == lines{"x/2"});
  CHECK(w.r.ids("", "", 1) == lines{"x/1"});
  CHECK(w.r.find("x/1")->id == "x/1");
  CHECK(w.r.find("z") == nullptr);
  CHECK(w.r.next()->id == "x/1");
  CHECK(w.r.next("y/1")->due == clock("20261123T090000Z"));
  CHECK_FALSE(w.r.pause("z"));
  CHECK(w.r.pause("y/1"));
  w.at("090030", [&] { w.r.resume("y/1"); });
  w.at("090040", [&] { w.r.run_now("y/1"); });
  w.at("090050", [&] { w.r.run_next(); });
  w.r.run();
  CHECK(w.log.with("y/1") == lines{"09:00:00 skip y/1 09:00:00 paused",
                                   "09:00:40 due y/1 09:00:40 manual", "09:01:00 due y/1 09:01:00",
                                   "09:02:00 due y/1 09:02:00"});
  CHECK(w.log.with("x/1") == lines{"09:00:00 due x/1 09:00:00", "09:00:50 due x/1 09:01:00 manual",
                                   "09:02:00 due x/1 09:02:00"});
}

TEST_CASE("a command without a program and a placeholder that is none are refused") {
  world w;
  const auto put = [&](lines arguments) {
    return w.r.put(
        {.id = "a", .when = every("DAILY"), .what = command{.arguments = std::move(arguments)}});
  };
  CHECK(put({}).error().message == "a command names no program");
  CHECK(put({"x", "{idd}"}).error().message == "unknown placeholder \"idd\"");
  CHECK(w.r.size() == 0);
}

TEST_CASE("what a command is given") {
  std::vector<occur::process_request> asked;
  world w{[&](const occur::process_request& p) {
    asked.push_back(p);
    return simulated_process{};
  }};
  occur::set_options options;
  options.find_zone = occur::testing::pinned_zone;
  const auto set = occur::parse_set(
      "DTSTART;TZID=Europe/Zagreb:20261123T100000\nRRULE:FREQ=DAILY;COUNT=2", options);
  REQUIRE(set);
  REQUIRE(w.r.put({.id = "428/aspirin",
                   .when = set->value,
                   .what = command{.arguments = {"notify", "{context.name}", "{at:%H:%M} {{}"},
                                   .variables = {{"A", "1"}},
                                   .folder = "/srv",
                                   .input = command::input_kind::json},
                   .context = R"({"name":"Aspirin"})",
                   .summary = "Take one"}));
  w.r.run();
  REQUIRE(asked.size() == 2);
  CHECK(asked[0].arguments == lines{"notify", "Aspirin", "10:00 {}"});
  CHECK(asked[0].folder == "/srv");
  CHECK(asked[0].variables ==
        lines{"A=1", "OCCUR_ID=428/aspirin", "OCCUR_AT=2026-11-23T10:00:00+01:00",
              "OCCUR_AT_UNIX=1795424400", "OCCUR_ZONE=Europe/Zagreb",
              "OCCUR_NEXT=2026-11-24T10:00:00+01:00", "OCCUR_SEQ=1", "OCCUR_LATE_MS=0",
              "OCCUR_REASON=due", "OCCUR_MISSED=0", "OCCUR_ATTEMPT=1",
              R"(OCCUR_CONTEXT={"name":"Aspirin"})", "OCCUR_SUMMARY=Take one"});
  CHECK(
      asked[0].input ==
      R"({"id":"428/aspirin","at":"2026-11-23T10:00:00+01:00","unix":1795424400,)"
      R"("zone":"Europe/Zagreb","next":"2026-11-24T10:00:00+01:00","seq":1,"late_ms":0,)"
      R"("reason":"due","missed":0,"attempt":1,"context":{"name":"Aspirin"},"summary":"Take one"})"
      "\n");
  CHECK(asked[1].variables[5] == "OCCUR_NEXT=");
}

TEST_CASE("output comes as events, up to a second after the end") {
  world w{[](const auto&) {
    return simulated_process{.takes = 2s, .output = "hello", .keeps_output_open = 1h};
  }};
  w.put("a", "SECONDLY;INTERVAL=5;COUNT=2", command{.arguments = {"x"}});
  w.r.run();
  CHECK(w.log.with("hello") ==
        lines{"09:00:00 output a 09:00:00 hello", "09:00:05 output a 09:00:05 hello"});
  CHECK(w.log.with("skip").empty());
  CHECK(w.machine.now() == clock("20261123T090008Z"));
}

TEST_CASE("a command that cannot start fails, and where the machine lacks something starts pause") {
  int asked = 0;
  world w{[&](const auto&) {
    ++asked;
    return asked > 2 ? simulated_process{}
                     : simulated_process{.fails = occur::start_failure{126, true, "no processes"}};
  }};
  for (const char* id : {"a", "b", "c"}) w.put(id, "DAILY;COUNT=1", command{.arguments = {"x"}});
  const auto end = w.r.run();
  CHECK(w.log.with("exit") ==
        lines{"09:00:00 exit a 09:00:00 not started 126 took=0ms no processes",
              "09:00:00.100 exit b 09:00:00 late=100ms not started 126 took=0ms no processes",
              "09:00:00.300 exit c 09:00:00 late=300ms 0 took=0ms"});
  CHECK(end.failed == 2);
}

TEST_CASE("a clock that leaps forwards passes over what was missed") {
  world w;
  w.put("a", "HOURLY;COUNT=6", occur::emit{});
  w.at("090030", [&] { w.machine.step(3h); });
  w.r.run();
  CHECK(w.log.lines == lines{"09:00:00 due a 09:00:00", "12:00:30 clock by=10800000000us",
                             "12:00:30 missed a 11:00:00 missed missed=2 count=2 dropped=0",
                             "12:00:30 due a 12:00:00 late=30000ms missed=2",
                             "13:00:00 due a 13:00:00", "14:00:00 due a 14:00:00"});
}

TEST_CASE("a clock that leaps backwards repeats nothing") {
  world w;
  w.put("a", "HOURLY;COUNT=4", occur::emit{});
  w.at("100030", [&] { w.machine.step(-90min); });
  w.r.run();
  CHECK(w.log.lines == lines{"09:00:00 due a 09:00:00", "10:00:00 due a 10:00:00",
                             "08:30:30 clock by=-5400000000us", "11:00:00 due a 11:00:00",
                             "12:00:00 due a 12:00:00"});
  CHECK(w.machine.elapsed() == 4h + 30min + 30s);
}

TEST_CASE("a leap that nobody tells of is noticed at the next look") {
  world w;
  w.put("a", "MINUTELY;COUNT=3", occur::emit{});
  w.at("090010", [&] { w.machine.step(-30s, false); });
  w.r.run();
  CHECK(w.log.with("clock").size() == 1);
  CHECK(w.log.times_of("due") == lines{"09:00:00", "09:01:00", "09:02:00"});
}

TEST_CASE("a clock that was a year ahead by mistake is believed when it is set right") {
  world w;
  w.put("a", "DAILY", occur::emit{});
  w.at("090030", [&] { w.machine.step(24h * 365); });
  w.at("090100", [&] { w.machine.step(-24h * 365); });
  w.machine.at(clock("20261125T090030Z"), [&] { w.r.finish(); });
  w.r.run();
  const auto due = w.log.with("due");
  REQUIRE(due.size() == 4);
  CHECK(due[1] == "09:00:30 due a 09:00:00 late=30000ms missed=364");
  CHECK(due[2] == "09:00:00 due a 09:00:00");
  CHECK(due[3] == "09:00:00 due a 09:00:00");
}

TEST_CASE("a timeout goes on while the machine sleeps") {
  world w{[](const auto&) { return simulated_process{.takes = 1h}; }};
  REQUIRE(w.r.put({.id = "a",
                   .when = every("DAILY;COUNT=1"),
                   .what = command{.arguments = {"x"}},
                   .how = {.timeout = 10min}}));
  w.at("090010", [&] { w.machine.sleep(30min); });
  w.r.run();
  CHECK(w.log.with("exit") == lines{"09:30:10 exit a 09:00:00 signal 15 timed out took=1810000ms"});
}

TEST_CASE("signals ask for what they ask for") {
  world w;
  w.put("a", "HOURLY;COUNT=3", occur::emit{});
  for (const int signal : {SIGHUP, SIGUSR1, SIGALRM, SIGCONT}) {
    w.machine.raise_at(clock("20261123T090030Z"), signal);
  }
  w.r.run();
  CHECK(w.log.lines == lines{"09:00:00 due a 09:00:00", "reload asked", "status asked",
                             "09:00:30 due a 10:00:00 manual", "11:00:00 due a 11:00:00"});
}

TEST_CASE("files that change again and again are read when they are quiet, or after a second") {
  world w;
  w.put("a", "HOURLY;COUNT=2", occur::emit{});
  w.r.watch({"jobs.toml"});
  CHECK(w.machine.watched() == lines{"jobs.toml"});
  for (int i = 0; i < 30; ++i) {
    w.machine.at(clock("20261123T090010Z") + i * 50ms, [&] { w.machine.change_files(); });
  }
  std::vector<occur::wall_time> asked;
  w.r.run();
  CHECK(w.log.with("reload").size() == 2);
}

TEST_CASE("a tick comes every second while something waits") {
  world w{{}, {.tick = 1s}};
  w.put("a", "DAILY;COUNT=1", occur::emit{});
  w.r.run();
  CHECK(w.log.ticks == 30);
}

TEST_CASE("another thread may ask for something to be done") {
  world w{{}, {.stay = true}};
  std::thread other{[&] {
    w.r.post([&] {
      w.put("a", "MINUTELY;COUNT=2", occur::emit{});
      w.r.stop();
    });
  }};
  other.join();
  CHECK(w.r.run().how == occur::run_outcome::kind::stopped);
  CHECK(w.r.size() == 1);
}

TEST_CASE("a run is finished when what was taken is done") {
  world w{[](const auto&) { return simulated_process{.takes = 5min}; }};
  w.put("a", "MINUTELY", command{.arguments = {"x"}});
  w.log.also = [&](const occur::event& e) {
    if (e.kind() == occur::event_kind::due) w.r.finish();
  };
  const auto end = w.r.run();
  CHECK(end.how == occur::run_outcome::kind::finished);
  CHECK(end.runs == 1);
  CHECK(w.machine.now() == clock("20261123T090500Z"));
}

TEST_CASE("from and until bound an entry") {
  world w;
  REQUIRE(w.r.put({.id = "a",
                   .when = every("MINUTELY"),
                   .from = clock("20261123T091000Z"),
                   .until = clock("20261123T091200Z")}));
  REQUIRE(w.r.put({.id = "back",
                   .when = every("HOURLY", "20261123T000000Z"),
                   .how = {.missed = occur::missed_policy::all},
                   .from = clock("20261123T070000Z"),
                   .until = clock("20261123T090000Z")}));
  w.r.run();
  CHECK(w.log.times_of("a") == lines{"09:10:00", "09:11:00"});
  CHECK(w.log.with("back") ==
        lines{"08:59:30 missed back 08:00:00 missed missed=1 count=2 dropped=0",
              "08:59:30 due back 07:00:00 late=7170000ms missed missed=1",
              "08:59:30 due back 08:00:00 late=3570000ms missed missed=1"});
}

TEST_CASE("years of missed seconds are counted without walking") {
  world w;
  REQUIRE(w.r.put({.id = "a",
                   .when = every("SECONDLY", "20200101T000000Z"),
                   .from = clock("20200101T000000Z"),
                   .until = clock("20261123T085000Z")}));
  w.r.run();
  CHECK(w.log.lines ==
        lines{"08:59:30 missed a 08:49:59 missed missed=217587000 count=217587000 dropped=0",
              "08:59:30 due a 08:49:59 late=571000ms missed missed=217587000"});
}

TEST_CASE("ten thousand due in one second all run, no more at once than may") {
  run_all_at_once(10'000);
}

TEST_CASE("a hundred thousand due in one second all run, no more at once than may", "[.long]") {
  run_all_at_once(100'000);
}

TEST_CASE("a year of a hundred schedules simulates byte for byte the same each time") {
  occur::set_options options;
  options.find_zone = occur::testing::pinned_zone;
  const auto simulate = [&] {
    world w{[](const auto& p) { return simulated_process{.takes = 1min * p.arguments.size()}; },
            {},
            clock("20270101T000000Z")};
    for (int i = 0; i < 100; ++i) {
      const auto set = occur::parse_set("DTSTART;TZID=Europe/Zagreb:20260101T0" +
                                            std::to_string(i % 6) + "3000\nRRULE:FREQ=DAILY",
                                        options);
      REQUIRE(w.r.put({.id = std::to_string(i),
                       .when = set.value().value,
                       .what = command{.arguments = {"x"}},
                       .how = {.jitter = 10min}}));
    }
    w.machine.at(clock("20280101T000000Z"), [&] { w.r.finish(); });
    w.r.run();
    return w.log.lines;
  };
  const auto once = simulate();
  CHECK(once.size() == 100 * 365 * 3);
  CHECK(once == simulate());
}

TEST_CASE("an indexed heap gives its items in order whatever is moved and taken out") {
  struct item {
    int key = 0;
    int id = 0;
    occur::detail::heap_place place = occur::detail::in_no_heap;
  };
  struct order {
    static int key(const item& i) { return i.key; }
    static bool less_on_tie(const item& a, const item& b) { return a.id < b.id; }
    static occur::detail::heap_place& place(item& i) { return i.place; }
  };
  std::mt19937 dice{7};
  std::vector<item> items(200);
  for (int i = 0; i < 200; ++i) items[i].id = i;
  occur::detail::indexed_heap<item, order> heap;
  std::set<std::pair<int, int>> expected;
  for (int step = 0; step < 20'000; ++step) {
    item& i = items[dice() % items.size()];
    if (i.place != occur::detail::in_no_heap) expected.erase({i.key, i.id});
    if (dice() % 3 == 0) {
      heap.erase(i);
    } else {
      i.key = static_cast<int>(dice() % 50);
      heap.put(i);
      expected.emplace(i.key, i.id);
    }
    REQUIRE(heap.size() == expected.size());
    if (!heap.empty()) REQUIRE(heap.top().id == expected.begin()->second);
  }
}

TEST_CASE("what cannot be run is refused, and the others do not notice") {
  world w;
  const auto refused = [&](const auto& spoil) {
    entry e{.id = "bad", .when = every("DAILY")};
    spoil(e);
    return !w.r.put(std::move(e)).has_value();
  };
  const auto with_set = [](const auto& spoil) {
    return [spoil](entry& e) {
      auto set = e.when.sets().front();
      spoil(set);
      e.when = set;
    };
  };
  CHECK(refused(with_set([](auto& set) { set.rules.front().interval = 0; })));
  CHECK(refused(with_set([](auto& set) { set.rules.front().by_hour = {24}; })));
  CHECK(refused(with_set([](auto& set) { set.rules.front().week_start = date::weekday{99}; })));
  CHECK(refused(with_set([](auto& set) { set.excluded_rules = {occur::rule{.interval = 0}}; })));
  CHECK(refused(with_set([](auto& set) { set.anchor.time = occur::horizon_first - 1s; })));
  CHECK(refused([](entry& e) { e.what = occur::callback{}; }));
  CHECK(refused([](entry& e) { e.what = occur::command{}; }));
  CHECK(refused([](entry& e) { e.how.grace = -1s; }));
  CHECK(refused([](entry& e) { e.context = "[]"; }));
  CHECK(refused([](entry& e) { e.context = "}{"; }));
  CHECK_FALSE(refused([](entry&) {}));
  CHECK(w.r.size() == 1);
}

TEST_CASE("durations beyond a hundred years are for ever") {
  world w;
  occur::policies how;
  how.grace = how.jitter = how.kill_after = occur::milliseconds::max();
  how.timeout = occur::milliseconds::max();
  how.jitter = 0s;
  REQUIRE(w.r.put({.id = "a",
                   .when = every("DAILY;COUNT=1"),
                   .what = command{.arguments = {"do"}},
                   .how = how}));
  const auto outcome = w.r.run();
  CHECK(outcome.runs == 1);
  CHECK(outcome.failed == 0);
  CHECK(w.log.with("missed").empty());
}

TEST_CASE("a context on several lines is handed over on one") {
  world w;
  std::string line;
  REQUIRE(w.r.put({.id = "a",
                   .when = every("DAILY;COUNT=1"),
                   .what = [&](const occur::turn& t) { line = json_line(t); },
                   .context = "{\n\t\"a\": 1\n}"}));
  w.r.run();
  CHECK(line.find('\n') == line.size() - 1);
  CHECK(line.find("\"a\": 1") != std::string::npos);
}

TEST_CASE("what is posted behind something that throws is done by the next run") {
  world w;
  std::vector<int> done;
  for (int i = 0; i < 3; ++i) {
    w.r.post([&done, i] {
      if (i == 1) throw std::runtime_error{"posted"};
      done.push_back(i);
    });
  }
  w.r.post({});
  CHECK_THROWS_AS(w.r.run(), std::runtime_error);
  w.r.run();
  CHECK(done == std::vector<int>{0, 2});
}

TEST_CASE("a tick takes time") {
  runner_log log;
  simulated_host machine{clock("20261123T085930Z")};
  occur::runner_options options;
  options.tick = occur::milliseconds{0};
  CHECK_THROWS_AS((runner{machine, log, options}), std::invalid_argument);
  options.tick = occur::milliseconds::max();
  runner r{machine, log, options};
  r.run();
  CHECK(log.ticks == 0);
}

TEST_CASE("an entry without sets has nothing to run, now neither") {
  world w;
  REQUIRE(w.r.put({.id = "a", .when = std::vector<occur::recurrence_set>{}}));
  CHECK_FALSE(w.r.run_now("a"));
  CHECK(w.r.run().runs == 0);
}
