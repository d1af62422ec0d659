#include "occur/rule.hpp"

#include "rule/words.hpp"

#include <iterator>
#include <fmt/format.h>

namespace occur {
namespace {

template <std::size_t N>
std::string_view word(const std::array<std::string_view, N>& words, std::size_t index) {
  return index < N ? words[index] : "?";  // no value of a rule that is valid
}

std::string_view text_of(date::weekday day) {
  return word(detail::weekday_words, day.c_encoding());
}

std::string text_of(const weekday_number& w) {
  if (w.ordinal == 0) return std::string(text_of(w.day));
  return fmt::format("{}{}", w.ordinal, text_of(w.day));
}

std::string text_of(month_number m) { return fmt::format("{}{}", m.number, m.leap ? "L" : ""); }

template <class Number>
std::string text_of(Number number) {
  return fmt::format("{}", number);
}

/// Collects the text of a rule, part by part.
class rule_text {
 public:
  void add(std::string_view name, std::string_view value) {
    fmt::format_to(std::back_inserter(text_), "{}{}={}", text_.empty() ? "" : ";", name, value);
  }

  template <class Item>
  void add_list(std::string_view name, const std::vector<Item>& items) {
    if (items.empty()) return;
    std::string list;
    for (const Item& item : items) {
      if (!list.empty()) list += ',';
      list += text_of(item);
    }
    add(name, list);
  }

  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

void add_end(rule_text& text, const rule& r) {
  if (r.until) text.add("UNTIL", to_string(*r.until));
  if (r.count) text.add("COUNT", text_of(*r.count));
  if (r.interval != 1) text.add("INTERVAL", text_of(r.interval));
}

void add_lists(rule_text& text, const rule& r) {
  text.add_list("BYSECOND", r.by_second);
  text.add_list("BYMINUTE", r.by_minute);
  text.add_list("BYHOUR", r.by_hour);
  text.add_list("BYDAY", r.by_day);
  text.add_list("BYMONTHDAY", r.by_month_day);
  text.add_list("BYYEARDAY", r.by_year_day);
  text.add_list("BYWEEKNO", r.by_week_number);
  text.add_list("BYMONTH", r.by_month);
  text.add_list("BYSETPOS", r.by_set_position);
}

void add_calendar(rule_text& text, const rule& r) {
  if (!r.calendar.empty()) text.add("RSCALE", r.calendar);
  if (r.skip != skip_rule::omit) {
    text.add("SKIP", word(detail::skip_words, static_cast<std::size_t>(r.skip)));
  }
}

}  // namespace

std::string_view to_string(frequency f) {
  return word(detail::frequency_words, static_cast<std::size_t>(f));
}

std::string to_string(const rule& r) {
  rule_text text;
  text.add("FREQ", to_string(r.freq));
  add_end(text, r);
  add_lists(text, r);
  if (r.week_start != date::Monday) text.add("WKST", text_of(r.week_start));
  add_calendar(text, r);
  return text.take();
}

}  // namespace occur
