// What a phrase says, clause by clause, before anything is looked up in a
// calendar: the productions of the grammar as plain data, each with its span.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "occur/result.hpp"

namespace occur::detail::phrase {

/// From the shortest to the longest; a unit below `day` is short.
enum class unit : std::uint8_t { second, minute, hour, day, week, month, quarter, year };

[[nodiscard]] constexpr bool is_short(unit u) { return u < unit::day; }

/// Bit 0 is Monday, bit 6 Sunday.
using weekday_mask = std::uint8_t;
inline constexpr weekday_mask every_weekday = 0x7f;
inline constexpr weekday_mask monday_to_friday = 0x1f;
inline constexpr weekday_mask saturday_sunday = 0x60;

/// Bits 1 to 12.
using month_mask = std::uint16_t;
inline constexpr month_mask every_month = 0x1ffe;

/// A number of units.
struct amount {
  std::uint32_t count = 1;
  phrase::unit unit = phrase::unit::day;
  span where;
};

/// How a clock was written; a bare hour beside am or pm is ambiguous.
enum class clock_style : std::uint8_t { bare_hour, twelve_hours, full };

struct clock {
  std::int32_t second_of_day = 0;
  clock_style style = clock_style::full;
  span where;
};

/// wd {sep wd}, with what decides whether it recurs without `every`.
struct weekday_list {
  weekday_mask mask = 0;
  bool recurs = false;     ///< has a plural, a range or `weekends`
  bool singular = false;   ///< has a singular day
  bool countable = true;   ///< only named days and `weekend`
  bool one_named = false;  ///< exactly one named day
  bool every = false;      ///< `on every ...`
  span where;
};

/// ord: a range of positions from the start, one from the end, or `31st or last day`.
struct ordinal {
  std::int16_t first = 1;  ///< negative: from the end
  std::int16_t last = 1;   ///< of a range; equal to `first` without one
  bool or_last = false;
  bool says_first = false;  ///< `first` or `1st`
  span where;
};

enum class noun : std::uint8_t { none, day, weekdays_each, weekdays_pool };

/// position: `the first and last sunday`.
struct position {
  std::vector<ordinal> ordinals;
  phrase::noun noun = noun::none;
  weekday_mask mask = 0;
  bool named_weekday = false;
  span where;
};

enum class period : std::uint8_t { none, month, quarter, year, named_months };

/// group: positions and the period they are counted in.
struct group {
  std::vector<position> positions;
  phrase::period of = period::none;
  bool of_every = false;  ///< `of the ...` or `of every ...`
  month_mask months = 0;
  span where;
};

using position_list = std::vector<group>;

/// crossed: `friday the 13th`.
struct crossed_days {
  weekday_list weekdays;
  std::vector<ordinal> ordinals;
  month_mask months = 0;  ///< 0 when none are named
  span where;
};

struct year_date {
  std::uint8_t month = 1;
  std::uint8_t day = 1;
  span where;
};

/// ("day"|"days") nums.
struct day_numbers {
  std::vector<std::int16_t> days;
  span where;
};

using day_part =
    std::variant<weekday_list, crossed_days, position_list, std::vector<year_date>, day_numbers>;

struct weeks_part {
  std::vector<std::int8_t> numbers;
  span where;
};

struct months_part {
  month_mask mask = 0;
  span where;
};

enum class date_kind : std::uint8_t { full, year_date, weekday, today, tomorrow, month, time, now };

/// A date, or what stands for one, with the time that follows it.
struct date_text {
  date_kind kind = date_kind::full;
  std::int16_t year = 0;  ///< 0 when not given
  std::uint8_t month = 0;
  std::uint8_t day = 0;
  std::uint8_t weekday = 0;  ///< 0 is Monday
  std::optional<clock> time;
  std::optional<std::int32_t> offset_minutes;
  span where;
};

struct time_list {
  std::vector<clock> clocks;
  /// Which date it stands straight after; a short unit takes it as that date's time.
  enum class after : std::uint8_t { nothing, start, end } attached = after::nothing;
  bool has_at = false;
  span where;
};

/// `at :15`, `at minute 15` or `at second 30`.
struct mark_list {
  phrase::unit of = unit::minute;
  std::vector<std::uint8_t> marks;
  span where;
};

struct window_part {
  clock first;
  clock last;
  span where;
};

struct until_date {
  date_text date;
};
struct until_end_of {
  phrase::unit unit = unit::month;
};
struct until_end_of_month {
  std::uint8_t month = 1;
  std::int16_t year = 0;  ///< 0 when not given
};
struct times_count {
  std::uint32_t count = 1;
};
struct for_duration {
  amount length;
};

struct end_part {
  std::variant<until_date, until_end_of, until_end_of_month, times_count, for_duration> what;
  span where;
};

struct exception_item {
  std::variant<date_text, year_date, weekday_list, months_part, position_list, crossed_days> what;
  span where;
};

enum class core_kind : std::uint8_t {
  cycle,           ///< every 2 weeks, daily, once a month
  days,            ///< every friday, mondays, the last day of the month
  months,          ///< every june
  instants,        ///< on 2026-04-01 and 2026-05-01
  moment_dates,    ///< dec 25
  moment_weekday,  ///< on friday
  moment_after,    ///< in 20 minutes
  moment_at        ///< at 17:00
};

[[nodiscard]] constexpr bool is_moment(core_kind k) { return k >= core_kind::instants; }

enum class joint : std::uint8_t { none, comma, and_, semicolon };

struct clause {
  core_kind kind = core_kind::cycle;
  joint before = joint::none;
  bool has_every = false;
  amount cycle;  ///< of a cycle, an interval of weekdays, a moment_after
  std::optional<day_part> days;
  std::optional<months_part> core_months;  ///< `every june`
  std::vector<date_text> instants;

  std::vector<time_list> times;
  std::optional<mark_list> marks;
  std::optional<window_part> window;
  std::optional<months_part> months;
  std::optional<weeks_part> weeks;
  std::optional<date_text> start;
  std::optional<end_part> end;
  std::vector<exception_item> exceptions;
  std::optional<std::uint8_t> week_start;  ///< 0 is Monday
  span core;
  span where;
};

struct zone_name {
  std::string name;
  span where;
};

struct phrase_tree {
  std::vector<clause> clauses;
  std::optional<zone_name> zone;
};

}  // namespace occur::detail::phrase
