// The POSIX form of a zone: `CET-1CEST,M3.5.0,M10.5.0/3`. It is the footer of
// a TZif file (RFC 9636 3.3) and one of the forms of the TZ variable.
#pragma once

#include <date/date.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>

#include "zone/clock_setting.hpp"

namespace occur::detail {

/// How many shapes a year can have: seven first weekdays, leap or not.
inline constexpr std::size_t year_shapes = 14;

/// The local time of a change that comes back each year.
struct yearly_moment {
  enum class kind {
    julian_day,   ///< `Jn`: 1 to 365, 29 February is never counted
    day_of_year,  ///< `n`: 0 to 365, 29 February is counted
    weekday       ///< `Mm.w.d`: the w-th such weekday of a month, 5 is the last
  };
  kind by = kind::weekday;
  unsigned day = 0;  ///< day number, or weekday with 0 for Sunday
  unsigned month = 1;
  unsigned week = 1;
  std::chrono::seconds time = std::chrono::hours{2};  ///< from midnight, may leave the day

  [[nodiscard]] date::local_seconds in(date::year year) const;
  friend bool operator==(const yearly_moment&, const yearly_moment&) = default;
};

/// A zone that changes its clocks twice a year in the same way for ever, or
/// never.
class posix_rule {
 public:
  /// Reads the text, as RFC 9636 extends it (hours -167 to 167). Without dates
  /// daylight saving follows the customary `M3.2.0,M11.1.0`. Nothing when the
  /// text is no such rule or its two changes do not alternate.
  [[nodiscard]] static std::optional<posix_rule> parse(std::string_view text);

  [[nodiscard]] bool is_fixed() const noexcept { return fixed_; }
  [[nodiscard]] const clock_setting& standard() const noexcept { return standard_; }
  [[nodiscard]] const clock_setting& daylight() const noexcept { return daylight_; }

  /// The stretch that holds an instant. The rule runs in the years 0 to 10000;
  /// outside of them the nearest setting stays. Cost: no search.
  [[nodiscard]] stretch at(date::sys_seconds instant) const;

  friend bool operator==(const posix_rule&, const posix_rule&) = default;

 private:
  /// A change of the clocks, and what they show from there on.
  class change {
   public:
    change() = default;
    change(const yearly_moment& moment, std::chrono::seconds offset_before, bool to_daylight);

    [[nodiscard]] bool to_daylight() const { return to_daylight_; }
    [[nodiscard]] date::sys_seconds in(date::year year) const;
    friend bool operator==(const change&, const change&) = default;

   private:
    /// When it comes after the UTC midnight of New Year, by the shape of the year.
    std::array<std::chrono::seconds, year_shapes> after_new_year_{};
    bool to_daylight_ = false;
  };

  void fix(clock_setting setting);
  [[nodiscard]] bool order_changes(const yearly_moment& start, const yearly_moment& end);
  [[nodiscard]] bool alternates() const;
  [[nodiscard]] const clock_setting* after(const change& c) const;

  clock_setting standard_;
  clock_setting daylight_;
  change first_;                   ///< the earlier one in a calendar year
  change second_;                  ///< the later one
  date::sys_seconds beginning_{};  ///< the first change of the first ruled year
  date::sys_seconds ending_{};     ///< the last change of the last ruled year
  bool fixed_ = true;
};

}  // namespace occur::detail
