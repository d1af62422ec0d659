#include "phrase/describe_rule.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "phrase/rules.hpp"
#include "phrase/tidy.hpp"
#include "phrase/wording.hpp"
#include "phrase/words.hpp"

namespace occur::detail::phrase {
namespace {

using date::local_seconds;
using maybe_days = std::optional<day_words>;

constexpr std::int32_t day_length = 86400;

[[nodiscard]] bool numbered(const occur::rule& r) {
  return std::ranges::any_of(r.by_day, [](const weekday_number& d) { return d.ordinal != 0; });
}

[[nodiscard]] std::string counted(std::uint32_t n, std::string_view unit_name) {
  return n == 1 ? "every " + std::string(unit_name)
                : "every " + std::to_string(n) + " " + std::string(unit_name) + "s";
}

[[nodiscard]] std::string in_months(month_mask months) {
  return months == 0 || months == every_month ? "" : " in " + months_text(months);
}

[[nodiscard]] std::string of_months(month_mask months) {
  return months == every_month || months == 0 ? " of every month" : " of " + months_text(months);
}

/// `weekdays` behind `on`, `weekday` behind `every`.
[[nodiscard]] std::string on_weekdays(weekday_mask mask) {
  return weekdays_text(mask, mask == monday_to_friday || mask == saturday_sunday);
}

template <class List>
[[nodiscard]] std::vector<int> ints(const List& list) {
  return {list.begin(), list.end()};
}

// --- positions ------------------------------------------------------------------

/// `1st and last day`; days of a month need no noun where all count from its start.
[[nodiscard]] std::string days_position(const std::vector<int>& days, bool with_noun) {
  const bool from_end = std::ranges::any_of(days, [](int d) { return d < 0; });
  return ordinals_text(days) + (with_noun || from_end ? " day" : "");
}

/// `1st and last sunday`, `1st monday and last friday`.
[[nodiscard]] std::string weekdays_position(const std::vector<weekday_number>& days) {
  const auto from_start_first = [](const std::vector<int>& a, const std::vector<int>& b) {
    return std::pair(a.back() < 0, a) < std::pair(b.back() < 0, b);
  };
  std::map<std::vector<int>, weekday_mask, decltype(from_start_first)> by_ordinals;
  for (int d = 0; d < 7; ++d) {
    std::vector<int> ordinals;
    for (const weekday_number& n : days)
      if (static_cast<int>(n.day.iso_encoding()) == d + 1) ordinals.push_back(n.ordinal);
    std::ranges::sort(ordinals);
    if (!ordinals.empty())
      by_ordinals[ordinals] = static_cast<weekday_mask>(by_ordinals[ordinals] | 1U << d);
  }
  std::vector<std::string> items;
  for (const auto& [ordinals, mask] : by_ordinals) {
    std::vector<std::string> names;
    for (int d = 0; d < 7; ++d)
      if ((mask >> d & 1) != 0) names.emplace_back(weekday_name(d));
    items.push_back(ordinals_text(ordinals) + " " + list_text(names));
  }
  return list_text(items);
}

/// `last weekday`, `3rd tuesday, wednesday or thursday`.
[[nodiscard]] std::string pool_position(weekday_mask pool, const std::vector<int>& ordinals) {
  std::string noun = weekdays_text(pool, false, "or");
  if (pool == monday_to_friday) noun = "weekday";
  if (pool == saturday_sunday) noun = "weekend day";
  if (pool == every_weekday) noun = "day";
  return ordinals_text(ordinals) + " " + noun;
}

/// `friday the 13th`, as `of` its months. What might be taken for a weekday's
/// place in the month is `weekdays that are the last day of february`, or with
/// `every` before it `weekday that is the last day of february`.
[[nodiscard]] std::string crossed_text(weekday_mask weekdays, const std::vector<int>& days,
                                       const std::string& of, bool after_every = false) {
  const bool pool = weekdays == monday_to_friday || weekdays == saturday_sunday;
  if (!pool && std::ranges::all_of(days, [](int d) { return d > 0; }))
    return weekdays_text(weekdays) + " the " + ordinals_text(days) + of;
  return weekdays_text(weekdays, !after_every) +
         (after_every ? " that is the " : " that are the ") + ordinals_text(days) + " day" +
         (of.empty() ? " of the month" : of);
}

// --- days -------------------------------------------------------------------------

class day_teller {
 public:
  day_teller(const occur::rule& r, bool one_time)
      : r_(r), one_time_(one_time), months_(mask_of(r.by_month)), weekdays_(mask_of(r.by_day)) {}

