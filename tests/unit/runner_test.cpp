// The policies of a runner, each value, on the simulated clock.
#include <chrono>
#include <csignal>
#include <map>
#include <string>
#include <vector>
#include <catch2/catch.hpp>

#include "occur/runner.hpp"
#include "occur/simulated_host.hpp"
#include "runner/registry.hpp"
#include "runner_log.hpp"

namespace {

using namespace std::chrono_literals;
using occur::overlap_policy;
using occur::runner;
using occur::runner_options;
using occur::simulated_host;
using occur::simulated_process;
using occur::testing::clock;
using occur::testing::every;
using occur::testing::runner_log;
using lines = std::vector<std::string>;

const occur::command some_command{.arguments = {"do"}};

/// A runner on a simulated host that begins at 08:59:30 on 2026-11-23.
struct world {
  explicit world(simulated_host::conduct how = {}, runner_options options = {})
      : machine(clock("20261123T085930Z"), std::move(how)), r(machine, log, options) {}

  void put(std::string id, std::string_view rule, occur::policies how = {},
           occur::action what = some_command) {
    REQUIRE(r.put({.id = std::move(id), .when = every(rule), .what = std::move(what), .how = how}));
  }
  void at(std::string_view time, std::function<void()> what) {
    machine.at(clock("20261123T" + std::string{time} + "Z"), std::move(what));
  }

  runner_log log;
  simulated_host machine;
  runner r;
};

simulated_host::conduct lasting(occur::microseconds how_long) {
  return [how_long](const auto&) { return simulated_process{.takes = how_long}; };
}

simulated_host::conduct failing(occur::microseconds how_long = 0s) {
  return [how_long](const auto&) {
    return simulated_process{.takes = how_long, .ends = {.value = 1}};
  };
}

}  // namespace

TEST_CASE("a command is started when its occurrence is due") {
  world w{lasting(5s)};
  w.put("a", "MINUTELY;COUNT=2");
  const auto end = w.r.run();
  CHECK(w.log.lines == lines{"09:00:00 due a 09:00:00", "09:00:00 start a 09:00:00 pid=1",
                             "09:00:05 exit a 09:00:00 0 took=5000ms", "09:01:00 due a 09:01:00",
                             "09:01:00 start a 09:01:00 pid=2",
                             "09:01:05 exit a 09:01:00 0 took=5000ms"});
  CHECK(end.how == occur::run_outcome::kind::finished);
  CHECK(end.runs == 2);
  CHECK(end.failed == 0);
}

TEST_CASE("overlap=skip lets go what is due while the last command runs") {
  world w{lasting(90s)};
  w.put("a", "MINUTELY;COUNT=4");
  w.r.run();
  CHECK(w.log.with("start") ==
        lines{"09:00:00 start a 09:00:00 pid=1", "09:02:00 start a 09:02:00 pid=2"});
  CHECK(w.log.with("skip") ==
        lines{"09:01:00 skip a 09:01:00 overlap", "09:03:00 skip a 09:03:00 overlap"});
}

TEST_CASE("overlap=queue runs one after the other, and no more wait than may") {
  world w{lasting(150s), {.queue = 1}};
  w.put("a", "MINUTELY;COUNT=4", {.overlap = overlap_policy::queue});
  w.r.run();
  CHECK(w.log.with("start") == lines{"09:00:00 start a 09:00:00 pid=1",
                                     "09:02:30 start a 09:01:00 late=90000ms pid=2",
                                     "09:05:00 start a 09:03:00 late=120000ms pid=3"});
  CHECK(w.log.with("skip") == lines{"09:02:00 skip a 09:02:00 queue_full"});
}

TEST_CASE("overlap=allow starts beside the other") {
  world w{lasting(90s)};
  w.put("a", "MINUTELY;COUNT=3", {.overlap = overlap_policy::allow});
  w.r.run();
  CHECK(w.log.with("start") == lines{"09:00:00 start a 09:00:00 pid=1",
                                     "09:01:00 start a 09:01:00 pid=2",
                                     "09:02:00 start a 09:02:00 pid=3"});
  CHECK(w.log.with("skip").empty());
}

