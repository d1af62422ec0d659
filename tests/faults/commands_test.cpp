// Commands that misbehave, and what the runner makes of them.
#include <catch2/catch.hpp>

#include "session.hpp"

namespace {

using namespace std::chrono_literals;
using occur::testing::run;
using lines = std::vector<std::string>;

/// Lines without the time in front.
lines without_times(lines all) {
  for (std::string& line : all) line.erase(0, line.find(' ') + 1);
  return all;
}

/// Both ways of watching the machine.
const std::string& small_runner() {
  static const std::string fast = "small-runner";
  static const std::string plain = "small-runner --plain";
  return GENERATE(true, false) ? fast : plain;
}

}  // namespace

TEST_CASE("three seconds are three runs, each knowing its occurrence") {
  const auto s = run(small_runner() +
                     " --count 3 sh -c 'echo $OCCUR_ID $OCCUR_SEQ {seq} $OCCUR_REASON "
                     "$OCCUR_ATTEMPT $OCCUR_MISSED $OCCUR_ZONE $(($OCCUR_AT_UNIX - {unix}))'");
  CHECK(s.status == 0);
  CHECK(s.lines_with("e0").size() == 12);
  CHECK(s.lines_with("UTC").size() == 3);
  CHECK(s.out.find("e0 2 2 due 1 0 UTC 0\n") != std::string::npos);
  CHECK(s.lines_with("end").size() == 1);
}

TEST_CASE("a command's status is known, and one that cannot be executed has 126 or 127") {
  CHECK(run("small-runner --count 1 sh -c 'exit 3'").status == 3);
  CHECK(run("small-runner --count 1 sh -c 'kill -9 $$'").status == 137);
  const auto none = run("small-runner --count 1 no-such-program");
  CHECK(none.status == 127);
  CHECK(none.out.find("cannot execute no-such-program: No such file or directory") !=
        std::string::npos);
  CHECK(run("small-runner --count 1 /etc/passwd").status == 126);
}

TEST_CASE("a command that ignores TERM is killed, with all of its group") {
  const auto s = run(small_runner() +
                     " --count 1 --policy timeout=300ms --policy kill-after=300ms "
                     "sh -c 'trap : TERM; sleep 1000 & while :; do wait; done'");
  CHECK(s.status == 124);
  CHECK(s.out.find("signal 9 timed out") != std::string::npos);
  CHECK(s.took < 20s);
}

TEST_CASE("a command that is stopped hears of its timeout") {
  const auto s =
      run(small_runner() + " --count 1 --policy timeout=300ms sh -c 'kill -STOP $$; sleep 1000'");
  CHECK(s.out.find("signal 15 timed out") != std::string::npos);
}

TEST_CASE("a grandchild that keeps the pipe open delays nothing and is swept at the end") {
  const auto s = run(small_runner() + " --read --count 3 sh -c 'echo hello; sleep 1000 &'");
  CHECK(s.status == 0);
  CHECK(s.lines_with("skip").empty());
  CHECK(s.lines_with("exit").size() == 3);
  CHECK(s.took < 20s);
}

TEST_CASE("a daemon that leaves its session behind is swept at the end") {
  const auto s = run(small_runner() +
                     " --read --count 1 sh -c 'setsid sh -c \"sleep 1000 & sleep 1001\" "
                     ">/dev/null 2>&1 &'");
  CHECK(s.status == 0);
  CHECK(s.took < 20s);
}

TEST_CASE("a command that floods its output without an end of line takes no memory") {
  const auto s = run(small_runner() +
                     " --read --count 1 sh -c 'head -c 300000000 /dev/zero' | tr -d '\\0' | "
                     "grep -v output");
  const auto end = s.lines_with("end");
  REQUIRE(end.size() == 1);
  const auto kib = std::stol(end[0].substr(end[0].find("kib=") + 4));
  CHECK(kib < 40'000);
  CHECK(s.lines_with("exit").size() == 1);
}

TEST_CASE("a hundred entries whose commands hang leave the others on time") {
  const auto s =
      run("small-runner --parallel 200 --entries 100 --count 100 --policy timeout=1s sh -c "
          "'test $OCCUR_ID = e7 && exit 0; sleep 1000'");
  CHECK(without_times(s.lines_with("timed")).size() == 99);
  CHECK(s.lines_with("skip").empty());
  CHECK(s.took < 30s);
}
