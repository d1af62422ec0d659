// The times of whole years, listed.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "expand/expansion.hpp"

namespace occur::detail {

using second_of_year = std::int32_t;

/// Lists the times of whole years of a rule whose days have few: to walk it is
/// then to copy. Years of the same kind share a list, so an empty year costs
/// no more than the look at it.
class year_times {
 public:
  /// Whether lists are worth their making; otherwise a day's own table serves.
  [[nodiscard]] static bool suit(const expansion& e);

  /// The times of a year in which the rule neither begins nor ends, in order;
  /// valid until the next call. `year` is one that `expansion::next_year` gives.
  [[nodiscard]] std::span<const second_of_year> of(const expansion& e, int year);

 private:
  struct list {
    bool made = false;
    std::vector<second_of_year> times;
  };

  void make(list& l, const expansion& e, int year);

  std::size_t kinds_ = 0;
  expansion::page page_;
  time_table scratch_;
  std::vector<list> lists_;  // by kind of year, or one that is made anew
};

}  // namespace occur::detail
