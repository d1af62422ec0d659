#include "expand/year_times.hpp"

#include <algorithm>

namespace occur::detail {

bool year_times::suit(const expansion& e) {
  constexpr std::int64_t few = 4;
  return e.most_times_a_day() <= few;
}

std::span<const second_of_year> year_times::of(const expansion& e, int year) {
  if (lists_.empty()) {
    kinds_ = e.kinds_of_years();
    lists_.resize(std::max<std::size_t>(kinds_, 1));
  }
  list& l = lists_[kinds_ == 0 ? 0 : e.kind_of(year)];
  if (kinds_ == 0 || !l.made) make(l, e, year);
  return l.times;
}

void year_times::make(list& l, const expansion& e, int year) {
  l.made = true;
  l.times.clear();
  e.load(page_, year);
  for (int day = page_.days.next(0); day >= 0; day = page_.days.next(day + 1)) {
    const auto& table = e.times(page_, day, scratch_);
    const auto midnight = static_cast<second_of_year>(day * seconds_per_day);
    for (const auto outer : table.outer)
      for (const auto inner : table.inner) l.times.push_back(midnight + outer + inner);
  }
}

}  // namespace occur::detail
