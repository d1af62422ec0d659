// What the machine does to a runner: its clock, its signals, its limits.
#include <algorithm>
#include <catch2/catch.hpp>

#include "session.hpp"

namespace {

using namespace std::chrono_literals;
using occur::testing::can;
using occur::testing::run;
using lines = std::vector<std::string>;

const std::string& small_runner() {
  static const std::string fast = "small-runner";
  static const std::string plain = "small-runner --plain";
  return GENERATE(true, false) ? fast : plain;
}

/// The system calls of a runner while it waits for some seconds. The one it
/// waits in does not count.
lines calls_while_idle(const std::string& entries, const std::string& seconds) {
  const auto s = run("cd $(mktemp -d) && (small-runner --rule YEARLY --entries " + entries +
                         " > said & runner=$!; until grep -q ready said; do sleep 0.1; done; "
                         "sleep 0.5; timeout -s INT " +
                         seconds +
                         " strace -f -p $runner -o trace 2>/dev/null; kill $runner; wait $runner; "
                         "sed 's/^/call /' trace); rm -r $PWD",
                     100s);
  lines calls = s.lines_with("call");
  if (calls.size() == 1 && calls[0].find("epoll_wait(") != std::string::npos &&
      calls[0].find("<detached") != std::string::npos) {
    calls.clear();
  } else if (calls.empty()) {
    calls.push_back("nothing was traced: " + s.out);
  }
  return calls;
}

bool is_traceable() { return can("strace", "strace -o /dev/null true"); }

}  // namespace

TEST_CASE("an idle runner makes no system call, with one entry and with 10,000") {
  if (!is_traceable()) return;
  for (const char* entries : {"1", "10000"}) CHECK(calls_while_idle(entries, "3") == lines{});
}

TEST_CASE("an idle runner makes no system call for a minute", "[.long]") {
  if (!is_traceable()) return;
  for (const char* entries : {"1", "10000"}) CHECK(calls_while_idle(entries, "60") == lines{});
}

TEST_CASE("the wall clock is set by a microsecond, and nothing is lost or repeated") {
  if (!can("setting the clock", "clock-step 1 && clock-step -1")) return;
  const auto s = run("small-runner --count 3 sh -c 'clock-step 1; clock-step -1'");
  INFO(s.out);
  CHECK(s.lines_with("clock").size() >= 3);
  CHECK(s.lines_with("due").size() == 3);
  CHECK(s.lines_with("skip").empty());
}

TEST_CASE("a clock-change night at 1200 times the speed has an hour less") {
  if (!can("faketime", "faketime -f '@2027-03-28 00:59:30 x60' true")) return;
  const auto s =
      run("TZ=UTC faketime -f '@2027-03-28 00:59:30 x1200' small-runner --zone Europe/Zagreb "
          "--rule 'HOURLY;BYMINUTE=0;BYSECOND=0;COUNT=3' sh -c 'echo $OCCUR_AT'");
  INFO(s.out);
  CHECK(s.lines_with("2027-03-28T03:00:00+02:00").size() == 1);
  CHECK(s.lines_with("2027-03-28T04:00:00+02:00").size() == 1);
  CHECK(s.lines_with("2027-03-28T05:00:00+02:00").size() == 1);
  CHECK(s.lines_with("due").size() == 3);
}

TEST_CASE("a runner that was stopped and goes on acts at once") {
  const auto s = run(small_runner() +
                     " --count 5 & runner=$!; sleep 1.2; kill -STOP $runner; "
                     "sleep 2.5; kill -CONT $runner; wait $runner");
  INFO(s.out);
  CHECK(s.lines_with("due").size() == 5);
  CHECK(s.took < 8s);
}

TEST_CASE("where no process can be made, the run fails and the runner goes on") {
  if (!is_traceable()) return;
  const auto s =
      run("strace -o /dev/null -e trace=clone,clone3,vfork,fork "
          "-e inject=clone,clone3,vfork,fork:error=EAGAIN:when=1..2 "
          "small-runner --count 4 --policy retry=1 true");
  INFO(s.out);
  CHECK(s.lines_with("started").size() == 2);
  CHECK(s.lines_with("end").size() == 1);
}

TEST_CASE("with sixteen descriptors, runs that find none left fail and the others go on") {
  const auto s = run("ulimit -n 16; " + small_runner() +
                     " --read --parallel 50 --entries 20 --count 40 sh -c 'echo hello; sleep 0.2'");
  INFO(s.out);
  CHECK(s.lines_with("end").size() == 1);
  CHECK(s.lines_with("hello").size() > 0);
  CHECK(s.lines_with("started").size() > 0);
}

TEST_CASE("as process 1 it reaps what is left to it and ends on TERM") {
  const std::string own = "unshare --pid --fork --mount-proc ";
  if (!can("a namespace of processes", own + "true")) return;
  const auto s = run(own + small_runner() +
                     " --read sh -c '(setsid sleep 0.1 &) ; (exit 0 &); "
                     "test $OCCUR_SEQ = 3 && kill -TERM 1; test $OCCUR_SEQ != 2 || "
                     "cat /proc/[0-9]*/stat | grep -c \") Z \"; true'");
  INFO(s.out);
  CHECK(s.lines_with("stopped").size() == 1);
}

TEST_CASE("files that change, are replaced, linked elsewhere, deleted or made are noticed") {
  const auto s = run(
      "cd $(mktemp -d) && mkdir a b && echo 1 > a/jobs && echo 1 > b/jobs && ln -s a now && "
      "ln -s now/jobs jobs && (small-runner --rule YEARLY --watch $PWD/jobs > said & runner=$!; "
      "until grep -q ready said; do sleep 0.1; done; "
      "for change in 'echo 2 > a/jobs' 'echo 3 > a/new; mv a/new a/jobs' "
      "'ln -s b next; mv -T next now' 'echo 2 > b/jobs' 'rm b/jobs' 'echo 3 > b/jobs' "
      "'chmod 0 b/jobs' 'echo other > b/other'; do "
      "sleep 0.5; eval \"$change\"; done; sleep 0.5; kill $runner; wait $runner; cat said); "
      "rm -r $PWD");
  INFO(s.out);
  CHECK(s.lines_with("reload").size() == 7);
}

TEST_CASE("two thousand entries that tick every second take little memory") {
  const auto s = run("small-runner --zone Europe/Zagreb --entries 2000 --count 4000 | tail -1");
  INFO(s.out);
  REQUIRE(s.out.find("kib=") != std::string::npos);
  CHECK(std::stol(s.out.substr(s.out.find("kib=") + 4)) < 80'000);
}

TEST_CASE("two thousand commands due together all start, in turn", "[.long]") {
  const auto s = run(
      "small-runner --rule 'MINUTELY;BYSECOND=0' --entries 2000 --count 2000 --parallel 16 true",
      180s);
  CHECK(s.lines_with("exit").size() == 2000);
  CHECK(s.lines_with("skip").empty());
}
