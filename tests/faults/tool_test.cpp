// `occur run` itself: readers that are slow or leave, disks that are full, files that are edited,
// signals.
#include <algorithm>
#include <sstream>

#include <catch2/catch.hpp>

#include "session.hpp"

namespace {

using namespace std::chrono_literals;
using occur::testing::can;
using occur::testing::run;
using occur::testing::session;

/// A script in a folder of its own, with
///     await COMMAND...   tries it until it succeeds, for 20 seconds at most
///     ticks PID          the processor time a process has taken, in hundredths of a second
///     memory PID         the most memory it had, in KiB
/// Variables of the environment: a zone without clock changes.
session script(const std::string& text) {
  return run(
      "export TZ=UTC; cd $(mktemp -d) && here=$PWD && { "
      "await() { i=0; until \"$@\" 2>/dev/null; do i=$((i + 1)); [ $i -lt 400 ] || exit 99; "
      "sleep 0.05; done; }\n"
      "ticks() { sed 's/.*) //' /proc/$1/stat | awk '{print $12 + $13}'; }\n"
      "memory() { awk '/VmHWM/ {print $2}' /proc/$1/status; }\n" +
      text + "\n}; rm -r \"$here\"");
}

/// The number behind a word and a blank.
long number_after(const session& s, const std::string& word) {
  const auto found = s.lines_with(word);
  REQUIRE(found.size() == 1);
  return std::stol(found[0].substr(word.size() + 1));
}

/// The schedule `steady`, which writes how late it is to the file of that name, and others.
std::string jobs(const std::string& others) {
  return "cat >jobs.toml <<'END'\n"
         "[schedule.steady]\n"
         "when = 'every second'\n"
         "overlap = 'allow'\n"
         "shell = 'echo $OCCUR_LATE_MS $OCCUR_AT_UNIX >>steady'\n" +
         others + "END\n";
}

/// Says `runs` and how often the schedule `steady` was run, `late` and how late at most, and `gaps`
/// and how often it was not run in the second after the last.
constexpr const char* look_at_steady =
    "awk 'NR > 1 && $2 != last + 1 {gaps += 1} $1 > most {most = $1} {last = $2} "
    "END {print \"runs \" NR; print \"late \" most + 0; print \"gaps \" gaps + 0}' steady\n";

/// The reader is the test's own, and gone before what is left is counted.
constexpr const char* end_reader = "kill $reader; wait $reader 2>/dev/null || true\n";

void check_steady(const session& s) {
  INFO(s.out);
  CHECK(number_after(s, "runs") >= 3);
  CHECK(number_after(s, "late") < 5000);
  CHECK(number_after(s, "gaps") == 0);
}

}  // namespace

// Readers

TEST_CASE("a reader that leaves ends the runner at once, quietly") {
  const auto s = script("{ occur run 'every year'; echo status $? >&2; } | true");
  CHECK(s.out == "status 0\n");
  CHECK(s.took < 20s);
  const auto t = script("{ occur run 'every second'; echo status $? >&2; } | head -2 | wc -l");
  CHECK(t.lines_with("2").size() == 1);
  CHECK(t.lines_with("status") == std::vector<std::string>{"status 0"});
  CHECK(t.out.size() == std::string{"2\nstatus 0\n"}.size());
}

TEST_CASE("a reader that leaves ends no runner whose commands have more to do") {
  const auto s = script(jobs("[schedule.noisy]\nwhen = 'every second'\nshell = 'echo hello'\n") +
                        "occur run -f jobs.toml --log none -n 6 | true; wc -l <steady");
  CHECK(s.out == "3\n");
}

