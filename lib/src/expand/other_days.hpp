// Which days a rule of another calendar selects (RFC 7529).
#pragma once

#include <cstdint>
#include <vector>

#include "occur/rule.hpp"
#include "expand/year_mask.hpp"

namespace occur::detail {

/// The days of a rule whose RSCALE is not Gregorian, times of day aside. Needs
/// the rule's `months`. It learns as it goes: one stream, one object.
class other_days {
 public:
  other_days(rule r, date::local_days start);

  /// The selected days of a Gregorian year.
  [[nodiscard]] year_mask days(int year) const;

  /// The last Gregorian year that may have some.
  [[nodiscard]] int last_year() const;

 private:
  using month = other_calendar::month;
  using year = other_calendar::year;
  using day_list = std::vector<std::int64_t>;

  /// Days [begin, end) that stand together.
  struct stretch_of_days {
    std::int64_t begin;
    std::int64_t end;
  };

  void complete(date::local_days start);
  [[nodiscard]] year next(const year& y) const;
  [[nodiscard]] year previous(const year& y) const;
  [[nodiscard]] std::vector<month> allowed_months(const year& y) const;
  void add_missing_month(const year& y, month_number wanted, std::vector<month>& to) const;
  void add_numbered(int number, stretch_of_days period, day_list& to) const;
  [[nodiscard]] bool weekday_allows(std::int64_t day, stretch_of_days period) const;
  [[nodiscard]] day_list of_month(const month& m) const;
  [[nodiscard]] day_list of_year(const year& y) const;
  [[nodiscard]] day_list of_year_days(const year& y) const;
  [[nodiscard]] bool filters_allow(std::int64_t day, const year& y) const;
  void add_period(day_list found, day_list& to) const;
  void add_months(const year& y, day_list& to) const;
  [[nodiscard]] std::int64_t months_before(const year& y) const;
  [[nodiscard]] bool in_lattice(std::int64_t period) const;
  [[nodiscard]] day_list short_periods(std::int64_t begin, std::int64_t end) const;

  rule rule_;
  std::int64_t start_;
  year anchor_;
  std::int64_t anchor_month_ = 0;  ///< how many months of the anchor's year come before the start's
  mutable year counted_;           ///< up to which months are counted, from the anchor's year on
  mutable std::int64_t months_before_counted_ = 0;
};

}  // namespace occur::detail
