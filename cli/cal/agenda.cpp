#include "cal/agenda.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "excerpt.hpp"

namespace occur::cli {

std::uint64_t agenda_row::greatest() const {
  return counts.empty() ? 0 : *std::max_element(counts.begin(), counts.end());
}

std::uint64_t agenda_row::sum() const {
  return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

date::local_days week_of(date::local_days day, date::weekday week_start) {
  return day - (date::weekday{day} - week_start);
}

unsigned week_number(date::local_days day, date::weekday week_start) {
  // The fourth day of a week is in the year that the week is of.
  const date::local_days middle = week_of(day, week_start) + date::days{3};
  const date::year year = date::year_month_day{middle}.year();
  const date::local_days new_year{year / date::January / 1};
  return static_cast<unsigned>((middle - new_year).count()) / 7 + 1;
}

std::string times(std::uint64_t count) {
  if (count == 0) return "never";
  return count == 1 ? "once" : fmt::format("{} times", count);
}

std::string short_label(std::string_view name, unsigned columns) {
  std::string line{name};
  while (line.ends_with('\n')) line.pop_back();
  std::replace(line.begin(), line.end(), '\n', ' ');
  return excerpt_at(line, {}, columns).line;
}

}  // namespace occur::cli
