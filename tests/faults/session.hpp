// Small runners in their own processes, and what is done to them.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace occur::testing {

/// What a shell command did until it ended.
struct session {
  int status = 0;   ///< 128 and more: the signal that ended it
  std::string out;  ///< both outputs
  std::chrono::milliseconds took{0};

  [[nodiscard]] std::vector<std::string> lines_with(std::string_view word) const;
};

/// Runs a command in /bin/sh, `small-runner` being the program of that name, in
/// a group of its own that is killed after `at_most`. Fails the test when
/// something it started is left.
[[nodiscard]] session run(const std::string& command,
                          std::chrono::seconds at_most = std::chrono::seconds{60});

/// Whether this machine lets a test do something: a command that succeeds then.
/// Otherwise says so, as `skipped: ...`.
[[nodiscard]] bool can(std::string_view what, const std::string& command);

/// The children of this process, zombies too.
[[nodiscard]] std::vector<int> children();

}  // namespace occur::testing
