#include "session.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <thread>
#include <catch2/catch.hpp>

#include "runner/machine/offspring.hpp"

namespace occur::testing {
namespace {

using std::chrono::steady_clock;

constexpr std::array programs{OCCUR_SMALL_RUNNER, OCCUR_TOOL};

[[noreturn]] void become(const std::string& command, int output) {
  ::setpgid(0, 0);
  ::dup2(::open("/dev/null", O_RDONLY), STDIN_FILENO);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(output, STDERR_FILENO);
  std::string path;
  for (const char* program : programs) {
    path += std::filesystem::path{program}.parent_path().string() + ":";
  }
  ::setenv("PATH", (path + "/usr/bin:/bin:/usr/sbin:/sbin").c_str(), 1);
  ::execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
  ::_exit(127);
}

/// Reads a pipe to its end, or to a time.
std::string read_until(int from, steady_clock::time_point end, pid_t group) {
  std::string text;
  std::array<char, 65536> part{};
  bool killed = false;
  for (;;) {
    const auto got = ::read(from, part.data(), part.size());
    if (got == 0) return text;
    if (got > 0) text.append(part.data(), static_cast<std::size_t>(got));
    if (got < 0) std::this_thread::sleep_for(std::chrono::milliseconds{2});
    if (!killed && steady_clock::now() > end) {
      killed = true;
      text += "\nkilled: it took too long\n";
      ::kill(-group, SIGKILL);
      for (const int pid : detail::offspring()) ::kill(pid, SIGKILL);
    }
  }
}

int status_of(pid_t child) {
  int status = 0;
  if (::waitpid(child, &status, 0) != child) throw std::runtime_error{"lost a child"};
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/// What the session left behind comes to this process.
void expect_nothing_left() {
  while (::waitpid(-1, nullptr, WNOHANG) > 0) {
  }
  const auto left = detail::offspring();
  CHECK(left.empty());
  for (const int pid : left) ::kill(pid, SIGKILL);
  while (::waitpid(-1, nullptr, 0) > 0) {
  }
}

}  // namespace

std::vector<std::string> session::lines_with(std::string_view word) const {
  std::vector<std::string> found;
  std::istringstream all{out};
  for (std::string line; std::getline(all, line);) {
    if ((" " + line + " ").find(" " + std::string{word} + " ") != std::string::npos) {
      found.push_back(line);
    }
  }
  return found;
}

session run(const std::string& command, std::chrono::seconds at_most) {
  ::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error{"no pipe"};
  const auto begun = steady_clock::now();
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error{"cannot fork"};
  if (child == 0) become(command, ends[1]);
  ::close(ends[1]);
  ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
  session done;
  done.out = read_until(ends[0], begun + at_most, child);
  ::close(ends[0]);
  done.status = status_of(child);
  done.took = std::chrono::duration_cast<std::chrono::milliseconds>(steady_clock::now() - begun);
  expect_nothing_left();
  return done;
}

bool can(std::string_view what, const std::string& command) {
  const session tried = run(command);
  if (tried.status == 0) return true;
  std::cout << "skipped: " << what << " is not to be had here (" << command << ")\n";
  return false;
}

std::vector<int> children() { return detail::offspring(); }

}  // namespace occur::testing
