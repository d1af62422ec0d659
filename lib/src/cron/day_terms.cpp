#include "cron/day_terms.hpp"

#include <algorithm>
#include <utility>

namespace occur::detail::cron {
namespace {

using terms = std::vector<day_term>;

constexpr number_set february = only(2);
constexpr number_set thirty_day_months = only(4) | only(6) | only(9) | only(11);
constexpr number_set long_months = all_months & ~february & ~thirty_day_months;

std::vector<weekday_number> plain_weekdays(number_set days) {
  std::vector<weekday_number> list;
  for (const unsigned day : {1U, 2U, 3U, 4U, 5U, 6U, 0U}) {
    if (contains(days, static_cast<int>(day))) list.push_back({0, date::weekday{day}});
  }
  return list;
}

std::vector<weekday_number> work_days() { return plain_weekdays(numbers(1, 5)); }
std::vector<weekday_number> mondays() { return {{0, date::Monday}}; }
std::vector<weekday_number> fridays() { return {{0, date::Friday}}; }

void append(terms& to, terms more) { std::move(more.begin(), more.end(), std::back_inserter(to)); }

day_term on(std::vector<std::int8_t> month_days, std::vector<weekday_number> weekdays,
            number_set months) {
  return {std::move(month_days), {}, std::move(weekdays), {}, months};
}

/// The first or the last day from Monday to Friday.
terms end_work_day(bool first, number_set months, bool by_position) {
  const std::int8_t end = first ? 1 : -1;
  if (by_position) return {{{}, {}, work_days(), {end}, months}};
  const auto at = [end](int n) { return static_cast<std::int8_t>(end * n); };
  return {on({at(1)}, work_days(), months),
          on(first ? std::vector{at(2), at(3)} : std::vector{at(3), at(2)},
             first ? mondays() : fridays(), months)};
}

/// The day from Monday to Friday that is nearest to a day which is not the last of its month: that
/// day, or the Friday before it, or the Monday after it.
terms near_inner_day(std::int8_t day, number_set months) {
  const auto before = static_cast<std::int8_t>(day - 1);
  const auto after = static_cast<std::int8_t>(day + 1);
  return {on({day}, work_days(), months), on({before}, fridays(), months),
          on({after}, mondays(), months)};
}

/// Days of a February of 28 or of 29 days: counted from its end, the year tells which it was.
day_term february_friday(std::int8_t day, std::int16_t from_end_of_year) {
  day_term term = on({day}, fridays(), all_months);
  term.year_days = {from_end_of_year};
  return term;
}

/// 28 February is the last day in most years, 29 February always is.
terms near_end_of_february(std::int8_t day) {
  if (day == 29) {
    return {on({29}, work_days(), february), february_friday(28, -308), february_friday(27, -309)};
  }
  return {on({28}, work_days(), february), on({27}, fridays(), february), february_friday(26, -309),
          on({29}, mondays(), february)};
}

terms nearest_work_day(std::int8_t day, number_set months, bool by_position) {
  if (day == 1) return end_work_day(true, months, by_position);
  const number_set last_in = day == 31   ? long_months
                             : day == 30 ? thirty_day_months
                             : day >= 28 ? february
                                         : 0;
  const number_set within = months & (day == 31   ? 0
                                      : day >= 29 ? long_months | thirty_day_months
                                                  : all_months);
  terms found;
  if ((within & ~last_in) != 0) found = near_inner_day(day, within & ~last_in);
  if ((months & last_in) == 0) return found;
  append(found, last_in == february ? near_end_of_february(day)
                                    : end_work_day(false, months & last_in, by_position));
  return found;
}

/// The days that the field of the month's days has.
terms month_day_terms(const month_day_field& f, number_set months, bool by_position) {
  terms found;
  std::vector<std::int8_t> days = f.from_end;
  std::sort(days.begin(), days.end());
  const bool all = f.numbers == all_month_days;
  if (all) return {on({}, {}, months)};
  const auto plain = list_of<std::int8_t>(f.numbers);
  days.insert(days.end(), plain.begin(), plain.end());
  if (!days.empty()) found.push_back(on(std::move(days), {}, months));
  if (f.last_work_day) append(found, end_work_day(false, months, by_position));
  for (const std::int8_t day : f.nearest_work_days) {
    append(found, nearest_work_day(day, months, by_position));
  }
  // A day that none of the months has: said as it is, it never comes.
  if (found.empty()) found.push_back(on(f.nearest_work_days, {}, months));
  return found;
}

/// The days that the field of weekdays has; numbered ones go apart from plain ones.
terms weekday_terms(const weekday_field& f, number_set months) {
  if (f.numbers == all_weekdays) return {on({}, {}, months)};
  terms found;
  if (f.numbers != 0) found.push_back(on({}, plain_weekdays(f.numbers), months));
  if (!f.numbered.empty()) found.push_back(on({}, f.numbered, months));
  return found;
}

bool is_any(const terms& t) {
  return t.size() == 1 && t[0].month_days.empty() && t[0].weekdays.empty();
}

/// The weekdays of one list that the other has too; all where either is empty.
std::vector<weekday_number> common(const std::vector<weekday_number>& plain,
                                   std::vector<weekday_number> other) {
  if (plain.empty()) return other;
  if (other.empty()) return plain;
  std::erase_if(other, [&](const weekday_number& w) {
    return std::none_of(plain.begin(), plain.end(),
                        [&](const weekday_number& p) { return p.day == w.day; });
  });
  return other;
}

terms in_both(const terms& month_days, const terms& weekdays) {
  terms found;
  for (const day_term& a : month_days) {
    for (const day_term& b : weekdays) {
      day_term both = a;
      both.weekdays = common(a.weekdays, b.weekdays);
      const bool none = both.weekdays.empty() && !a.weekdays.empty();
      if (!none) found.push_back(std::move(both));
    }
  }
  return found;
}

}  // namespace

std::vector<day_term> day_terms(const fields& f, bool one_time) {
  const number_set months = f.months.numbers;
  const terms weekdays = weekday_terms(f.weekdays, months);
  const bool any_weekday = is_any(weekdays);
  const bool either = !f.month_days.begins_with_star && !f.weekdays.begins_with_star;
  const terms month_days =
      month_day_terms(f.month_days, months, one_time && (any_weekday || either));
  if (is_any(month_days)) return either ? month_days : weekdays;
  if (any_weekday) return either ? weekdays : month_days;
  if (!either) return in_both(month_days, weekdays);
  terms found = month_days;
  append(found, weekdays);
  return found;
}

}  // namespace occur::detail::cron
