#include "phrase/lexer.hpp"

#include <array>
#include <string>
#include <utility>

#include <date/date.h>

namespace occur::detail::phrase {
namespace {

[[nodiscard]] bool is_digit(char c) { return c >= '0' && c <= '9'; }
[[nodiscard]] bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
[[nodiscard]] bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

/// How many bytes a letter beyond ASCII takes at the front of a text; 0 when there is none.
/// Punctuation and symbols are no letters: U+0080 to U+00BF, U+2000 to U+303F and beyond U+FFFF.
[[nodiscard]] std::size_t foreign_letter(std::string_view text) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const auto continues = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  const unsigned lead = byte(0);
  if (lead >= 0xC3 && lead <= 0xDF) return continues(1) ? 2 : 0;
  const bool punctuation = lead == 0xE2 || (lead == 0xE3 && byte(1) == 0x80);
  if (lead < 0xE0 || lead > 0xEF || punctuation) return 0;
  return continues(1) && continues(2) ? 3 : 0;
}

/// Reads one text. The first error sticks and ends the reading.
class reader {
 public:
  explicit reader(std::string_view text) : text_(text), end_(text.size()) {
    while (end_ > 0 && is_blank(text_[end_ - 1])) --end_;
    if (end_ > 0 && text_[end_ - 1] == '.') --end_;
  }

  [[nodiscard]] result<std::vector<token>> read() {
    if (text_.size() > longest_phrase)
      return tl::unexpected(error{error_code::too_long,
                                  "a phrase has at most 4096 bytes",
                                  {longest_phrase, text_.size()},
                                  "split it, or write property blocks"});
    words_.reserve(16);
    while (!failure_ && skip_blanks() < end_) {
      if (words_.size() == most_words) {
        fail({error_code::too_long, "a phrase has at most 1024 words", {at_, end_}, "split it"});
        break;
      }
      read_one();
    }
    if (failure_) return tl::unexpected(*std::move(failure_));
    add(token_kind::end, 0, at_);
    join_number_words();
    return std::move(words_);
  }

 private:
  void fail(error e) {
    if (!failure_) failure_ = std::move(e);
    at_ = end_;
  }

  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < end_ ? text_[at_ + ahead] : '\0';
  }

  /// How many bytes the letter that stands there takes; 0 when none does.
  [[nodiscard]] std::size_t letter_length() const {
    return is_letter(peek()) ? 1 : foreign_letter(text_.substr(at_, end_ - at_));
  }

  std::size_t skip_blanks() {
    while (is_blank(peek())) ++at_;
    return at_;
  }

  token& add(token_kind kind, std::int32_t value, std::size_t begin) {
    token t;
    t.kind = kind;
    t.value = value;
    t.where = {begin, at_};
    t.dash_before = std::exchange(dash_pending_, false);
    return words_.emplace_back(t);
  }

  void read_one() {
    const char c = peek();
    if (is_digit(c)) return read_digits();
    if (letter_length() > 0) return read_letters();
    read_mark();
  }

  void read_mark() {
    const std::size_t begin = at_++;
    switch (text_[begin]) {
      case ',':
        add(token_kind::comma, 0, begin);
        return;
      case ';':
        add(token_kind::semicolon, 0, begin);
        return;
      case '&':
        add(token_kind::keyword, static_cast<std::int32_t>(keyword::and_), begin);
        return;
      case '@':
        add(token_kind::keyword, static_cast<std::int32_t>(keyword::at), begin);
        return;
      case '-':
        return read_dash(begin);
      case ':':
        return read_minute_mark(begin);
      default:
        return fail_character(begin);
    }
  }

  void read_dash(std::size_t begin) {
    const bool glued_left = begin > 0 && !words_.empty() && words_.back().where.end == begin;
    if (glued_left && (is_letter(peek()) || is_digit(peek())))
      dash_pending_ = true;
    else
      add(token_kind::dash, 0, begin);
  }

