// The log of a runner: its events as lines.
#pragma once

#include <optional>
#include <string>

#include "occur/runner.hpp"
#include "occur/zone.hpp"
#include "run/request.hpp"

namespace occur::cli {

/// How a log is written.
struct log_setting {
  log_kind kind = log_kind::text;
  zone where;                 ///< of the times at which things happen
  std::optional<zone> shown;  ///< of occurrences, instead of their own
  /// A rehearsal: says what would be done, and nothing of processes.
  bool rehearses = false;
  std::string command{};  ///< that a rehearsal would start
};

/// The line of an event, with its end; nothing where the log is silent about it.
[[nodiscard]] std::optional<std::string> line_of(const event& e, const log_setting& how);

}  // namespace occur::cli