  [[nodiscard]] maybe_days tell() const {
    if (!r_.by_set_position.empty() && !one_time_) return std::nullopt;
    switch (r_.freq) {
      case frequency::daily:
        return daily();
      case frequency::weekly:
        return weekly();
      case frequency::monthly:
        return monthly();
      case frequency::yearly:
        return yearly();
      default:
        return std::nullopt;
    }
  }

 private:
  [[nodiscard]] maybe_days daily() const {
    if (!r_.by_set_position.empty()) return std::nullopt;
    if (!r_.by_month_day.empty()) return r_.interval == 1 ? in_month() : std::nullopt;
    if (r_.interval == 1) return every_weekdays(weekdays_ == 0 ? every_weekday : weekdays_);
    day_words w{counted(r_.interval, "day"), std::nullopt, in_months(months_)};
    if (weekdays_ != 0) w.core += " on " + on_weekdays(weekdays_);
    return w;
  }

  /// Every such weekday, in whatever week.
  [[nodiscard]] day_words every_weekdays(weekday_mask mask) const {
    const bool all = mask == every_weekday;
    return {all ? "every day" : "every " + weekdays_text(mask), all ? "" : on_weekdays(mask),
            in_months(months_)};
  }

  [[nodiscard]] maybe_days weekly() const {
    weekday_mask mask = weekdays_;
    if (!r_.by_set_position.empty()) {
      if (!r_.by_month.empty()) return std::nullopt;
      mask = picked_of_week();
      if (mask == 0) return std::nullopt;
    }
    if (r_.interval == 1) return every_weekdays(mask);
    return day_words{counted(r_.interval, "week") + " on " + on_weekdays(mask), std::nullopt,
                     in_months(months_), true};
  }

  /// The days that BYSETPOS leaves of a whole week.
  [[nodiscard]] weekday_mask picked_of_week() const {
    std::vector<int> days;
    const int first = static_cast<int>(r_.week_start.iso_encoding()) - 1;
    for (int i = 0; i < 7; ++i)
      if (const int d = (first + i) % 7; (weekdays_ >> d & 1) != 0) days.push_back(d);
    weekday_mask mask = 0;
    for (const int p : r_.by_set_position) {
      const int i = p > 0 ? p - 1 : static_cast<int>(days.size()) + p;
      if (i >= 0 && i < static_cast<int>(days.size()))
        mask = static_cast<weekday_mask>(mask | 1U << days[static_cast<std::size_t>(i)]);
    }
    return mask;
  }

  [[nodiscard]] maybe_days monthly() const {
    if (!r_.by_set_position.empty()) return ranked_in_month();
    return in_month();
  }

  /// Days within months: of a month, of a rule by days, or of a year with months.
  [[nodiscard]] maybe_days in_month() const {
    if (!r_.by_year_day.empty() || !r_.by_week_number.empty()) return std::nullopt;
    if (!r_.by_month_day.empty() && !r_.by_day.empty())
      return numbered(r_) ? std::nullopt : maybe_days(crossed());
    if (!r_.by_month_day.empty()) return month_days();
    if (!numbered(r_)) return plain_weekdays();
    std::vector<weekday_number> days;
    for (weekday_number d : r_.by_day) {
      const int least = d.ordinal == 0 ? 1 : d.ordinal;
      const int most = d.ordinal == 0 ? 5 : d.ordinal;
      for (int n = least; n <= most && std::abs(n) <= 5; ++n)
        days.push_back({static_cast<std::int8_t>(n), d.day});
    }
    if (days.empty()) return std::nullopt;
    return month_position(weekdays_position(days));
  }

