// Dates as a phrase means them, once now and the zone are known.
#pragma once

#include <optional>

#include "occur/civil.hpp"
#include "occur/result.hpp"
#include "occur/zone.hpp"

#include "phrase/tree.hpp"

namespace occur::detail::phrase {

/// From when and where a phrase is read.
struct reference {
  date::sys_seconds now;
  zone where;
  date::local_seconds local_now;
  seconds default_time{0};

  [[nodiscard]] date::local_days today() const { return date::floor<date::days>(local_now); }
  /// The first instant of a local time; a skipped one is read with the offset before.
  [[nodiscard]] date::sys_seconds instant(date::local_seconds local) const {
    return where.read(local).before;
  }
};

/// The day that a date names: without a year or month the next one at or after `from`.
[[nodiscard]] date::local_days day_of(const date_text& d, const reference& ref,
                                      date::local_days from);

/// The same for a day of the year.
[[nodiscard]] date::local_days next_year_date(int month, int day, date::local_days from);

/// The same for a weekday, 0 for Monday.
[[nodiscard]] date::local_days next_weekday(int weekday, date::local_days from);

/// A local time some units of a day or longer later; months clamp to the last
/// day. Nothing beyond year 9999.
[[nodiscard]] std::optional<date::local_seconds> later(date::local_seconds from,
                                                       std::uint32_t count, unit u);

/// The last second of the unit that holds a time.
[[nodiscard]] date::local_seconds end_of(unit u, date::local_seconds time,
                                         date::weekday week_start);

[[nodiscard]] date::weekday weekday_of(int monday_based);

}  // namespace occur::detail::phrase
