// phrase, clause, core: what a phrase is made of.
#include "phrase/grammar.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <tuple>
#include <utility>

#include "phrase/parser.hpp"

namespace occur::detail::phrase {

// --- words --------------------------------------------------------------------

const token& parser::peek(std::size_t ahead) const {
  return words_[std::min(at_ + ahead, words_.size() - 1)];
}

bool parser::is(token_kind k, std::size_t ahead) const { return peek(ahead).kind == k; }

bool parser::is(keyword k, std::size_t ahead) const {
  const token& t = peek(ahead);
  return t.kind == token_kind::keyword && t.value == static_cast<std::int32_t>(k);
}

bool parser::is(unit u, std::size_t ahead) const {
  const token& t = peek(ahead);
  return t.kind == token_kind::unit && t.value == static_cast<std::int32_t>(u);
}

bool parser::is_any(std::initializer_list<keyword> list, std::size_t ahead) const {
  return std::ranges::any_of(list, [&](keyword k) { return is(k, ahead); });
}

bool parser::is_every(std::size_t ahead) const {
  return is_any({keyword::every, keyword::each}, ahead);
}

bool parser::is_nth(std::size_t ahead) const {
  return is(token_kind::nth, ahead) || peek(ahead).ordinal_second;
}

bool parser::is_year(std::size_t ahead) const {
  return is(token_kind::number, ahead) && peek(ahead).year != 0;
}

bool parser::is_to(std::size_t ahead) const {
  return is_any({keyword::to, keyword::through}, ahead) || is(token_kind::dash, ahead) ||
         peek(ahead).dash_before;
}

const token& parser::take() {
  const token& t = peek();
  if (at_ + 1 < words_.size()) ++at_;
  return t;
}

bool parser::accept(keyword k) {
  if (!is(k)) return false;
  take();
  return true;
}

bool parser::accept(token_kind k) {
  if (!is(k)) return false;
  take();
  return true;
}

bool parser::accept_every() {
  if (!is_every()) return false;
  take();
  return true;
}

/// A hyphen between two words belongs to the second, so there is nothing to take.
bool parser::accept_to() {
  if (!is_to()) return false;
  if (is_any({keyword::to, keyword::through}) || is(token_kind::dash)) take();
  return true;
}

/// sep: how many words it takes; 0 when there is none.
std::size_t parser::sep_length(std::size_t ahead) const {
  if (is(token_kind::comma, ahead)) return is(keyword::and_, ahead + 1) ? 2 : 1;
  return is(keyword::and_, ahead) ? 1 : 0;
}

/// Takes a sep if the list continues at the word after it.
bool parser::accept_sep_before(const std::function<bool(std::size_t)>& continues) {
  const std::size_t length = sep_length();
  if (length == 0 || !continues(length)) return false;
  at_ += length;
  return true;
}

span parser::from(std::size_t first_word) const {
  const std::size_t last = at_ > first_word ? at_ - 1 : first_word;
  return {words_[first_word].where.begin, words_[last].where.end};
}

std::string parser::written(span where) const {
  return "\"" + on_one_line(text_.substr(where.begin, where.end - where.begin)) + "\"";
}

std::string parser::written(std::size_t ahead) const { return written(peek(ahead).where); }

// --- errors -------------------------------------------------------------------

void parser::fail(error_code code, std::string message, span where, std::string hint) {
  if (!failure_) failure_ = error{code, std::move(message), where, std::move(hint)};
  at_ = words_.size() - 1;
}

void parser::fail_missing(const std::string& what, std::string hint) {
  if (at_end())
    return fail(error_code::missing, what + " is missing", peek().where, std::move(hint));
  fail(error_code::syntax, what + " should stand here, not " + written(), peek().where,
       std::move(hint));
}

void parser::fail_repeated(std::string what, span where, std::string hint) {
  fail(error_code::repeated, std::move(what), where, std::move(hint));
}

/// `next friday`: the coming one, or the one in the week after?
void parser::fail_next() {
  const std::size_t first = at_;
  const bool this_one = is(keyword::this_);
  take();
  const bool weekday = is(token_kind::weekday);
  const std::string name =
      weekday ? std::string(weekday_name(peek().value)) : std::string("friday");
  if (!at_end()) take();
  fail(error_code::ambiguous,
       this_one ? "\"this\" does not say which day" : "\"next\" may skip a week or not",
       from(first),
       "write \"" + name + "\" for the first one from today, or give the date: \"2026-04-03\"");
}

void parser::fail_unexpected(const clause& c) {
  const token& t = peek();
  switch (t.kind) {
    case token_kind::weekday:
    case token_kind::workday:
    case token_kind::weekend:
      if (c.days)
        return fail_repeated("days are given twice", t.where,
                             "join them with \"and\": \"monday and friday\"");
      return fail(error_code::syntax, written() + " does not fit here", t.where,
                  "write \"on\" in front of it");
    case token_kind::time:
      return fail_repeated("the time is given twice", t.where,
                           "join times with \"and\": \"at 9:00 and 17:00\"");
    case token_kind::month:
      return fail(error_code::syntax, written() + " does not fit here", t.where,
                  "write \"in " + std::string(month_name(t.value)) + "\"");
    case token_kind::number:
      if (is_year() && c.kind == core_kind::moment_dates)
        return fail(error_code::syntax, "a comma is missing before the year", t.where,
                    "write \"december 5, 2026\" or \"2026-12-05\"");
      if (is(token_kind::number, 1) && peek(1).dash_before && t.value < 24 && peek(1).value <= 24)
        return fail(error_code::syntax, written() + " does not fit here", t.where,
                    "write a window: \"from " + std::to_string(t.value) + ":00 to " +
                        std::to_string(peek(1).value) + ":00\"");
      return fail(error_code::syntax, written() + " does not fit here", t.where,
                  "write \"at 9:00\" for a time, \"5 times\" for a count");
    case token_kind::zone:
      return fail(error_code::syntax, written() + " does not fit here", t.where,
                  "write \"in " +
                      on_one_line(text_.substr(t.where.begin, t.where.end - t.where.begin)) + "\"");
    case token_kind::keyword:
      if (is(keyword::to))
        return fail(error_code::syntax, "\"to\" ends a range or stands after a start", t.where,
                    "write \"until\" and a date");
      if (is_every())
        return fail(error_code::syntax, written() + " begins a phrase, or a part of one", t.where,
                    "begin with it, \"every year on december 25\", or add a part with \"and\"");
      break;
    default:
      break;
  }
  fail(error_code::syntax, written() + " does not fit here", t.where,
       "after the days come times, months, \"from\", \"until\", \"except\" or \"in\" and a zone");
}

/// How far a production would read; nothing changes.
std::size_t parser::reach(const std::function<void()>& production) {
  const std::size_t first = at_;
  const std::optional<error> before = failure_;
  production();
  const std::size_t end = failure_ && !before ? first : at_;
  at_ = first;
  failure_ = before;
  return end;
}

// --- phrase = clause {join clause} -----------------------------------------------

result<phrase_tree> parser::phrase() {
  phrase_tree tree;
  if (at_end())
    return tl::unexpected(error{error_code::missing, "the phrase is empty", peek().where,
                                "write one like \"every monday at 9:00\""});
  constexpr std::size_t most_clauses = 64;
  joint before = joint::none;
  do {
    if (tree.clauses.size() == most_clauses)
      fail(error_code::too_long, "a phrase has at most 64 parts", peek().where, "split it");
    tree.clauses.push_back(clause_production(before));
    if (!failure_ && tree.clauses.size() > 1)
      check_bare_days(tree.clauses.end()[-2], tree.clauses.back());
  } while (!failure_ && join(before));
  if (!failure_ && !at_end()) fail_unexpected(tree.clauses.back());
  if (failure_) return tl::unexpected(*std::move(failure_));
  tree.zone = std::move(zone_);
  return tree;
}

/// Bare weekdays after a comma, `every 30 minutes, mon-fri`, may be the days of
/// the interval before them or recur beside it, unless each has times of its own.
void parser::check_bare_days(const clause& before, const clause& c) {
  if (c.before != joint::comma || c.has_every || before.kind != core_kind::cycle || before.days)
    return;
  if (c.kind != core_kind::days && c.kind != core_kind::moment_weekday) return;
  const auto* days = std::get_if<weekday_list>(&*c.days);
  if (days == nullptr || days->where.begin != c.core.begin) return;
  const bool timed = !c.times.empty() || c.start;
  if (timed && (is_short(before.cycle.unit) || !before.times.empty() || before.start)) return;
  const std::string text = on_one_line(text_.substr(c.core.begin, c.core.end - c.core.begin));
  fail(error_code::ambiguous, "\"" + text + "\" may be its only days, or more of them", c.core,
       "write \"on " + text + "\" for these days only, \"and every " + text + "\" to add them");
}

/// join = "," | [","] "and" | ";"
bool parser::join(joint& j) {
  if (accept(token_kind::semicolon)) {
    j = joint::semicolon;
    return true;
  }
  const std::size_t length = sep_length();
  j = is(token_kind::comma) && length == 1 ? joint::comma : joint::and_;
  at_ += length;
  return length > 0;
}

// --- clause = {mod [","]} core {[","] mod} ---------------------------------------

clause parser::clause_production(joint before) {
  clause c;
  c.before = before;
  const std::size_t first = at_;
  last_mod_ = last_mod::other;
  core_has_on_ = false;
  leading_mods(c);
  const std::size_t core_at = at_;
  if (starts_hard_core())
    hard_core(c);
  else if (starts_soft_core())
    soft_core(c);
  else if (is_any({keyword::next, keyword::this_}))
    fail_next();
  else
    moment_at(c);
  if (!failure_ && at_ > core_at) c.core = from(core_at);
  trailing_mods(c);
  if (!failure_) {
    c.where = from(first);
    check_core(c);
  }
  return c;
}

/// A comma after a leading mod is only punctuation: no mod is a clause.
void parser::leading_mods(clause& c) {
  while (!failure_ && !starts_hard_core() && !starts_soft_core() && starts_mod(c)) {
    mod(c);
    if (is(token_kind::comma) && !is(keyword::and_, 1)) {
      last_mod_ = last_mod::other;
      take();
    }
  }
}

/// `on mondays every 2 weeks` is one clause: what looked like its core was a
/// mod. With a comma before `every` there are two.
void parser::trailing_mods(clause& c) {
  bool may_be_mod = core_has_on_ && c.days.has_value();
  while (!failure_) {
    if (may_be_mod && starts_hard_core()) {
      may_be_mod = false;
      const std::size_t core_at = at_;
      hard_core(c);
      if (!failure_) c.core = from(core_at);
      continue;
    }
    const std::size_t comma = is(token_kind::comma) ? 1 : 0;
    if (!starts_mod(c, comma)) return;
    const bool new_days = comma == 1 && is(keyword::on, 1) && c.days && !starts_weeks(2);
    if (new_days) return;
    if (comma == 1) {
      last_mod_ = last_mod::other;
      take();
    }
    mod(c);
  }
}

/// What stands without `every` recurs or happens once; a few forms say neither.
void parser::check_core(const clause& c) {
  if (c.kind != core_kind::days || c.has_every) return;
  const std::string days = on_one_line(text_.substr(c.core.begin, c.core.end - c.core.begin));
  std::string bare = days;
  if (lower(bare).starts_with("on ")) bare.erase(0, 3);
  const auto unclear = [&](std::string hint) {
    fail(error_code::ambiguous, "\"" + days + "\": once, or always?", c.core, std::move(hint));
  };
  if (const auto* list = std::get_if<weekday_list>(&*c.days)) {
    if (list->singular || !list->recurs)
      unclear("write \"every " + bare + "\", or a date for once");
  } else if (const auto* groups = std::get_if<position_list>(&*c.days)) {
    const bool each_says = std::ranges::all_of(*groups, &group::of_every);
    const auto plain_nths = [](const group& g) {
      std::size_t nths = 0;
      for (const position& p : g.positions) {
        if (p.noun != noun::none) return std::size_t{0};
        for (const ordinal& o : p.ordinals) {
          if (o.first < 0 || o.or_last) return std::size_t{0};
          nths += o.first == o.last ? 1 : 2;
        }
      }
      return nths;
    };
    std::size_t nths = 0;
    bool plain = true;
    for (const group& g : *groups) {
      nths += plain_nths(g);
      plain = plain && plain_nths(g) > 0;
    }
    if (each_says || (plain && nths >= 2)) return;
    const bool months = groups->back().of == period::named_months;
    if (bare.starts_with("the ")) bare.erase(0, 4);
    unclear(months ? "write \"every " + bare + "\", or a date for once"
                   : "write \"the " + bare + " of every month\", or a date for once");
  } else if (std::holds_alternative<crossed_days>(*c.days)) {
    unclear("write \"every " + bare + "\", or a date for once");
  } else {
    unclear("write \"every month " + days + "\", or a date for once");
  }
}

// --- core -----------------------------------------------------------------------

/// The cores that nothing but a core can start.
bool parser::starts_hard_core(std::size_t ahead) const {
  if (is_every(ahead) || is(keyword::once, ahead) || is(token_kind::adverb, ahead)) return true;
  return (is(keyword::semi, ahead) && is(keyword::annually, ahead + 1)) ||
         (is(keyword::half, ahead) && is(token_kind::adverb, ahead + 1)) ||
         is(keyword::annually, ahead);
}

bool parser::starts_soft_core() const {
  std::size_t i = 0;
  if (is(keyword::in) &&
      (is(token_kind::number, 1) || is_any({keyword::a, keyword::an, keyword::half}, 1)))
    return true;
  if (is(keyword::on)) {
    if (starts_weeks(1)) return false;
    i = 1;
    if (is_every(i) || is(unit::day, i)) return true;
  }
  return starts_weekdays(i) || starts_ordinal(i) || starts_year_date(i) || starts_full_date(i) ||
         is_any({keyword::today, keyword::tomorrow}, i);
}

void parser::hard_core(clause& c) {
  if (is_every()) return every_core(c);
  if (is(keyword::once)) return once_core(c);
  adverb_core(c);
}

void parser::adverb_core(clause& c) {
  const std::size_t first = at_;
  c.kind = core_kind::cycle;
  if (accept(keyword::annually)) return set_cycle(c, 1, unit::year, from(first));
  if (accept(keyword::semi)) {
    take();
    return set_cycle(c, 6, unit::month, from(first));
  }
  const bool half = accept(keyword::half);
  const auto word = static_cast<adverb>(take().value);
  if (half && word != adverb::yearly)
    return fail(error_code::syntax, written(from(first)) + " is not a word for how often",
                from(first), "write \"half-yearly\" or \"every half hour\"");
  if (half) return set_cycle(c, 6, unit::month, from(first));
  switch (word) {
    case adverb::hourly:
      return set_cycle(c, 1, unit::hour, from(first));
    case adverb::daily:
      return set_cycle(c, 1, unit::day, from(first));
    case adverb::weekly:
      return set_cycle(c, 1, unit::week, from(first));
    case adverb::fortnightly:
      return set_cycle(c, 2, unit::week, from(first));
    case adverb::monthly:
      return set_cycle(c, 1, unit::month, from(first));
    case adverb::quarterly:
      return set_cycle(c, 1, unit::quarter, from(first));
    case adverb::semiannually:
      return set_cycle(c, 6, unit::month, from(first));
    case adverb::yearly:
      return set_cycle(c, 1, unit::year, from(first));
  }
}

/// "once" ("a"|"an"|"per"|every) [num] unit
void parser::once_core(clause& c) {
  const std::size_t first = at_;
  take();
  if (!is_any({keyword::a, keyword::an, keyword::per}) && !is_every())
    return fail_missing("how often", "write \"once a week\"");
  take();
  std::uint32_t count = 1;
  if (is(token_kind::number)) count = static_cast<std::uint32_t>(take().value);
  if (!is(token_kind::unit)) return fail_missing("a unit", "write \"once a week\"");
  const auto u = static_cast<unit>(take().value);
  set_cycle(c, count, u, from(first));
}

void parser::set_cycle(clause& c, std::uint32_t count, unit u, span where) {
  c.kind = core_kind::cycle;
  if (count == 0)
    return fail(error_code::out_of_range, "an interval is at least 1", where,
                "write \"every day\"");
  c.cycle = {count, u, where};
}

/// every (cycle | days | months)
void parser::every_core(clause& c) {
  const std::size_t first = at_;
  take();
  c.has_every = true;
  if (starts_half_hour()) return half_hour(c);
  if (is(token_kind::number) && is(token_kind::unit, 1)) return compound(c);
  if (is(keyword::other) || (is(token_kind::number) && starts_weekdays(1))) return cycle(c);
  if (starts_nth_cycle()) return cycle(c);
  if (failure_) return;
  if (is(token_kind::unit) && !(peek().ordinal_second && starts_ordinal())) return cycle(c);
  if (peek().ordinal_second && is_any({keyword::in, keyword::of}, 1) && is(token_kind::month, 2)) {
    const std::string month{month_name(peek(2).value)};
    return fail(error_code::ambiguous, "\"second\" may be the unit or the 2nd", peek().where,
                "write \"every 1 second in " + month + "\" or \"every 2nd of " + month + "\"");
  }
  if (peek().ordinal_second) {
    // "every second" is a unit unless a position takes more words.
    const std::size_t end = reach([&] { std::ignore = positions(); });
    const std::size_t dates = reach([&] { std::ignore = year_dates(); });
    if (std::max(end, dates) <= at_ + 1) return cycle(c);
  }
  if (starts_months() && !starts_year_date()) {
    if (c.core_months || c.months)
      return fail_repeated("months are given twice", peek().where, "name them once");
    c.kind = core_kind::months;
    c.core_months = months();
    c.cycle = {1, unit::year, from(first)};
    return;
  }
  if (starts_weekdays() || starts_ordinal() || starts_year_date()) return every_days(c);
  if (is_any({keyword::next, keyword::this_})) return fail_next();
  if (is(token_kind::number) || is_nth())
    return fail(error_code::syntax, "a unit is missing after " + written(), peek().where,
                "write \"every 2 weeks\" or \"every 15th\"");
  fail_missing("a unit or days", "write \"every day\", \"every 2 weeks\" or \"every monday\"");
}

bool parser::starts_half_hour() const {
  return is(keyword::half) ||
         (is(unit::hour) && is(keyword::and_, 1) && is(keyword::a, 2) && is(keyword::half, 3));
}

/// "half" ["an"] "hour" | "hour and a half"
void parser::half_hour(clause& c) {
  const std::size_t first = at_;
  if (accept(keyword::half)) {
    accept(keyword::an);
    if (!is(unit::hour))
      return fail(error_code::syntax, "only an hour is halved", from(first),
                  "write \"every half hour\", or a smaller unit");
    take();
    return set_cycle(c, 30, unit::minute, from(first));
  }
  at_ += 4;
  set_cycle(c, 90, unit::minute, from(first));
}

/// An nth before a unit is an interval from the 2nd on, unless `of` makes it a
/// position: `every third day`, `every third day of the month`.
bool parser::starts_nth_cycle() {
  if (!is_nth() || !is(token_kind::unit, 1) || peek(1).plural) return false;
  const int n = peek().ordinal_second ? 2 : peek().value;
  if (n < 2) return false;
  if (!is(unit::day, 1)) return true;
  const bool months_follow = is(token_kind::month, 3) || (is_every(3) && is(token_kind::month, 4));
  if (is(keyword::in, 2) && is(token_kind::month, 3)) {
    const std::string month{month_name(peek(3).value)};
    const span where{peek().where.begin, peek(3).where.end};
    fail(error_code::ambiguous, written(where) + " may be every so many days or one day", where,
         "write \"every " + std::to_string(n) + " days in " + month + "\" or \"every " +
             nth_text(n) + " of " + month + "\"");
    return false;
  }
  const bool of_period = is_any({keyword::of, keyword::in}, 2) &&
                         (is(keyword::the, 3) || is_every(3) || months_follow);
  return !of_period;
}

/// [num | "other" | nth] unit, or an interval of weekdays
void parser::cycle(clause& c) {
  const std::size_t first = at_;
  std::uint32_t count = 1;
  if (accept(keyword::other))
    count = 2;
  else if (is(token_kind::number))
    count = static_cast<std::uint32_t>(take().value);
  else if (is_nth() && is(token_kind::unit, 1))
    count = peek().ordinal_second ? 2 : static_cast<std::uint32_t>(peek().value), take();
  if (starts_weekdays()) return interval_of_days(c, count, from(first));
  if (!is(token_kind::unit))
    return fail_missing("a unit or days", "write \"every other day\" or \"every other friday\"");
  const auto u = static_cast<unit>(take().value);
  set_cycle(c, count, u, from(first));
}

/// num unit {["and"] num unit}: descending units that add up
void parser::compound(clause& c) {
  const std::size_t first = at_;
  // How many of the next smaller unit each has; a month has no fixed number of weeks.
  constexpr std::array<std::uint64_t, 8> of_smaller = {0, 60, 60, 24, 7, 0, 3, 4};
  std::uint64_t total = 0;
  unit smallest = unit::year;
  for (bool more = true; more && !failure_;) {
    const std::size_t part = at_;
    const auto count = static_cast<std::uint64_t>(take().value);
    const auto u = static_cast<unit>(take().value);
    if (count == 0)
      return fail(error_code::out_of_range, "an interval is at least 1", from(part),
                  "write \"every day\"");
    if (part != first && u >= smallest)
      return fail(error_code::syntax, "the units of an interval descend", from(first),
                  "write the larger unit first: \"1 hour 30 minutes\"");
    for (auto k = static_cast<std::size_t>(smallest);
         part != first && k > static_cast<std::size_t>(u); --k)
      total *= of_smaller.at(k);
    if (part != first && total == 0)
      return fail(error_code::conflict, "months have no fixed number of days or weeks", from(first),
                  "write the interval in one unit");
    total += count;
    smallest = u;
    if (total > 999'999'999)
      return fail(error_code::out_of_range, "this interval is too large", from(first),
                  "write it in a larger unit");
    const std::size_t skip = is(keyword::and_) ? 1 : 0;
    more = is(token_kind::number, skip) && is(token_kind::unit, skip + 1);
    if (more) at_ += skip;
  }
  set_cycle(c, static_cast<std::uint32_t>(total), smallest, from(first));
}

/// [num | "other"] weekdays
void parser::interval_of_days(clause& c, std::uint32_t count, span where) {
  const std::size_t first = at_;
  weekday_list list = weekdays();
  if (failure_) return;
  if (count == 0)
    return fail(error_code::out_of_range, "an interval is at least 1", where,
                "write \"every friday\"");
  if (!list.countable)
    return fail(error_code::conflict, "an interval cannot be counted in such days",
                {where.begin, from(first).end},
                "write \"every " + std::to_string(count) + " weeks on weekdays\" or \"every " +
                    std::to_string(count) + " days\"");
  c.kind = core_kind::days;
  c.days = list;
  c.cycle = {count, unit::week, where};
}

void parser::every_days(clause& c) {
  const std::size_t first = at_;
  if (c.days)
    return fail_repeated("days are given twice", peek().where,
                         "name all days in one place: \"every monday and friday\"");
  c.kind = core_kind::days;
  c.cycle = {1, unit::week, peek().where};
  std::vector<date_text> none;
  c.days = longest_days(false, none);
  if (failure_) return;
  if (const auto* list = std::get_if<position_list>(&*c.days)) check_every_positions(*list);
  if (!failure_) c.cycle.where = from(first);
}

/// `every 3rd friday` may count weeks or name a position.
void parser::check_every_positions(const position_list& list) {
  for (const group& g : list) {
    if (g.of != period::none) continue;
    for (const position& p : g.positions) {
      if (!p.named_weekday) continue;
      const bool clear =
          std::ranges::all_of(p.ordinals,
                              [](const ordinal& o) { return o.says_first && o.first == o.last; }) ||
          std::ranges::any_of(p.ordinals, [](const ordinal& o) { return o.first < 0; });
      if (clear) continue;
      return fail_every_position(p);
    }
  }
}

void parser::fail_every_position(const position& p) {
  const int n = p.ordinals.front().first;
  const std::string name{weekday_name(std::countr_zero(p.mask))};
  const std::string words = written(p.where).substr(1);
  const bool one = p.ordinals.size() == 1 && n == p.ordinals.front().last && n > 1;
  fail(error_code::ambiguous, "\"every " + words + " may count weeks or name one of the month",
       p.where,
       one ? "write \"every " + std::to_string(n) + " weeks on " + name +
                 "\" or \"every month on the " + nth_text(n) + " " + name + "\""
           : "write \"every " + words.substr(0, words.size() - 1) + " of the month\"");
}

/// ["on"] what recurs or is a moment
void parser::soft_core(clause& c) {
  if (is(keyword::in)) return moment_after(c);
  const bool on = accept(keyword::on);
  core_has_on_ = on;
  if (on && accept_every()) {
    weekday_list list = weekdays();
    list.every = list.recurs = true;
    list.singular = false;
    c.kind = core_kind::days;
    c.cycle = {1, unit::week, list.where};
    c.days = list;
    return;
  }
  if (on && is(unit::day)) {
    const std::size_t first = at_;
    take();
    day_numbers d;
    for (std::int32_t n : numbers(1, 366, "day")) d.days.push_back(static_cast<std::int16_t>(n));
    if (!failure_) d.where = from(first);
    c.kind = core_kind::days;
    c.days = std::move(d);
    return;
  }
  day_part days = longest_days(true, c.instants);
  if (failure_) return;
  if (!c.instants.empty()) {
    c.kind = core_kind::instants;
    return;
  }
  c.kind = core_kind::days;
  c.cycle = {1, unit::week, peek().where};
  if (std::holds_alternative<std::vector<year_date>>(days)) c.kind = core_kind::moment_dates;
  if (const auto* list = std::get_if<weekday_list>(&days);
      list && list->one_named && list->singular)
    c.kind = core_kind::moment_weekday;
  c.days = std::move(days);
}

/// "in" (num | "a" | "an" | "half an") unit
void parser::moment_after(clause& c) {
  const std::size_t first = at_;
  take();
  c.kind = core_kind::moment_after;
  std::uint32_t count = 1;
  const bool half = accept(keyword::half);
  if (half && !accept(keyword::an)) return fail_missing("\"an hour\"", "write \"in half an hour\"");
  if (is(token_kind::number))
    count = static_cast<std::uint32_t>(take().value);
  else if (!half)
    take();
  if (!is(token_kind::unit)) return fail_missing("a unit", "write \"in 20 minutes\"");
  const auto u = static_cast<unit>(take().value);
  if (half && u != unit::hour)
    return fail(error_code::syntax, "only an hour is halved", from(first),
                "write \"in half an hour\", or a smaller unit");
  c.cycle = half ? amount{30, unit::minute, from(first)} : amount{count, u, from(first)};
}

void parser::fail_no_core() {
  std::string hint = "write \"every monday\", \"every 2 hours\" or \"on 2026-04-01\"";
  if (is(keyword::end)) hint = "name the day: \"the last day of the month\", \"every december 31\"";
  if (at_ > 0 && is_any({keyword::a, keyword::an, keyword::per}))
    hint = "name the times, or the days: \"every day at 9:00 and 21:00\"";
  fail_missing(at_ == 0 ? "what recurs, or a date" : "a unit, days or a date", std::move(hint));
}

/// A clause that has only `at 17:00`.
void parser::moment_at(clause& c) {
  if (failure_) return;
  const bool joined = c.before != joint::none || sep_length() > 0 || is(token_kind::semicolon);
  if (joined && c.times.size() == 1)
    return fail(error_code::conflict, "a time alone joins nothing", c.times.front().where,
                "say what recurs at that time: \"every day at 17:00\"");
  if (c.times.size() != 1 || !at_end()) return fail_no_core();
  const time_list& t = c.times.front();
  if (t.clocks.size() != 1 || !t.has_at)
    return fail(error_code::missing, "what recurs is missing", t.where,
                "write \"every day at 9:00\", or \"at 9:00\" for once");
  c.kind = core_kind::moment_at;
  c.core = t.where;
}

result<phrase_tree> read_phrase(std::string_view text) {
  auto words = read_words(text);
  if (!words) return tl::unexpected(std::move(words.error()));
  return parser(text, *std::move(words)).phrase();
}

}  // namespace occur::detail::phrase
