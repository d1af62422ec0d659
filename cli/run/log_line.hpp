// One line of a runner's log.
#pragma once

#include <date/date.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "occur/zone.hpp"

namespace occur::cli {

using instant_ms = date::sys_time<std::chrono::milliseconds>;

/// Writes the same fields for people or for programs:
///
///     2026-11-23T09:00:00.083+01:00 start 428/aspirin at=2026-11-23T09:00:00+01:00 late=83ms
///     {"time":"2026-11-23T09:00:00.083+01:00","event":"start","id":"428/aspirin",...,"late_ms":83}
///
/// Values with blanks or quotes are written as JSON strings in both.
class log_line {
 public:
  log_line(bool json, instant_ms now, const zone& where, std::string_view event,
           std::string_view id);

  log_line& add(std::string_view name, std::string_view text);
  log_line& add(std::string_view name, std::int64_t number);
  log_line& add(std::string_view name, std::chrono::milliseconds duration);

  /// All of it, with the end of the line.
  [[nodiscard]] std::string take() &&;

 private:
  void add_name(std::string_view name);

  bool json_;
  std::string line_;
};

/// `2026-11-23T09:00:00.083+01:00`.
[[nodiscard]] std::string instant_text(instant_ms instant, const zone& where);

}  // namespace occur::cli
