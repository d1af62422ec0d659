#include "output/relative.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace occur::cli {
namespace {

/// A number of units between now and an instant, and where exactly as many begin or end.
struct part {
  std::int64_t count;
  std::string_view unit;
  date::sys_seconds edge;
};

/// The day some months away, or the last of its month.
date::local_days months_later(date::local_days day, std::int64_t count) {
  const auto moved = date::year_month_day{day} + date::months{count};
  return date::local_days{moved.ok() ? moved : moved.year() / moved.month() / date::last};
}

date::local_days last_of_month(date::local_days day) {
  const date::year_month_day ymd{day};
  return date::local_days{ymd.year() / ymd.month() / date::last};
}

std::int64_t month_of(date::local_seconds local) {
  const date::year_month_day day{date::floor<date::days>(local)};
  return std::int64_t{static_cast<int>(day.year())} * 12 + static_cast<unsigned>(day.month());
}

class distance {
 public:
  distance(date::sys_seconds instant, const vantage& from)
      : instant_(instant),
        from_(from),
        is_past_(instant < from.now),
        local_(from.where.to_local(instant)),
        now_local_(from.where.to_local(from.now)) {}

  [[nodiscard]] bool is_past() const { return is_past_; }

  /// In the largest unit of which there is one.
  [[nodiscard]] part largest() const {
    const std::int64_t months = count_whole(std::abs(month_of(local_) - month_of(now_local_)),
                                            [this](std::int64_t n) { return months_nearer(n); });
    if (months >= 12) return {months / 12, "year", months_nearer(months / 12 * 12)};
    if (months > 0) return {months, "month", months_nearer(months)};
    const auto apart = date::floor<date::days>(local_) - date::floor<date::days>(now_local_);
    const std::int64_t days =
        count_whole(std::abs(apart.count()), [this](std::int64_t n) { return days_nearer(n); });
    if (days > 0) return {days, "day", days_nearer(days)};
    return elapsed();
  }

 private:
  /// The most units, of a number or fewer, that have passed.
  template <class Nearer>
  [[nodiscard]] std::int64_t count_whole(std::int64_t most, Nearer nearer) const {
    const auto is_whole = [this](date::sys_seconds edge) {
      return is_past_ ? edge <= from_.now : from_.now <= edge;
    };
    while (most > 0 && !is_whole(nearer(most))) --most;
    return most;
  }

  [[nodiscard]] date::sys_seconds months_nearer(std::int64_t count) const {
    const auto day = date::floor<date::days>(local_);
    auto nearer = months_later(day, is_past_ ? count : -count);
    if (!is_past_ && day == last_of_month(day)) nearer = last_of_month(nearer);
    return at(nearer + (local_ - day));
  }

  [[nodiscard]] date::sys_seconds days_nearer(std::int64_t count) const {
    return at(local_ + date::days{is_past_ ? count : -count});
  }

  /// Of a repeated time the one that is nearer.
  [[nodiscard]] date::sys_seconds at(date::local_seconds local) const {
    const local_reading r = from_.where.read(local);
    return !is_past_ && r.kind == local_kind::repeated ? r.after : r.before;
  }

  [[nodiscard]] part elapsed() const {
    using unit = std::pair<std::int64_t, std::string_view>;
    constexpr std::array<unit, 3> units{unit{3600, "hour"}, unit{60, "minute"}, unit{1, "second"}};
    const std::int64_t apart = std::abs((instant_ - from_.now).count());
    for (const auto& [length, name] : units) {
      if (apart < length) continue;
      const seconds whole{apart / length * length};
      return {apart / length, name, is_past_ ? instant_ + whole : instant_ - whole};
    }
    return {0, "second", instant_};
  }

  date::sys_seconds instant_;
  const vantage& from_;
  bool is_past_;
  date::local_seconds local_;
  date::local_seconds now_local_;
};

date::local_days day_of(const occurrence& o) { return date::floor<date::days>(o.local); }

date::local_days today(const vantage& from) {
  return date::floor<date::days>(from.where.to_local(from.now));
}

/// The same place in time, looked at with the clock that an occurrence is shown on.
vantage seen_on(const clock_face& face, const vantage& from) {
  return {from.now, face.has_zone() ? face.where() : from.where};
}

}  // namespace

std::string relative_text(date::sys_seconds instant, const vantage& from) {
  const distance between{instant, from};
  const part largest = between.largest();
  if (largest.count == 0) return "now";
  const std::string_view plural = largest.count == 1 ? "" : "s";
  return between.is_past() ? fmt::format("{} {}{} ago", largest.count, largest.unit, plural)
                           : fmt::format("in {} {}{}", largest.count, largest.unit, plural);
}

std::string relative_text(date::local_days day, date::local_days today) {
  if (day == today) return "today";
  if (day == today + date::days{1}) return "tomorrow";
  if (day == today - date::days{1}) return "yesterday";
  const auto midnight = [](date::local_days of) { return date::sys_days{of.time_since_epoch()}; };
  return relative_text(midnight(day), vantage{midnight(today), {}});
}

std::string relative_text(const clock_face& face, const occurrence& o, const vantage& from) {
  if (face.is_date()) return relative_text(day_of(o), today(from));
  return relative_text(o.time, seen_on(face, from));
}

seconds text_lasts(date::sys_seconds instant, const vantage& from) {
  return distance{instant, from}.largest().edge - from.now + seconds{1};
}

seconds text_lasts(const clock_face& face, const occurrence& o, const vantage& from) {
  if (!face.is_date()) return text_lasts(o.time, seen_on(face, from));
  const local_reading midnight = from.where.read(today(from) + date::days{1});
  const auto begins = midnight.kind == local_kind::skipped ? midnight.change : midnight.before;
  return std::max((begins > from.now ? begins : midnight.after) - from.now, seconds{1});
}

}  // namespace occur::cli
