// From local times to instants, by a start's kind, zone and policies.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "occur/set.hpp"
#include "occur/stream.hpp"
#include "expand/expansion.hpp"

namespace occur::detail {

/// A range of local times that one offset maps to instants in order, or, when
/// it is not plain, a range around a clock change in which each local time is
/// resolved by itself. The instants of a range lie between those of the ranges
/// beside it.
struct stretch {
  local_time begin;
  local_time end;
  std::int64_t offset;  ///< of a plain stretch; before the change of another
  bool plain;
  std::int64_t offset_after = 0;  ///< of a single change
  bool single = false;            ///< one clock change, not several close together

  [[nodiscard]] bool holds(local_time time) const { return begin <= time && time < end; }
};

/// How a set reads the wall clock. Dates and floating times keep their local
/// time and their order; a zoned set's instants are distinct.
class wall_clock {
 public:
  wall_clock(const start& anchor, gap_policy gap, fold_policy fold);

  /// The stretch that holds a local time.
  [[nodiscard]] stretch around(local_time time) const;

  /// The next stretch at or after `time` that is not plain; nothing when there
  /// is none before `end`.
  [[nodiscard]] std::optional<stretch> next_change(local_time time, local_time end) const;

  /// Resolves one local time: no instant, one, or two.
  void resolve(local_time time, std::vector<occurrence>& out) const;

  /// The same for a local time of a stretch that is not plain.
  void resolve(local_time time, const stretch& around, std::vector<occurrence>& out) const;

  /// Puts occurrences in order, each once; of a moved and an unmoved one at
  /// the same instant the unmoved stays.
  void tidy(std::vector<occurrence>& resolved) const;

  /// The occurrence at an instant, as the clock shows it.
  [[nodiscard]] occurrence at(date::sys_seconds instant) const;

  /// The instant of a local time, ignoring the policies: the first of two, the
  /// one after a gap. The last of two with `last`.
  [[nodiscard]] date::sys_seconds instant(local_time time, bool last = false) const;

  [[nodiscard]] local_time local(date::sys_seconds instant) const;

  /// Whether local times stay as they are and two may share an instant.
  [[nodiscard]] bool nominal() const { return nominal_; }
  [[nodiscard]] bool fixed() const { return fixed_; }
  [[nodiscard]] bool shows_both() const { return fold_ == fold_policy::both; }
  [[nodiscard]] bool shows_last() const { return fold_ != fold_policy::first; }

  friend bool operator==(const wall_clock&, const wall_clock&) = default;

 private:
  void add(const local_reading& reading, date::local_seconds local,
           std::vector<occurrence>& out) const;
  [[nodiscard]] stretch change_at(const zone_period& after) const;
  [[nodiscard]] stretch changes_near(const zone_period& after) const;

  zone zone_;
  bool fixed_;    // UTC, or read as UTC
  bool nominal_;  // DATE, floating
  gap_policy gap_;
  fold_policy fold_;
};

}  // namespace occur::detail
