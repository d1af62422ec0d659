// Recurrence rules: RFC 5545 RECUR values as plain data.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "occur/civil.hpp"
#include "occur/result.hpp"

namespace [[gnu::visibility("default")]] occur {

/// FREQ, from the longest period to the shortest.
enum class frequency : std::uint8_t { yearly, monthly, weekly, daily, hourly, minutely, secondly };

/// One item of BYDAY: a weekday, with the number that picks one of a month or
/// year (`-1FR` is the last Friday); 0 means every such weekday.
struct weekday_number {
  std::int8_t ordinal = 0;  ///< -53 to 53
  date::weekday day;
  friend bool operator==(const weekday_number&, const weekday_number&) = default;
};

/// One item of BYMONTH: 1 to 12, and up to 13 or a leap month (`5L`) where
/// RSCALE names a calendar that has them (RFC 7529).
struct month_number {
  std::uint8_t number = 1;
  bool leap = false;
  friend auto operator<=>(const month_number&, const month_number&) = default;
};

/// What becomes of a date that does not exist (RFC 7529 4.1).
enum class skip_rule : std::uint8_t { omit, backward, forward };

/// A calendar other than the Gregorian one, as far as rules need it (RFC 7529):
/// how its years divide into months. May be used from several threads.
class other_calendar {
 public:
  struct month {
    month_number number{};
    date::local_days first{};
    int length = 0;  ///< in days
  };
  struct year {
    std::int64_t number = 0;  ///< goes up by 1 from year to year
    std::vector<month> months{};
  };

  other_calendar() = default;
  other_calendar(const other_calendar&) = delete;
  other_calendar& operator=(const other_calendar&) = delete;
  virtual ~other_calendar() = default;

  /// The year that holds a day.
  [[nodiscard]] virtual year year_with(date::local_days day) const = 0;

  /// The last Gregorian year for which the calendar is known.
  [[nodiscard]] virtual date::year last_year() const = 0;
};

/// Where a rule finds the months of its calendar; no part of its value.
struct calendar_months {
  std::shared_ptr<const other_calendar> source{};
  friend bool operator==(const calendar_months&, const calendar_months&) { return true; }
};

/// One RECUR value (RFC 5545 3.3.10, with RSCALE and SKIP of RFC 7529). A plain
/// value: it has no start and no zone. Lists are sorted and free of repeats
/// when they come from `parse_rule`.
struct rule {
  frequency freq = frequency::daily;
  std::uint32_t interval = 1;
  std::optional<std::uint64_t> count{};
  std::optional<date_time> until{};
  std::vector<std::uint8_t> by_second{};  ///< 0 to 59; 60 reads as 59
  std::vector<std::uint8_t> by_minute{};  ///< 0 to 59
  std::vector<std::uint8_t> by_hour{};    ///< 0 to 23
  std::vector<weekday_number> by_day{};
  std::vector<std::int8_t> by_month_day{};    ///< -31 to 31, not 0
  std::vector<std::int16_t> by_year_day{};    ///< -366 to 366, not 0
  std::vector<std::int8_t> by_week_number{};  ///< -53 to 53, not 0
  std::vector<month_number> by_month{};
  std::vector<std::int16_t> by_set_position{};  ///< -366 to 366, not 0
  date::weekday week_start = date::Monday;
  std::string calendar{};  ///< RSCALE in upper case; empty when not given
  skip_rule skip = skip_rule::omit;
  calendar_months months{};  ///< of another calendar than the Gregorian one

  friend bool operator==(const rule&, const rule&) = default;
};

/// Reads one RECUR value: `FREQ=WEEKLY;BYDAY=MO`. Parts may stand in any order
/// and case. Errors name the part and what would be right. Tolerated with a
/// warning: lower case, blanks around values and after separators, a trailing
/// `;`, BYSECOND=60. Bounds: 64 KiB of text. Cost: linear in the text.
/// Of other calendars than the Gregorian one (RFC 7529) it reads the name; who
/// reads a set finds the `months`, without which such a rule has no occurrences.
///
/// Example: `parse_rule("FREQ=MONTHLY;BYDAY=-1FR")->value.by_day[0].ordinal == -1`.
[[nodiscard]] result<parsed<rule>> parse_rule(std::string_view text);

/// Checks a rule built by hand against the same table; the span of an error is
/// that of the part in `to_string(r)`.
///
/// Example: `validate(rule{.interval = 0}).error().message`.
[[nodiscard]] result<void> validate(const rule& r);

/// The RECUR text, parts in the RFC's order, defaults left out.
/// `parse_rule(to_string(r))` gives `r` back for every valid rule whose lists
/// are sorted, as those of a rule that was read are.
///
/// Example: `to_string(rule{.freq = frequency::weekly, .interval = 2})` is
/// `FREQ=WEEKLY;INTERVAL=2`.
[[nodiscard]] std::string to_string(const rule& r);

/// The word of a frequency: `WEEKLY`.
[[nodiscard]] std::string_view to_string(frequency f);

}  // namespace occur
