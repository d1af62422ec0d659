// The single fields of a cron expression.
#pragma once

#include "cron/fields.hpp"

#include <span>
#include <string_view>

namespace occur::detail::cron {

/// What there is to know of a field.
struct field_kind {
  std::string_view name;  ///< `hours`
  int first = 0;          ///< the least number
  int last = 0;           ///< the greatest
  bool has_cycle = true;  ///< whether the last is always there, so that steps go on over it
  std::span<const std::string_view> names{};  ///< what its numbers may be called
};

extern const field_kind second_kind;
extern const field_kind minute_kind;
extern const field_kind hour_kind;
extern const field_kind month_kind;

/// Reads a field that has numbers only. A `?` in it is an `error_code::conflict`.
[[nodiscard]] result<void> read_numbers(const field_kind& kind, piece text, number_field& into);

[[nodiscard]] result<void> read_month_days(piece text, month_day_field& into);
[[nodiscard]] result<void> read_weekdays(piece text, weekday_field& into);

/// Whether a field of weekdays calls one of them by a number.
[[nodiscard]] bool has_weekday_numbers(piece text);

/// Whether a word begins with the short name of a weekday, or is an `L`.
[[nodiscard]] bool begins_with_name(std::string_view word);

}  // namespace occur::detail::cron