  void fail_character(std::size_t begin) {
    std::size_t last = begin + 1;
    while (last < end_ && (static_cast<unsigned char>(text_[last]) & 0xC0U) == 0x80U) ++last;
    const std::string_view shown = text_.substr(begin, last - begin);
    const bool dash = shown == "\xE2\x80\x93" || shown == "\xE2\x80\x94";
    const bool printable = shown.size() > 1 || (shown[0] > ' ' && shown[0] < '\x7f');
    std::size_t number = begin;
    while (number > 0 && is_digit(text_[number - 1])) --number;
    std::string hint = "a phrase has letters, digits and , ; . : - / & @";
    if (dash) hint = "write \"to\" or \"-\"";
    if (shown == "." && number < begin)
      hint = "write \"" + std::string(text_.substr(number, begin - number)) + "\" without the dot";
    fail({error_code::syntax,
          printable ? "\"" + std::string(shown) + "\" has no place in a phrase"
                    : std::string("this character has no place in a phrase"),
          {begin, last},
          std::move(hint)});
  }

  void read_minute_mark(std::size_t begin) {
    const std::size_t digits = at_;
    const std::uint64_t value = read_number();
    if (at_ - digits != 2 || value > 59 || peek() == ':')
      return fail({error_code::syntax,
                   "a minute is two digits after the colon, 00 to 59",
                   {begin, at_},
                   "write \"at :15\""});
    add(token_kind::mark, static_cast<std::int32_t>(value), begin);
  }

