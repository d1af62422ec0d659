// Patterns: text with the conversions of strftime, in English whatever the locale.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "output/formatter.hpp"
#include "output/names.hpp"

namespace occur::cli {
namespace {

/// What the conversions of one occurrence draw on.
struct shown_time {
  clock_face* face;
  date::sys_seconds instant;
  std::int64_t offset;
  std::int64_t day;
  std::uint32_t second;
  date::year_month_day date;
};

using buffer = fmt::memory_buffer;
using converter = void (*)(buffer&, const shown_time&);

/// How a conversion's number is filled up to its width: as the table says, or
/// as one of the flags `-`, `_`, `0` asks.
enum class fill : std::uint8_t { usual, none, blank, zero };

struct number {
  std::int64_t value;
  int width;
  bool blanks = false;
};

using measurer = number (*)(const shown_time&);

struct conversion {
  char letter;
  measurer measure;   ///< of a number; null for text
  converter convert;  ///< of text; null for a number
};

void put(buffer& to, std::string_view text) { to.append(text); }

std::int64_t hour(const shown_time& t) { return t.second / 3600; }
std::int64_t hour_of_12(const shown_time& t) { return (hour(t) + 11) % 12 + 1; }
std::int64_t minute(const shown_time& t) { return t.second / 60 % 60; }
std::int64_t year(const shown_time& t) { return static_cast<int>(t.date.year()); }
std::int64_t month(const shown_time& t) { return static_cast<unsigned>(t.date.month()); }
std::int64_t day_of_month(const shown_time& t) { return static_cast<unsigned>(t.date.day()); }

std::int64_t first_day_of(date::year y) {
  return date::sys_days{y / date::January / 1}.time_since_epoch().count();
}

std::int64_t day_of_year(const shown_time& t) { return t.day - first_day_of(t.date.year()) + 1; }

/// The week of the year by its first Sunday or Monday, as %U and %W count.
std::int64_t week_from(const shown_time& t, unsigned first_weekday) {
  const std::int64_t weekday = (weekday_of(t.day) + 7 - first_weekday) % 7;
  return (day_of_year(t) + 6 - weekday) / 7;
}

/// The Thursday of the ISO 8601 week: its year is the week's, and so is its week.
std::int64_t thursday_of_week(const shown_time& t) {
  const std::int64_t days_since_monday = (weekday_of(t.day) + 6) % 7;
  return t.day - days_since_monday + 3;
}

date::year week_year(const shown_time& t) {
  return date::year_month_day{date::sys_days{date::days{thursday_of_week(t)}}}.year();
}

std::int64_t iso_week(const shown_time& t) {
  return (thursday_of_week(t) - first_day_of(week_year(t))) / 7 + 1;
}

std::int64_t century(std::int64_t y) { return (y >= 0 ? y : y - 99) / 100; }
std::int64_t year_of_century(std::int64_t y) { return y - century(y) * 100; }

void put_offset(buffer& to, const shown_time& t, std::string_view colon) {
  if (!t.face->has_zone()) return;
  const std::int64_t size = t.offset < 0 ? -t.offset : t.offset;
  fmt::format_to(std::back_inserter(to), "{}{:02}{}{:02}", t.offset < 0 ? '-' : '+', size / 3600,
                 colon, size / 60 % 60);
  if (size % 60 != 0) fmt::format_to(std::back_inserter(to), "{}{:02}", colon, size % 60);
}

void put_half(buffer& to, const shown_time& t, std::array<std::string_view, 2> halves) {
  put(to, halves[hour(t) < 12 ? 0 : 1]);
}

void put_12_hour_time(buffer& to, const shown_time& t) {
  fmt::format_to(std::back_inserter(to), "{:02}:{:02}:{:02} ", hour_of_12(t), minute(t),
                 t.second % 60);
  put_half(to, t, {"AM", "PM"});
}

void put_short_date(buffer& to, const shown_time& t) {
  fmt::format_to(std::back_inserter(to), "{:02}/{:02}/{:02}", month(t), day_of_month(t),
                 year_of_century(year(t)));
}

void put_date_and_time(buffer& to, const shown_time& t) {
  fmt::format_to(std::back_inserter(to), "{} {} {:2} {} {}",
                 short_name(weekday_names[weekday_of(t.day)]),
                 short_name(month_names[static_cast<std::size_t>(month(t)) - 1]), day_of_month(t),
                 time_text(t.second), year(t));
}

std::string_view weekday_name(const shown_time& t) { return weekday_names[weekday_of(t.day)]; }

std::string_view month_name(const shown_time& t) {
  return month_names[static_cast<std::size_t>(month(t)) - 1];
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
    conversion{'R', nullptr,
               [](buffer& b, time_ref t) { put(b, time_text(t.second).substr(0, 5)); }},
    conversion{'s',
               [](time_ref t) {
                 return number{t.instant.time_since_epoch().count(), 1};
               },
               nullptr},
    conversion{'S',
               [](time_ref t) {
                 return number{t.second % 60, 2};
               },
               nullptr},
    conversion{'t', nullptr, [](buffer& b, time_ref) { b.push_back('\t'); }},
    conversion{'T', nullptr, [](buffer& b, time_ref t) { put(b, time_text(t.second)); }},
    conversion{'u',
               [](time_ref t) {
                 return number{(weekday_of(t.day) + 6) % 7 + 1, 1};
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
                 return number{weekday_of(t.day), 1};
               },
               nullptr},
    conversion{'W',
               [](time_ref t) {
                 return number{week_from(t, 1), 2};
               },
               nullptr},
    conversion{'x', nullptr, put_short_date},
    conversion{'X', nullptr, [](buffer& b, time_ref t) { put(b, time_text(t.second)); }},
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

/// Literal text, or a conversion.
struct piece {
  const conversion* what = nullptr;
  fill how = fill::usual;
  std::string text{};
};

/// Reads one piece after another.
class pattern_reader {
 public:
  explicit pattern_reader(std::string_view pattern) : pattern_(pattern) {}

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

  static const conversion* conversion_of(char letter, bool colon) {
    if (colon) return letter == 'z' ? &offset_with_colon : nullptr;
    const auto* const found =
        std::find_if(conversions.begin(), conversions.end(),
                     [letter](const conversion& c) { return c.letter == letter; });
    return found == conversions.end() ? nullptr : found;
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

result<std::vector<piece>> pieces_of(std::string_view pattern) {
  std::vector<piece> pieces;
  for (pattern_reader reader{pattern}; !reader.at_end();) {
    auto p = reader.next();
    if (!p) return tl::unexpected{p.error()};
    pieces.push_back(std::move(*p));
  }
  return pieces;
}

void put_number(buffer& to, const number& n, fill how) {
  const bool blanks = how == fill::blank || (how == fill::usual && n.blanks);
  const int width = how == fill::none ? 0 : n.width;
  fmt::format_to(std::back_inserter(to), fmt::runtime(blanks ? "{:{}}" : "{:0{}}"), n.value, width);
}

class pattern_formatter final : public formatter {
 public:
  pattern_formatter(std::vector<piece> pieces, format_setting setting)
      : pieces_(std::move(pieces)), setting_(std::move(setting)) {}

  void print(std::span<const occurrence> block, line_writer& to) override {
    for (const occurrence& o : block) {
      line_.clear();
      append(o);
      to.write({line_.data(), line_.size()});
    }
  }

 private:
  void append(const occurrence& o) {
    clock_face& face = setting_.faces[o.set];
    const auto [local, offset] = face.at(o);
    const auto [day, second] = split(local);
    const shown_time shown{&face, o.time, offset,
                           day,   second, date::year_month_day{date::sys_days{date::days{day}}}};
    for (const piece& p : pieces_) append(p, shown);
    line_.push_back(setting_.line_end);
  }

  void append(const piece& p, const shown_time& t) {
    if (p.what == nullptr) {
      put(line_, p.text);
    } else if (p.what->measure != nullptr) {
      put_number(line_, p.what->measure(t), p.how);
    } else {
      p.what->convert(line_, t);
    }
  }

  std::vector<piece> pieces_;
  format_setting setting_;
  buffer line_;
};

}  // namespace

result<void> check_pattern(std::string_view pattern) {
  return pieces_of(pattern).map([](const auto&) {});
}

std::unique_ptr<formatter> make_pattern_formatter(std::string_view pattern,
                                                  format_setting setting) {
  return std::make_unique<pattern_formatter>(pieces_of(pattern).value(), std::move(setting));
}

}  // namespace occur::cli
