#include "libical_rules.hpp"

#include <libical/ical.h>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <string_view>

namespace occur::testing {
namespace {

struct free_iterator {
  void operator()(icalrecur_iterator* iterator) const { icalrecur_iterator_free(iterator); }
};

icaltimetype to_libical(date::local_seconds time) {
  const auto day = date::floor<date::days>(time);
  const date::year_month_day ymd{day};
  const date::hh_mm_ss clock{time - day};
  icaltimetype t = icaltime_null_time();
  t.year = int{ymd.year()};
  t.month = static_cast<int>(unsigned{ymd.month()});
  t.day = static_cast<int>(unsigned{ymd.day()});
  t.hour = static_cast<int>(clock.hours().count());
  t.minute = static_cast<int>(clock.minutes().count());
  t.second = static_cast<int>(clock.seconds().count());
  return t;
}

date::local_seconds from_libical(const icaltimetype& t) {
  return date::local_days{date::year{t.year} / t.month / t.day} + std::chrono::hours{t.hour} +
         std::chrono::minutes{t.minute} + seconds{t.second};
}

// A rule and its start, as the exclusions below ask about them.
struct question {
  const rule& r;
  date::local_seconds from;

  [[nodiscard]] date::local_days day() const { return date::floor<date::days>(from); }
  [[nodiscard]] date::year year() const { return date::year_month_day{day()}.year(); }
  [[nodiscard]] bool by_position() const { return !r.by_set_position.empty(); }
  [[nodiscard]] bool by_week() const { return !r.by_week_number.empty(); }
  [[nodiscard]] bool by_month() const { return !r.by_month.empty(); }
  [[nodiscard]] bool by_month_day() const { return !r.by_month_day.empty(); }
  [[nodiscard]] bool by_year_day() const { return !r.by_year_day.empty(); }
  [[nodiscard]] bool by_day() const { return !r.by_day.empty(); }
  [[nodiscard]] bool by_date() const {
    return by_month() || by_month_day() || by_year_day() || by_day();
  }
  [[nodiscard]] bool by_time() const {
    return !r.by_hour.empty() || !r.by_minute.empty() || !r.by_second.empty();
  }
  [[nodiscard]] bool within_days() const { return r.freq >= frequency::hourly; }
  [[nodiscard]] bool numbered_days() const {
    return std::any_of(r.by_day.begin(), r.by_day.end(),
                       [](const weekday_number& d) { return d.ordinal != 0; });
  }
  [[nodiscard]] bool has_day(date::weekday wanted) const {
    return std::any_of(r.by_day.begin(), r.by_day.end(),
                       [&](const weekday_number& d) { return d.day == wanted; });
  }
};

template <class List>
bool has_negative(const List& list) {
  return std::any_of(list.begin(), list.end(), [](int value) { return value < 0; });
}

bool limits_times(const question& q) {
  return (q.within_days() && !q.r.by_hour.empty()) ||
         (q.r.freq >= frequency::minutely && !q.r.by_minute.empty()) ||
         (q.r.freq == frequency::secondly && !q.r.by_second.empty());
}

bool week_touches_new_year(int number) { return number < 0 || number == 1 || number > 51; }

// What libical 3.0.16 gets wrong, or cannot say. Folds and gaps of zones are no part of this: its
// iterator knows no zones, and its conversion takes the later of two times where RFC 5545 3.3.5
// takes the first.
struct exclusion {
  std::string_view reason;
  bool (*concerns)(const question&);
};

constexpr exclusion exclusions[] = {
    {"its days before October 1582 are of the Julian calendar",
     [](const question& q) { return q.year() < date::year{1583}; }},
    {"it ends with the year 2582", [](const question& q) { return q.year() > date::year{2500}; }},
    {"its INTERVAL is a short", [](const question& q) { return q.r.interval > 32767; }},
    {"an UNTIL without a time ends the rule at the midnight that begins that day",
     [](const question& q) { return q.r.until && q.r.until->form == date_form::date; }},
    {"the second 60 stays 60 until the next minute swallows it",
     [](const question& q) {
       return std::find(q.r.by_second.begin(), q.r.by_second.end(), 60) != q.r.by_second.end();
     }},
    {"a negative BYMONTHDAY or BYYEARDAY does not limit: it matches nothing",
     [](const question& q) {
       return q.r.freq >= frequency::daily &&
              (has_negative(q.r.by_month_day) || has_negative(q.r.by_year_day));
     }},
    {"it walks to a distant day second by second, for minutes",
     [](const question& q) { return q.within_days() && q.by_date(); }},
    {"a BYxxx that limits the hour, minute or second restarts the interval or skips the first",
     limits_times},
    {"WEEKLY with INTERVAL and BYDAY finds the start's week only from Monday and with its weekday",
     [](const question& q) {
       return q.r.freq == frequency::weekly && q.r.interval > 1 && q.by_day() &&
              (!q.has_day(date::weekday{q.day()}) || q.r.week_start != date::Monday);
     }},
    {"it refuses BYYEARDAY beside BYMONTH, BYMONTHDAY, BYWEEKNO or a numbered BYDAY",
     [](const question& q) {
       return q.by_year_day() &&
              (q.by_month() || q.by_month_day() || q.by_week() || q.numbered_days());
     }},
    {"it refuses BYWEEKNO beside BYMONTH or BYMONTHDAY",
     [](const question& q) { return q.by_week() && (q.by_month() || q.by_month_day()); }},
    {"BYWEEKNO alone does not fall on the start's weekday",
     [](const question& q) { return q.by_week() && !q.by_day(); }},
    {"a week 53 that a year lacks is a week of the next, and weeks over new year lose days",
     [](const question& q) {
       return std::any_of(q.r.by_week_number.begin(), q.r.by_week_number.end(),
                          week_touches_new_year);
     }},
    {"INTERVAL with BYWEEKNO counts from the start's year instead of its week-year",
     [](const question& q) {
       return q.by_week() && q.r.interval > 1 &&
              date::year_month_day{q.day() - date::days{6}}.year() !=
                  date::year_month_day{q.day() + date::days{6}}.year();
     }},
    {"BYSETPOS is applied to days before BYHOUR and the like expand them, and wrongly at WEEKLY "
     "and below",
     [](const question& q) {
       return q.by_position() && (q.by_time() || q.r.freq > frequency::monthly);
     }},
    {"BYSETPOS counts a day twice that a positive and a negative BYMONTHDAY both name",
     [](const question& q) { return q.by_position() && has_negative(q.r.by_month_day); }},
    {"a numbered BYDAY beside BYMONTHDAY may never end",
     [](const question& q) { return q.numbered_days() && q.by_month_day(); }},
    {"SKIP comes before BYMONTH and BYDAY have their say, and not at all to negative days",
     [](const question& q) {
       return q.r.skip != skip_rule::omit &&
              (q.by_day() || q.by_month() || q.by_position() || has_negative(q.r.by_month_day) ||
               has_negative(q.r.by_year_day));
     }},
};

struct free_buffer {
  void operator()(char* text) const { icalmemory_free_buffer(text); }
};

}  // namespace

std::vector<date::local_seconds> by_libical(const std::string& rule_text, date::local_seconds from,
                                            std::size_t most) {
  icalrecurrencetype recurrence = icalrecurrencetype_from_string(rule_text.c_str());
  // libical leaves the calendar's name to its caller.
  const std::unique_ptr<char, free_buffer> calendar{recurrence.rscale};
  const bool readable = recurrence.freq != ICAL_NO_RECURRENCE;
  const std::unique_ptr<icalrecur_iterator, free_iterator> iterator{
      readable ? icalrecur_iterator_new(recurrence, to_libical(from)) : nullptr};
  if (!iterator) throw std::runtime_error{"libical does not read " + rule_text};
  std::vector<date::local_seconds> times;
  while (times.size() < most) {
    const icaltimetype next = icalrecur_iterator_next(iterator.get());
    if (icaltime_is_null_time(next) != 0) break;
    times.push_back(from_libical(next));
  }
  return times;
}

std::string libical_is_wrong_about(const rule& r, date::local_seconds from) {
  const question q{r, from};
  for (const exclusion& e : exclusions) {
    if (e.concerns(q)) return std::string{e.reason};
  }
  return {};
}

}  // namespace occur::testing
