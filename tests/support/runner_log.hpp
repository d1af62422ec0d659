// What happens in a runner, as lines that tests compare.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "occur/runner.hpp"

namespace occur::testing {

/// One event a line: `09:00:00 start a 09:00:00 pid=1`. Times are UTC; fractions
/// of a second show when there are some.
[[nodiscard]] std::string line_of(const event& e);

/// Keeps what it is told.
class runner_log final : public observer {
 public:
  void on(const event& e) override {
    lines.push_back(line_of(e));
    if (also) also(e);
  }
  void reload_asked() override { lines.emplace_back("reload asked"); }
  void status_asked() override { lines.emplace_back("status asked"); }
  void tick() override { ++ticks; }

  /// The lines that have a word in them.
  [[nodiscard]] std::vector<std::string> with(std::string_view word) const;

  /// The times in front of them.
  [[nodiscard]] std::vector<std::string> times_of(std::string_view word) const;

  std::vector<std::string> lines;
  std::function<void(const event&)> also;
  int ticks = 0;
};

/// A set in UTC: `every("MINUTELY", "20261123T090000Z")`.
[[nodiscard]] recurrence_set every(std::string_view rule,
                                   std::string_view start = "20261123T090000Z");

/// An instant in UTC: `clock("20261123T090000Z")`.
[[nodiscard]] wall_time clock(std::string_view text);

}  // namespace occur::testing
