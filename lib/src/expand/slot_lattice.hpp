// Sub-daily intervals that do not divide the day: which slots a day gets
// depends on the day.
#pragma once

#include <cstdint>
#include <vector>

#include "occur/rule.hpp"
#include "expand/calendar.hpp"
#include "expand/time_table.hpp"

namespace occur::detail {

/// The slots (hours, minutes or seconds, counted from 1970) that lie a
/// multiple of the interval from the start's, filtered by BYHOUR, BYMINUTE and
/// BYSECOND down to runs of slots of the day.
class slot_lattice {
 public:
  slot_lattice() = default;
  slot_lattice(const rule& completed, std::int64_t start);

  /// Whether the interval can never meet the filters, on any day.
  [[nodiscard]] bool never() const { return runs_.empty(); }

  [[nodiscard]] std::int64_t interval() const { return interval_; }
  /// The first slot of a day that the interval reaches, the filters aside.
  [[nodiscard]] std::int64_t phase(std::int64_t day) const {
    return floor_mod(anchor_ - day * per_day_, interval_);
  }

  /// The times of a day: those of `inner` in each of its slots. Cost: where the
  /// slots are one run, the root of how many there are.
  void times(std::int64_t day, const std::vector<second_of_day>& inner, time_table& out) const;

  /// The first day at or after `day` that the interval reaches.
  [[nodiscard]] std::int64_t next_day(std::int64_t day) const;

  /// How many slots the days first, first + stride, ... (n of them) have.
  [[nodiscard]] std::int64_t count(std::int64_t first, std::int64_t n, std::int64_t stride) const;

 private:
  /// Slots of the day, both ends included.
  struct run {
    std::int64_t first;
    std::int64_t last;
  };

  void add_run(std::int64_t first, std::int64_t last);
  void add_minutes(const rule& r, std::int64_t hour);
  void add_seconds(const rule& r, std::int64_t minute);
  [[nodiscard]] bool allows(std::int64_t slot) const;
  [[nodiscard]] std::int64_t first_in(const run& r, std::int64_t day) const;
  void progress(std::int64_t day, second_of_day in_slot, time_table& out) const;
  void list(std::int64_t day, std::vector<second_of_day>& out) const;
  [[nodiscard]] bool meets(const run& r) const;

  std::int64_t unit_ = 1;      // seconds in a slot
  std::int64_t per_day_ = 1;   // slots in a day
  std::int64_t interval_ = 1;  // in slots
  std::int64_t anchor_ = 0;    // the start's slot
  std::vector<run> runs_;
};

}  // namespace occur::detail
