// next --watch, on a machine whose clock goes only while it waits.
#include <unistd.h>

#include <array>
#include <csignal>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "occur/simulated_host.hpp"
#include "output/descriptor.hpp"
#include "output/relative.hpp"
#include "shell.hpp"
#include "tool.hpp"

namespace {

using namespace std::chrono_literals;
using occur::cli::environment;

struct watched {
  int status = 0;
  std::string out;
};

/// The environment of a watch that begins on Sunday 22 November 2026 at 10:00 and is interrupted
/// after a while; `plan` adds what else happens.
environment around_watch(
    std::chrono::seconds lasts,
    const std::function<void(occur::simulated_host&, occur::wall_time)>& plan = {}) {
  environment around;
  around.tz = "Europe/Zagreb";
  around.now = "2026-11-22T10:00:00+01:00";
  around.make_host = [lasts, plan] {
    // Another time than OCCUR_NOW: the watch begins then all the same.
    const occur::wall_time begin{1000000000s};
    auto machine = std::make_unique<occur::simulated_host>(begin);
    if (plan) plan(*machine, begin);
    machine->raise_at(begin + lasts, SIGINT);
    return machine;
  };
  return around;
}

watched run(const std::vector<std::string_view>& arguments, environment around) {
  std::array<int, 2> pipe{};
  REQUIRE(::pipe(pipe.data()) == 0);
  around.output = pipe[1];
  around.errors = pipe[1];
  const int status = occur::cli::run_tool(arguments, around);
  ::close(pipe[1]);
  auto text = occur::cli::read_all(pipe[0], 1000000);
  ::close(pipe[0]);
  REQUIRE(text);
  return {status, *text};
}

}  // namespace

TEST_CASE("a watched list is written again when an occurrence has passed") {
  const watched got =
      run({"next", "--watch", "-n", "2", "-f", "local", "every day at 10:01"}, around_watch(25h));
  CHECK(got.out ==
        "2026-11-22T10:01:00\n2026-11-23T10:01:00\n\n"
        "2026-11-23T10:01:00\n2026-11-24T10:01:00\n\n"
        "2026-11-24T10:01:00\n2026-11-25T10:01:00\n");
  CHECK(got.status == 0);
}

TEST_CASE("a watched list is written again when a distance reads otherwise, and not before") {
  const watched got =
      run({"next", "--watch", "-n", "1", "-f", "human", "every day at 10:03"}, around_watch(182s));
  std::string expected = "Sun 2026-11-22 10:03 CET  in 3 minutes\n";
  expected += "\nSun 2026-11-22 10:03 CET  in 2 minutes\n";
  expected += "\nSun 2026-11-22 10:03 CET  in 1 minute\n";
  for (int left = 59; left > 1; --left) {
    expected += "\nSun 2026-11-22 10:03 CET  in " + std::to_string(left) + " seconds\n";
  }
  expected += "\nSun 2026-11-22 10:03 CET  in 1 second\n\nSun 2026-11-22 10:03 CET  now\n";
  expected += "\nMon 2026-11-23 10:03 CET  in 23 hours\n";
  CHECK(got.out == expected);
}

TEST_CASE("the distance to a whole day changes at midnight") {
  const watched got = run({"next", "--watch", "-n", "1", "-f", "human",
                           "DTSTART;VALUE=DATE:20261125\nRRULE:FREQ=DAILY;COUNT=1"},
                          around_watch(48h));
  CHECK(got.out ==
        "Wed 2026-11-25  in 3 days\n\nWed 2026-11-25  in 2 days\n\nWed 2026-11-25  tomorrow\n");
}

TEST_CASE("on a terminal a list takes the place of the one before, cut to the terminal") {
  environment around = around_watch(25h);
  around.output_is_terminal = true;
  around.output_rows = 3;
  around.no_color = true;
  const std::vector<std::string_view> arguments{"next", "--watch", "-f", "local",
                                                "every day at 10:01"};
  CHECK(run(arguments, around).out ==
        "\x1b[?7l2026-11-22T10:01:00\n2026-11-23T10:01:00\n\x1b[?7h"
        "\x1b[2A\r\x1b[J\x1b[?7l2026-11-23T10:01:00\n2026-11-24T10:01:00\n\x1b[?7h"
        "\x1b[2A\r\x1b[J\x1b[?7l2026-11-24T10:01:00\n2026-11-25T10:01:00\n\x1b[?7h"
        "\r\x1b[K");
  around.dumb_terminal = true;
  CHECK(run(arguments, around).out.find('\x1b') == std::string::npos);
}

