// The days of a clause as rules, and times of day as what these rules carry.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "occur/civil.hpp"
#include "occur/result.hpp"
#include "occur/rule.hpp"

#include "phrase/tree.hpp"

namespace occur::detail::phrase {

/// A rule that says which days, and not yet at what time.
struct day_rule {
  occur::rule rule;
  /// BYSETPOS counts days, so each time of day needs a rule of its own.
  bool each_time = false;
  /// Where its interval counts from, when that is not the start of the set.
  std::optional<date::local_days> counts_from;
};

/// What a clause's days are counted in.
enum class scale : std::uint8_t { none, day, week, month, quarter, year };

/// What decides the days of a clause.
struct day_question {
  phrase::scale scale = phrase::scale::none;
  std::uint32_t interval = 1;
  const std::optional<day_part>* days = nullptr;
  month_mask months = 0;  ///< 0 when none are named
  span months_where;
  const weeks_part* weeks = nullptr;
  date::local_days reference{};  ///< the day of the start, else today
  span where;                    ///< of the core
};

/// The rules of a clause's days. Errors: days that do not go with the scale,
/// positions that no month has.
[[nodiscard]] result<std::vector<day_rule>> day_rules(const day_question& q);

/// The filters that days, months put on a rule below a day: one rule for each
/// set of filters. Errors: days that such a rule does not take.
[[nodiscard]] result<std::vector<day_rule>> short_rules(const occur::rule& base,
                                                        const day_question& q);

/// Hours, minutes and seconds whose product is a set of times of day.
struct time_product {
  std::vector<std::uint8_t> hours;
  std::vector<std::uint8_t> minutes;
  std::vector<std::uint8_t> seconds;
};

/// Products that together are the given times (seconds of the day). Cost:
/// linear in the times.
[[nodiscard]] std::vector<time_product> factored(std::span<const std::int32_t> times);

[[nodiscard]] std::vector<month_number> months_of(month_mask mask);
[[nodiscard]] std::vector<weekday_number> weekdays_of(weekday_mask mask);
[[nodiscard]] weekday_mask mask_of(std::span<const weekday_number> days);
[[nodiscard]] month_mask mask_of(std::span<const month_number> months);

}  // namespace occur::detail::phrase
