#include "occur/find_calendar.hpp"

#include "calendar/icu.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <fmt/format.h>

namespace occur {
namespace detail {
namespace {

constexpr double millis_per_day = 86'400'000;
constexpr date::year horizon{9999};
/// Beyond it new moons are anybody's guess, and each takes its time to compute.
constexpr date::year last_of_astronomers{2600};

/// The names that ICU has others for.
constexpr std::array<std::pair<std::string_view, std::string_view>, 2> other_names{
    {{"islamicc", "islamic-civil"}, {"ethioaa", "ethiopic-amete-alem"}}};

std::string icu_name(std::string_view name) {
  std::string lower{name};
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  const auto* const other = std::ranges::find(other_names, std::string_view{lower},
                                              &decltype(other_names)::value_type::first);
  return other == other_names.end() ? lower : std::string{other->second};
}

/// How a calendar numbers its months. The Hebrew leap month comes after the
/// fifth, and has a place of its own in ICU in every year.
month_number month_of(bool hebrew, int index, bool leap) {
  if (!hebrew) return {static_cast<std::uint8_t>(index + 1), leap};
  constexpr int adar_one = 5;
  if (index < adar_one) return {static_cast<std::uint8_t>(index + 1), false};
  return {static_cast<std::uint8_t>(index), index == adar_one};
}

class icu_calendar final : public other_calendar {
 public:
  icu_calendar(std::shared_ptr<const icu> library, UCalendar* calendar, std::string_view name)
      : library_(std::move(library)),
        calendar_(calendar),
        hebrew_(name == "hebrew"),
        last_(name == "chinese" || name == "dangi" ? last_of_astronomers : horizon) {}
  ~icu_calendar() override { library_->close(calendar_); }
  icu_calendar(const icu_calendar&) = delete;
  icu_calendar& operator=(const icu_calendar&) = delete;

  [[nodiscard]] year year_with(date::local_days day) const override {
    const std::lock_guard lock{mutex_};
    const auto after = kept_.upper_bound(day);
    if (after != kept_.begin()) {
      const year& y = std::prev(after)->second;
      if (day < y.months.back().first + date::days{y.months.back().length}) return y;
    }
    year y = compute(day);
    if (!y.months.empty()) kept_.insert_or_assign(y.months.front().first, y);
    return y;
  }

  [[nodiscard]] date::year last_year() const override { return last_; }

 private:
  void go_to(date::local_days day) const {
    UErrorCode status = U_ZERO_ERROR;
    library_->set_millis(
        calendar_, millis_per_day * static_cast<double>(day.time_since_epoch().count()), &status);
  }

  [[nodiscard]] int get(UCalendarDateFields field) const {
    UErrorCode status = U_ZERO_ERROR;
    return library_->get(calendar_, field, &status);
  }

  [[nodiscard]] int month_length() const {
    UErrorCode status = U_ZERO_ERROR;
    return library_->limit(calendar_, UCAL_DAY_OF_MONTH, UCAL_ACTUAL_MAXIMUM, &status);
  }

  [[nodiscard]] year compute(date::local_days day) const {
    constexpr std::size_t most_months = 14;
    go_to(day);
    year y{get(UCAL_EXTENDED_YEAR), {}};
    date::local_days first = day - date::days{get(UCAL_DAY_OF_YEAR) - 1};
    for (go_to(first); y.months.size() < most_months && get(UCAL_EXTENDED_YEAR) == y.number;
         go_to(first)) {
      const bool leap = get(UCAL_IS_LEAP_MONTH) != 0;
      const int length = std::max(month_length(), 1);
      y.months.push_back({month_of(hebrew_, get(UCAL_MONTH), leap && !hebrew_), first, length});
      first += date::days{length};
    }
    return y;
  }

  std::shared_ptr<const icu> library_;
  UCalendar* calendar_;
  bool hebrew_;
  date::year last_;
  mutable std::mutex mutex_;  // for all that ICU and the years kept do
  /// By their first days; new moons take long to compute, and the horizon bounds how many there
  /// are.
  mutable std::map<date::local_days, year> kept_;
};

tl::unexpected<error> unknown_to_icu(std::string_view name) {
  return tl::unexpected(error{error_code::unsupported,
                              fmt::format("ICU does not know the calendar {}", name),
                              {},
                              "others are CHINESE, HEBREW and ETHIOPIC"});
}

result<std::shared_ptr<const other_calendar>> open(const std::shared_ptr<const icu>& library,
                                                   std::string_view name) {
  constexpr std::array<UChar, 3> utc{'G', 'M', 'T'};
  const std::string wanted = icu_name(name);
  UErrorCode status = U_ZERO_ERROR;
  UCalendar* const calendar = library->open(
      utc.data(), utc.size(), ("und@calendar=" + wanted).c_str(), UCAL_DEFAULT, &status);
  if (calendar == nullptr || U_FAILURE(status)) return unknown_to_icu(name);
  auto opened = std::make_shared<const icu_calendar>(library, calendar, wanted);
  const char* const type = library->type(calendar, &status);
  if (U_FAILURE(status) || type == nullptr || type != wanted) return unknown_to_icu(name);
  return opened;
}

}  // namespace
}  // namespace detail

result<std::shared_ptr<const other_calendar>> find_calendar(std::string_view name) {
  return detail::icu::load().and_then([&](const std::shared_ptr<const detail::icu>& library) {
    return detail::open(library, name);
  });
}

}  // namespace occur