TEST_CASE("overlap=replace stops the other first") {
  world w{lasting(90s)};
  w.put("a", "MINUTELY;COUNT=2", {.overlap = overlap_policy::replace});
  w.r.run();
  CHECK(w.log.lines ==
        lines{"09:00:00 due a 09:00:00", "09:00:00 start a 09:00:00 pid=1",
              "09:01:00 due a 09:01:00", "09:01:00 exit a 09:00:00 signal 15 took=60000ms",
              "09:01:00 start a 09:01:00 pid=2", "09:02:30 exit a 09:01:00 0 took=90000ms"});
}

TEST_CASE("overlap=replace kills what ignores TERM, and keeps only the newest waiting") {
  world w{[](const auto&) { return simulated_process{.takes = 1h, .ignores_term = true}; }};
  w.put("a", "SECONDLY;INTERVAL=4;COUNT=4", {.overlap = overlap_policy::replace, .timeout = 5s});
  w.r.run();
  CHECK(w.log.with("start") ==
        lines{"09:00:00 start a 09:00:00 pid=1", "09:00:14 start a 09:00:12 late=2000ms pid=2"});
  CHECK(w.log.with("skip") ==
        lines{"09:00:08 skip a 09:00:04 replaced", "09:00:12 skip a 09:00:08 replaced"});
  CHECK(w.log.with("exit") ==
        lines{"09:00:14 exit a 09:00:00 signal 9 took=14000ms",
              "09:00:29 exit a 09:00:12 late=2000ms signal 9 timed out took=15000ms"});
}

TEST_CASE("what is late within the grace is on time") {
  world w;
  w.put("a", "MINUTELY;COUNT=3", {.grace = 2min});
  w.at("090030", [&] { w.machine.sleep(150s); });
  w.r.run();
  CHECK(w.log.with("due") == lines{"09:00:00 due a 09:00:00",
                                   "09:03:00 due a 09:01:00 late=120000ms",
                                   "09:03:00 due a 09:02:00 late=60000ms"});
  CHECK(w.log.with("missed").empty());
}

TEST_CASE("missed=skip lets go what is later than the grace") {
  world w;
  w.put("a", "HOURLY;COUNT=5", {.missed = occur::missed_policy::skip});
  w.at("090030", [&] { w.machine.sleep(2h + 30min); });
  w.r.run();
  CHECK(w.log.with("start") == lines{"09:00:00 start a 09:00:00 pid=1",
                                     "12:00:00 start a 12:00:00 pid=2",
                                     "13:00:00 start a 13:00:00 pid=3"});
  CHECK(w.log.with("count=2") ==
        lines{"11:30:30 missed a 11:00:00 missed missed=2 count=2 dropped=2"});
}

TEST_CASE("missed=last runs once for all that was missed") {
  world w;
  w.put("a", "HOURLY;COUNT=5");
  w.at("090030", [&] { w.machine.sleep(2h + 30min); });
  w.r.run();
  CHECK(w.log.with("start") ==
        lines{"09:00:00 start a 09:00:00 pid=1",
              "11:30:30 start a 11:00:00 late=1830000ms missed missed=2 pid=2",
              "12:00:00 start a 12:00:00 pid=3", "13:00:00 start a 13:00:00 pid=4"});
}

TEST_CASE("one that is on time stands for those that were missed before it") {
  world w;
  w.put("a", "MINUTELY;COUNT=100");
  w.at("090030", [&] { w.machine.sleep(90min); });
  w.r.run();
  CHECK(w.log.with("due") ==
        lines{"09:00:00 due a 09:00:00", "10:30:30 due a 10:30:00 late=30000ms missed=89",
              "10:31:00 due a 10:31:00", "10:32:00 due a 10:32:00", "10:33:00 due a 10:33:00",
              "10:34:00 due a 10:34:00", "10:35:00 due a 10:35:00", "10:36:00 due a 10:36:00",
              "10:37:00 due a 10:37:00", "10:38:00 due a 10:38:00", "10:39:00 due a 10:39:00"});
}

