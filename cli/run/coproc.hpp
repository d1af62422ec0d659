// A command that is started once, and told of each occurrence.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace occur::cli {

/// A process that reads lines. It has a group of its own, the output of this
/// process, and signals as they usually are.
class coproc {
 public:
  coproc() = default;
  ~coproc();
  coproc(const coproc&) = delete;
  coproc& operator=(const coproc&) = delete;

  /// Starts a command, looked up in PATH; 0, or the `errno` that tells why not.
  [[nodiscard]] int start(const std::vector<std::string>& arguments);

  /// Gives it a line. Waits while it does not read, but no longer than
  /// `patience`; whether it took the line.
  [[nodiscard]] bool tell(std::string_view line);

  /// Ends its input, and waits for its end; when that takes too long, makes it
  /// end. Its status as shells have it.
  int finish();

  static constexpr std::chrono::seconds patience{10};

 private:
  [[nodiscard]] bool ends_within(std::chrono::milliseconds time) const;

  pid_t pid_ = 0;
  int input_ = -1;
};

}  // namespace occur::cli