TEST_CASE("a reader that reads nothing makes no schedule late, and the runner no larger") {
  const auto s = script(
      jobs("") +
      // Two hundred lines a second of some thousand characters fill a pipe, and then what is held.
      "long=$(head -c 4000 /dev/zero | tr '\\0' x)\n"
      "for i in $(seq 200); do printf '[schedule.e%s-%s]\\nwhen = \"every second\"\\n' $i $long; "
      "done >>jobs.toml\n"
      "mkfifo pipe; sleep 1000 <pipe & reader=$!\n"
      "occur run -f jobs.toml --log none >pipe 2>log & p=$!\n"
      "await test -s steady; sleep 5; memory=$(memory $p)\n" +
      look_at_steady + "echo memory $memory; kill $p; wait $p; echo status $?\n" + end_reader);
  check_steady(s);
  CHECK(number_after(s, "memory") < 100'000);
  CHECK(s.lines_with("status") == std::vector<std::string>{"status 0"});
  CHECK(s.took < 30s);
}

TEST_CASE("a command that floods a reader who does not read waits, and nothing spins") {
  const auto s =
      script(jobs("[schedule.flood]\nwhen = 'every year'\nshell = 'exec yes'\n") +
             "mkfifo pipe; sleep 1000 <pipe & reader=$!\n"
             "occur run -f jobs.toml --now >pipe 2>log & p=$!\n"
             "await test -s steady; sleep 1; before=$(ticks $p); sleep 3; after=$(ticks $p)\n" +
             std::string{look_at_steady} +
             "echo ticks $((after - before)); echo memory $(memory $p)\n"
             "kill -INT $p; sleep 0.3; kill -INT $p; wait $p; echo status $?\n" +
             end_reader);
  check_steady(s);
  CHECK(number_after(s, "ticks") < 100);
  CHECK(number_after(s, "memory") < 100'000);
  CHECK(s.lines_with("status") == std::vector<std::string>{"status 130"});
}

TEST_CASE("a reader that comes late gets all that commands wrote") {
  const auto s = script(
      "printf '[schedule.a]\\nwhen = \"every year\"\\nshell = \"seq 1000000 >&%s\"\\n' 1 "
      ">jobs.toml\n"
      "occur run -f jobs.toml --now -n 1 --log none | (sleep 1; tail -1)\n"
      "occur run -f jobs.toml --now -n 1 --log none | (sleep 1; wc -l)");
  CHECK(s.out == "a: 1000000\n1000000\n");
}

TEST_CASE("a log that nobody reads delays nothing") {
  const auto s =
      script(jobs("") +
             "long=$(head -c 4000 /dev/zero | tr '\\0' x)\n"
             "for i in $(seq 100); do printf '[schedule.e%s-%s]\\nwhen = \"every second\"\\n"
             "shell = \"exit 1\"\\n' $i $long; done >>jobs.toml\n"
             "mkfifo pipe; sleep 1000 <pipe & reader=$!\n"
             "occur run -f jobs.toml --parallel 4 2>pipe & p=$!\n"
             "await test -s steady; sleep 4; kill $p; wait $p; echo status $?\n" +
             end_reader + look_at_steady);
  CHECK(s.lines_with("status") == std::vector<std::string>{"status 0"});
  CHECK(number_after(s, "gaps") == 0);
}

TEST_CASE("bytes that are no text are passed on, and are text as JSON") {
  const auto s = script(
      "occur run --now -n 1 --output json 'every year' -- head -c 300000 /dev/urandom >lines\n"
      "iconv -f utf-8 -t utf-8 lines | grep -avc '^{\"event\":\"output\".*}$'\n"
      "occur run --now -n 1 --output prefix 'every year' -- printf 'a\\377\\0b' | "
      "od -An -w64 -c | grep -c 'a 377  .0   b  .n'");
  CHECK(s.out == "0\n1\n");
}

TEST_CASE("with a reader that waits, an idle run makes no system call") {
  if (!can("strace", "strace -o /dev/null true")) return;
  // Each of its threads waits in the one call in which it was found.
  const auto s = script(
      "mkfifo pipe; cat pipe & reader=$!; occur run 'every year' >pipe & p=$!\n"
      "sleep 1; threads=$(ls /proc/$p/task | wc -l)\n"
      "timeout -s INT 3 strace -f -p $p -o trace 2>/dev/null\n"
      "kill $p; wait $p; test $(wc -l <trace) = $threads && echo idle\n"
      "grep -Ev ' (epoll_wait|poll|restart_syscall)\\(' trace");
  CHECK(s.out == "idle\n");
}

// Disks

TEST_CASE("a disk that is full is told of once, and the runner goes on") {
  const auto s = script("occur run -n 3 'every second' >/dev/full; echo status $?");
  INFO(s.out);
  CHECK(s.lines_with("message=\"cannot").size() == 1);
  CHECK(s.lines_with("status") == std::vector<std::string>{"status 1"});
  const auto t = script(jobs("[schedule.a]\nwhen = 'every second'\n") +
                        "occur run -f jobs.toml >/dev/full 2>/dev/full & p=$!\n"
                        "await grep -q 0 steady; before=$(ticks $p); sleep 3; after=$(ticks $p)\n"
                        "kill $p; wait $p; echo status $?; echo ticks $((after - before))\n" +
                        look_at_steady);
  check_steady(t);
  CHECK(number_after(t, "ticks") < 50);
}

TEST_CASE("lines go to a small disk again once it has room") {
  const std::string own = "unshare --user --map-root-user --mount ";
  if (!can("a small disk", own + "mount -t tmpfs -o size=64k none /mnt")) return;
  const auto s = script(
      "cat >inside <<'END'\n"
      "mount -t tmpfs -o size=64k none /mnt; head -c 65536 /dev/zero >/mnt/fill 2>/dev/null\n"
      "occur run -n 4 'every second' >/mnt/lines 2>log & p=$!\n"
      "until grep -qs 'No space' log; do sleep 0.05; done; rm /mnt/fill; wait $p; echo status $?\n"
      "grep -c 'No space' log; grep -c 'could not be written' log; wc -l </mnt/lines\n"
      "END\n" +
      own + "sh inside");
  INFO(s.out);
  CHECK(s.out == "status 0\n1\n1\n3\n");
}

// Files

TEST_CASE("whatever happens to a file, the last good set goes on, and each error is told") {
  const auto s =
      script(jobs("") +
             "cp jobs.toml good; occur run -f jobs.toml 2>log & p=$!\n"
             "await test -s steady\n"
             "for i in 1 2 3; do\n"
             "  head -c 30 good >jobs.toml; sleep 0.3\n"             // half written
             "  rm jobs.toml; sleep 0.3\n"                           // deleted
             "  echo 'no toml' >new; mv new jobs.toml; sleep 0.3\n"  // replaced
             "  mkdir other; mv jobs.toml other; ln -s other/jobs.toml jobs.toml; sleep 0.3\n"
             "  rm jobs.toml; mkdir jobs.toml; sleep 0.3; rmdir jobs.toml\n"  // unreadable
             "  rm -r other; cp good new; mv new jobs.toml; sleep 0.3\n"
             "done\n"
             "kill $p; wait $p; echo status $?; echo errors $(grep -c 'occur: error' log)\n"
             "tail -5 log\n" +
             std::string{look_at_steady});
  check_steady(s);
  CHECK(number_after(s, "errors") >= 9);
  CHECK(s.lines_with("status") == std::vector<std::string>{"status 0"});
}

// Signals

TEST_CASE("what a runner that was stopped has missed follows its policy") {
  const auto s = script(
      "for way in skip last all; do printf '[schedule.%s]\\nwhen = \"every second\"\\n"
      "grace = \"500ms\"\\nmissed = \"%s\"\\noverlap = \"queue\"\\nshell = "
      "\"echo $OCCUR_AT_UNIX $OCCUR_REASON $OCCUR_MISSED >>%s\"\\n' $way $way $way; "
      "done >jobs.toml\n"
      "occur run -f jobs.toml 2>log & p=$!\n"
      "await test -s skip -a -s last -a -s all; kill -STOP $p; sleep 4; kill -CONT $p; "
      "await grep -q missed log; sleep 1.5; kill $p; wait $p; echo status $?\n"
      // Each second once; those that were missed have one run, or none.
      "awk 'NR > 1 && $1 != last + 1 {gap = 1} {last = $1} $2 == \"missed\" {made_up += 1} "
      "END {print \"all\", gap + 0, (made_up >= 3)}' all\n"
      "awk 'NR > 1 && $1 != last + 1 {gaps += 1} {last = $1} $3 >= 3 {stands_for += 1} "
      "END {print \"last\", gaps + 0, stands_for + 0}' last\n"
      "awk 'NR > 1 && $1 != last + 1 {gaps += 1} {last = $1} $3 > 0 {stands_for += 1} "
      "END {print \"skip\", gaps + 0, stands_for + 0}' skip\n"
      "grep -c ' missed skip .*dropped=' log");
  INFO(s.out);
  CHECK(s.out == "status 0\nall 0 1\nlast 1 1\nskip 1 0\n1\n");
}

TEST_CASE("a terminal that is closed stops its runner") {
  const auto s = script(
      "ended() { ! grep -q 'State:.[RSD]' /proc/$(cat pid)/status; }\n"
      "TERM=xterm script -qefc 'echo $$ >pid; exec occur run every year' shown </dev/null "
      ">/dev/null & terminal=$!\n"
      "await grep -q next shown; kill -KILL $terminal; await ended; echo ended");
  CHECK(s.lines_with("ended") == std::vector<std::string>{"ended"});
}

TEST_CASE("a first INT waits, a second asks the commands to end, a third kills them") {
  const auto s = script(
      "cat >stubborn <<'END'\n"
      "trap 'echo asked >>asked' TERM; trap '' INT; echo >begun\n"
      "while :; do sleep 0.1; done\n"
      "END\n"
      "occur run --now 'every year' -- sh stubborn 2>log & p=$!\n"
      "await test -e begun\n"
      "kill -INT $p; sleep 0.5; kill -0 $p && echo waits; test -e asked || echo unasked\n"
      "kill -INT $p; await test -s asked; sleep 0.3; kill -0 $p && echo asks\n"
      "kill -INT $p; wait $p; echo status $?; grep -o 'signal=.*took' log");
  INFO(s.out);
  CHECK(s.out == "waits\nunasked\nasks\nstatus 130\nsignal=9 took\n");
  CHECK(s.took < 15s);
}
