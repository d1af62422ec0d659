#include "startup.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

#include <algorithm>
#include <chrono>
#include <ostream>
#include <stdexcept>
#include <string>
#include <vector>

namespace occur::bench {
namespace {

using milliseconds = std::chrono::duration<double, std::milli>;

/// The time of one process from its start to its end, its output thrown away.
milliseconds time_once(const std::vector<std::string>& command) {
  std::vector<char*> arguments;
  for (const auto& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  const auto begin = std::chrono::steady_clock::now();
  pid_t child = 0;
  const auto failure =
      posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failure != 0) throw std::runtime_error{"cannot start " + command[0]};
  int status = 0;
  waitpid(child, &status, 0);
  const milliseconds taken = std::chrono::steady_clock::now() - begin;
  if (status != 0) throw std::runtime_error{command[0] + " failed"};
  return taken;
}

/// The least of many: what else the machine does only ever adds.
milliseconds least_time(const std::vector<std::string>& command) {
  constexpr int runs = 300;
  auto least = time_once(command);
  for (int run = 1; run < runs; ++run) least = std::min(least, time_once(command));
  return least;
}

}  // namespace

void report_startup(std::ostream& out) {
  const auto date = least_time({"date"});
  const auto tool = least_time({OCCUR_TOOL, "next", "-n", "1", "--zone", "America/New_York",
                                "FREQ=DAILY;BYHOUR=9;BYMINUTE=0;BYSECOND=0"});
  out << "start-up: date " << date.count() << " ms, occur next -n 1 " << tool.count() << " ms, "
      << tool / date << " times date\n";
}

}  // namespace occur::bench
