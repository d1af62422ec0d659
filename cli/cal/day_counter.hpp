// How many occurrences a day has.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "occur/schedule.hpp"
#include "occur/stream.hpp"
#include "narrowing.hpp"

namespace occur::cli {

/// Counts the occurrences of a schedule on the days of the clocks that they are
/// printed with: the schedule's own, or those of the zone that is asked for.
/// Cost of a day: that of `stream::count`, however many occur on it.
class day_counter {
 public:
  day_counter(const schedule& s, const narrowing& narrowed, const std::optional<zone>& shown);

  [[nodiscard]] std::uint64_t on(date::local_days day);

 private:
  /// The sets that share a clock.
  struct group {
    stream all;
    zone where;
    zone_period period;
  };

  [[nodiscard]] static std::uint64_t count(group& g, date::local_days day);

  std::vector<group> groups_;
};

}  // namespace occur::cli
