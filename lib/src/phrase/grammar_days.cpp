// weekdays, crossed, positions, yeardates, months and dates.
#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "phrase/parser.hpp"

namespace occur::detail::phrase {
namespace {

/// From one value to another, going round after the last.
[[nodiscard]] std::uint32_t wrapping_range(int first, int last, int least, int most) {
  std::uint32_t mask = 0;
  for (int v = first;; v = v == most ? least : v + 1) {
    mask |= 1U << v;
    if (v == last) return mask;
  }
}

}  // namespace

// --- weekdays = wd {sep ["on"] wd} ---------------------------------------------

/// `work day`, `business days`: 2 when they stand there, else 0.
std::size_t parser::two_word_workday(std::size_t ahead) const {
  const bool first = is_any({keyword::work, keyword::working, keyword::business}, ahead);
  return first && is(unit::day, ahead + 1) ? 2 : 0;
}

bool parser::starts_weekdays(std::size_t ahead) const {
  return is(token_kind::weekday, ahead) || is(token_kind::workday, ahead) ||
         is(token_kind::weekend, ahead) || two_word_workday(ahead) > 0;
}

weekday_list parser::weekdays() {
  const std::size_t first = at_;
  weekday_list list;
  int count = 0;
  const auto continues = [&](std::size_t skip) {
    return starts_weekdays(skip + (is(keyword::on, skip) ? 1 : 0));
  };
  do {
    if (count > 0) accept(keyword::on);
    weekday_production(list);
    ++count;
  } while (!failure_ && accept_sep_before(continues));
  list.one_named = list.one_named && count == 1;
  if (!failure_) list.where = from(first);
  return list;
}

/// wd = weekday [to weekday] | workday | "weekend" | "weekends" | "weekend day"
void parser::weekday_production(weekday_list& list) {
  list.one_named = false;
  if (is(token_kind::weekday)) {
    const token& day = take();
    if (is_to() && is(token_kind::weekday, peek().dash_before ? 0 : 1)) {
      accept_to();
      list.mask |= static_cast<weekday_mask>(wrapping_range(day.value, take().value, 0, 6));
      list.recurs = true;
      return;
    }
    list.mask |= static_cast<weekday_mask>(1U << day.value);
    list.one_named = true;
    (day.plural ? list.recurs : list.singular) = true;
    return;
  }
  if (const std::size_t length = two_word_workday(); length > 0 || is(token_kind::workday)) {
    const bool plural = peek(length > 0 ? 1 : 0).plural;
    at_ += std::max<std::size_t>(length, 1);
    list.mask |= monday_to_friday;
    list.countable = false;
    (plural ? list.recurs : list.singular) = true;
    return;
  }
  if (!is(token_kind::weekend))
    return fail_missing("a weekday", "weekdays are monday to sunday, \"weekday\" and \"weekend\"");
  const bool plural = take().plural;
  list.mask |= saturday_sunday;
  if (!plural && is(unit::day)) {
    list.countable = false;
    (take().plural ? list.recurs : list.singular) = true;
    return;
  }
  (plural ? list.recurs : list.singular) = true;
}

/// crossed = weekdays "the" ords [of (months | every "month")]
///         | weekdays "that" ("is" | "are") "the" ords ["day"]
///           [of (months | ("the" | every) "month")]
day_part parser::weekdays_or_crossed() {
  const std::size_t first = at_;
  weekday_list list = weekdays();
  const bool that = is(keyword::that);
  if (failure_ || !accept_crossing()) return list;
  crossed_days c;
  c.ordinals = ordinals();
  if (that && is(unit::day)) take();
  crossed_months(c, that);
  for (const ordinal& o : c.ordinals)
    if (o.or_last || std::abs(o.first) > 31 || std::abs(o.last) > 31)
      fail(error_code::out_of_range, "a day of the month is 1st to 31st, or counts from the last",
           o.where, "write \"friday the 13th\"");
  c.weekdays = list;
  if (!failure_) c.where = from(first);
  return c;
}

/// Whether the days of the month come, which the weekdays before have to be.
bool parser::accept_crossing() {
  if (!accept(keyword::that)) return is(keyword::the) && starts_ordinal(1) && accept(keyword::the);
  const std::string hint = "write \"every friday that is the last day of the month\"";
  if (!accept(keyword::is) && !accept(keyword::are))
    fail_missing("\"is\"", hint);
  else if (!accept(keyword::the))
    fail_missing("\"the\"", hint);
  return !failure_;
}

void parser::crossed_months(crossed_days& c, bool that) {
  if (!is_any({keyword::of, keyword::in})) return;
  if ((is_every(1) || is(keyword::the, 1)) && is(unit::month, 2)) {
    if (is(keyword::the, 1) && !that)
      fail(error_code::syntax, "\"the month\" does not fit here", peek(1).where,
           "leave it out, or write \"of every month\"");
    at_ += failure_ ? 0 : 3;
  } else if (starts_months(1)) {
    take();
    c.months = months().mask;
  }
}

// --- positions = group {sep ["on"] group} ---------------------------------------

bool parser::starts_ordinal(std::size_t ahead) const {
  if (is(keyword::the, ahead)) ++ahead;
  return is_nth(ahead) || is_any({keyword::last, keyword::penultimate}, ahead) ||
         (is(keyword::next, ahead) && is(keyword::to, ahead + 1) && is(keyword::last, ahead + 2));
}

position_list parser::positions() {
  position_list list;
  const auto continues = [&](std::size_t skip) {
    return starts_ordinal(skip + (is(keyword::on, skip) ? 1 : 0));
  };
  do {
    if (!list.empty()) accept(keyword::on);
    list.push_back(group_production());
  } while (!failure_ && accept_sep_before(continues));
  return list;
}

/// group = position {sep position} [of (("the" | every) period | [every] months)]
group parser::group_production() {
  group g;
  const std::size_t first = at_;
  do g.positions.push_back(position_production());
  while (!failure_ && accept_sep_before([&](std::size_t skip) { return starts_ordinal(skip); }));
  group_period(g);
  if (!failure_) g.where = from(first);
  return g;
}

void parser::group_period(group& g) {
  if (!is_any({keyword::of, keyword::in})) return;
  if (starts_months(1)) {
    take();
    g.of_every = accept_every();
    g.of = period::named_months;
    g.months = months().mask;
    return;
  }
  if (!is(keyword::the, 1) && !is_every(1)) return;
  const bool known = is(unit::month, 2) || is(unit::quarter, 2) || is(unit::year, 2);
  if (!known || peek(2).plural) {
    if (is(keyword::in)) return;
    at_ += 2;
    return fail_missing("\"month\", \"quarter\" or \"year\"",
                        "write \"the last day of the month\"");
  }
  g.of = is(unit::month, 2) ? period::month : is(unit::quarter, 2) ? period::quarter : period::year;
  g.of_every = true;
  at_ += 3;
}

/// position = ["the"] ords ["day" | weekday {(sep | [","] "or") weekday} | workday | "weekend day"]
position parser::position_production() {
  position p;
  const std::size_t first = at_;
  accept(keyword::the);
  p.ordinals = ordinals();
  position_noun(p);
  if (!failure_) p.where = from(first);
  return p;
}

void parser::position_noun(position& p) {
  if (failure_) return;
  if (is(unit::day)) {
    take();
    p.noun = noun::day;
    return;
  }
  if (is(token_kind::workday) || two_word_workday() > 0) {
    at_ += std::max<std::size_t>(two_word_workday(), 1);
    p.noun = noun::weekdays_pool;
    p.mask = monday_to_friday;
    return;
  }
  if (is(token_kind::weekend)) {
    if (!is(unit::day, 1))
      return fail(
          error_code::ambiguous, "a weekend has two days", peek().where,
          "write \"every other weekend\", or \"the first saturday and sunday of the month\"");
    at_ += 2;
    p.noun = noun::weekdays_pool;
    p.mask = saturday_sunday;
    return;
  }
  if (!is(token_kind::weekday)) return;
  p.named_weekday = true;
  const std::size_t first = at_;
  bool by_or = false;
  bool by_and = false;
  for (;;) {
    p.mask |= static_cast<weekday_mask>(1U << take().value);
    const std::size_t comma = is(token_kind::comma) ? 1 : 0;
    if (is(keyword::or_, comma) && is(token_kind::weekday, comma + 1)) {
      by_or = true;
      at_ += comma + 1;
    } else if (const std::size_t sep = sep_length(); sep > 0 && is(token_kind::weekday, sep)) {
      by_and = by_and || is(keyword::and_, sep - 1);
      at_ += sep;
    } else {
      break;
    }
  }
  p.noun = by_or ? noun::weekdays_pool : noun::weekdays_each;
  if (by_or && by_and)
    fail(error_code::ambiguous, "\"and\" and \"or\" join the same days", from(first),
         "write \"and\" for each of the days, \"or\" for whichever comes first");
}

/// ords = ord {sep ["the"] ord}
std::vector<ordinal> parser::ordinals() {
  std::vector<ordinal> list;
  const auto continues = [&](std::size_t skip) {
    if (!starts_ordinal(skip)) return false;
    // `the 1st and 2 may`, `1st january and 2nd february`: no ords any more.
    const std::size_t nth = skip + (is(keyword::the, skip) ? 1 : 0);
    return !(is_nth(nth) && is(token_kind::month, nth + 1));
  };
  do {
    if (!list.empty()) accept(keyword::the);
    list.push_back(ordinal_production());
  } while (!failure_ && accept_sep_before(continues));
  return list;
}

/// ord = nth [to nth] | [nth ["to"]] "last" | "next to last" | "penultimate"
///     | nth "or" ["the"] "last" ["day"]
ordinal parser::ordinal_production() {
  const std::size_t first = at_;
  ordinal o;
  if (accept(keyword::last)) {
    o.first = o.last = -1;
  } else if (accept(keyword::penultimate)) {
    o.first = o.last = -2;
  } else if (is(keyword::next) && is(keyword::to, 1) && is(keyword::last, 2)) {
    at_ += 3;
    o.first = o.last = -2;
  } else if (is_nth()) {
    const auto nth = [](const token& t) {
      return static_cast<std::int16_t>(t.ordinal_second ? 2 : t.value);
    };
    o.first = o.last = nth(take());
    o.says_first = o.first == 1;
    if (is(keyword::last) || (is(keyword::to) && is(keyword::last, 1))) {
      at_ += is(keyword::last) ? 1 : 2;
      o.first = o.last = static_cast<std::int16_t>(-o.first);
      o.says_first = false;
    } else if (is_to() && is_nth(peek().dash_before ? 0 : 1)) {
      accept_to();
      o.last = nth(take());
    } else if (is(keyword::or_)) {
      or_last(o);
    }
  } else {
    fail_missing("a position", "write \"1st\", \"last\" or \"2nd to last\"");
  }
  if (!failure_) o.where = from(first);
  return o;
}

void parser::or_last(ordinal& o) {
  const std::size_t the = is(keyword::the, 1) ? 1 : 0;
  if (!is(keyword::last, 1 + the)) {
    take();
    return fail_missing("\"last\"", "write \"31st or last day\"");
  }
  if (o.first < 29 || o.first > 31)
    return fail(error_code::conflict, "every month has a " + nth_text(o.first), peek().where,
                "\"or last\" goes with 29th, 30th and 31st");
  at_ += 2 + the;
  if (is(unit::day)) take();
  o.or_last = true;
}

// --- yeardates = yeardate {sep ["on"] yeardate} -----------------------------------

/// yeardate = month (num | nth) | ["the"] (num | nth) ["of"] month
bool parser::starts_year_date(std::size_t ahead) const {
  const auto number = [&](std::size_t i) {
    return (is(token_kind::number, i) && !is_year(i)) || is_nth(i);
  };
  if (is(token_kind::month, ahead)) return number(ahead + 1) && !starts_count(ahead + 1);
  if (is(keyword::the, ahead)) ++ahead;
  if (!number(ahead)) return false;
  return is(token_kind::month, ahead + 1 + (is(keyword::of, ahead + 1) ? 1 : 0));
}

std::vector<year_date> parser::year_dates() {
  std::vector<year_date> list;
  const auto continues = [&](std::size_t skip) {
    return starts_year_date(skip + (is(keyword::on, skip) ? 1 : 0));
  };
  do {
    if (!list.empty()) accept(keyword::on);
    list.push_back(year_date_production());
  } while (!failure_ && accept_sep_before(continues));
  return list;
}

year_date parser::year_date_production() {
  const std::size_t first = at_;
  if (!starts_year_date()) {
    fail_missing("a day of the year", "write \"december 25\"");
    return {};
  }
  if (is(token_kind::month)) {
    const int month = take().value;
    return checked_year_date(month, take(), first);
  }
  accept(keyword::the);
  const token& day = take();
  accept(keyword::of);
  return checked_year_date(take().value, day, first);
}

year_date parser::checked_year_date(int month, const token& day, std::size_t first) {
  const int number = day.ordinal_second ? 2 : day.value;
  if (!has_day(0, month, number)) {
    const std::string name{month_name(month)};
    const char* last = month == 2 ? "29" : has_day(0, month, 31) ? "31" : "30";
    fail(error_code::out_of_range, name + " has no day " + std::to_string(number), from(first),
         name + " ends on the " + last +
             (month == 2       ? "th in leap years"
              : last[1] == '1' ? "st"
                               : "th"));
    return {};
  }
  return {static_cast<std::uint8_t>(month), static_cast<std::uint8_t>(number), from(first)};
}

// --- months = month [to month] {sep month [to month]} -----------------------------

bool parser::starts_months(std::size_t ahead) const {
  if (is_every(ahead)) ++ahead;
  return is(token_kind::month, ahead);
}

months_part parser::months() {
  const std::size_t first = at_;
  months_part part;
  const auto continues = [&](std::size_t skip) {
    return is(token_kind::month, skip) && !starts_year_date(skip);
  };
  do {
    if (!is(token_kind::month)) {
      fail_missing("a month", "write \"in june\" or \"in june to august\"");
      return part;
    }
    const int month = take().value;
    int last = month;
    if (is_to() && is(token_kind::month, peek().dash_before ? 0 : 1)) {
      accept_to();
      last = take().value;
    }
    part.mask |= static_cast<month_mask>(wrapping_range(month, last, 1, 12));
  } while (!failure_ && accept_sep_before(continues));
  if (!failure_) part.where = from(first);
  return part;
}

// --- dates ------------------------------------------------------------------------

/// Whether a date with its year stands there, and not one without.
bool parser::starts_full_date(std::size_t ahead) const {
  if (is(token_kind::date, ahead)) return true;
  if (!starts_year_date(ahead)) return false;
  if (is(token_kind::month, ahead))
    return is_year(ahead + 2 + (is(token_kind::comma, ahead + 2) ? 1 : 0));
  if (is(keyword::the, ahead)) ++ahead;
  return is_year(ahead + 2 + (is(keyword::of, ahead + 1) ? 1 : 0));
}

int parser::year_number() {
  const token& t = take();
  if (t.value == 0)
    fail(error_code::out_of_range, "there is no year 0", t.where, "years run from 0001 to 9999");
  return t.value;
}

date_text parser::full_date() {
  const std::size_t first = at_;
  if (!is(token_kind::date)) return full_date_in_words(first);
  const token& t = take();
  date_text d;
  d.kind = date_kind::full;
  d.year = t.year;
  d.month = t.month;
  d.day = t.day;
  d.offset_minutes = t.offset_minutes;
  if (t.time_of_day) d.time = clock{*t.time_of_day, clock_style::full, t.where};
  d.where = t.where;
  return d;
}

/// `21 Oct 2019`, `21st of October 2019`, `Oct 21, 2019`
date_text parser::full_date_in_words(std::size_t first) {
  const bool month_first = is(token_kind::month);
  const year_date yd = year_date_production();
  if (failure_) return {};
  if (month_first && !is(token_kind::comma)) {
    fail(error_code::syntax, "a comma is missing before the year", peek().where,
         "write \"" + std::string(month_name(yd.month)) + " " + std::to_string(yd.day) + ", " +
             std::to_string(peek().value) + "\"");
    return {};
  }
  accept(token_kind::comma);
  date_text d;
  d.kind = date_kind::full;
  d.year = static_cast<std::int16_t>(year_number());
  d.month = yd.month;
  d.day = yd.day;
  if (failure_) return d;
  d.where = from(first);
  if (!has_day(d.year, d.month, d.day))
    fail(error_code::out_of_range, "there is no date " + written(d.where), d.where,
         "february " + std::to_string(d.year) + " has 28 days");
  return d;
}

void parser::optional_time(date_text& d) {
  if (failure_ || d.time || !is(token_kind::time)) return;
  d.time = clock_production();
  if (!failure_) d.where.end = d.time->where.end;
}

std::vector<date_text> parser::instants() {
  std::vector<date_text> list;
  const auto continues = [&](std::size_t skip) {
    const std::size_t i = skip + (is(keyword::on, skip) ? 1 : 0);
    return starts_full_date(i) || is_any({keyword::today, keyword::tomorrow}, i);
  };
  do {
    if (!list.empty()) accept(keyword::on);
    list.push_back(instant());
  } while (!failure_ && accept_sep_before(continues));
  return list;
}

/// instant = fulldate [time] | "today" | "tomorrow"
date_text parser::instant() {
  date_text d;
  if (is_any({keyword::today, keyword::tomorrow})) {
    d.kind = is(keyword::today) ? date_kind::today : date_kind::tomorrow;
    d.where = take().where;
    return d;
  }
  d = full_date();
  optional_time(d);
  return d;
}

/// date = fulldate | yeardate | weekday | "today" | "tomorrow"
date_text parser::date() {
  if (is_any({keyword::next, keyword::this_})) {
    fail_next();
    return {};
  }
  if (is_any({keyword::today, keyword::tomorrow})) return instant();
  if (starts_full_date()) return full_date();
  date_text d;
  if (is(token_kind::weekday)) {
    const token& t = take();
    d.kind = date_kind::weekday;
    d.weekday = static_cast<std::uint8_t>(t.value);
    d.where = t.where;
    return d;
  }
  if (starts_year_date()) {
    const year_date yd = year_date_production();
    d.kind = date_kind::year_date;
    d.month = yd.month;
    d.day = yd.day;
    d.where = yd.where;
    return d;
  }
  fail_missing("a date", "write it as 2026-04-01, \"april 1\", \"friday\" or \"tomorrow\"");
  return d;
}

/// Of the lists of days that may stand here, the one that takes the most words.
day_part parser::longest_days(bool moments, std::vector<date_text>& instants_out) {
  if (starts_weekdays()) return weekdays_or_crossed();
  const bool dated = starts_full_date() || is_any({keyword::today, keyword::tomorrow});
  const std::size_t none = at_;
  const std::size_t by_instants =
      moments && dated ? reach([&] { std::ignore = instants(); }) : none;
  const std::size_t by_dates =
      starts_year_date() ? reach([&] { std::ignore = year_dates(); }) : none;
  const std::size_t by_positions =
      starts_ordinal() ? reach([&] { std::ignore = positions(); }) : none;
  if (moments && dated && by_instants >= std::max(by_dates, by_positions)) {
    instants_out = instants();
    return {};
  }
  if (!starts_year_date() || by_positions > by_dates) return positions();
  std::vector<year_date> dates = year_dates();
  return dates;
}

}  // namespace occur::detail::phrase
