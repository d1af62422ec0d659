// Which days a rule selects: a mask for each year.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "occur/rule.hpp"
#include "expand/calendar.hpp"
#include "expand/year_mask.hpp"

namespace occur::detail {

/// A pick among the selected days of a period, in order: 0 is the first, -1
/// the last.
using day_rank = std::int32_t;

/// The days that a completed rule selects, BYSETPOS and times of day aside.
/// Sub-daily rules select by their filters alone; their INTERVAL counts
/// shorter units than days.
class day_set {
 public:
  day_set(const rule& completed, std::int64_t start_day);

  /// The selected days of a year. Cost: some nanoseconds for plain filters.
  [[nodiscard]] year_mask days(int year) const;

  /// The days of a year that have one of `ranks` among the selected days of
  /// their period (BYSETPOS); a period may hang over the year's edges.
  [[nodiscard]] year_mask days(int year, std::span<const day_rank> ranks) const;

  /// The first year from `year` on in which a period of the interval lies.
  [[nodiscard]] int next_year(int year) const {
    return interval_ == 1 ? year : next_year_in_lattice(year);
  }

  /// After this many years the selection repeats.
  [[nodiscard]] std::int64_t cycle() const;

  /// How many kinds of years there are: those of a kind select the same days,
  /// as far as `next_year` leads to them. 0: too many to be worth telling apart.
  [[nodiscard]] std::size_t kinds() const;
  [[nodiscard]] std::size_t kind_of(int year) const {
    return phase_matters() ? phase_of(year) * year_shapes + shape_of(year) : shape_of(year);
  }

  /// Whether a day is selected for its weekday alone, or not filtered at all;
  /// `weekdays` then has a bit for each (bit 0 is Monday).
  [[nodiscard]] bool by_weekday_only() const { return weekly_filter_; }
  [[nodiscard]] unsigned weekdays() const { return weekdays_; }

 private:
  enum class unit : std::uint8_t { day, week, month, year, week_year };

  /// A period's days, which may hang over its year: bit i is day begin + i.
  struct period_days {
    std::int64_t begin;
    year_mask mask;
  };

  struct nth_weekday {
    int ordinal;
    int weekday;
  };

  void compile_weekdays(const rule& r);
  void compile_fixed();
  [[nodiscard]] year_mask month_days(bool leap) const;

  [[nodiscard]] bool phase_matters() const { return interval_ != 1 && unit_ != unit::year; }
  [[nodiscard]] std::int64_t first_period(int year) const;
  [[nodiscard]] std::size_t phase_of(int year) const;
  [[nodiscard]] int next_year_in_lattice(int year) const;
  [[nodiscard]] bool in_lattice(std::int64_t period) const {
    return interval_ == 1 || floor_mod(period - anchor_, interval_) == 0;
  }
  [[nodiscard]] std::int64_t next_in_lattice(std::int64_t period) const {
    return anchor_ + ceil_div(period - anchor_, interval_) * interval_;
  }
  [[nodiscard]] bool fixed_allows(std::int64_t day) const;
  [[nodiscard]] bool weekday_allows(std::int64_t day) const {
    return (weekdays_ >> weekday_of(day) & 1U) != 0;
  }

  void keep_weekdays(year_mask& mask, int year) const;
  [[nodiscard]] year_mask numbered_weekdays(int year) const;
  void keep_lattice(year_mask& mask, int year) const;

  [[nodiscard]] bool overhangs() const {
    return unit_ == unit::week_year || skip_ != skip_rule::omit;
  }
  [[nodiscard]] bool reaches(int period, int year) const;
  [[nodiscard]] period_days year_period(int year) const;
  [[nodiscard]] period_days week_year_period(int year) const;
  [[nodiscard]] period_days skipping_year_period(int year) const;
  /// Where SKIP puts day `number` of a period of `length` days: -1 is the day
  /// before it, `length` the day after.
  [[nodiscard]] int moved_day(int number, int length) const;
  void add_skipping_month(year_mask& mask, int year, int month) const;
  void keep_actual_weekdays(period_days& period) const;
  [[nodiscard]] period_days month_period(int year, int month) const;
  [[nodiscard]] year_mask days_with_week_edges(int year) const;

  template <class Visit>
  void for_each_period(int year, Visit visit) const;

  unit unit_;
  skip_rule skip_ = skip_rule::omit;
  bool unfiltered_ = true;  // no BYMONTH, BYMONTHDAY, BYYEARDAY
  bool weekly_filter_ = false;
  bool plain_weekdays_ = true;      // no numbered weekdays
  bool numbered_in_month_ = false;  // numbers count within the month, else the year
  int week_start_ = 0;
  unsigned weekdays_ = 0x7F;
  unsigned months_ = 0x1FFE;  // bit 1 is January
  std::int64_t anchor_ = 0;   // the start's period, in units
  std::int64_t interval_ = 1;
  std::array<std::uint64_t, 7> weekday_words_{};  // by the weekday of bit 0
  std::array<year_mask, 2> fixed_{};              // BYMONTH, BYMONTHDAY, BYYEARDAY; by leap year
  std::vector<nth_weekday> numbered_;
  std::vector<std::int8_t> month_days_;
  std::vector<std::int16_t> year_days_;
  std::vector<std::int8_t> week_numbers_;
};

}  // namespace occur::detail
