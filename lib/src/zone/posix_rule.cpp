#include "zone/posix_rule.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <utility>

namespace occur::detail {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr date::year first_ruled_year{0};
constexpr date::year last_ruled_year{10000};

/// These 28 years hold each of the shapes that a year can have.
constexpr date::year first_shape{2001};
constexpr date::year last_shape{2028};

std::size_t shape_of(date::year year, date::days new_year) {
  const auto weekday = date::weekday{date::sys_days{new_year}}.c_encoding();
  return weekday + (year.is_leap() ? 7U : 0U);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

/// Reads the text from left to right; after the first failure everything fails.
class reader {
 public:
  explicit reader(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] bool done() const { return rest_.empty(); }
  [[nodiscard]] char peek() const { return rest_.empty() ? '\0' : rest_.front(); }

  bool accept(char c) {
    if (peek() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void expect(char c) { ok_ &= accept(c); }

  int number(int least, int greatest) {
    int value = 0;
    const auto [end, failure] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    ok_ &= is_digit(peek()) && failure == std::errc{} && least <= value && value <= greatest;
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    return ok_ ? value : least;
  }

  std::string abbreviation() {
    const bool quoted = accept('<');
    const auto belongs = [quoted](char c) {
      return is_letter(c) || (quoted && (is_digit(c) || c == '+' || c == '-'));
    };
    const auto end = std::find_if_not(rest_.begin(), rest_.end(), belongs);
    std::string text(rest_.begin(), end);
    rest_.remove_prefix(text.size());
    if (quoted) expect('>');
    ok_ &= text.size() >= 3;
    return text;
  }

  seconds signed_time(int greatest_hour) {
    const bool negative = accept('-');
    if (!negative) accept('+');
    seconds time = hours{number(0, greatest_hour)};
    if (accept(':')) time += minutes{number(0, 59)};
    if (accept(':')) time += seconds{number(0, 59)};
    return negative ? -time : time;
  }

  yearly_moment moment() {
    yearly_moment m;
    if (accept('M')) {
      m.month = natural(1, 12);
      expect('.');
      m.week = natural(1, 5);
      expect('.');
      m.day = natural(0, 6);
    } else if (accept('J')) {
      m.by = yearly_moment::kind::julian_day;
      m.day = natural(1, 365);
    } else {
      m.by = yearly_moment::kind::day_of_year;
      m.day = natural(0, 365);
    }
    if (accept('/')) m.time = signed_time(167);
    return m;
  }

 private:
  unsigned natural(int least, int greatest) {
    return static_cast<unsigned>(number(least, greatest));
  }

  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace

date::local_seconds yearly_moment::in(date::year year) const {
  const auto new_year = date::local_days{year / date::January / 1};
  switch (by) {
    case kind::julian_day: {
      const bool past_leap_day = year.is_leap() && day >= 60;
      return new_year + date::days{past_leap_day ? day : day - 1} + time;
    }
    case kind::day_of_year:
      return new_year + date::days{day} + time;
    case kind::weekday:
      break;
  }
  const date::month in_month{month};
  const date::weekday weekday{day};
  if (week == 5) return date::local_days{year / in_month / weekday[date::last]} + time;
  return date::local_days{year / in_month / weekday[week]} + time;
}

posix_rule::change::change(const yearly_moment& moment, seconds offset_before, bool to_daylight)
    : to_daylight_(to_daylight) {
  for (date::year year = first_shape; year <= last_shape; ++year) {
    const date::local_days new_year{year / date::January / 1};
    after_new_year_[shape_of(year, new_year.time_since_epoch())] =
        moment.in(year)-new_year - offset_before;
  }
}

date::sys_seconds posix_rule::change::in(date::year year) const {
  const date::sys_days new_year{year / date::January / 1};
  return new_year + after_new_year_[shape_of(year, new_year.time_since_epoch())];
}

std::optional<posix_rule> posix_rule::parse(std::string_view text) {
  reader r(text);
  posix_rule rule;
  rule.standard_.abbreviation = r.abbreviation();
  rule.standard_.offset = -r.signed_time(24);
  if (!r.ok()) return std::nullopt;
  if (r.done()) return rule;

  rule.daylight_.daylight_saving = true;
  rule.daylight_.abbreviation = r.abbreviation();
  const bool has_offset = !r.done() && r.peek() != ',';
  rule.daylight_.offset = has_offset ? -r.signed_time(24) : rule.standard_.offset + hours{1};

  yearly_moment start{.day = 0, .month = 3, .week = 2};
  yearly_moment end{.day = 0, .month = 11, .week = 1};
  if (!r.done()) {
    r.expect(',');
    start = r.moment();
    r.expect(',');
    end = r.moment();
  }
  if (!r.ok() || !r.done() || !rule.order_changes(start, end)) return std::nullopt;
  return rule;
}

void posix_rule::fix(clock_setting setting) {
  standard_ = std::move(setting);
  daylight_ = {};
  first_ = second_ = {};
  fixed_ = true;
}

bool posix_rule::order_changes(const yearly_moment& start, const yearly_moment& end) {
  constexpr date::year sample{2001};
  fixed_ = false;
  first_ = {start, standard_.offset, true};
  second_ = {end, daylight_.offset, false};
  // RFC 9636 3.3.1: daylight saving all year is written as one that ends when the next begins.
  if (second_.in(sample) == first_.in(sample + date::years{1})) {
    fix(daylight_);
    return true;
  }
  if (second_.in(sample) < first_.in(sample)) std::swap(first_, second_);
  beginning_ = first_.in(first_ruled_year);
  ending_ = second_.in(last_ruled_year);
  return alternates();
}

bool posix_rule::alternates() const {
  for (date::year year = first_shape; year <= last_shape; ++year) {
    const bool in_order =
        first_.in(year) < second_.in(year) && second_.in(year) < first_.in(year + date::years{1});
    if (!in_order) return false;
  }
  return true;
}

const clock_setting* posix_rule::after(const change& c) const {
  return c.to_daylight() ? &daylight_ : &standard_;
}

stretch posix_rule::at(date::sys_seconds instant) const {
  constexpr auto earliest = date::sys_seconds::min();
  constexpr auto latest = date::sys_seconds::max();
  if (fixed_) return {earliest, latest, &standard_};
  if (instant < beginning_) return {earliest, beginning_, after(second_)};
  if (instant >= ending_) return {ending_, latest, after(second_)};

  auto year = date::year_month_day{date::floor<date::days>(instant)}.year();
  auto first = first_.in(year);
  if (instant < first) first = first_.in(--year);
  auto next = first_.in(year + date::years{1});
  if (instant >= next) first = std::exchange(next, first_.in(++year + date::years{1}));

  const auto second = second_.in(year);
  if (instant < second) return {first, second, after(first_)};
  return {second, next, after(second_)};
}

}  // namespace occur::detail
