#include "occur/time_pattern.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace occur {
namespace detail {

/// What the conversions of one occurrence draw on.
struct shown_time {
  clock_face* face;
  date::sys_seconds instant;
  seconds offset;
  date::local_days day;
  seconds time;  ///< since midnight
  date::year_month_day date;
};

/// A number and the width it is filled up to, with zeros unless with blanks.
struct time_number {
  std::int64_t value;
  int width;
  bool blanks = false;
};

struct time_conversion {
  char letter;
  time_number (*measure)(const shown_time&);            ///< of a number; null for text
  void (*convert)(std::string& to, const shown_time&);  ///< of text; null for a number
};

}  // namespace detail

namespace {

using detail::shown_time;
using buffer = std::string;
using number = detail::time_number;
using conversion = detail::time_conversion;

void put(buffer& to, std::string_view text) { to.append(text); }

std::int64_t hour(const shown_time& t) { return t.time.count() / 3600; }
std::int64_t hour_of_12(const shown_time& t) { return (hour(t) + 11) % 12 + 1; }
std::int64_t minute(const shown_time& t) { return t.time.count() / 60 % 60; }
std::int64_t second(const shown_time& t) { return t.time.count() % 60; }
std::int64_t year(const shown_time& t) { return static_cast<int>(t.date.year()); }
std::int64_t month(const shown_time& t) { return static_cast<unsigned>(t.date.month()); }
std::int64_t day_of_month(const shown_time& t) { return static_cast<unsigned>(t.date.day()); }

/// 0 is Sunday.
std::int64_t weekday(const shown_time& t) { return date::weekday{t.day}.c_encoding(); }

std::int64_t days_since_new_year(date::local_days day, date::year of) {
  return (day - date::local_days{of / date::January / 1}).count();
}

std::int64_t day_of_year(const shown_time& t) {
  return days_since_new_year(t.day, t.date.year()) + 1;
}

/// The week of the year by its first Sunday or Monday, as %U and %W count.
std::int64_t week_from(const shown_time& t, std::int64_t first_weekday) {
  const std::int64_t days_into_week = (weekday(t) + 7 - first_weekday) % 7;
  return (day_of_year(t) + 6 - days_into_week) / 7;
}

/// The Thursday of the ISO 8601 week: its year is the week's, and so is its week.
date::local_days thursday_of_week(const shown_time& t) {
  return t.day - (date::weekday{t.day} - date::Monday) + (date::Thursday - date::Monday);
}

date::year week_year(const shown_time& t) {
  return date::year_month_day{thursday_of_week(t)}.year();
}

std::int64_t iso_week(const shown_time& t) {
  return days_since_new_year(thursday_of_week(t), week_year(t)) / 7 + 1;
}

std::int64_t century(std::int64_t y) { return (y >= 0 ? y : y - 99) / 100; }
std::int64_t year_of_century(std::int64_t y) { return y - century(y) * 100; }

void put_offset(buffer& to, const shown_time& t, std::string_view colon) {
  if (!t.face->has_zone()) return;
  const date::hh_mm_ss<seconds> size{t.offset};
  const auto out = std::back_inserter(to);
  fmt::format_to(out, "{}{:02}{}{:02}", size.is_negative() ? '-' : '+', size.hours().count(), colon,
                 size.minutes().count());
  const auto odd = size.seconds().count();
  if (odd != 0) fmt::format_to(out, "{}{:02}", colon, odd);
}

std::string_view weekday_name(const shown_time& t) {
  return weekday_names[static_cast<std::size_t>(weekday(t))];
}

std::string_view month_name(const shown_time& t) {
  return month_names[static_cast<std::size_t>(month(t)) - 1];
}

std::string_view short_name(std::string_view name) { return name.substr(0, 3); }

void put_half(buffer& to, const shown_time& t, std::array<std::string_view, 2> halves) {
  put(to, halves[hour(t) < 12 ? 0 : 1]);
}

void put_12_hour_time(buffer& to, const shown_time& t) {
  fmt::format_to(std::back_inserter(to), "{:02}:{:02}:{:02} ", hour_of_12(t), minute(t), second(t));
  put_half(to, t, {"AM", "PM"});
}

void put_short_date(buffer& to, const shown_time& t) {
  fmt::format_to(std::back_inserter(to), "{:02}/{:02}/{:02}", month(t), day_of_month(t),
                 year_of_century(year(t)));
}

void put_date_and_time(buffer& to, const shown_time& t) {
  fmt::format_to(std::back_inserter(to), "{} {} {:2} {} {}", short_name(weekday_name(t)),
                 short_name(month_name(t)), day_of_month(t), time_text(t.time), year(t));
}

using time_ref = const shown_time&;

// The letters of POSIX strftime, and of GNU's: %k %l %P %s and the flag `:` of %z.
constexpr std::array conversions{
    conversion{'a', nullptr, [](buffer& b, time_ref t) { put(b, short_name(weekday_name(t))); }},
    conversion{'A', nullptr, [](buffer& b, time_ref t) { put(b, weekday_name(t)); }},
    conversion{'b', nullptr, [](buffer& b, time_ref t) { put(b, short_name(month_name(t))); }},
    conversion{'B', nullptr, [](buffer& b, time_ref t) { put(b, month_name(t)); }},
    conversion{'c', nullptr, put_date_and_time},
    conversion{'C',
               [](time_ref t) {
                 return number{century(year(t)), 2};
               },
               nullptr},
    conversion{'d',
               [](time_ref t) {
                 return number{day_of_month(t), 2};
               },
               nullptr},
    conversion{'D', nullptr, put_short_date},
    conversion{'e',
               [](time_ref t) {
                 return number{day_of_month(t), 2, true};
               },
               nullptr},
    conversion{'F', nullptr, [](buffer& b, time_ref t) { put(b, date_text(t.day)); }},
    conversion{'g',
               [](time_ref t) {
                 return number{year_of_century(static_cast<int>(week_year(t))), 2};
               },
               nullptr},
    conversion{'G',
               [](time_ref t) {
                 return number{static_cast<int>(week_year(t)), 4};
               },
               nullptr},
    conversion{'h', nullptr, [](buffer& b, time_ref t) { put(b, short_name(month_name(t))); }},
    conversion{'H',
               [](time_ref t) {
                 return number{hour(t), 2};
               },
               nullptr},
    conversion{'I',
               [](time_ref t) {
                 return number{hour_of_12(t), 2};
               },
               nullptr},
    conversion{'j',
               [](time_ref t) {
                 return number{day_of_year(t), 3};
               },
               nullptr},
    conversion{'k',
               [](time_ref t) {
                 return number{hour(t), 2, true};
               },
               nullptr},
    conversion{'l',
               [](time_ref t) {
                 return number{hour_of_12(t), 2, true};
               },
               nullptr},
    conversion{'m',
               [](time_ref t) {
                 return number{month(t), 2};
               },
               nullptr},
    conversion{'M',
               [](time_ref t) {
                 return number{minute(t), 2};
               },
               nullptr},
    conversion{'n', nullptr, [](buffer& b, time_ref) { b.push_back('\n'); }},
    conversion{'p', nullptr,
               [](buffer& b, time_ref t) {
                 put_half(b, t, {"AM", "PM"});
               }},
    conversion{'P', nullptr,
               [](buffer& b, time_ref t) {
                 put_half(b, t, {"am", "pm"});
               }},
    conversion{'r', nullptr, put_12_hour_time},
    conversion{'R', nullptr, [](buffer& b, time_ref t) { put(b, time_text(t.time).substr(0, 5)); }},
    conversion{'s',
               [](time_ref t) {
                 return number{t.instant.time_since_epoch().count(), 1};
               },
               nullptr},
    conversion{'S',
               [](time_ref t) {
                 return number{second(t), 2};
               },
               nullptr},
    conversion{'t', nullptr, [](buffer& b, time_ref) { b.push_back('\t'); }},
    conversion{'T', nullptr, [](buffer& b, time_ref t) { put(b, time_text(t.time)); }},
    conversion{'u',
               [](time_ref t) {
                 return number{(weekday(t) + 6) % 7 + 1, 1};
               },
               nullptr},
    conversion{'U',
               [](time_ref t) {
                 return number{week_from(t, 0), 2};
               },
               nullptr},
    conversion{'V',
               [](time_ref t) {
                 return number{iso_week(t), 2};
               },
               nullptr},
    conversion{'w',
               [](time_ref t) {
                 return number{weekday(t), 1};
               },
               nullptr},
    conversion{'W',
               [](time_ref t) {
                 return number{week_from(t, 1), 2};
               },
               nullptr},
    conversion{'x', nullptr, put_short_date},
    conversion{'X', nullptr, [](buffer& b, time_ref t) { put(b, time_text(t.time)); }},
    conversion{'y',
               [](time_ref t) {
                 return number{year_of_century(year(t)), 2};
               },
               nullptr},
    conversion{'Y',
               [](time_ref t) {
                 return number{year(t), 4};
               },
               nullptr},
    conversion{'z', nullptr, [](buffer& b, time_ref t) { put_offset(b, t, ""); }},
    conversion{'Z', nullptr,
               [](buffer& b, time_ref t) {
                 if (t.face->has_zone()) put(b, t.face->period_at(t.instant).abbreviation);
               }},
    conversion{'%', nullptr, [](buffer& b, time_ref) { b.push_back('%'); }}};

constexpr conversion offset_with_colon{'z', nullptr,
                                       [](buffer& b, time_ref t) { put_offset(b, t, ":"); }};

const conversion* conversion_of(char letter, bool colon) {
  if (colon) return letter == 'z' ? &offset_with_colon : nullptr;
  const auto* const found =
      std::find_if(conversions.begin(), conversions.end(),
                   [letter](const conversion& c) { return c.letter == letter; });
  return found == conversions.end() ? nullptr : found;
}

void put_number(buffer& to, const number& n, bool blanks, int width) {
  fmt::format_to(std::back_inserter(to), fmt::runtime(blanks ? "{:{}}" : "{:0{}}"), n.value, width);
}

}  // namespace

