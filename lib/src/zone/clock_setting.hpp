// How a zone's clocks are set for a while.
#pragma once

#include <chrono>
#include <date/date.h>

#include <string>

namespace occur::detail {

/// What a clock shows against UTC, and what that is called.
struct clock_setting {
  std::chrono::seconds offset{};  ///< local time minus UTC
  bool daylight_saving = false;
  std::string abbreviation;
  friend bool operator==(const clock_setting&, const clock_setting&) = default;
};

/// A half-open range of time with one setting, which lives as long as the
/// object that answered.
struct stretch {
  date::sys_seconds begin;
  date::sys_seconds end;
  const clock_setting* setting;
};

}  // namespace occur::detail
