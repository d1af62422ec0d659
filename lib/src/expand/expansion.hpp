// A rule bound to a start: local times as integers, in order.
#pragma once

#include <date/date.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "expand/day_set.hpp"
#include "expand/slot_lattice.hpp"
#include "expand/time_table.hpp"

namespace occur::detail {

/// Seconds of the wall clock since 1970-01-01T00:00:00.
using local_time = std::int64_t;

inline constexpr local_time horizon_end = year_begin(last_year + 1) * seconds_per_day;

/// The day in [first, end) that has the item with `index` items before it, by
/// a function that counts the items of days [from, to). The search widens from
/// the beginning, then halves, so near items cost little. Leaves in `index` how
/// many items of that day come before.
template <class Count>
[[nodiscard]] std::optional<std::int64_t> day_with(std::int64_t& index, std::int64_t first,
                                                   std::int64_t end, Count count) {
  std::int64_t low = first;
  std::int64_t high = first;
  for (std::int64_t width = 64;; width *= 4) {
    if (high >= end) return {};
    high = std::min(low + width, end);
    const std::int64_t items = count(low, high);
    if (items > index) break;
    index -= items;
    low = high;
  }
  while (high - low > 1) {
    const std::int64_t middle = low + (high - low) / 2;
    const std::int64_t items = count(low, middle);
    if (items <= index) {
      index -= items;
      low = middle;
    } else {
      high = middle;
    }
  }
  return low;
}

/// The rule without its times of day: the days of rules are the same where this is.
/// Nothing where its days and its times hang together: COUNT, BYSETPOS, sub-daily rules.
[[nodiscard]] std::optional<rule> days_alone(const rule& r);

/// What a rule generates from its start on, to the horizon; COUNT, UNTIL and
/// zones are the stream's business. Immutable.
///
/// A rule is a set of days times a set of times of day, in one of three ways:
/// the same times on every selected day; for BYSETPOS with several times, days
/// of their own for each time; for sub-daily intervals that do not divide the
/// day, times that depend on the day.
class expansion {
 public:
  expansion(const rule& r, date::local_seconds start, bool whole_days);

  /// The union of several rules whose `days_alone` are the same.
  expansion(std::span<const rule* const> rules, date::local_seconds start, bool whole_days);

  [[nodiscard]] local_time start() const { return start_; }

  /// How many occurrences lie in [start, time). Cost: independent of how many
  /// there are; at worst it sums the years of one cycle of calendar and interval.
  [[nodiscard]] std::int64_t count_before(local_time time) const;

  /// The occurrence with `index` occurrences before it, counted from the
  /// start. Cost: as count_before.
  [[nodiscard]] std::optional<local_time> nth(std::int64_t index) const;

  /// A year's days and, where BYSETPOS gives times days of their own, each
  /// time's.
  struct page {
    int year = 0;
    std::int64_t begin = 0;  // the day number of 1 January
    year_mask days;
    std::vector<year_mask> own_days;
  };

  /// Loads a year. Years before the start's are loaded like any other.
  void load(page& p, int year) const;
  /// The first year from `year` on that may have an occurrence.
  [[nodiscard]] int next_year(int year) const;
  /// The selection repeats after this many years; when it does not, more than
  /// the horizon has.
  [[nodiscard]] std::int64_t cycle() const { return varying_ ? last_year : days_.cycle(); }
  /// The first day of the page, as a day of its year, that may have an
  /// occurrence at or after `day`; negative when there is none.
  [[nodiscard]] int next_day(const page& p, int day) const;
  /// How many times some of a page's selected days have.
  [[nodiscard]] std::int64_t count(const page& p, const year_mask& days) const;
  /// Whether all selected days have the same times.
  [[nodiscard]] bool every_day_alike() const { return !varying_ && own_times_.empty(); }
  /// Days of one phase have the same times; there is a phase for each remainder
  /// of the interval. 0 when BYSETPOS makes each day a case of its own.
  [[nodiscard]] std::int64_t phases() const {
    if (varying_) return slots_.interval();
    return own_times_.empty() ? 1 : 0;
  }
  [[nodiscard]] std::int64_t phase(std::int64_t day) const {
    return varying_ ? slots_.phase(day) : 0;
  }
  /// How many kinds of years there are: those of a kind have the same days and
  /// times, among those that `next_year` gives. 0: too many.
  [[nodiscard]] std::size_t kinds_of_years() const { return varying_ ? 0 : days_.kinds(); }
  [[nodiscard]] std::size_t kind_of(int year) const { return days_.kind_of(year); }
  /// No selected day has more times.
  [[nodiscard]] std::int64_t most_times_a_day() const {
    if (varying_) return seconds_per_day;
    return own_times_.empty() ? times_.size() : static_cast<std::int64_t>(own_times_.size());
  }
  /// The times of a selected day; may be none. `scratch` holds them if need be.
  [[nodiscard]] const time_table& times(const page& p, int day, time_table& scratch) const;

 private:
  struct own_time {
    second_of_day time;
    std::vector<day_rank> ranks;
  };

  void compile_times(const rule& r);
  void compile_daily_times(const rule& r);
  void compile_slots(const rule& r);
  void compile_positions(const rule& r);
  void pick_days(const rule& r);
  [[nodiscard]] std::int64_t count_days(std::int64_t from, std::int64_t to) const;
  [[nodiscard]] std::int64_t count_years(int from, int to) const;
  [[nodiscard]] std::int64_t count_on(std::int64_t day, local_time before) const;

  local_time start_;
  day_set days_;
  time_table times_;
  std::vector<day_rank> ranks_;      // BYSETPOS among days, where a day has one time
  std::vector<own_time> own_times_;  // BYSETPOS among days and times
  slot_lattice slots_;
  bool varying_ = false;  // slots_ decides a day's times
  bool never_ = false;
};

}  // namespace occur::detail
