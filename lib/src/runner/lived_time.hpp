// What the wall clock has shown while a runner watched.
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "occur/host.hpp"

namespace occur::detail {

/// The stretches of wall-clock time that a runner has lived through, and how
/// the clock leapt between them.
class lived_time {
 public:
  lived_time(wall_time now, uptime elapsed) : stretches_{{now, now}}, offset_(now - elapsed) {}

  /// How far the clock leapt since it was last looked at, as elapsed time does not.
  microseconds look(wall_time now, uptime elapsed) {
    const wall_time offset = now - elapsed;
    return offset - std::exchange(offset_, offset);
  }

  void go_on(wall_time now) { stretches_.back().second = std::max(stretches_.back().second, now); }

  /// The clock leapt back to `now` to stay: the end of the stretch that was
  /// lived through around it before, or `now`.
  wall_time begin_again(wall_time now) {
    wall_time from = now;
    for (const auto& [begin, end] : stretches_) {
      if (begin <= now && now < end) from = std::max(from, end);
    }
    begin_stretch(now);
    return from;
  }

  void begin_stretch(wall_time now) {
    if (stretches_.size() == most) stretches_.erase(stretches_.begin());
    stretches_.emplace_back(now, now);
  }

 private:
  static constexpr std::size_t most = 64;

  std::vector<std::pair<wall_time, wall_time>> stretches_;
  wall_time offset_;
};

}  // namespace occur::detail