  [[nodiscard]] bool counts_years() const {
    return r_.freq == frequency::yearly && r_.interval > 1;
  }

  [[nodiscard]] maybe_days month_days() const {
    const auto days = ints(r_.by_month_day);
    const bool positive = std::ranges::all_of(days, [](int d) { return d > 0; });
    const auto months = months_of(months_);
    constexpr std::size_t most_dates = 4;
    if (positive && months.size() == 1 && days.size() <= most_dates && fits_month(days)) {
      std::vector<std::string> dates;
      for (const int d : days)
        dates.push_back(std::string(month_name(months.front().number)) + " " + std::to_string(d));
      const std::string text = list_text(dates);
      if (counts_years()) return day_words{counted(r_.interval, "year") + " on " + text, {}, ""};
      if (r_.interval == 1) return day_words{"every " + text, text, ""};
    }
    return month_position(days_position(days, false));
  }

  [[nodiscard]] bool fits_month(const std::vector<int>& days) const {
    const month_mask thirty = 1U << 4 | 1U << 6 | 1U << 9 | 1U << 11;
    const int longest = months_ == 1U << 2 ? 29 : (months_ & thirty) != 0 ? 30 : 31;
    return std::ranges::all_of(days, [&](int d) { return d <= longest; });
  }

  /// A position with the months or the period that it is in.
  [[nodiscard]] day_words month_position(const std::string& position) const {
    if (counts_years())
      return {counted(r_.interval, "year") + " on the " + position + of_months(months_), {}, ""};
    if (r_.interval > 1)
      return {counted(r_.interval, "month") + " on the " + position, {}, in_months(months_)};
    if (months_ == 0 || months_ == every_month)
      return {"every month on the " + position, "the " + position + " of the month", ""};
    const std::string text = position + of_months(months_);
    return {"every " + text, "the " + text, ""};
  }

  [[nodiscard]] day_words plain_weekdays() const {
    if (r_.interval == 1) return every_weekdays(weekdays_);
    const std::string_view unit_name = r_.freq == frequency::yearly ? "year" : "month";
    return {counted(r_.interval, unit_name) + " on every " + weekdays_text(weekdays_),
            {},
            in_months(months_)};
  }

  [[nodiscard]] day_words crossed() const {
    const auto days = ints(r_.by_month_day);
    const bool all = months_ == 0 || months_ == every_month;
    const std::string of = all && !counts_years() ? "" : of_months(months_);
    if (counts_years())
      return {counted(r_.interval, "year") + " on " + crossed_text(weekdays_, days, of), {}, ""};
    if (r_.interval > 1)
      return {counted(r_.interval, "month") + " on " + crossed_text(weekdays_, days, ""),
              {},
              in_months(months_)};
    return {"every " + crossed_text(weekdays_, days, of, true), crossed_text(weekdays_, days, of),
            ""};
  }

  /// BYSETPOS among days of a month.
  [[nodiscard]] maybe_days ranked_in_month() const {
    if (numbered(r_) || !r_.by_year_day.empty()) return std::nullopt;
    const auto picks = ints(r_.by_set_position);
    if (r_.by_month_day.empty()) return month_position(pool_position(weekdays_, picks));
    if (!r_.by_day.empty() || picks != std::vector{-1}) return std::nullopt;
    // The last of 28 to 29, 30 or 31: a day that stands in for missing ones.
    std::vector<int> days = ints(r_.by_month_day);
    const int last = days.back();
    const bool stands_in =
        days.front() == 28 && last >= 29 && static_cast<int>(days.size()) == last - 27;
    if (!stands_in) return std::nullopt;
    return month_position(nth_text(last) + " or last day");
  }