TEST_CASE("missed=all makes up for each, one after the other, up to a bound") {
  world w{lasting(1s), {.missed = 3}};
  w.put("a", "HOURLY;COUNT=8", {.missed = occur::missed_policy::all});
  w.at("090030", [&] { w.machine.sleep(5h); });
  w.r.run();
  CHECK(w.log.with("missed").front() ==
        "14:00:30 missed a 13:00:00 missed missed=1 count=4 dropped=1");
  CHECK(w.log.with("start") ==
        lines{"09:00:00 start a 09:00:00 pid=1",
              "14:00:30 start a 11:00:00 late=10830000ms missed missed=1 pid=2",
              "14:00:31 start a 12:00:00 late=7231000ms missed missed=1 pid=3",
              "14:00:32 start a 13:00:00 late=3632000ms missed missed=1 pid=4",
              "15:00:00 start a 15:00:00 pid=5", "16:00:00 start a 16:00:00 pid=6"});
}

TEST_CASE("a command that runs longer than its timeout is stopped, then killed") {
  world w{[](const occur::process_request& p) {
    const bool tame = p.variables[0] == "OCCUR_ID=tame";
    return simulated_process{.takes = 1h, .ignores_term = !tame};
  }};
  w.put("tame", "DAILY;COUNT=1", {.timeout = 10s});
  w.put("wild", "DAILY;COUNT=1", {.timeout = 10s, .kill_after = 3s});
  w.r.run();
  CHECK(w.log.with("exit") == lines{"09:00:10 exit tame 09:00:00 signal 15 timed out took=10000ms",
                                    "09:00:13 exit wild 09:00:00 signal 9 timed out took=13000ms"});
}

TEST_CASE("a failed command is tried again, after 1 s, 2 s and so on up to 5 min") {
  world w{failing()};
  w.put("a", "DAILY;COUNT=1", {.retry = 11});
  const auto end = w.r.run();
  CHECK(w.log.times_of("start") == lines{"09:00:00", "09:00:01", "09:00:03", "09:00:07", "09:00:15",
                                         "09:00:31", "09:01:03", "09:02:07", "09:04:15", "09:08:31",
                                         "09:13:31", "09:18:31"});
  CHECK(w.log.with("attempt=2") ==
        lines{"09:00:01 start a 09:00:00 late=1000ms retry attempt=2 pid=2",
              "09:00:01 exit a 09:00:00 late=1000ms retry attempt=2 1 took=0ms",
              "09:00:01 retry a 09:00:00 late=1000ms retry attempt=2 in=2000ms"});
  CHECK(end.runs == 12);
  CHECK(end.failed == 1);
}

TEST_CASE("trying again is given up at the next occurrence") {
  world w{failing()};
  w.put("a", "MINUTELY;COUNT=2", {.retry = 9});
  w.at("090102", [&] { w.r.stop(); });
  w.r.run();
  CHECK(w.log.times_of("start") == lines{"09:00:00", "09:00:01", "09:00:03", "09:00:07", "09:00:15",
                                         "09:00:31", "09:01:00", "09:01:01"});
}

TEST_CASE("a try that still runs at the next occurrence is the last one") {
  world w{failing(50s)};
  w.put("a", "MINUTELY;COUNT=2", {.retry = 9});
  const auto end = w.r.run();
  CHECK(w.log.times_of("start") == lines{"09:00:00", "09:00:51"});
  CHECK(w.log.with("skip") == lines{"09:01:00 skip a 09:01:00 overlap"});
  CHECK(w.log.lines.back() == "09:01:41 retry a 09:00:00 late=51000ms retry attempt=2 given up");
  CHECK(end.failed == 1);
}

