#include "phrase/calendar.hpp"

#include <algorithm>

namespace occur::detail::phrase {
namespace {

using date::local_days;
using date::local_seconds;

[[nodiscard]] local_days first_of_month(int year, int month) {
  return local_days{date::year{year} / month / 1};
}

[[nodiscard]] date::year_month_day ymd(local_days day) { return date::year_month_day{day}; }

}  // namespace

date::weekday weekday_of(int monday_based) {
  return date::weekday{static_cast<unsigned>(monday_based + 1)};
}

local_days next_weekday(int weekday, local_days from) {
  return from + (weekday_of(weekday) - date::weekday{from});
}

local_days next_year_date(int month, int day, local_days from) {
  // 29 February is at most eight years off.
  for (auto year = ymd(from).year();; ++year) {
    const auto candidate = year / month / day;
    if (candidate.ok() && local_days{candidate} >= from) return local_days{candidate};
  }
}

local_days day_of(const date_text& d, const reference& ref, local_days from) {
  switch (d.kind) {
    case date_kind::full:
      return local_days{date::year{d.year} / d.month / d.day};
    case date_kind::year_date:
      return next_year_date(d.month, d.day, from);
    case date_kind::weekday:
      return next_weekday(d.weekday, from);
    case date_kind::tomorrow:
      return ref.today() + date::days{1};
    case date_kind::month: {
      if (d.year != 0) return first_of_month(d.year, d.month);
      const auto base = ymd(from);
      const bool later_month = static_cast<unsigned>(d.month) >= unsigned{base.month()};
      return first_of_month(int{base.year()} + (later_month ? 0 : 1), d.month);
    }
    case date_kind::today:
    case date_kind::time:
    case date_kind::now:
      break;
  }
  return ref.today();
}

std::optional<local_seconds> later(local_seconds from, std::uint32_t count, unit u) {
  const auto day = date::floor<date::days>(from);
  const auto time = from - day;
  const std::int64_t n = count;
  if (u == unit::day || u == unit::week) {
    const std::int64_t days = u == unit::week ? n * 7 : n;
    if (days > 3'660'000) return std::nullopt;
    const auto result = from + date::days{static_cast<int>(days)};
    return result > horizon_last ? std::nullopt : std::optional(result);
  }
  const std::int64_t months = n * (u == unit::year ? 12 : u == unit::quarter ? 3 : 1);
  if (months > 120'000) return std::nullopt;
  const auto base = ymd(day);
  const auto target = base.year() / base.month() + date::months{static_cast<int>(months)};
  if (target.year() > date::year{9999}) return std::nullopt;
  const auto last = (target / date::last).day();
  return local_days{target / std::min(base.day(), last)} + time;
}

local_seconds end_of(unit u, local_seconds time, date::weekday week_start) {
  const auto day = date::floor<date::days>(time);
  const auto date = ymd(day);
  const auto month_end = [&](unsigned month) {
    return local_seconds{local_days{date.year() / static_cast<int>(month) / date::last}} +
           seconds{86399};
  };
  switch (u) {
    case unit::second:
      return time;
    case unit::minute:
      return date::floor<std::chrono::minutes>(time) + seconds{59};
    case unit::hour:
      return date::floor<std::chrono::hours>(time) + seconds{3599};
    case unit::day:
      return day + seconds{86399};
    case unit::week: {
      const auto into = date::weekday{day} - week_start;
      return day - into + date::days{6} + seconds{86399};
    }
    case unit::month:
      return month_end(unsigned{date.month()});
    case unit::quarter:
      return month_end((unsigned{date.month()} + 2) / 3 * 3);
    case unit::year:
      return month_end(12);
  }
  return time;
}

}  // namespace occur::detail::phrase
