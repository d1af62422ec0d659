// The words that describe days, months and times.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "occur/civil.hpp"

#include "phrase/tree.hpp"

namespace occur::detail::phrase {

/// `a, b and c`; the last two are joined by `last`.
[[nodiscard]] std::string list_text(std::span<const std::string> items,
                                    std::string_view last = "and");

/// `monday and friday`, `weekday`, `weekend`; with `plural` `mondays`, `weekdays`.
[[nodiscard]] std::string weekdays_text(weekday_mask mask, bool plural = false,
                                        std::string_view last = "and");

/// `january and june to august`.
[[nodiscard]] std::string months_text(month_mask mask);

/// `1st, 7th to 13th and 2nd to last`: positive ones first, then from the end.
[[nodiscard]] std::string ordinals_text(std::vector<int> ordinals);

/// `09:00`, `09:00:30`.
[[nodiscard]] std::string time_text(std::int32_t second_of_day);

/// `2026-04-01`.
[[nodiscard]] std::string date_text_of(date::local_days day);

/// `2026-04-01 09:00`.
[[nodiscard]] std::string moment_text(date::local_seconds time);

}  // namespace occur::detail::phrase
