// Waiting for what clocks show.
#pragma once

#include <optional>

#include "occur/host.hpp"
#include "runner/machine/descriptor.hpp"

namespace occur::detail {

[[nodiscard]] wall_time wall_clock();
/// Of the clock that goes on while the machine sleeps.
[[nodiscard]] uptime elapsed_clock();

/// A descriptor that is readable from a point in time on.
class alarm_clock {
 public:
  enum class kind : std::uint8_t { wall, elapsed };

  /// Without a descriptor where timerfd is refused.
  explicit alarm_clock(kind of);

  [[nodiscard]] int number() const noexcept { return timer_.get(); }

  /// The descriptor becomes readable at a point in time; never without one.
  /// Whether the wall clock was set meanwhile. No system call when nothing changes.
  bool set(std::optional<microseconds> when);

  /// Takes what made it readable. Whether that was that the wall clock was set.
  bool take();

 private:
  bool arm(std::optional<microseconds> when);

  kind kind_;
  descriptor timer_;
  bool armed_ = false;
  std::optional<microseconds> when_;
};

}  // namespace occur::detail
