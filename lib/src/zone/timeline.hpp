// All the clock settings of a zone, from the beginning of time to its end.
#pragma once

#include <date/date.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "occur/zone.hpp"
#include "zone/clock_setting.hpp"
#include "zone/posix_rule.hpp"
#include "zone/tzif.hpp"

namespace occur::detail {

/// Stretches of one clock setting each: tabulated ones, and behind them a
/// POSIX rule when the zone has one. Immutable.
class timeline {
 public:
  /// UTC.
  timeline();
  explicit timeline(tzif file);
  explicit timeline(posix_rule rule);

  [[nodiscard]] stretch at(date::sys_seconds instant) const;
  [[nodiscard]] local_reading read(date::local_seconds local) const;
  [[nodiscard]] bool is_utc() const noexcept;

  friend bool operator==(const timeline&, const timeline&) = default;

 private:
  void tabulate(const std::vector<tzif::change>& changes);
  void continue_with(posix_rule rule, date::sys_seconds last_change);
  void measure_offsets();

  std::vector<clock_setting> settings_;
  std::vector<date::sys_seconds> changes_;
  std::vector<std::uint16_t> in_force_;  ///< before each change, and after all of them
  std::optional<posix_rule> rule_;       ///< in force from the last change on
  seconds least_offset_{};
  seconds greatest_offset_{};
};

/// An instant or local time moved by an offset; stays at the end of the range.
template <class To, class From>
[[nodiscard]] constexpr To moved(From time, std::chrono::seconds by) {
  const auto count = time.time_since_epoch();
  if (by.count() > 0 && count > std::chrono::seconds::max() - by) return To::max();
  if (by.count() < 0 && count < std::chrono::seconds::min() - by) return To::min();
  return To{count + by};
}

}  // namespace occur::detail