TEST_CASE("a watch follows a clock that is set, and begins anew when it is continued") {
  environment around = around_watch(2h, [](occur::simulated_host& machine, auto begin) {
    machine.at(begin + 30min, [&machine] { machine.step(24h); });
    machine.raise_at(begin + 1h, SIGCONT);
  });
  around.output_is_terminal = true;
  around.no_color = true;
  CHECK(run({"next", "--watch", "-n", "1", "-f", "local", "every day at 18:00"}, around).out ==
        "\x1b[?7l2026-11-22T18:00:00\n\x1b[?7h"
        "\x1b[1A\r\x1b[J\x1b[?7l2026-11-23T18:00:00\n\x1b[?7h"
        "\x1b[?7l2026-11-23T18:00:00\n\x1b[?7h"
        "\r\x1b[K");
}

TEST_CASE("a watch ends when nothing is left") {
  const watched got =
      run({"next", "--watch", "-f", "local", "every day at 11:00 for 2 times"}, around_watch(99h));
  CHECK(
      got.out.starts_with("2026-11-22T11:00:00\n2026-11-23T11:00:00\n\n2026-11-23T11:00:00\n"
                          "occur: no occurrence from "));
  CHECK(got.status == 0);
  CHECK(run({"next", "--watch", "2026-11-01 9:00"}, around_watch(1h)).status == 1);
}

TEST_CASE("the text about a distance lasts as long as it says") {
  using namespace occur::cli;
  const auto zagreb = occur::zone::find("Europe/Zagreb").value();
  // In winter, before a summer begins, in both of a repeated hour, at the end of February.
  for (const std::int64_t now : {1795338000, 1774688400, 1792888200, 1792891800, 1803855600}) {
    for (const std::int64_t at :
         {0,        1,        59,       60,       61,       3599,     3600,
          3601,     82799,    82800,    86399,    86400,    90000,    200000,
          2591999,  2592000,  2592001,  2678400,  5259492,  5270400,  31535999,
          31536000, 31536001, 31622400, 63072000, 99999999, 157766400}) {
      const date::sys_seconds instant{std::chrono::seconds{now + at}};
      const auto text = [&](std::chrono::seconds later) {
        return relative_text(instant,
                             {date::sys_seconds{std::chrono::seconds{now}} + later, zagreb});
      };
      const vantage from{date::sys_seconds{std::chrono::seconds{now}}, zagreb};
      const auto lasts = text_lasts(instant, from);
      INFO(now << " and " << at);
      REQUIRE(lasts >= 1s);
      CHECK(text(lasts - 1s) == text(0s));
      CHECK(text(lasts) != text(0s));
    }
  }
}

TEST_CASE("the distance to a whole day changes at midnight, though the clocks change before it") {
  environment around = around_watch(48h);
  around.now = "2026-03-28T10:00:00+01:00";
  const watched got = run({"next", "--watch", "-n", "1", "-f", "human",
                           "DTSTART;VALUE=DATE:20260331\nRRULE:FREQ=DAILY;COUNT=1"},
                          around);
  CHECK(got.out ==
        "Tue 2026-03-31  in 3 days\n\nTue 2026-03-31  in 2 days\n\nTue 2026-03-31  tomorrow\n");
}

TEST_CASE("a watch on the real clock sleeps until it is interrupted") {
  using namespace occur::testing;
  const auto got = run_shell(
      "timeout --preserve-status -s INT 0.3 occur next --watch -n 1 -f local 'every 2 days at "
      "9:00'",
      {"OCCUR_NOW=2026-11-22T10:00:00Z", "TZ=UTC"});
  CHECK(got.out == "2026-11-24T09:00:00\n");
  CHECK(got.status == 0);
}
