// `occur run` in earnest: signals, files that change, terminals. Each waits for what it looks for,
// and not for a time.
#include <filesystem>
#include <string>

#include <catch2/catch.hpp>

#include "shell.hpp"

namespace {

using namespace occur::testing;

const variables zagreb{"TZ=Europe/Zagreb"};

/// A folder of its own for a script, with `await COMMAND...`: tries it until it succeeds, for ten
/// seconds at most.
command_result run_script(const std::string& script, const variables& set = zagreb) {
  const std::string head =
      "cd \"$(mktemp -d)\" && trap 'rm -rf \"$PWD\"' EXIT\n"
      "await() { i=0; until \"$@\" 2>/dev/null; do i=$((i + 1)); [ $i -lt 200 ] || exit 99; "
      "sleep 0.05; done; }\n";
  return run_shell(head + script, set);
}

}  // namespace

TEST_CASE("a file that changes is read again, and what is the same goes on") {
  const auto got = run_script(R"(
cat >jobs.toml <<END
[schedule.same]
when = "every second from 2020-01-01"
overlap = "skip"
shell = "echo same \$\$ >>same; exec sleep 60"
[schedule.old]
when = "every second"
shell = "echo old >>old"
END
occur run -f jobs.toml 2>log & p=$!
await test -s same -a -s old
sed 's/old/new/g' jobs.toml >edited && mv edited jobs.toml
await test -s new
grep -c ' start same ' log
grep -o 'reload added=.*' log
kill -INT $p; kill -INT $p; wait $p; echo $?
)");
  CHECK(got.out == "1\nreload added=1 changed=0 removed=1\n130\n");
}

TEST_CASE("a file with an error keeps the last good set, and says what is wrong and where") {
  const auto got = run_script(R"(
printf '[schedule.a]\nwhen = "every second"\nshell = "echo x >>a"\n' >jobs.toml
occur run -f jobs.toml 2>log & p=$!
await test -s a
printf '[schedule.a]\nwhen = "every secnd"\n' >jobs.toml
await grep -q 'not reloaded' log
grep -A3 'occur: error' log
rm a; await test -s a
printf '[schedule.b]\nwhen = "every second"\nshell = "echo x >>b"\n' >jobs.toml
await test -s b
kill $p; wait $p; echo $?
)");
  CHECK(got.out ==
        "occur: error: jobs.toml:2: schedule \"a\": unknown word \"secnd\"\n"
        "  when = \"every secnd\"\n"
        "                ^^^^^\n"
        "  hint: did you mean second or seconds?\n"
        "0\n");
}

TEST_CASE("an error at the start ends the runner, unless it may go on without the schedule") {
  const std::string file = R"(
printf '[schedule.a]\nwhen = "every secnd"\n[schedule.b]\nwhen = "every second"\nshell = "exit 3"\n' >jobs.toml
)";
  CHECK(run_script(file + "occur run -f jobs.toml -n 1 2>/dev/null").status == 2);
  CHECK(run_script(file + "occur run -f jobs.toml -n 1 --skip-invalid 2>/dev/null").status == 3);
  CHECK(run_script(file + "occur run --check jobs.toml 2>/dev/null").status == 2);
}

TEST_CASE("HUP reads the files again, USR1 says what is next, ALRM runs it now") {
  const auto got = run_script(R"(
printf '[schedule.a]\nwhen = "every year on 1 january at 9:00"\nshell = "echo $OCCUR_REASON >>a"\n' >jobs.toml
occur run -f jobs.toml 2>log & p=$!
await grep -Eq 'SigBlk:[[:blank:]]0*[1-9a-f]' /proc/$p/status  # it takes signals by now
kill -USR1 $p; await grep -q 'occur: next' log
sed 's/.*occur: \(next\).* \(09:00:00 a\), in .*/\1 \2/' log
kill -ALRM $p; await test -s a; cat a
kill -HUP $p; await grep -q reload log; grep -o 'reload .*' log
kill -TERM $p; wait $p; echo $?
)");
  CHECK(got.out == "next 09:00:00 a\nmanual\nreload added=0 changed=0 removed=0\n0\n");
}

TEST_CASE("TERM waits for the command that runs, a second one ends it") {
  const auto got = run_script(R"(
occur run --now every monday -- sh -c 'echo >begun; sleep 0.5; echo end' >out 2>&1 & p=$!
await test -e begun; kill $p; wait $p; echo $?; cat out
rm begun
occur run --now every monday -- sh -c 'echo >begun; sleep 60' 2>/dev/null & p=$!
await test -e begun; kill $p; kill $p; wait $p; echo $?
)");
  CHECK(got.out == "0\nend\n143\n");
}

