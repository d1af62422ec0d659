// A cron expression, read.
#pragma once

#include "occur/result.hpp"
#include "occur/rule.hpp"
#include "cron/number_set.hpp"
#include "result/piece.hpp"

#include <cstdint>
#include <vector>

namespace occur::detail::cron {

/// A field of plain numbers.
struct number_field {
  number_set numbers = 0;
  bool begins_with_star = false;
};

struct month_day_field : number_field {
  std::vector<std::int8_t> from_end;           ///< `L` is -1, `L-2` is -3
  std::vector<std::int8_t> nearest_work_days;  ///< `15W`
  bool last_work_day = false;                  ///< `LW`
};

/// Sunday is 0.
struct weekday_field : number_field {
  std::vector<weekday_number> numbered;  ///< `fri#2` and `friL`
};

struct fields {
  number_field seconds{only(0), false};
  number_field minutes;
  number_field hours;
  month_day_field month_days;
  number_field months;
  weekday_field weekdays;
};

/// Reads an expression of five to seven fields.
[[nodiscard]] result<fields> read_fields(piece text);

/// The words between blanks.
[[nodiscard]] std::vector<piece> words_of(piece text);

}  // namespace occur::detail::cron
