#include "cal/month_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "occur/clock_face.hpp"

namespace occur::cli {
namespace {

constexpr std::size_t year_digits = 4;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string lower(std::string_view text) {
  std::string folded{text};
  for (char& c : folded) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return folded;
}

std::optional<date::year> year_named(std::string_view text) {
  const auto number = whole_number(text);
  const bool is_year =
      text.size() == year_digits && std::all_of(text.begin(), text.end(), is_digit);
  if (!is_year || !number || *number == 0) return std::nullopt;
  return date::year{static_cast<int>(*number)};
}

/// A month by its name, or the first three letters of it.
std::optional<date::month> month_by_name(std::string_view word) {
  for (unsigned i = 0; i < month_names.size(); ++i) {
    const std::string name = lower(month_names[i]);
    if (word == name || word == name.substr(0, 3)) return date::month{i + 1};
  }
  return std::nullopt;
}

/// `2027-03`.
std::optional<date::year_month> numbered_month(std::string_view text) {
  constexpr std::size_t length = year_digits + 3;
  if (text.size() != length || text[year_digits] != '-') return std::nullopt;
  const auto year = year_named(text.substr(0, year_digits));
  const auto number = whole_number(text.substr(year_digits + 1));
  if (!year || !number || *number < 1 || *number > 12) return std::nullopt;
  return *year / date::month{static_cast<unsigned>(*number)};
}

/// `march`, `march 2027`.
std::optional<date::year_month> worded_month(std::string_view text, date::year this_year) {
  const std::size_t blank = text.find(' ');
  const auto month = month_by_name(lower(text.substr(0, blank)));
  if (!month) return std::nullopt;
  if (blank == std::string_view::npos) return this_year / *month;
  const auto year = year_named(text.substr(blank + 1));
  return year ? std::optional{*year / *month} : std::nullopt;
}

refusal no_month(std::string_view option, std::string_view value) {
  return value_error(
      option, value,
      {error_code::syntax,
       fmt::format("\"{}\" is no month", value),
       {0, value.size()},
       "a month looks like 2027-03, march, march 2027 or 2027; a moment in it, such as "
       "tomorrow or +2mo, will do as well"});
}

}  // namespace

date::year_month month_at(date::sys_seconds instant, const zone& where) {
  const date::year_month_day day{date::floor<date::days>(where.to_local(instant))};
  return day.year() / day.month();
}

outcome<named_month> read_month(std::string_view option, const std::string& value,
                                const reading& in) {
  if (const auto year = year_named(value)) return named_month{*year / date::January, true};
  if (const auto month = numbered_month(value)) return named_month{*month};
  const date::year this_year = month_at(in.now, in.where).year();
  if (const auto month = worded_month(value, this_year)) return named_month{*month};
  return read_moment(option, value, in)
      .map([&](const moment& m) { return named_month{month_at(m.first, in.where)}; })
      .map_error([&](const complaint&) { return no_month(option, value).value(); });
}

}  // namespace occur::cli
