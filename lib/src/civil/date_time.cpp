#include "occur/civil.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>

#include <fmt/format.h>

#include "civil/read_date_time.hpp"
#include "result/piece.hpp"

namespace occur {
namespace {

using detail::fail;
using detail::is_digit;
using detail::piece;

constexpr std::size_t date_length = 8;

/// The numbers that text of the right form holds; they may still be no date.
struct fields {
  unsigned year, month, day, hour, minute, second;
};

/// A form with a digit where it shows a 9.
bool has_form(std::string_view text, std::string_view form) {
  return std::equal(text.begin(), text.end(), form.begin(), form.end(),
                    [](char c, char f) { return f == '9' ? is_digit(c) : c == f; });
}

std::optional<date_form> form_of(std::string_view text) {
  if (has_form(text, "99999999")) return date_form::date;
  if (has_form(text, "99999999T999999")) return date_form::local;
  if (has_form(text, "99999999T999999Z")) return date_form::utc;
  return std::nullopt;
}

unsigned number_at(std::string_view text, std::size_t begin, std::size_t digits) {
  unsigned value = 0;
  for (const char c : text.substr(begin, digits)) value = value * 10 + unsigned(c - '0');
  return value;
}

fields fields_of(std::string_view text) {
  fields f{number_at(text, 0, 4), number_at(text, 4, 2), number_at(text, 6, 2), 0, 0, 0};
  if (text.size() == date_length) return f;
  f.hour = number_at(text, 9, 2);
  f.minute = number_at(text, 11, 2);
  f.second = number_at(text, 13, 2);
  return f;
}

constexpr std::array<std::string_view, 12> month_names{
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

result<void> check_day(const fields& f, piece text) {
  const unsigned last =
      unsigned((date::year{int(f.year)} / date::month{f.month} / date::last).day());
  if (f.day >= 1 && f.day <= last) return {};
  const std::string_view month = month_names[f.month - 1];
  return fail(error_code::out_of_range, fmt::format("{} {} has no day {}", month, f.year, f.day),
              text.from(6, 2).where(), fmt::format("its days are 01 to {}", last));
}

result<void> check_date(const fields& f, piece text) {
  if (f.year == 0) {
    return fail(error_code::out_of_range, "there is no year 0", text.from(0, 4).where(),
                "years are 0001 to 9999");
  }
  if (f.month < 1 || f.month > 12) {
    return fail(error_code::out_of_range, fmt::format("there is no month {}", f.month),
                text.from(4, 2).where(), "months are 01 to 12");
  }
  return check_day(f, text);
}

result<void> check_time(const fields& f, piece text) {
  if (f.hour > 23) {
    return fail(error_code::out_of_range, fmt::format("there is no hour {}", f.hour),
                text.from(9, 2).where(), "hours are 00 to 23");
  }
  if (f.minute > 59) {
    return fail(error_code::out_of_range, fmt::format("there is no minute {}", f.minute),
                text.from(11, 2).where(), "minutes are 00 to 59");
  }
  if (f.second > 60) {
    return fail(error_code::out_of_range, fmt::format("there is no second {}", f.second),
                text.from(13, 2).where(), "seconds are 00 to 59, and 60 for a leap second");
  }
  return {};
}

date::local_seconds to_time(const fields& f) {
  const date::local_days day{date::year{int(f.year)} / date::month{f.month} / date::day{f.day}};
  return day + std::chrono::hours{f.hour} + std::chrono::minutes{f.minute} +
         seconds{std::min(f.second, 59U)};
}

/// The date that text in some other dress means, `2026-11-23 09:00`; text
/// whose digits do not line up is left alone.
std::optional<std::string> in_basic_form(std::string_view text) {
  constexpr std::size_t longest_dress = 32;
  constexpr std::string_view dress = "0123456789-/.: TtZz";
  if (text.size() > longest_dress) return std::nullopt;
  if (text.find_first_not_of(dress) != std::string_view::npos) return std::nullopt;
  std::string basic;
  std::copy_if(text.begin(), text.end(), std::back_inserter(basic), is_digit);
  if (basic.size() < date_length || basic.size() > 14 || basic.size() % 2 != 0) return std::nullopt;
  if (basic.size() > date_length) {
    basic.resize(14, '0');
    basic.insert(date_length, "T");
    if (text.back() == 'Z' || text.back() == 'z') basic += 'Z';
  }
  if (!parse_date_time(basic)) return std::nullopt;
  return basic;
}

tl::unexpected<error> malformed(piece text) {
  const auto basic = in_basic_form(text.text);
  return fail(error_code::syntax, "malformed date " + detail::quoted(text.text), text.where(),
              basic ? "write " + *basic : "write 20261123, 20261123T090000 or 20261123T090000Z");
}

result<date_time> read(piece text) {
  const auto form = form_of(text.text);
  if (!form) return malformed(text);
  const fields f = fields_of(text.text);
  return check_date(f, text).and_then([&] { return check_time(f, text); }).map([&] {
    return date_time{to_time(f), *form};
  });
}

}  // namespace

result<date_time> parse_date_time(std::string_view text) { return read({text, 0}); }

std::string to_string(const date_time& value) {
  const auto day = date::floor<date::days>(value.time);
  const date::year_month_day date{day};
  auto text = fmt::format("{:04}{:02}{:02}", int(date.year()), unsigned(date.month()),
                          unsigned(date.day()));
  if (value.form == date_form::date) return text;
  const date::hh_mm_ss<seconds> time{value.time - day};
  fmt::format_to(std::back_inserter(text), "T{:02}{:02}{:02}{}", time.hours().count(),
                 time.minutes().count(), time.seconds().count(),
                 value.form == date_form::utc ? "Z" : "");
  return text;
}

namespace detail {

result<date_time> read_date_time(piece text, std::string_view part, tolerance& tolerated) {
  const std::string upper = tolerated.upper_case(text);
  return read({upper, text.at}).map_error([&](error e) {
    e.message += fmt::format(" in {}", part);
    return e;
  });
}

}  // namespace detail
}  // namespace occur
