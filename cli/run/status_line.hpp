// The line at the bottom of a terminal that says what comes next.
#pragma once

#include <optional>
#include <string>

#include "occur/runner.hpp"
#include "environment.hpp"
#include "reading.hpp"

namespace occur::cli {

/// Shown on standard error; whoever writes to the terminal clears it first.
class status_line {
 public:
  explicit status_line(const environment& around) : around_(around) {}

  void show(const std::string& text);
  void clear();

 private:
  const environment& around_;
  bool shown_ = false;
};

/// `next Mon 09:00:00 stand-up, in 2d 17:20:11; 12 schedules, 1 running`.
[[nodiscard]] std::string status_text(const runner& of, wall_time now, const reading& in);

}  // namespace occur::cli