  [[nodiscard]] maybe_days yearly() const {
    if (!r_.by_week_number.empty()) return in_weeks();
    if (!r_.by_year_day.empty()) return year_days();
    if (!r_.by_set_position.empty()) {
      const bool one_month = r_.by_month.size() == 1;
      if (one_month) return ranked_in_month();
      if (!r_.by_month.empty() || !r_.by_month_day.empty() || numbered(r_)) return std::nullopt;
      return year_position(pool_position(weekdays_, ints(r_.by_set_position)));
    }
    const bool year_weekdays = r_.by_month.empty() && r_.by_month_day.empty() && numbered(r_);
    if (!year_weekdays) return in_month();
    if (std::ranges::any_of(r_.by_day, [](const weekday_number& d) { return d.ordinal == 0; }))
      return std::nullopt;
    return year_position(weekdays_position(r_.by_day));
  }

  [[nodiscard]] maybe_days year_days() const {
    const bool alone = r_.by_month.empty() && r_.by_month_day.empty() && r_.by_day.empty() &&
                       r_.by_set_position.empty();
    if (!alone) return std::nullopt;
    return year_position(days_position(ints(r_.by_year_day), true));
  }

  [[nodiscard]] day_words year_position(const std::string& position) const {
    const std::string of = position + " of the year";
    if (r_.interval > 1) return {counted(r_.interval, "year") + " on the " + position, {}, ""};
    return {"every " + of, "the " + of, ""};
  }

  [[nodiscard]] maybe_days in_weeks() const {
    const bool plain = r_.by_month_day.empty() && r_.by_year_day.empty() &&
                       r_.by_set_position.empty() && !numbered(r_) && weekdays_ != 0;
    const auto weeks = weeks_text();
    if (!plain || !weeks) return std::nullopt;
    day_words w;
    if (r_.interval == 1)
      w = every_weekdays(weekdays_);
    else
      w = {counted(r_.interval, "year") + " on " + on_weekdays(weekdays_), {}, in_months(months_)};
    w.in += " in " + *weeks;
    w.week_start_matters = true;
    return w;
  }

  [[nodiscard]] std::optional<std::string> weeks_text() const {
    const auto weeks = ints(r_.by_week_number);
    const auto every_other_from = [&](int first) {
      for (std::size_t i = 0; i < weeks.size(); ++i)
        if (weeks[i] != first + 2 * static_cast<int>(i)) return false;
      return weeks.size() == static_cast<std::size_t>(first == 1 ? 27 : 26);
    };
    if (every_other_from(1)) return "odd weeks";
    if (every_other_from(2)) return "even weeks";
    if (weeks.size() == 1 && weeks.front() < 0)
      return "the " + ordinals_text(weeks) + " week of the year";
    if (weeks.front() < 0) return std::nullopt;
    std::vector<std::string> names;
    for (const int w : weeks) names.push_back(std::to_string(w));
    return (weeks.size() == 1 ? "week " : "weeks ") + list_text(names);
  }

