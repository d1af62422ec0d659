// mod: times, windows, months, weeks, starts, ends and exceptions.
#include <algorithm>
#include <tuple>
#include <utility>

#include "phrase/parser.hpp"

namespace occur::detail::phrase {
namespace {

constexpr std::int32_t seconds_of_noon = 12 * 3600;

}  // namespace

bool parser::starts_count(std::size_t ahead) const {
  return is(token_kind::number, ahead) && is_any({keyword::times, keyword::occurrences}, ahead + 1);
}

/// ("week" | "weeks") nums | ("odd" | "even") "weeks" | ["the"] ord "week of the year"
bool parser::starts_weeks(std::size_t ahead) const {
  if (is(unit::week, ahead)) return true;
  if (is_any({keyword::odd, keyword::even}, ahead)) return true;
  if (!starts_ordinal(ahead)) return false;
  // An ord has at most four words: `2nd to 3rd`, `next to last`.
  for (std::size_t i = ahead + 1; i <= ahead + 4; ++i) {
    if (is(unit::week, i)) return is_any({keyword::of, keyword::in}, i + 1);
    const bool inside = is_nth(i) || is_any({keyword::to, keyword::last, keyword::through}, i);
    if (!inside) return false;
  }
  return false;
}

/// Whether a mod stands there; what only a clause can start is none.
bool parser::starts_mod(const clause& c, std::size_t ahead) const {
  const token& t = peek(ahead);
  if (t.kind == token_kind::time) return ahead == 0 || c.times.empty();
  if (t.kind == token_kind::number) return starts_count(ahead);
  if (t.kind == token_kind::unit) return is(unit::week, ahead) && is(keyword::start, ahead + 1);
  if (t.kind == token_kind::dash || t.dash_before)
    return ahead == 0 && last_mod_ == last_mod::start;
  if (t.kind != token_kind::keyword) return false;
  switch (static_cast<keyword>(t.value)) {
    case keyword::on:
      return starts_weeks(ahead + 1) || is_every(ahead + 1) || is(unit::day, ahead + 1) ||
             starts_weekdays(ahead + 1) || starts_ordinal(ahead + 1) ||
             (starts_year_date(ahead + 1) && !starts_full_date(ahead + 1));
    case keyword::in:
      return !(is(token_kind::number, ahead + 1) ||
               is_any({keyword::a, keyword::an, keyword::half}, ahead + 1));
    case keyword::to:
      return ahead == 0 && last_mod_ == last_mod::start;
    case keyword::as:
      return is(keyword::of, ahead + 1);
    case keyword::at:
    case keyword::between:
    case keyword::from:
    case keyword::of:
    case keyword::during:
    case keyword::since:
    case keyword::starting:
    case keyword::beginning:
    case keyword::until:
    case keyword::till:
    case keyword::through:
    case keyword::ending:
    case keyword::ends:
    case keyword::for_:
    case keyword::twice:
    case keyword::except:
    case keyword::excluding:
    case keyword::but:
      return true;
    default:
      return false;
  }
}

void parser::mod(clause& c) {
  const last_mod before = std::exchange(last_mod_, last_mod::other);
  if (is(token_kind::dash) || peek().dash_before || is(keyword::to)) {
    const std::size_t first = at_;
    accept_to();
    end_part e = limit();
    if (!failure_) e.where = from(first);
    return set_end(c, e);
  }
  if (is(token_kind::time) || is(keyword::at)) {
    last_mod_ = before;
    times_mod(c);
    last_mod_ = last_mod::other;
    return;
  }
  if (is(token_kind::number)) return count_mod(c);
  if (is(token_kind::unit)) return week_start_mod(c);
  mod_word(c);
}

void parser::mod_word(clause& c) {
  switch (static_cast<keyword>(peek().value)) {
    case keyword::on:
      return on_mod(c);
    case keyword::in:
      return in_mod(c);
    case keyword::of:
    case keyword::during:
      return months_mod(c);
    case keyword::between:
      return window_mod(c);
    case keyword::from:
      if (starts_window()) return window_mod(c);
      return start_mod(c);
    case keyword::as:
    case keyword::since:
    case keyword::starting:
    case keyword::beginning:
      return start_mod(c);
    case keyword::until:
    case keyword::till:
    case keyword::through:
    case keyword::ending:
    case keyword::ends:
      return end_mod(c);
    case keyword::for_:
      return for_mod(c);
    case keyword::twice:
      return count_mod(c);
    default:
      return except_mod(c);
  }
}

/// "on" (weekdays | every weekdays | crossed | positions | yeardates | ("day"|"days") nums)
void parser::on_mod(clause& c) {
  if (starts_weeks(1)) return weeks_mod(c);
  const std::size_t first = at_;
  take();
  if (c.days)
    return fail_repeated("days are given twice", {words_[first].where.begin, peek().where.end},
                         "name all days in one place, or start a new part with \"and every\"");
  if (accept_every()) {
    weekday_list list = weekdays();
    list.every = true;
    c.days = list;
    return;
  }
  if (is(unit::day)) {
    take();
    day_numbers d;
    for (std::int32_t n : numbers(1, 366, "day")) d.days.push_back(static_cast<std::int16_t>(n));
    if (!failure_) d.where = from(first);
    c.days = std::move(d);
    return;
  }
  std::vector<date_text> none;
  day_part days = longest_days(false, none);
  if (!failure_) c.days = std::move(days);
}

/// nums = num {sep num}; a number that counts or dates something else is none.
std::vector<std::int32_t> parser::numbers(std::int32_t least, std::int32_t most,
                                          std::string_view what) {
  std::vector<std::int32_t> list;
  const auto continues = [&](std::size_t skip) {
    return is(token_kind::number, skip) && !starts_count(skip) && !starts_year_date(skip) &&
           !is(token_kind::unit, skip + 1);
  };
  do {
    if (!is(token_kind::number)) {
      fail_missing("a number", "write numbers as \"1, 2 and 15\"");
      return list;
    }
    const token& t = take();
    if (t.value < least || t.value > most)
      fail(error_code::out_of_range,
           "there is no " + std::string(what) + " " + std::to_string(t.value), t.where,
           std::string(what) + "s run from " + std::to_string(least) + " to " +
               std::to_string(most));
    list.push_back(t.value);
  } while (!failure_ && accept_sep_before(continues));
  if (!failure_ && is_to() && is(token_kind::number, peek().dash_before ? 0 : 1))
    fail(error_code::syntax, "a range of numbers does not fit here", peek().where,
         "list them: \"1, 2 and 3\"");
  return list;
}

void parser::in_mod(clause& c) {
  if (is(token_kind::zone, 1)) return zone_mod();
  if (starts_weeks(1)) return weeks_mod(c);
  if (starts_months(1)) return months_mod(c);
  take();
  fail_missing("a month, a week or a zone",
               "write \"in june\", \"in week 20\" or \"in Europe/Zagreb\"");
}

/// ("in" | "of" | "during") [every] months
void parser::months_mod(clause& c) {
  const std::size_t first = at_;
  take();
  accept_every();
  months_part part = months();
  if (failure_) return;
  part.where = from(first);
  if (c.months || c.core_months)
    return fail_repeated("months are given twice", part.where,
                         "name all months in one place: \"in june and august\"");
  c.months = part;
}

void parser::weeks_mod(clause& c) {
  const std::size_t first = at_;
  take();
  weeks_part part;
  if (is_any({keyword::odd, keyword::even})) {
    const int start = accept(keyword::odd) ? 1 : (take(), 2);
    if (!is(unit::week)) return fail_missing("\"weeks\"", "write \"in odd weeks\"");
    take();
    for (int n = start; n <= 53; n += 2) part.numbers.push_back(static_cast<std::int8_t>(n));
  } else if (is(unit::week)) {
    take();
    for (std::int32_t n : numbers(1, 53, "week"))
      part.numbers.push_back(static_cast<std::int8_t>(n));
  } else {
    accept(keyword::the);
    const ordinal o = ordinal_production();
    if (failure_) return;
    if (o.or_last || std::abs(o.first) > 53 || std::abs(o.last) > 53 || o.last < o.first)
      return fail(error_code::out_of_range, "a year has no such week", o.where,
                  "weeks run from 1 to 53");
    for (int n = o.first; n <= o.last; ++n) part.numbers.push_back(static_cast<std::int8_t>(n));
    take();
    if (!is_any({keyword::of, keyword::in}) || !is(keyword::the, 1) || !is(unit::year, 2))
      return fail_missing("\"of the year\"", "write \"in the last week of the year\"");
    at_ += 3;
  }
  if (failure_) return;
  part.where = from(first);
  if (c.weeks)
    return fail_repeated("weeks are given twice", part.where,
                         "name all weeks in one place: \"in weeks 1, 2 and 20\"");
  c.weeks = std::move(part);
}

void parser::zone_mod() {
  const std::size_t first = at_;
  take();
  const span where = take().where;
  if (zone_)
    return fail_repeated("the zone is given twice", from(first),
                         "one zone holds for the whole phrase");
  zone_ = zone_name{std::string(text_.substr(where.begin, where.end - where.begin)), where};
}

void parser::week_start_mod(clause& c) {
  const std::size_t first = at_;
  at_ += 2;
  if (!accept(keyword::on) || !is(token_kind::weekday))
    return fail_missing("\"on\" and a weekday", "write \"weeks start on sunday\"");
  const token& day = take();
  if (c.week_start)
    return fail_repeated("the start of the week is given twice", from(first), "say it once");
  c.week_start = static_cast<std::uint8_t>(day.value);
}

// --- times and windows --------------------------------------------------------------

/// A time, or a number that is one: not `3 times`, `3 weeks`, `3 may`.
bool parser::starts_clock(std::size_t ahead) const {
  if (is(token_kind::time, ahead)) return true;
  return is(token_kind::number, ahead) && !starts_count(ahead) && !starts_year_date(ahead) &&
         !is(token_kind::unit, ahead + 1);
}

/// What to write instead of a number that is no hour.
std::string parser::hour_hint(const token& t) {
  const std::int32_t minute = t.value % 100;
  if (t.value == 24) return "write \"0:00\" or \"midnight\"";
  if (t.value < 100 || t.value > 2359 || minute > 59) return "hours run from 0 to 23";
  return "write \"" + std::to_string(t.value / 100) + (minute < 10 ? ":0" : ":") +
         std::to_string(minute) + "\"";
}

clock parser::clock_production() {
  clock c;
  c.where = peek().where;
  if (is(token_kind::time)) {
    const token& t = take();
    c.second_of_day = t.value;
    c.style = t.twelve_hours ? clock_style::twelve_hours : clock_style::full;
    return c;
  }
  if (!is(token_kind::number)) {
    fail_missing("a time", "write it as 9:00, 9am, 17:30 or noon");
    return c;
  }
  const token& t = take();
  if (t.value > 23)
    fail(error_code::out_of_range, "there is no hour " + written(t.where), t.where, hour_hint(t));
  c.second_of_day = failure_ ? 0 : t.value * 3600;
  c.style = clock_style::bare_hour;
  return c;
}

void parser::check_clock_styles(const std::vector<clock>& clocks) {
  const auto is_style = [](clock_style s) { return [s](const clock& c) { return c.style == s; }; };
  const auto bare = std::ranges::find_if(clocks, is_style(clock_style::bare_hour));
  const bool halves = std::ranges::any_of(clocks, is_style(clock_style::twelve_hours));
  if (bare == clocks.end() || !halves) return;
  const std::string hour = std::to_string(bare->second_of_day / 3600);
  const bool both = bare->second_of_day >= 3600 && bare->second_of_day <= 12 * 3600;
  fail(error_code::ambiguous, "is " + hour + " in the morning or in the evening?", bare->where,
       both ? "write \"" + hour + "am\" or \"" + hour + "pm\"" : "write \"" + hour + ":00\"");
}

/// times = "at" clock {sep ["at"] clock} | time {sep ["at"] time}
///       | "at" minute {sep minute} | ("at minute" | "at second") nums
void parser::times_mod(clause& c) {
  const std::size_t first = at_;
  const last_mod after = last_mod_;
  time_list list;
  list.has_at = accept(keyword::at);
  if (is(token_kind::mark) || (list.has_at && (is(unit::minute) || is(unit::second))))
    return marks_mod(c, first);
  const auto continues = [&](std::size_t skip) {
    if (is(keyword::at, skip)) return starts_clock(skip + 1);
    return list.has_at ? starts_clock(skip) : is(token_kind::time, skip);
  };
  do {
    if (!list.clocks.empty()) accept(keyword::at);
    list.clocks.push_back(clock_production());
  } while (!failure_ && accept_sep_before(continues));
  if (failure_) return;
  check_clock_styles(list.clocks);
  if (failure_) return;
  list.where = from(first);
  if (after == last_mod::start && list.has_at) list.attached = time_list::after::start;
  if (after == last_mod::end && list.has_at) list.attached = time_list::after::end;
  if (!c.times.empty() && list.attached == time_list::after::nothing &&
      c.times.back().attached == time_list::after::nothing)
    return fail_repeated("the time is given twice", list.where,
                         "join times with \"and\": \"at 9:00 and 17:00\"");
  c.times.push_back(std::move(list));
}

void parser::marks_mod(clause& c, std::size_t first) {
  mark_list list;
  if (is(token_kind::unit)) {
    const token& t = take();
    list.of = static_cast<unit>(t.value);
    for (std::int32_t n : numbers(0, 59, list.of == unit::minute ? "minute" : "second"))
      list.marks.push_back(static_cast<std::uint8_t>(n));
  } else {
    const auto continues = [&](std::size_t skip) {
      return is(token_kind::mark, skip + (is(keyword::at, skip) ? 1 : 0));
    };
    do {
      accept(keyword::at);
      list.marks.push_back(static_cast<std::uint8_t>(take().value));
    } while (accept_sep_before(continues));
  }
  if (failure_) return;
  list.where = from(first);
  if (c.marks)
    return fail_repeated("the minutes are given twice", list.where,
                         "join them with \"and\": \"at :15 and :45\"");
  c.marks = std::move(list);
}

/// from clock (to | "until" | "till") clock
bool parser::starts_window() const {
  if (!starts_clock(1)) return false;
  const bool until = is_any({keyword::until, keyword::till}, 2);
  if (!until && !is_to(2)) return false;
  return starts_clock(peek(2).dash_before ? 2 : 3);
}

/// window = "between" clock "and" clock | "from" clock (to | "until" | "till") clock
void parser::window_mod(clause& c) {
  const std::size_t first = at_;
  const bool between = is(keyword::between);
  take();
  window_part w;
  w.first = clock_production();
  if (between) {
    if (!failure_ && !accept(keyword::and_))
      return fail_missing("\"and\"", "write \"between 9:00 and 17:00\"");
  } else if (!accept_to()) {
    take();
  }
  w.last = clock_production();
  if (failure_) return;
  check_clock_styles({w.first, w.last});
  if (failure_) return;
  w.where = from(first);
  check_window_half(w, between);
  if (failure_) return;
  if (c.window)
    return fail_repeated(
        "the window is given twice", w.where,
        "write two parts: \"every hour between 9 and 12 and every hour between 14 and 17\"");
  if (w.first.second_of_day == w.last.second_of_day)
    return fail(error_code::conflict, "the window is empty: both its ends are the same", w.where,
                "leave the window out for the whole day");
  c.window = w;
}

/// `from 9 to 5` is a working day to some and a night to others.
void parser::check_window_half(const window_part& w, bool between) {
  const auto is_half = [](const clock& c) {
    return c.style == clock_style::bare_hour && c.second_of_day > 0 &&
           c.second_of_day <= seconds_of_noon;
  };
  if (!is_half(w.first) || !is_half(w.last) || w.first.second_of_day <= w.last.second_of_day)
    return;
  const int first = w.first.second_of_day / 3600;
  const int last = w.last.second_of_day / 3600;
  const auto window = [&](int end) {
    return (between ? "\"between " : "\"from ") + std::to_string(first) + ":00" +
           (between ? " and " : " to ") + std::to_string(end) + ":00\"";
  };
  fail(error_code::ambiguous,
       "is " + std::to_string(last) + " in the afternoon or in the next morning?", w.where,
       "write " + window(last + 12) + " or " + window(last));
}

// --- start ---------------------------------------------------------------------------

/// start = ("from" | "since" | "as of" | ("starting" | "beginning") ["on"|"at"|"in"|"from"])
///         (date [time] | month [year] | time | "now") ["onwards"]
void parser::start_mod(clause& c) {
  const std::size_t first = at_;
  const bool may_link = is_any({keyword::starting, keyword::beginning});
  if (take().value == static_cast<std::int32_t>(keyword::as)) take();
  if (may_link && is_any({keyword::on, keyword::at, keyword::in, keyword::from})) take();
  if (c.start) return fail_repeated("the start is given twice", from(first), "write one \"from\"");
  start_date(c);
  if (failure_) return;
  const bool open = !c.start->time && c.start->kind != date_kind::now;
  const std::size_t end = at_;
  accept(keyword::onwards);
  c.start->where = from(first);
  last_mod_ = end == at_ && open ? last_mod::start : last_mod::other;
  const bool weekdays = c.start->kind == date_kind::weekday && is_to() &&
                        is(token_kind::weekday, peek().dash_before ? 0 : 1);
  if (weekdays) {
    const std::string days = std::string(weekday_name(c.start->weekday)) + " to " +
                             std::string(weekday_name(peek(peek().dash_before ? 0 : 1).value));
    at_ += peek().dash_before ? 1 : 2;
    return fail(
        error_code::ambiguous, "once from one day until the other, or every week?", from(first),
        "write \"on " + days + "\" for every week, or dates: \"from 2026-04-06 until 2026-04-10\"");
  }
  // `from 2026-04-01 9:00 to 2026-04-10` ends directly after its start too.
  if (!open && is(keyword::to)) last_mod_ = last_mod::start;
}

void parser::start_date(clause& c) {
  date_text d;
  d.where = peek().where;
  if (accept(keyword::now)) {
    d.kind = date_kind::now;
  } else if (is(token_kind::time)) {
    d.kind = date_kind::time;
    d.time = clock_production();
  } else if (is(token_kind::month) && !starts_year_date()) {
    d.kind = date_kind::month;
    d.month = static_cast<std::uint8_t>(take().value);
    if (is_year()) d.year = static_cast<std::int16_t>(year_number());
  } else if (is_year() && peek().value >= 1000 && !starts_year_date() && !starts_full_date()) {
    return fail(error_code::syntax, "a year is no date", peek().where,
                "write \"" + std::to_string(peek().value) + "-01-01\" for its beginning");
  } else if (starts_clock() && !starts_year_date()) {
    return fail(error_code::syntax, "a bare hour does not fit here", peek().where,
                "write \"" + std::to_string(std::min(peek().value, 23)) + ":00\", or a date");
  } else {
    d = date();
    optional_time(d);
  }
  if (!failure_) c.start = d;
}

// --- end -----------------------------------------------------------------------------

/// ("until" | "till" | "til" | "through" | "thru" | ("ending" | "ends") ["on"]) limit
void parser::end_mod(clause& c) {
  const std::size_t first = at_;
  if (is_any({keyword::ending, keyword::ends})) {
    take();
    accept(keyword::on);
  } else {
    take();
  }
  end_part e = limit();
  if (failure_) return;
  e.where = from(first);
  const auto* until = std::get_if<until_date>(&e.what);
  const bool open = until != nullptr && !until->date.time;
  set_end(c, e);
  if (open && !failure_) last_mod_ = last_mod::end;
}

void parser::set_end(clause& c, end_part e) {
  if (failure_) return;
  if (c.end)
    return fail_repeated("the end is given twice", e.where,
                         "write one \"until\", one \"for\" or one count");
  c.end = e;
}

/// limit = date [time] | ["the"] "end of" (["the" | "this"] unit | month [year])
end_part parser::limit() {
  const std::size_t the = is(keyword::the) ? 1 : 0;
  if (is(keyword::end, the)) {
    at_ += the;
    return end_of();
  }
  if (is(token_kind::month) && !starts_year_date()) {
    fail_month_limit();
    return {};
  }
  if (is_year()) {
    const std::string year = std::to_string(peek().value);
    fail(error_code::ambiguous, "until its beginning or until its end?", peek().where,
         "write \"until " + year + "-01-01\" or \"until " + year + "-12-31\"");
    return {};
  }
  if (is(token_kind::time)) {
    fail(error_code::missing, "the day of this end is missing", peek().where,
         "write \"until today 17:00\", or a window: \"from 9:00 to 17:00\"");
    return {};
  }
  date_text d = date();
  optional_time(d);
  return {until_date{d}, d.where};
}

void parser::fail_month_limit() {
  const int month = peek().value;
  const std::string year = is_year(1) ? " " + std::to_string(peek(1).value) : "";
  const std::string before{month_name(month == 1 ? 12 : month - 1)};
  const std::string before_year =
      year.empty() || month != 1 ? year : " " + std::to_string(peek(1).value - 1);
  fail(error_code::ambiguous, "until its beginning or until its end?", peek().where,
       "write \"until the end of " + before + before_year + "\" or \"until the end of " +
           std::string(month_name(month)) + year + "\"");
}

end_part parser::end_of() {
  const std::size_t first = at_;
  take();
  end_part e;
  if (!accept(keyword::of)) {
    fail_missing("\"of\"", "write \"until the end of the month\"");
    return e;
  }
  if (is(token_kind::month)) {
    until_end_of_month m;
    m.month = static_cast<std::uint8_t>(take().value);
    if (is_year()) m.year = static_cast<std::int16_t>(year_number());
    e.what = m;
  } else {
    if (!accept(keyword::the)) accept(keyword::this_);
    if (!is(token_kind::unit)) {
      fail_missing("a unit or a month", "write \"until the end of the month\"");
      return e;
    }
    e.what = until_end_of{static_cast<unit>(take().value)};
  }
  if (!failure_) e.where = from(first);
  return e;
}

/// num ("times" | "occurrences") | "twice"
void parser::count_mod(clause& c) {
  const std::size_t first = at_;
  std::uint32_t count = 2;
  if (!accept(keyword::twice)) {
    count = static_cast<std::uint32_t>(take().value);
    take();
  }
  if (count == 0)
    return fail(error_code::out_of_range, "a count is at least 1", from(first),
                "write \"5 times\"");
  set_end(c, {times_count{count}, from(first)});
}

/// "for" (num "times" | ["the next"] (num | "a" | "an") unit)
void parser::for_mod(clause& c) {
  const std::size_t first = at_;
  take();
  if (starts_count() || is(keyword::twice)) return count_mod(c);
  const bool next = is(keyword::the) && is(keyword::next, 1);
  if (next) at_ += 2;
  amount length;
  if (is(token_kind::number))
    length.count = static_cast<std::uint32_t>(take().value);
  else if (!accept(keyword::a) && !accept(keyword::an))
    return fail_missing("a count or a length of time", "write \"for 5 times\" or \"for 2 weeks\"");
  if (!is(token_kind::unit))
    return fail_missing("a unit", "write \"for 2 weeks\" or \"for 5 times\"");
  length.unit = static_cast<unit>(take().value);
  length.where = from(first);
  if (length.count == 0)
    return fail(error_code::out_of_range, "a length of time is at least 1", length.where,
                "write \"for 2 weeks\"");
  set_end(c, {for_duration{length}, length.where});
}

// --- exceptions ------------------------------------------------------------------------

/// except = ("except" ["for"] | "excluding" | "but not") item {sep item}
void parser::except_mod(clause& c) {
  const std::size_t first = at_;
  if (accept(keyword::but)) {
    if (!accept(keyword::not_)) return fail_missing("\"not\"", "write \"but not on sundays\"");
  } else if (accept(keyword::except)) {
    accept(keyword::for_);
  } else {
    take();
  }
  if (!c.exceptions.empty())
    return fail_repeated("exceptions are given twice", from(first),
                         "join them with \"and\": \"except mondays and in july\"");
  const auto continues = [&](std::size_t skip) { return starts_item(skip); };
  do c.exceptions.push_back(item());
  while (!failure_ && accept_sep_before(continues));
}

bool parser::starts_item(std::size_t ahead) const {
  if (is_any({keyword::on, keyword::in}, ahead)) ++ahead;
  return starts_full_date(ahead) || starts_year_date(ahead) || starts_weekdays(ahead) ||
         is(token_kind::month, ahead) || starts_ordinal(ahead) ||
         is_any({keyword::today, keyword::tomorrow}, ahead);
}

/// item = ["on" | "in"] (fulldate [time] | yeardate | wd | months | positions | crossed
///                       | "today" | "tomorrow")
exception_item parser::item() {
  const std::size_t first = at_;
  if (!accept(keyword::on)) accept(keyword::in);
  exception_item i;
  if (starts_full_date() || is_any({keyword::today, keyword::tomorrow})) {
    i.what = instant();
  } else if (is(token_kind::month) && !starts_year_date()) {
    i.what = months();
  } else if (starts_weekdays()) {
    const day_part days = weekdays_or_crossed();
    if (const auto* crossed = std::get_if<crossed_days>(&days)) i.what = *crossed;
    if (const auto* list = std::get_if<weekday_list>(&days)) i.what = *list;
  } else if (starts_year_date() &&
             (!starts_ordinal() || reach([&] { std::ignore = positions(); }) <=
                                       reach([&] { std::ignore = year_date_production(); }))) {
    i.what = year_date_production();
  } else if (starts_ordinal()) {
    i.what = positions();
  } else {
    fail_missing("an exception", "write \"except mondays\" or \"except 2026-12-25\"");
  }
  if (!failure_) i.where = from(first);
  return i;
}

}  // namespace occur::detail::phrase