/// Reads one piece after another.
class time_pattern::reader {
 public:
  explicit reader(std::string_view pattern) : pattern_(pattern) {}

  [[nodiscard]] bool at_end() const { return at_ == pattern_.size(); }

  result<piece> next() {
    if (pattern_[at_] != '%') return literal();
    const std::size_t begin = at_++;
    piece p;
    p.how = flag();
    const bool colon = take(':');
    p.what = conversion_of(at_end() ? '\0' : pattern_[at_], colon);
    if (!at_end()) ++at_;
    if (p.what == nullptr) return tl::unexpected{unknown(begin)};
    return p;
  }

 private:
  piece literal() {
    const std::size_t begin = at_;
    at_ = std::min(pattern_.find('%', at_), pattern_.size());
    return {nullptr, fill::usual, std::string{pattern_.substr(begin, at_ - begin)}};
  }

  bool take(char c) {
    const bool taken = !at_end() && pattern_[at_] == c;
    if (taken) ++at_;
    return taken;
  }

  fill flag() {
    if (take('-')) return fill::none;
    if (take('_')) return fill::blank;
    return take('0') ? fill::zero : fill::usual;
  }

  [[nodiscard]] error unknown(std::size_t begin) const {
    return {error_code::unknown_name,
            fmt::format("unknown conversion \"{}\"", pattern_.substr(begin, at_ - begin)),
            {begin, at_},
            "conversions are those of strftime: %Y %m %d %H %M %S %a %b %j %V %z %Z %s ...; "
            "%% is a percent sign"};
  }

  std::string_view pattern_;
  std::size_t at_ = 0;
};

result<time_pattern> time_pattern::parse(std::string_view text) {
  time_pattern made;
  for (reader r{text}; !r.at_end();) {
    auto p = r.next();
    if (!p) return tl::unexpected{p.error()};
    made.pieces_.push_back(std::move(*p));
  }
  return made;
}

void time_pattern::append(std::string& to, clock_face& face, const occurrence& o) const {
  const auto [local, offset] = face.at(o);
  const auto day = date::floor<date::days>(local);
  const shown_time shown{&face, o.time, offset, day, local - day, date::year_month_day{day}};
  for (const piece& p : pieces_) {
    if (p.what == nullptr) {
      put(to, p.text);
    } else if (p.what->measure != nullptr) {
      const number n = p.what->measure(shown);
      const bool blanks = p.how == fill::blank || (p.how == fill::usual && n.blanks);
      put_number(to, n, blanks, p.how == fill::none ? 0 : n.width);
    } else {
      p.what->convert(to, shown);
    }
  }
}

}  // namespace occur