  /// Digits up to a bound that no valid number reaches.
  std::uint64_t read_number() {
    std::uint64_t value = 0;
    while (is_digit(peek())) {
      if (value < 10'000'000'000) value = value * 10 + static_cast<std::uint64_t>(peek() - '0');
      ++at_;
    }
    return value;
  }

  // --- what starts with a digit ---------------------------------------------

  void read_digits() {
    const std::size_t begin = at_;
    const std::uint64_t value = read_number();
    const std::size_t length = at_ - begin;
    const char mark = peek();
    const bool more = is_digit(peek(1));
    if (mark == ':') return read_time(begin, value, length);
    if (mark == '/') return read_slashes(begin, value, length);
    if (mark == '.' && more) return read_dots(begin, value, length);
    if (mark == '-' && more && dashes_make_a_date()) return read_dashes(begin, value, length);
    if (is_letter(mark) && read_suffix(begin, value)) return;
    if (failure_) return;
    if (read_am_pm(begin, value, 0, 0, true)) return;
    if (failure_) return;
    if (value > 999'999'999)
      return fail({error_code::out_of_range,
                   "this number is too large",
                   {begin, at_},
                   "numbers have at most nine digits"});
    token& t = add(token_kind::number, static_cast<std::int32_t>(value), begin);
    t.year = length == 4 ? static_cast<std::int16_t>(value) : std::int16_t{0};
  }

  /// Whether `-` and digits, twice, follow.
  [[nodiscard]] bool dashes_make_a_date() const {
    std::size_t i = at_ + 1;
    while (i < end_ && is_digit(text_[i])) ++i;
    return i + 1 < end_ && text_[i] == '-' && is_digit(text_[i + 1]);
  }

  /// `1st`, `22nd`; true when the letters are such an ending.
  bool read_suffix(std::size_t begin, std::uint64_t value) {
    if (!is_letter(peek(1)) || is_letter(peek(2)) || is_digit(peek(2))) return false;
    const std::string ending = lower(text_.substr(at_, 2));
    if (ending != "st" && ending != "nd" && ending != "rd" && ending != "th") return false;
    at_ += 2;
    if (value == 0 || value > 366) {
      fail({error_code::out_of_range,
            "there is no " + quoted(begin),
            {begin, at_},
            "positions run from 1st to 366th"});
    } else if (ending != nth_suffix(value)) {
      fail({error_code::syntax,
            quoted(begin) + " has the wrong ending",
            {begin, at_},
            "write \"" + nth_text(static_cast<int>(value)) + "\""});
    } else {
      add(token_kind::nth, static_cast<std::int32_t>(value), begin);
    }
    return true;
  }

  [[nodiscard]] std::string quoted(std::size_t begin) const {
    return "\"" + on_one_line(text_.substr(begin, at_ - begin)) + "\"";
  }

  /// `am`, `p.m.` after a number or a time, with blanks or without; true when
  /// it was there.
  bool read_am_pm(std::size_t begin, std::uint64_t hour, std::int32_t minute, std::int32_t second,
                  bool bare) {
    std::size_t i = at_;
    while (i < end_ && is_blank(text_[i])) ++i;
    const auto letter = [&](std::size_t k) {
      return k < end_ ? static_cast<char>(text_[k] | 0x20) : '\0';
    };
    const char half = letter(i);
    if (half != 'a' && half != 'p') return false;
    ++i;
    if (i < end_ && text_[i] == '.') ++i;
    if (letter(i) != 'm' || (i + 1 < end_ && (is_letter(text_[i + 1]) || is_digit(text_[i + 1]))))
      return false;
    ++i;
    if (i < end_ && text_[i] == '.') ++i;
    at_ = i;
    if (hour < 1 || hour > 12) {
      fail({error_code::out_of_range,
            "am and pm take 1 to 12",
            {begin, at_},
            hour < 24 && !(bare && hour == 0)
                ? "write \"" + std::to_string(hour) + (minute < 10 ? ":0" : ":") +
                      std::to_string(minute) + "\" without am or pm"
                : std::string("write \"12am\" for midnight")});
      return true;
    }
    const auto hour24 = static_cast<std::int32_t>(hour % 12) + (half == 'p' ? 12 : 0);
    token& t = add(token_kind::time, hour24 * 3600 + minute * 60 + second, begin);
    t.twelve_hours = true;
    return true;
  }

  struct read_clock {
    std::uint64_t hour = 0;
    std::int32_t minute = 0;
    std::int32_t second = 0;
  };

  /// The `:30` and `:30:15` after an hour. Fails with the cure.
  [[nodiscard]] std::optional<read_clock> read_clock_tail(std::size_t begin, std::uint64_t hour,
                                                          std::size_t hour_digits) {
    read_clock c{hour, 0, 0};
    std::array<std::int32_t*, 2> parts = {&c.minute, &c.second};
    bool well_formed = hour_digits <= 2;
    std::size_t count = 0;
    bool in_range = hour <= 23;
    while (peek() == ':') {
      ++at_;
      const std::size_t digits = at_;
      const std::uint64_t value = read_number();
      well_formed = well_formed && at_ - digits == 2 && count < 2;
      in_range = in_range && value <= 59;
      if (count < 2) *parts[count] = static_cast<std::int32_t>(value % 100);
      ++count;
    }
    if (peek() == '.' && is_digit(peek(1))) {
      ++at_;
      read_number();
      well_formed = false;
    }
    if (!well_formed) {
      fail({error_code::syntax,
            quoted(begin) + " is not a time",
            {begin, at_},
            "write hours and minutes as 9:05, seconds as 9:05:30"});
      return std::nullopt;
    }
    if (!in_range) {
      const bool midnight = hour == 24 && c.minute == 0 && c.second == 0;
      fail({error_code::out_of_range,
            "there is no time " + quoted(begin),
            {begin, at_},
            midnight ? "write \"0:00\" or \"midnight\"" : "times run from 0:00 to 23:59:59"});
      return std::nullopt;
    }
    return c;
  }

  void read_time(std::size_t begin, std::uint64_t hour, std::size_t hour_digits) {
    const auto c = read_clock_tail(begin, hour, hour_digits);
    if (!c) return;
    if (read_am_pm(begin, c->hour, c->minute, c->second, false) || failure_) return;
    if (is_letter(peek()))
      return fail({error_code::syntax,
                   "a time ends before letters",
                   {begin, at_ + 1},
                   "write \"9:30\" or \"9:30 am\""});
    add(token_kind::time, static_cast<std::int32_t>(c->hour) * 3600 + c->minute * 60 + c->second,
        begin);
  }

  // --- dates in digits -------------------------------------------------------

  struct three_numbers {
    std::array<std::uint64_t, 3> value{};
    std::array<std::size_t, 3> digits{};
    std::size_t count = 1;
  };

  /// The numbers after the first, each behind `mark`.
  three_numbers read_more_numbers(char mark, std::uint64_t first, std::size_t digits) {
    three_numbers n;
    n.value[0] = first;
    n.digits[0] = digits;
    while (peek() == mark && is_digit(peek(1))) {
      ++at_;
      const std::size_t begin = at_;
      const std::uint64_t value = read_number();
      if (n.count < 3) {
        n.value[n.count] = value;
        n.digits[n.count] = at_ - begin;
      }
      ++n.count;
    }
    return n;
  }

  [[nodiscard]] static bool is_year_first(const three_numbers& n) {
    return n.count == 3 && n.digits == std::array<std::size_t, 3>{4, 2, 2};
  }

  void read_slashes(std::size_t begin, std::uint64_t first, std::size_t digits) {
    const three_numbers n = read_more_numbers('/', first, digits);
    if (is_year_first(n)) return add_date(begin, n.value[0], n.value[1], n.value[2], true);
    if (n.count == 1) ++at_;
    fail({error_code::ambiguous, slash_message(n), {begin, at_}, slash_hint(n)});
  }

  [[nodiscard]] static std::string iso(std::uint64_t y, std::uint64_t m, std::uint64_t d) {
    const auto padded = [](std::uint64_t v, std::size_t width) {
      std::string s = std::to_string(v);
      return std::string(s.size() < width ? width - s.size() : 0, '0') + s;
    };
    return padded(y, 4) + "-" + padded(m, 2) + "-" + padded(d, 2);
  }

  [[nodiscard]] static std::string slash_message(const three_numbers& n) {
    if (n.count == 2 && n.value[1] < 10 && n.value[0] < n.value[1])
      return "fractions and slash dates have no place in a phrase";
    return "a slash date does not say which number is the month";
  }

  [[nodiscard]] static std::string slash_hint(const three_numbers& n) {
    const std::uint64_t a = n.value[0];
    const std::uint64_t b = n.value[1];
    const std::uint64_t y = n.value[2];
    if (n.count == 2) return "write a date as 2019-10-21, half an hour as \"30 minutes\"";
    if (n.count != 3 || n.digits[2] != 4) {
      if (n.count == 3 && n.digits[0] == 4 &&
          has_day(static_cast<int>(a), static_cast<int>(b % 100), static_cast<int>(y % 100)))
        return "write \"" + iso(a, b, y) + "\"";
      return "write the date as 2019-10-21";
    }
    const auto valid = [&](std::uint64_t m, std::uint64_t d) {
      return m <= 12 && d <= 31 &&
             has_day(static_cast<int>(y), static_cast<int>(m), static_cast<int>(d));
    };
    if (valid(a, b) && valid(b, a) && a != b)
      return "write \"" + iso(y, a, b) + "\" or \"" + iso(y, b, a) + "\"";
    if (valid(a, b)) return "write \"" + iso(y, a, b) + "\"";
    if (valid(b, a)) return "write \"" + iso(y, b, a) + "\"";
    return "write the date as 2019-10-21";
  }

  void read_dashes(std::size_t begin, std::uint64_t first, std::size_t digits) {
    const three_numbers n = read_more_numbers('-', first, digits);
    if (is_year_first(n)) return add_date(begin, n.value[0], n.value[1], n.value[2], true);
    const auto [y, m, d] = n.value;
    const bool year_first = n.count == 3 && n.digits[0] == 4 && m <= 12 && d <= 31 &&
                            has_day(static_cast<int>(y), static_cast<int>(m), static_cast<int>(d));
    fail({error_code::syntax,
          quoted(begin) + " is not a date",
          {begin, at_},
          year_first ? "write \"" + iso(y, m, d) + "\"" : "write the date as 2019-10-21"});
  }

  void read_dots(std::size_t begin, std::uint64_t first, std::size_t digits) {
    const three_numbers n = read_more_numbers('.', first, digits);
    if (n.count == 2) return fail_fraction(begin, n);
    if (n.count == 3 && n.digits[2] == 4 && n.digits[0] <= 2 && n.digits[1] <= 2)
      return add_date(begin, n.value[2], n.value[1], n.value[0], false);
    const bool short_year = n.count == 3 && n.digits[2] == 2;
    fail({short_year ? error_code::ambiguous : error_code::syntax,
          short_year ? "a year has four digits" : quoted(begin) + " is not a date",
          {begin, at_},
          "write the date as 21.10.2019 or 2019-10-21"});
  }

  void fail_fraction(std::size_t begin, const three_numbers& n) {
    const auto [day, month] = std::pair{n.value[0], n.value[1]};
    const bool time_like = n.value[0] <= 23 && n.digits[1] == 2 && n.value[1] <= 59;
    const bool day_like = day >= 1 && day <= 31 && n.digits[1] == 2 && month >= 1 && month <= 12;
    if (day_like && !time_like)
      return fail({error_code::syntax,
                   quoted(begin) + " is not a date",
                   {begin, at_},
                   "write \"" + std::to_string(day) + " " +
                       std::string(month_name(static_cast<int>(month))) +
                       "\", or the date with its year as 21.10.2019"});
    std::string hint = "write a smaller unit: \"every 90 minutes\" for one hour and a half";
    if (time_like)
      hint = "write a time as " + std::to_string(n.value[0]) + (n.value[1] < 10 ? ":0" : ":") +
             std::to_string(n.value[1]) + ", a date with its year as 21.10.2019";
    fail({error_code::syntax,
          "numbers are whole; " + quoted(begin) + " is a fraction",
          {begin, at_},
          std::move(hint)});
  }

  void add_date(std::size_t begin, std::uint64_t y, std::uint64_t m, std::uint64_t d,
                bool iso_form) {
    if (y == 0 || m > 12 || d > 31 ||
        !has_day(static_cast<int>(y), static_cast<int>(m), static_cast<int>(d)))
      return fail({error_code::out_of_range,
                   "there is no date " + quoted(begin),
                   {begin, at_},
                   no_such_day(y, m)});
    std::optional<std::int32_t> time;
    std::optional<std::int32_t> offset;
    if (iso_form) read_date_tail(time, offset);
    if (failure_) return;
    if (is_letter(peek()))
      return fail({error_code::syntax,
                   "a date ends before letters",
                   {begin, at_ + 1},
                   "write a blank after it, or \"2019-10-21T9:30\""});
    token& t = add(token_kind::date, 0, begin);
    t.year = static_cast<std::int16_t>(y);
    t.month = static_cast<std::uint8_t>(m);
    t.day = static_cast<std::uint8_t>(d);
    t.time_of_day = time;
    t.offset_minutes = offset;
  }

  [[nodiscard]] static std::string no_such_day(std::uint64_t y, std::uint64_t m) {
    if (y == 0) return "years run from 0001 to 9999";
    if (m < 1 || m > 12) return "months run from 1 to 12";
    const auto last =
        date::year{static_cast<int>(y)} / date::month{static_cast<unsigned>(m)} / date::last;
    return std::string(month_name(static_cast<int>(m))) + " " + std::to_string(y) + " has " +
           std::to_string(unsigned{last.day()}) + " days";
  }

  /// `T9:30`, or ` 9:30` that goes on with `Z` or an offset.
  void read_date_tail(std::optional<std::int32_t>& time, std::optional<std::int32_t>& offset) {
    const std::size_t begin = at_;
    const bool t_form = (peek() == 'T' || peek() == 't') && is_digit(peek(1));
    if (t_form)
      ++at_;
    else
      skip_blanks();
    const std::size_t digits = at_;
    const std::uint64_t hour = read_number();
    if (at_ == digits || peek() != ':' || (!t_form && !offset_follows())) {
      if (t_form)
        return fail({error_code::syntax,
                     "a time is missing after the T",
                     {begin, at_},
                     "write \"2019-10-21T9:30\""});
      at_ = begin;
      return;
    }
    const auto c = read_clock_tail(digits, hour, at_ - digits);
    if (!c) return;
    time = static_cast<std::int32_t>(c->hour) * 3600 + c->minute * 60 + c->second;
    read_offset(offset);
  }

  /// Whether the rest of a time is followed by `Z`, or by an offset as long as
  /// one: `-17:00` is no range after a date.
  [[nodiscard]] bool offset_follows() const {
    std::size_t i = at_;
    while (i < end_ && (is_digit(text_[i]) || text_[i] == ':')) ++i;
    while (i < end_ && is_blank(text_[i])) ++i;
    if (i >= end_) return false;
    if (text_[i] == 'Z' || text_[i] == 'z') return i + 1 >= end_ || !is_letter(text_[i + 1]);
    if (text_[i] == '+') return true;
    return text_[i] == '-' && i + 5 < end_ && is_digit(text_[i + 1]) && is_digit(text_[i + 2]) &&
           text_[i + 3] == ':';
  }

  void read_offset(std::optional<std::int32_t>& offset) {
    if (offset_follows()) skip_blanks();
    const char sign = peek();
    if (sign == 'Z' || sign == 'z') {
      ++at_;
      offset = 0;
      return;
    }
    if (sign != '+' && sign != '-') return;
    const std::size_t begin = at_++;
    const std::size_t hours_at = at_;
    const std::uint64_t hours = read_number();
    const std::size_t hour_digits = at_ - hours_at;
    std::uint64_t minutes = 60;
    std::size_t minute_digits = 0;
    if (peek() == ':') {
      const std::size_t minutes_at = ++at_;
      minutes = read_number();
      minute_digits = at_ - minutes_at;
    }
    if (hour_digits != 2 || minute_digits != 2 || hours > 23 || minutes > 59)
      return fail({error_code::syntax,
                   quoted(begin) + " is not an offset",
                   {begin, at_},
                   "write \"Z\" or an offset as \"+02:00\""});
    const auto value = static_cast<std::int32_t>(hours * 60 + minutes);
    offset = sign == '-' ? -value : value;
  }

  // --- what starts with a letter ----------------------------------------------

  void read_letters() {
    const std::size_t begin = at_;
    while (const std::size_t length = letter_length()) at_ += length;
    if (is_zone_path()) return read_zone(begin);
    const std::string_view written = text_.substr(begin, at_ - begin);
    const std::string text = lower(written);
    const word* w = find_word(text);
    if (w == nullptr) return fail_word(begin, written);
    if (is_digit(peek()))
      return fail({error_code::syntax,
                   quoted(begin) + " runs into a number",
                   {begin, at_ + 1},
                   "write a blank between them"});
    token& t = add(w->kind, w->value, begin);
    t.plural = w->plural;
    t.ordinal_second = text == "second";
    if ((w->kind == token_kind::weekday || w->kind == token_kind::month) && peek() == '.' &&
        !is_digit(peek(1)))
      t.where.end = ++at_;
  }

  void fail_word(std::size_t begin, std::string_view written) {
    const bool glued = !words_.empty() && words_.back().kind == token_kind::number &&
                       words_.back().where.end == begin;
    const std::size_t first = glued ? words_.back().where.begin : begin;
    const std::string before =
        words_.empty() ? std::string()
                       : lower(text_.substr(words_.back().where.begin,
                                            words_.back().where.end - words_.back().where.begin));
    error e = unknown_word(written, before, {begin, at_});
    if (glued && lower(written) == "m") {
      const std::string n(text_.substr(first, begin - first));
      e.message = "\"" + n + "m\" may be " + n + " minutes or " + n + " months";
      e.where.begin = first;
      e.hint = "write \"" + n + " minutes\" or \"" + n + " months\"";
    }
    fail(std::move(e));
  }

  /// Whether the letters just read go on as `Europe/Zagreb` does.
  [[nodiscard]] bool is_zone_path() const {
    std::size_t i = at_;
    while (i < end_ && (is_letter(text_[i]) || text_[i] == '_' || is_digit(text_[i]))) ++i;
    return i + 1 < end_ && text_[i] == '/' && is_letter(text_[i + 1]);
  }

  void read_zone(std::size_t begin) {
    const auto in_name = [](char c) {
      return is_digit(c) || c == '/' || c == '_' || c == '-' || c == '+';
    };
    while (const std::size_t length = in_name(peek()) ? 1 : letter_length()) at_ += length;
    add(token_kind::zone, 0, begin);
  }

  /// `twenty-one`, `thirty first`: a ten and what follows it.
  void join_number_words() {
    std::vector<token> joined;
    joined.reserve(words_.size());
    for (const token& t : words_) {
      if (!joined.empty() && is_ten(joined.back()) && completes(joined.back(), t)) {
        token& ten = joined.back();
        const bool nth = t.kind != token_kind::number;
        ten.kind = nth ? token_kind::nth : token_kind::number;
        ten.value += nth && t.ordinal_second ? 2 : t.value;
        ten.where.end = t.where.end;
        continue;
      }
      joined.push_back(t);
    }
    words_ = std::move(joined);
  }

  [[nodiscard]] bool is_ten(const token& t) const {
    return t.kind == token_kind::number && t.value >= 20 && t.value % 10 == 0 &&
           is_letter(text_[t.where.begin]);
  }

  [[nodiscard]] bool completes(const token& ten, const token& t) const {
    if (t.where.begin >= end_ || !is_letter(text_[t.where.begin])) return false;
    const bool one_to_nine = t.value >= 1 && t.value <= 9;
    if (t.kind == token_kind::number) return one_to_nine;
    const int most = ten.value == 20 ? 9 : ten.value == 30 ? 1 : 0;
    if (t.kind == token_kind::nth) return one_to_nine && t.value <= most;
    return t.ordinal_second && most >= 2;
  }

  std::string_view text_;
  std::size_t end_;
  std::size_t at_ = 0;
  bool dash_pending_ = false;
  std::vector<token> words_;
  std::optional<error> failure_;
};

}  // namespace

bool has_day(int year, int month, int day) {
  if (month < 1 || month > 12 || day < 1 || day > 31) return false;
  const date::year y{year == 0 ? 2000 : year};
  return (y / month / day).ok();
}

result<std::vector<token>> read_words(std::string_view text) { return reader(text).read(); }

}  // namespace occur::detail::phrase