  const occur::rule& r_;
  bool one_time_;
  month_mask months_;
  weekday_mask weekdays_;
};

// --- times -----------------------------------------------------------------------------

/// The times of a day that a rule by days or longer has.
[[nodiscard]] std::vector<std::int32_t> product_times(const occur::rule& r) {
  std::vector<std::int32_t> times;
  for (const std::int32_t h : r.by_hour)
    for (const std::int32_t m : r.by_minute)
      for (const std::int32_t s : r.by_second) times.push_back(h * 3600 + m * 60 + std::min(s, 59));
  sort_without_repeats(times);
  return times;
}

[[nodiscard]] std::vector<std::int32_t> picked(const std::vector<std::int32_t>& times,
                                               const std::vector<std::int16_t>& positions) {
  std::vector<std::int32_t> list;
  const auto size = static_cast<int>(times.size());
  for (int i = 0; i < size; ++i)
    if (std::ranges::any_of(positions, [&](int p) { return p == i + 1 || p == i - size; }))
      list.push_back(times[static_cast<std::size_t>(i)]);
  return list;
}

[[nodiscard]] std::int32_t step_of(frequency f) {
  return f == frequency::hourly ? 3600 : f == frequency::minutely ? 60 : 1;
}

[[nodiscard]] bool allows(const std::vector<std::uint8_t>& list, std::int64_t value) {
  return list.empty() || std::ranges::find(list, value) != list.end();
}

/// A rule that ticks, as one that has the same times every day: its interval
/// divides the day.
[[nodiscard]] std::optional<occur::rule> by_days(const occur::rule& r, local_seconds start,
                                                 std::vector<std::int32_t>& times) {
  const std::int64_t unit_length = step_of(r.freq);
  const std::int64_t units = day_length / unit_length;
  if (units % r.interval != 0 || !r.by_set_position.empty() || numbered(r)) return std::nullopt;
  const auto time = (start - date::floor<date::days>(start)).count();
  for (std::int64_t u = time / unit_length % r.interval; u < units; u += r.interval) {
    const std::int64_t t = u * unit_length;
    if (!allows(r.by_hour, t / 3600)) continue;
    if (r.freq == frequency::hourly) {
      for (const std::int32_t m : r.by_minute)
        for (const std::int32_t s : r.by_second)
          times.push_back(static_cast<std::int32_t>(t) + m * 60 + std::min(s, 59));
    } else if (r.freq == frequency::minutely) {
      if (!allows(r.by_minute, t / 60 % 60)) continue;
      for (const std::int32_t s : r.by_second)
        times.push_back(static_cast<std::int32_t>(t) + std::min(s, 59));
    } else if (allows(r.by_minute, t / 60 % 60) && allows(r.by_second, t % 60)) {
      times.push_back(static_cast<std::int32_t>(t));
    }
  }
  occur::rule daily = r;
  daily.freq = r.by_year_day.empty() ? frequency::daily : frequency::yearly;
  daily.interval = 1;
  daily.by_hour.clear();
  daily.by_minute.clear();
  daily.by_second.clear();
  return daily;
}

// --- ticks ------------------------------------------------------------------------------

/// ` at :15 and :45`, ` at second 30`; nothing when the rule has other parts of time.
[[nodiscard]] std::optional<std::string> marks_text(const occur::rule& r, local_seconds start) {
  const auto time = (start - date::floor<date::days>(start)).count();
  const auto is_only = [](const std::vector<std::uint8_t>& list, std::int64_t value) {
    return list.size() == 1 && list.front() == value;
  };
  std::vector<std::string> items;
  if (r.freq == frequency::hourly) {
    if (is_only(r.by_minute, time / 60 % 60) && is_only(r.by_second, time % 60)) return "";
    if (!is_only(r.by_second, 0)) return std::nullopt;
    for (const int m : r.by_minute) items.push_back((m < 10 ? ":0" : ":") + std::to_string(m));
    return " at " + list_text(items);
  }
  if (!r.by_minute.empty()) return std::nullopt;
  if (r.freq == frequency::secondly)
    return r.by_second.empty() ? std::optional<std::string>("") : std::nullopt;
  if (is_only(r.by_second, time % 60)) return "";
  for (const int s : r.by_second) items.push_back(std::to_string(std::min(s, 59)));
  return " at second " + list_text(items);
}

/// What keeps a plain tick on the wall clock: a minute, or else all weekdays.
[[nodiscard]] std::string wall_clock_words(const occur::rule& r) {
  const bool whole_minute = r.freq == frequency::hourly && r.by_second.front() == 0;
  if (!whole_minute) return " on monday to sunday";
  const int minute = r.by_minute.front();
  return (minute < 10 ? " at :0" : " at :") + std::to_string(minute);
}

[[nodiscard]] std::optional<rule_words> ticking(const occur::rule& r, local_seconds start) {
  const bool simple = r.by_hour.empty() && r.by_year_day.empty() && r.by_set_position.empty() &&
                      r.by_week_number.empty() && !numbered(r);
  const auto marks = marks_text(r, start);
  if (!simple || !marks) return std::nullopt;
  const std::string_view name = r.freq == frequency::hourly     ? "hour"
                                : r.freq == frequency::minutely ? "minute"
                                                                : "second";
  rule_words w;
  w.days.core = counted(r.interval, name) + *marks;
  const weekday_mask weekdays = mask_of(r.by_day);
  const month_mask months = mask_of(r.by_month);
  if (!r.by_month_day.empty() && weekdays != 0)
    w.days.in = " on " + crossed_text(weekdays, ints(r.by_month_day), "");
  else if (!r.by_month_day.empty())
    w.days.in = " on the " + days_position(ints(r.by_month_day), false);
  else if (weekdays == every_weekday)
    w.days.in = " on monday to sunday";
  else if (weekdays != 0)
    w.days.in = " on " + on_weekdays(weekdays);
  w.days.in += in_months(months);
  w.elapsed =
      w.days.in.empty() && marks->empty() && (r.freq != frequency::hourly || r.interval == 1);
  if (w.elapsed) w.wall_clock = w.days.core + wall_clock_words(r);
  return w;
}

}  // namespace

occur::rule completed(occur::rule r, local_seconds start) {
  const auto day = date::floor<date::days>(start);
  const date::year_month_day ymd{day};
  const auto time = (start - day).count();
  const auto fill = [](std::vector<std::uint8_t>& list, std::int64_t value) {
    if (list.empty()) list.push_back(static_cast<std::uint8_t>(value));
  };
  if (r.freq != frequency::secondly) fill(r.by_second, time % 60);
  if (r.freq < frequency::minutely) fill(r.by_minute, time / 60 % 60);
  if (r.freq < frequency::hourly) fill(r.by_hour, time / 3600);
  const auto month_day = [&] { r.by_month_day = {static_cast<std::int8_t>(unsigned{ymd.day()})}; };
  if (r.freq == frequency::weekly && r.by_day.empty()) r.by_day = {{0, date::weekday{day}}};
  if (r.freq == frequency::monthly && r.by_day.empty() && r.by_month_day.empty()) month_day();
  if (r.freq == frequency::yearly && r.by_year_day.empty()) {
    const bool no_weeks = r.by_week_number.empty();
    if (r.by_month.empty() && no_weeks && (!r.by_month_day.empty() || r.by_day.empty()))
      r.by_month = {{static_cast<std::uint8_t>(unsigned{ymd.month()}), false}};
    if (no_weeks && r.by_month_day.empty() && r.by_day.empty()) month_day();
    if (!no_weeks && r.by_month_day.empty() && r.by_day.empty())
      r.by_day = {{0, date::weekday{day}}};
  }
  return r;
}

std::optional<rule_words> words_of(const occur::rule& r, local_seconds start) {
  rule_words w;
  occur::rule days = r;
  if (r.freq > frequency::daily) {
    if (auto ticks = ticking(r, start)) return ticks;
    auto daily = by_days(r, start, w.times);
    if (!daily || w.times.empty()) return std::nullopt;
    days = *std::move(daily);
  } else {
    w.times = product_times(r);
    if (r.freq == frequency::daily && !r.by_set_position.empty()) {
      w.times = picked(w.times, r.by_set_position);
      days.by_set_position.clear();
    }
  }
  if (w.times.empty()) return std::nullopt;
  auto told = day_teller(days, w.times.size() == 1).tell();
  if (!told) return std::nullopt;
  w.days = *std::move(told);
  return w;
}

std::optional<std::string> exception_words(const occur::rule& r) {
  const bool plain = r.interval == 1 && !r.count && !r.until && r.freq <= frequency::daily;
  if (!plain) return std::nullopt;
  const weekday_mask weekdays = mask_of(r.by_day);
  const bool no_days = r.by_month_day.empty() && r.by_year_day.empty() &&
                       r.by_week_number.empty() && r.by_set_position.empty();
  if (no_days && r.freq == frequency::daily && weekdays == 0)
    return r.by_month.empty() ? std::nullopt
                              : std::optional("in " + months_text(mask_of(r.by_month)));
  if (no_days && weekdays != 0 && !numbered(r))
    return r.by_month.empty() ? std::optional(weekdays_text(weekdays, true)) : std::nullopt;
  auto told = day_teller(r, true).tell();
  if (!told || !told->window || !told->in.empty()) return std::nullopt;
  return told->window;
}

}  // namespace occur::detail::phrase
