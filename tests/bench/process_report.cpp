// Whole processes: starting the tool beside `date`, many lines beside `seq`.
#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>

#include <algorithm>
#include <ostream>
#include <stdexcept>
#include <string>
#include <vector>

#include "drained_pipe.hpp"
#include "report.hpp"
#include "stopwatch.hpp"

namespace occur::bench {
namespace {

using words = std::vector<std::string>;

/// Runs a process with its output into a descriptor; how long it took, from its
/// start to its end.
nanoseconds run(const words& command, int output) {
  std::vector<char*> arguments;
  for (const auto& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, output, 1);
  int failure = 0;
  int status = 0;
  const auto time = time_of([&] {
    pid_t child = 0;
    failure = posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
    if (failure == 0) ::waitpid(child, &status, 0);
  });
  posix_spawn_file_actions_destroy(&actions);
  if (failure != 0 || status != 0) throw std::runtime_error{command[0] + " failed"};
  return time;
}

contender process(const words& command, const drained_pipe& pipe) {
  return [&pipe, command] {
    pipe.wait_until_empty();
    return run(command, pipe.entry());
  };
}

void report_startup(report& r) {
  const drained_pipe pipe;
  const auto least = least_times(
      r.how().rounds * 10, {process({"date"}, pipe),
                            process({OCCUR_TOOL, "next", "-n", "1", "--zone", "America/New_York",
                                     "FREQ=DAILY;BYHOUR=9;BYMINUTE=0;BYSECOND=0"},
                                    pipe)});
  r.out() << fmt::format("\nstart-up: date {:.2f} ms, occur next -n 1 --zone {:.2f} ms, {:.2f}x\n",
                         least[0].count() / 1e6, least[1].count() / 1e6, least[1] / least[0]);
}

/// Ten digits a line, both of them.
void report_lines(report& r) {
  constexpr std::int64_t first = 1'500'000'000;
  const auto lines = static_cast<std::int64_t>(r.how().lines) * 20;
  const words seq{"seq", std::to_string(first), std::to_string(first + lines - 1)};
  const words tool{
      OCCUR_TOOL, "next",
      "--all",    "--from",
      "start",    "-f",
      "epoch",    fmt::format("DTSTART:20170714T024000Z\nRRULE:FREQ=SECONDLY;COUNT={}", lines)};
  const auto kept = [](const words& command) {
    drained_pipe pipe{drained_pipe::what::keep};
    run(command, pipe.entry());
    return pipe.finish();
  };
  r.expect(kept(tool) == kept(seq), "epochs of SECONDLY are what seq prints");

  const drained_pipe pipe;
  const auto least =
      least_times(std::max(1, r.how().rounds / 3), {process(seq, pipe), process(tool, pipe)});
  r.out() << fmt::format(
      "{} lines: seq {:.1f} ms, occur next --all -f epoch of SECONDLY {:.1f} ms, {:.2f}x\n", lines,
      least[0].count() / 1e6, least[1].count() / 1e6, least[1] / least[0]);
}

}  // namespace

void report_processes(report& r) {
  report_startup(r);
  report_lines(r);
}

}  // namespace occur::bench
