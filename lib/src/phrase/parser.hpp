// A recursive-descent parser with one function for each production of the
// grammar. A choice is made by looking at the next few words; where several
// lists may start alike (dates of the year, positions, dates), each is read
// once and the one that takes the most words wins. These lists do not nest, so
// the cost stays linear.
#pragma once

#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "phrase/lexer.hpp"
#include "phrase/tree.hpp"

namespace occur::detail::phrase {

class parser {
 public:
  parser(std::string_view text, std::vector<token> words) : text_(text), words_(std::move(words)) {}

  [[nodiscard]] result<phrase_tree> phrase();

 private:
  // Words. After a failure only the end is left, so that every loop stops.
  [[nodiscard]] const token& peek(std::size_t ahead = 0) const;
  [[nodiscard]] bool is(keyword k, std::size_t ahead = 0) const;
  [[nodiscard]] bool is(token_kind k, std::size_t ahead = 0) const;
  [[nodiscard]] bool is(unit u, std::size_t ahead = 0) const;
  [[nodiscard]] bool is_any(std::initializer_list<keyword> list, std::size_t ahead = 0) const;
  [[nodiscard]] bool is_every(std::size_t ahead = 0) const;
  [[nodiscard]] bool is_nth(std::size_t ahead = 0) const;
  [[nodiscard]] bool is_year(std::size_t ahead = 0) const;
  [[nodiscard]] bool is_to(std::size_t ahead = 0) const;
  [[nodiscard]] bool at_end() const { return is(token_kind::end); }
  const token& take();
  bool accept(keyword k);
  bool accept(token_kind k);
  bool accept_every();
  bool accept_to();
  [[nodiscard]] std::size_t sep_length(std::size_t ahead = 0) const;
  bool accept_sep_before(const std::function<bool(std::size_t)>& continues);
  [[nodiscard]] span from(std::size_t first_word) const;
  [[nodiscard]] std::string written(span where) const;
  [[nodiscard]] std::string written(std::size_t ahead = 0) const;

  // Errors. The first one stands.
  void fail(error_code code, std::string message, span where, std::string hint);
  void fail_missing(const std::string& what, std::string hint);
  void fail_unexpected(const clause& c);
  void fail_repeated(std::string what, span where, std::string hint);
  void fail_next();
  [[nodiscard]] std::size_t reach(const std::function<void()>& production);

  // grammar.cpp: phrase, clause, core
  bool join(joint& j);
  [[nodiscard]] clause clause_production(joint before);
  void leading_mods(clause& c);
  void trailing_mods(clause& c);
  void check_core(const clause& c);
  void check_bare_days(const clause& before, const clause& c);
  [[nodiscard]] bool starts_hard_core(std::size_t ahead = 0) const;
  [[nodiscard]] bool starts_soft_core() const;
  void hard_core(clause& c);
  void soft_core(clause& c);
  void every_core(clause& c);
  void adverb_core(clause& c);
  void once_core(clause& c);
  void moment_after(clause& c);
  void moment_at(clause& c);
  void fail_no_core();
  [[nodiscard]] bool starts_half_hour() const;
  [[nodiscard]] bool starts_nth_cycle();
  void half_hour(clause& c);
  void cycle(clause& c);
  void compound(clause& c);
  void set_cycle(clause& c, std::uint32_t count, unit u, span where);
  void interval_of_days(clause& c, std::uint32_t count, span where);
  void every_days(clause& c);
  void check_every_positions(const position_list& list);
  void fail_every_position(const position& p);

  // grammar_days.cpp: weekdays, crossed, positions, yeardates, months, dates
  [[nodiscard]] bool starts_weekdays(std::size_t ahead = 0) const;
  [[nodiscard]] bool starts_ordinal(std::size_t ahead = 0) const;
  [[nodiscard]] bool starts_year_date(std::size_t ahead = 0) const;
  [[nodiscard]] bool starts_months(std::size_t ahead = 0) const;
  [[nodiscard]] bool starts_full_date(std::size_t ahead = 0) const;
  [[nodiscard]] std::size_t two_word_workday(std::size_t ahead = 0) const;
  [[nodiscard]] weekday_list weekdays();
  void weekday_production(weekday_list& list);
  [[nodiscard]] day_part weekdays_or_crossed();
  bool accept_crossing();
  void crossed_months(crossed_days& c, bool that);
  [[nodiscard]] position_list positions();
  [[nodiscard]] group group_production();
  void group_period(group& g);
  [[nodiscard]] position position_production();
  void position_noun(position& p);
  [[nodiscard]] std::vector<ordinal> ordinals();
  [[nodiscard]] ordinal ordinal_production();
  void or_last(ordinal& o);
  [[nodiscard]] std::vector<year_date> year_dates();
  [[nodiscard]] year_date year_date_production();
  [[nodiscard]] year_date checked_year_date(int month, const token& day, std::size_t first);
  [[nodiscard]] months_part months();
  [[nodiscard]] date_text full_date();
  [[nodiscard]] date_text full_date_in_words(std::size_t first);
  [[nodiscard]] std::vector<date_text> instants();
  [[nodiscard]] date_text instant();
  [[nodiscard]] date_text date();
  [[nodiscard]] date_text dated_or_year_dated();
  void optional_time(date_text& d);
  [[nodiscard]] int year_number();
  [[nodiscard]] day_part longest_days(bool moments, std::vector<date_text>& instants_out);

  // grammar_mods.cpp
  [[nodiscard]] bool starts_mod(const clause& c, std::size_t ahead = 0) const;
  [[nodiscard]] bool starts_weeks(std::size_t ahead = 0) const;
  [[nodiscard]] bool starts_count(std::size_t ahead = 0) const;
  [[nodiscard]] bool starts_window() const;
  [[nodiscard]] bool starts_clock(std::size_t ahead = 0) const;
  void mod(clause& c);
  void mod_word(clause& c);
  void on_mod(clause& c);
  void in_mod(clause& c);
  void months_mod(clause& c);
  void weeks_mod(clause& c);
  void zone_mod();
  void times_mod(clause& c);
  void marks_mod(clause& c, std::size_t first);
  void window_mod(clause& c);
  void check_window_half(const window_part& w, bool between);
  void start_mod(clause& c);
  void start_date(clause& c);
  void end_mod(clause& c);
  void set_end(clause& c, end_part e);
  [[nodiscard]] end_part limit();
  [[nodiscard]] end_part end_of();
  void fail_month_limit();
  void count_mod(clause& c);
  void for_mod(clause& c);
  void except_mod(clause& c);
  [[nodiscard]] bool starts_item(std::size_t ahead = 0) const;
  [[nodiscard]] exception_item item();
  void week_start_mod(clause& c);
  [[nodiscard]] static std::string hour_hint(const token& t);
  [[nodiscard]] clock clock_production();
  void check_clock_styles(const std::vector<clock>& clocks);
  [[nodiscard]] std::vector<std::int32_t> numbers(std::int32_t least, std::int32_t most,
                                                  std::string_view what);

  enum class last_mod : std::uint8_t { other, start, end };

  std::string_view text_;
  std::vector<token> words_;
  std::size_t at_ = 0;
  std::optional<error> failure_;
  std::optional<zone_name> zone_;
  bool core_has_on_ = false;
  last_mod last_mod_ = last_mod::other;  ///< a dated start or end just read, its time still open
};

}  // namespace occur::detail::phrase
