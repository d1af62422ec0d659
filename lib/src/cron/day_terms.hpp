// The days of a cron expression as what rules can say.
#pragma once

#include "cron/fields.hpp"

#include <cstdint>
#include <vector>

namespace occur::detail::cron {

/// Days that one rule has: those that pass each of its lists; an empty one lets all through.
struct day_term {
  std::vector<std::int8_t> month_days;
  std::vector<std::int16_t> year_days;
  std::vector<weekday_number> weekdays;
  std::vector<std::int16_t> positions;  ///< of BYSETPOS, within a month
  number_set months = all_months;
};

/// Terms whose union is the days of an expression, at least one. `one_time`
/// says that each day has one time, so that positions count days.
[[nodiscard]] std::vector<day_term> day_terms(const fields& f, bool one_time);

}  // namespace occur::detail::cron
