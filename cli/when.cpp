#include "when.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "occur/phrase.hpp"

namespace occur::cli {
namespace {

using date::local_days;
using date::local_seconds;

constexpr std::int64_t absent = -1;
constexpr std::string_view forms =
    "a moment looks like 2026-11-23, 2026-11-23T09:00, 9:00, tomorrow 9:00, friday at 16:00, "
    "in 20 minutes, +2h, -3d or now";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }
bool is_blank(char c) { return c == ' ' || c == '\t'; }

/// Takes a text apart from the left.
class scanner {
 public:
  explicit scanner(std::string_view text) : text_(text) {}

  [[nodiscard]] bool at_end() const { return at_ == text_.size(); }
  [[nodiscard]] std::size_t position() const { return at_; }
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? lower(text_[at_ + ahead]) : '\0';
  }

  bool take(char c) {
    const bool found = !at_end() && peek() == c;
    if (found) ++at_;
    return found;
  }

  bool skip_blanks() {
    const std::size_t begin = at_;
    while (is_blank(peek())) ++at_;
    return at_ > begin;
  }

  /// The letters here, in lower case.
  std::string word() {
    std::string letters;
    while (is_letter(peek())) letters += lower(text_[at_++]);
    return letters;
  }

  /// A number of `least` to `most` digits.
  std::optional<std::int64_t> number(std::size_t least, std::size_t most) {
    std::size_t count = 0;
    std::int64_t value = 0;
    while (count < most && is_digit(peek(count))) value = value * 10 + (peek(count++) - '0');
    if (count < least || is_digit(peek(count))) return std::nullopt;
    at_ += count;
    return value;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

tl::unexpected<error> wrong(std::string message, span where) {
  return tl::unexpected{error{error_code::syntax, std::move(message), where, std::string{forms}}};
}

/// The whole text in quotes, cut where it is too long to repeat.
std::string quoted(std::string_view text) {
  constexpr std::size_t most = 40;
  return text.size() <= most ? fmt::format("\"{}\"", text)
                             : fmt::format("\"{}...\"", text.substr(0, most));
}

class when_parser {
 public:
  when_parser(std::string_view text, const when_setting& in) : text_(text), in_(in), rest_(text) {}

  result<moment> parse() {
    rest_.skip_blanks();
    return anything().and_then([this](const moment& m) { return nothing_left(m); });
  }

 private:
  result<moment> anything() {
    if (rest_.peek() == '+' || rest_.peek() == '-') return distance();
    if (is_letter(rest_.peek())) return named_day();
    if (rest_.peek(1) == ':' || rest_.peek(2) == ':') return at_time(today());
    if (looks_basic()) return basic_date_time();
    return iso();
  }

  result<moment> nothing_left(const moment& m) {
    rest_.skip_blanks();
    if (rest_.at_end()) return m;
    return wrong(fmt::format("{} is no moment", quoted(text_)), {rest_.position(), text_.size()});
  }

  // now, today, tomorrow 9:00

  result<moment> named_day() {
    const std::size_t begin = rest_.position();
    const std::string word = rest_.word();
    if (word == "now") return moment{in_.now, in_.now};
    if (word == "today") return day_or_time(today());
    if (word == "tomorrow") return day_or_time(today() + date::days{1});
    if (word == "yesterday") return day_or_time(today() - date::days{1});
    return wrong(fmt::format("{} is no moment", quoted(text_)), {begin, text_.size()});
  }

  [[nodiscard]] local_days today() const {
    return date::floor<date::days>(in_.where.to_local(in_.now));
  }

  result<moment> day_or_time(local_days day) {
    rest_.skip_blanks();
    return rest_.at_end() ? whole_day(day) : at_time(day);
  }

  result<moment> whole_day(local_days day) const {
    const local_seconds next_midnight = day + date::days{1};
    if (auto first = instant(day); !first) return tl::unexpected{first.error()};
    return moment{in_.where.read(day).before, in_.where.read(next_midnight).before - seconds{1}};
  }

  // 9:00, 9:00:30, with fractions of the second dropped

  result<moment> at_time(local_days day) {
    return time_of_day().and_then([&](seconds time) { return single(instant(day + time)); });
  }

  result<seconds> time_of_day() {
    const std::size_t begin = rest_.position();
    const std::int64_t hour = rest_.number(1, 2).value_or(absent);
    const std::int64_t minute = rest_.take(':') ? rest_.number(2, 2).value_or(absent) : absent;
    const std::int64_t second = rest_.take(':') ? rest_.number(2, 2).value_or(absent) : 0;
    if (std::min({hour, minute, second}) == absent) {
      return wrong(fmt::format("{} has no time of day such as 9:00", quoted(text_)),
                   {begin, text_.size()});
    }
    if (hour > 23 || minute > 59 || second > 60) {
      return wrong(fmt::format("no clock shows {}", text_.substr(begin, taken(begin))),
                   {begin, rest_.position()});
    }
    drop_fraction();
    constexpr std::int64_t last_second = 59;  // a leap second reads as the one before it
    return seconds{hour * 3600 + minute * 60 + std::min(second, last_second)};
  }

  [[nodiscard]] std::size_t taken(std::size_t begin) const { return rest_.position() - begin; }

  void drop_fraction() {
    const bool point = rest_.peek() == '.' || rest_.peek() == ',';
    if (!point || !is_digit(rest_.peek(1))) return;
    rest_.take(rest_.peek());
    while (is_digit(rest_.peek())) rest_.take(rest_.peek());
  }

  // 2026-11-23, 2026-11-23T09:00, 2026-11-23 09:00:00+01:00

  result<moment> iso() {
    auto day = iso_date();
    if (!day) return tl::unexpected{day.error()};
    const bool separator = rest_.take('t') || rest_.skip_blanks();
    if (!separator || rest_.at_end()) return whole_day(*day);
    auto time = time_of_day();
    if (!time) return tl::unexpected{time.error()};
    return with_offset(*day + *time);
  }

  result<local_days> iso_date() {
    const std::size_t begin = rest_.position();
    const std::int64_t year = rest_.number(4, 4).value_or(absent);
    const std::int64_t month = rest_.take('-') ? rest_.number(2, 2).value_or(absent) : absent;
    const std::int64_t day = rest_.take('-') ? rest_.number(2, 2).value_or(absent) : absent;
    if (std::min({year, month, day}) == absent) {
      return wrong(fmt::format("{} is no moment", quoted(text_)), {begin, text_.size()});
    }
    const date::year_month_day ymd{date::year{static_cast<int>(year)},
                                   date::month{static_cast<unsigned>(month)},
                                   date::day{static_cast<unsigned>(day)}};
    if (ymd.ok() && year > 0) return local_days{ymd};
    return wrong(fmt::format("there is no {}", text_.substr(begin, taken(begin))),
                 {begin, rest_.position()});
  }

  result<moment> with_offset(local_seconds local) {
    if (rest_.take('z')) return single(in_horizon(date::sys_seconds{local.time_since_epoch()}));
    const bool ahead = rest_.peek() == '+';
    if (!ahead && rest_.peek() != '-') return single(instant(local));
    const std::size_t begin = rest_.position();
    rest_.take(rest_.peek());
    const auto offset = offset_size();
    if (!offset) {
      return wrong("an offset looks like +01:00", {begin, text_.size()});
    }
    const seconds shift = ahead ? *offset : -*offset;
    return single(in_horizon(date::sys_seconds{local.time_since_epoch()} - shift));
  }

  /// 01, 0100, 01:00 or, as local mean time needs, 01:03:52.
  std::optional<seconds> offset_size() {
    std::array<std::int64_t, 3> parts{};
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (i > 0 && !rest_.take(':') && !is_digit(rest_.peek())) break;
      if (!is_digit(rest_.peek()) || !is_digit(rest_.peek(1))) return std::nullopt;
      parts[i] = (rest_.peek() - '0') * 10 + (rest_.peek(1) - '0');
      rest_.take(rest_.peek());
      rest_.take(rest_.peek());
    }
    if (parts[0] > 23 || parts[1] > 59 || parts[2] > 59) return std::nullopt;
    return seconds{parts[0] * 3600 + parts[1] * 60 + parts[2]};
  }

  // 20261123, 20261123T090000, 20261123T090000Z

  [[nodiscard]] bool looks_basic() const {
    constexpr std::size_t date_digits = 8;
    for (std::size_t i = 0; i < date_digits; ++i) {
      if (!is_digit(rest_.peek(i))) return false;
    }
    return true;
  }

  result<moment> basic_date_time() {
    const std::size_t begin = rest_.position();
    while (is_digit(rest_.peek()) || is_letter(rest_.peek())) rest_.take(rest_.peek());
    std::string text{text_.substr(begin, taken(begin))};
    std::transform(text.begin(), text.end(), text.begin(), [](char c) {
      return is_letter(c) ? static_cast<char>(lower(c) - 'a' + 'A') : c;
    });
    auto read = parse_date_time(text);
    if (!read) {
      error e = read.error();
      e.where = {e.where.begin + begin, e.where.end + begin};
      return tl::unexpected{std::move(e)};
    }
    if (read->form == date_form::date) return whole_day(date::floor<date::days>(read->time));
    if (read->form == date_form::local) return single(instant(read->time));
    return single(date::sys_seconds{read->time.time_since_epoch()});
  }

  // +2h, -3d, +1w2d

  result<moment> distance() {
    const std::int64_t sign = rest_.peek() == '-' ? -1 : 1;
    rest_.take(rest_.peek());
    result<date::sys_seconds> at = in_.now;
    do {
      rest_.skip_blanks();
      const std::size_t begin = rest_.position();
      const auto count = rest_.number(1, 10);
      rest_.skip_blanks();
      const std::string unit = rest_.word();
      if (!count || !is_unit(unit)) {
        return wrong(fmt::format("{} is no distance such as +2h", quoted(text_)),
                     {begin, std::max(rest_.position(), begin + 1)});
      }
      at = moved(*at, sign * *count, unit);
      rest_.skip_blanks();
    } while (at && !rest_.at_end());
    return single(at);
  }

  static bool is_unit(std::string_view unit) {
    constexpr std::array<std::string_view, 8> units{"s", "m", "min", "h", "d", "w", "mo", "y"};
    return std::find(units.begin(), units.end(), unit) != units.end();
  }

  [[nodiscard]] result<date::sys_seconds> moved(date::sys_seconds from, std::int64_t count,
                                                std::string_view unit) const {
    if (unit == "s") return in_horizon(from + seconds{count});
    if (unit == "m" || unit == "min") return in_horizon(from + seconds{count * 60});
    if (unit == "h") return in_horizon(from + seconds{count * 3600});
    const local_seconds local = in_.where.to_local(from);
    if (unit == "d") return instant(local + seconds{count * 86400});
    if (unit == "w") return instant(local + seconds{count * 86400 * 7});
    return moved_by_months(local, unit == "y" ? count * 12 : count);
  }

  [[nodiscard]] result<date::sys_seconds> moved_by_months(local_seconds local,
                                                          std::int64_t count) const {
    const local_days day = date::floor<date::days>(local);
    const date::year_month_day ymd{day};
    const std::int64_t months =
        std::int64_t{int{ymd.year()}} * 12 + static_cast<unsigned>(ymd.month()) - 1 + count;
    if (months < 12 || months >= std::int64_t{10'000} * 12) return outside();
    const auto month = date::year{static_cast<int>(months / 12)} /
                       date::month{static_cast<unsigned>(months % 12 + 1)};
    const date::year_month_day last{month / date::last};
    const date::year_month_day to = std::min(last, month / ymd.day());
    return instant(local_days{to} + (local - day));
  }

  // The horizon

  [[nodiscard]] tl::unexpected<error> outside() const {
    return tl::unexpected{error{error_code::out_of_range,
                                fmt::format("{} lies outside the years 1 to 9999", quoted(text_)),
                                {0, text_.size()},
                                {}}};
  }

  [[nodiscard]] result<date::sys_seconds> in_horizon(date::sys_seconds instant) const {
    const local_seconds utc{instant.time_since_epoch()};
    if (utc < horizon_first || utc > horizon_last) return outside();
    return instant;
  }

  [[nodiscard]] result<date::sys_seconds> instant(local_seconds local) const {
    if (local < horizon_first || local > horizon_last) return outside();
    return in_.where.read(local).before;
  }

  static result<moment> single(const result<date::sys_seconds>& instant) {
    return instant.map([](date::sys_seconds at) { return moment{at, at}; });
  }

  std::string_view text_;
  const when_setting& in_;
  scanner rest_;
};

/// A phrase that names one moment; without a time of day all of its day, today's included.
result<moment> parse_phrase_moment(std::string_view text, const when_setting& in) {
  constexpr seconds last_second{86399};
  const auto first = parse_moment(text, {.now = in.now, .where = in.where});
  const auto last =
      parse_moment(text, {.now = in.now, .where = in.where, .default_time = last_second});
  if (!first) return tl::unexpected{first.error()};
  if (!last || *last == *first) return moment{*first, *first};
  const local_days day = date::floor<date::days>(in.where.to_local(*last));
  return moment{in.where.read(day).before, *last};
}

}  // namespace

result<moment> parse_when(std::string_view text, const when_setting& in) {
  auto read = when_parser{text, in}.parse();
  if (read || read.error().code == error_code::out_of_range) return read;
  auto phrase = parse_phrase_moment(text, in);
  const bool further = phrase || phrase.error().where.begin > read.error().where.begin;
  return further ? phrase : read;
}

}  // namespace occur::cli