TEST_CASE("the output of many commands is told apart, or is JSON, or goes to a file, or nowhere") {
  const std::string file = R"(
printf '[schedule.a]\nwhen = "every monday"\nshell = "echo one; printf two; echo three >&2"\n' >jobs.toml
)";
  const std::string run = "occur run -f jobs.toml --now -n 1 --log none ";
  const auto prefixed = run_script(file + run);
  CHECK(prefixed.out == "a: one\na: two\n");
  CHECK(prefixed.err == "a: three\n");
  CHECK(run_script(file + run + "--output json 2>&1 | sort").out ==
        "{\"event\":\"output\",\"id\":\"a\",\"run\":1,\"stream\":\"stderr\",\"text\":\"three\"}\n"
        "{\"event\":\"output\",\"id\":\"a\",\"run\":1,\"stream\":\"stdout\",\"text\":\"one\"}\n"
        "{\"event\":\"output\",\"id\":\"a\",\"run\":1,\"stream\":\"stdout\",\"text\":\"two\"}\n");
  CHECK(run_script(file + run + "--output file:log; sort log; echo; echo $?").out ==
        "one\ntwothree\n\n0\n");
  CHECK(run_script(file + run + "--output null 2>&1").out.empty());
}

TEST_CASE("each schedule of a file may say where its output goes") {
  const auto got = run_script(R"(
cat >jobs.toml <<END
[defaults]
output = "json"
[schedule]
a = { when = "every monday", shell = "echo a", output = "pass" }
b = { when = "every monday", shell = "echo b", output = "prefix" }
c = { when = "every monday", shell = "echo c" }
d = { when = "every monday", shell = "echo d", output = "null" }
e = { when = "every monday", shell = "echo e", output = "file:e.log" }
END
mkdir elsewhere; cd elsewhere
occur run -f ../jobs.toml --now -n 5 --log none --output null | sort
cat ../e.log; cd ..
)");
  CHECK(got.out ==
        "a\nb: b\n"
        "{\"event\":\"output\",\"id\":\"c\",\"run\":3,\"stream\":\"stdout\",\"text\":\"c\"}\n"
        "e\n");
}

TEST_CASE("without commands the lines of a file say which schedule is due") {
  const std::string file = R"(
printf '[schedule.a]\nwhen = "every monday"\nsummary = "A"\n' >jobs.toml
)";
  CHECK(run_script(file + "occur run jobs.toml --now -n 1 --format '%%' --log none").out ==
        "%\ta\n");
  CHECK(run_script(file +
                   "occur run jobs.toml --now -n 1 --json --log none | sed 's/.*\"seq\"/\"seq\"/'")
            .out.find("\"id\":\"a\",\"summary\":\"A\"}") != std::string::npos);
}

TEST_CASE("a calendar's events are schedules, with the one command") {
  const auto got = run_script(R"(
printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 BEGIN:VEVENT UID:42@x 'SUMMARY:Team; lunch' \
  DTSTART:20261123T110000Z RRULE:FREQ=WEEKLY END:VEVENT END:VCALENDAR >team.ics
occur run -f team.ics --simulate 2026-11-22..2026-11-24 -- notify-send '{summary}' '{at:%H:%M}'
)");
  CHECK(got.err.empty());
  CHECK(got.out ==
        "2026-11-23T12:00:00.000+01:00 start 42@x at=2026-11-23T11:00:00Z run=1 late=0ms "
        "command=\"notify-send 'Team; lunch' 11:00\"\n");
}

TEST_CASE("notifications are those of notify-send") {
  const auto got = run_script(R"(
mkdir bin; printf '#!/bin/sh\necho "$3|$4" | sed "s/,.*//"\n' >bin/notify-send; chmod +x bin/notify-send
PATH=$PWD/bin:$PATH occur run --notify --now -n 1 every monday
)");
  CHECK(got.out.starts_with("every monday|"));
  CHECK(got.status == 0);
}

TEST_CASE("a command beside the runner gets a line of JSON for each occurrence") {
  const auto got = run_script(
      "occur run --now -n 1 --coproc every monday -- sh -c "
      "'grep -o \"\\\"reason\\\":\\\"[a-z]*\\\"\"; cat; exit 5'");
  CHECK(got.out == "\"reason\":\"manual\"\n");
  CHECK(got.status == 5);
  CHECK(run_script("occur run -n 1 --coproc every second -- /no/such/program 2>/dev/null").status ==
        127);
}

TEST_CASE("on a terminal a line at the bottom says what is next") {
  const auto shown = run_on_terminal(
      "(sleep 1.3; kill -INT $$) & exec occur run every day at 0:00:00 in UTC", zagreb);
  CHECK(shown.status == 0);
  CHECK(shown.out.find("\r\x1b[Knext ") != std::string::npos);
  CHECK(shown.out.find("every day at 0:00:00 in UTC, in ") != std::string::npos);
  CHECK(shown.out.ends_with("\r\x1b[K"));
}

TEST_CASE("without a terminal there is no such line") {
  const auto got = run_script("occur run --now -n 1 every monday -- true 2>&1");
  CHECK(got.out.empty());
}

TEST_CASE("as process 1 it ends at TERM and leaves nothing behind") {
  if (run_shell("unshare --user --pid --fork --mount-proc true 2>/dev/null", {}).status != 0) {
    WARN("skipped: no namespaces here");
    return;
  }
  const auto got = run_script(R"(
unshare --user --pid --fork --mount-proc --kill-child occur run --now every monday -- \
  sh -c '(sleep 60 &) ; echo $$ >begun' & p=$!
await test -s begun; pkill -TERM -P $p -x occur; wait $p; echo $?
)");
  CHECK(got.out == "0\n");
}