TEST_CASE("jitter moves an occurrence by its id and time, and always the same way") {
  for (int round = 0; round < 2; ++round) {
    world w;
    for (const char* id : {"a", "b", "c"}) w.put(id, "HOURLY;COUNT=2", {.jitter = 10min});
    w.r.run();
    CHECK(w.log.with("start") ==
          lines{"09:02:10.850 start c 09:00:00 pid=1", "09:02:11.666 start a 09:00:00 pid=2",
                "09:06:05.889 start b 09:00:00 pid=3", "10:03:55.742 start c 10:00:00 pid=4",
                "10:04:00.526 start a 10:00:00 pid=5", "10:04:14.687 start b 10:00:00 pid=6"});
  }
}

TEST_CASE("jitter is shorter than its limit and spreads") {
  std::map<std::int64_t, int> by_second;
  for (int i = 0; i < 1000; ++i) {
    const auto j = occur::detail::jitter_of("x", date::sys_seconds{60s * i}, 10s);
    REQUIRE(j >= 0s);
    REQUIRE(j < 10s);
    ++by_second[std::chrono::floor<std::chrono::seconds>(j).count()];
  }
  for (const auto& [second, how_many] : by_second) CHECK(how_many > 60);
  CHECK(by_second.size() == 10);
}

TEST_CASE("no more commands than may run at once, and the others start in order") {
  world w{lasting(10s), {.parallel = 2}};
  for (const char* id : {"a", "b", "c", "d", "e"}) w.put(id, "DAILY;COUNT=1");
  w.r.run();
  CHECK(w.log.with("start") == lines{"09:00:00 start a 09:00:00 pid=1",
                                     "09:00:00 start b 09:00:00 pid=2",
                                     "09:00:10 start c 09:00:00 late=10000ms pid=3",
                                     "09:00:10 start d 09:00:00 late=10000ms pid=4",
                                     "09:00:20 start e 09:00:00 late=20000ms pid=5"});
}

TEST_CASE("a stopped runner starts nothing, waits, then stops and kills what runs") {
  world w{[](const auto&) { return simulated_process{.takes = 1h, .ignores_term = true}; },
          {.parallel = 1}};
  w.put("a", "MINUTELY");
  w.put("b", "MINUTELY");
  w.machine.raise_at(clock("20261123T090030Z"), SIGTERM);
  const auto end = w.r.run();
  CHECK(w.log.lines == lines{"09:00:00 due a 09:00:00", "09:00:00 due b 09:00:00",
                             "09:00:00 start a 09:00:00 pid=1", "09:00:30 skip b 09:00:00 stopping",
                             "09:00:55 exit a 09:00:00 signal 9 took=55000ms"});
  CHECK(end.how == occur::run_outcome::kind::forced);
  CHECK(end.signal == SIGTERM);
}

TEST_CASE("a runner that is stopped while nothing runs ends at once") {
  world w;
  w.put("a", "MINUTELY");
  w.machine.raise_at(clock("20261123T090030Z"), SIGINT);
  const auto end = w.r.run();
  CHECK(w.machine.now() == clock("20261123T090030Z"));
  CHECK(end.how == occur::run_outcome::kind::stopped);
  CHECK(end.signal == SIGINT);
}

TEST_CASE("a second INT stops commands, a third kills them") {
  world w{[](const auto&) { return simulated_process{.takes = 1h, .ignores_term = true}; }};
  w.put("a", "MINUTELY");
  for (const char* when : {"090030", "090032", "090034"}) {
    w.machine.raise_at(clock("20261123T" + std::string{when} + "Z"), SIGINT);
  }
  w.r.run();
  CHECK(w.log.with("exit") == lines{"09:00:34 exit a 09:00:00 signal 9 took=34000ms"});
}
