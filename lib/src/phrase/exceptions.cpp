#include "phrase/exceptions.hpp"

#include <algorithm>
#include <utility>

namespace occur::detail::phrase {
namespace {

[[nodiscard]] day_question plain_question(const std::optional<day_part>& days) {
  day_question q;
  q.days = &days;
  return q;
}

/// Adds the rules of days that are left out wherever they are.
[[nodiscard]] std::optional<error> add_days(day_part part, exclusion& e) {
  const std::optional<day_part> days{std::move(part)};
  auto rules = day_rules(plain_question(days));
  if (!rules) return rules.error();
  std::ranges::move(*rules, std::back_inserter(e.rules));
  return std::nullopt;
}

void add_date(const date_text& d, const reference& ref, exclusion& e) {
  const date::local_days day = day_of(d, ref, ref.today());
  if (!d.time) {
    e.days.push_back(day);
    return;
  }
  const auto time = seconds{d.time->second_of_day};
  e.instants.push_back(d.offset_minutes ? date::sys_seconds{(day + time).time_since_epoch()} -
                                              seconds{*d.offset_minutes * 60}
                                        : ref.instant(day + time));
}

[[nodiscard]] bool numbered(const occur::rule& r) {
  return std::ranges::any_of(r.by_day, [](const weekday_number& d) { return d.ordinal != 0; });
}

/// Whether BYDAY can narrow the rule's days.
[[nodiscard]] bool takes_weekdays(const occur::rule& r) {
  if (!r.by_set_position.empty() || numbered(r)) return false;
  return !r.by_day.empty() || r.freq >= frequency::daily || !r.by_month_day.empty() ||
         !r.by_year_day.empty();
}

/// Whether BYMONTH can narrow the rule's days without changing which they are.
[[nodiscard]] bool takes_months(const occur::rule& r) {
  const bool counts_in_year = r.freq == frequency::yearly && r.by_month.empty();
  return !counts_in_year || (!numbered(r) && r.by_set_position.empty());
}

[[nodiscard]] bool take_weekdays(occur::rule& r, weekday_mask out) {
  const weekday_mask had = r.by_day.empty() ? every_weekday : mask_of(r.by_day);
  r.by_day = weekdays_of(static_cast<weekday_mask>(had & ~out));
  return !r.by_day.empty();
}

[[nodiscard]] bool take_months(occur::rule& r, month_mask out) {
  const month_mask had = r.by_month.empty() ? every_month : mask_of(r.by_month);
  r.by_month = months_of(static_cast<month_mask>(had & ~out));
  return !r.by_month.empty();
}

/// A rule for every day in some months, or on some weekdays.
[[nodiscard]] day_rule every_day_in(month_mask months, weekday_mask weekdays) {
  day_rule d;
  d.rule.freq = frequency::daily;
  d.rule.by_month = months_of(months);
  d.rule.by_day = weekdays_of(weekdays);
  return d;
}

}  // namespace

result<exclusion> exclusions(std::span<const exception_item> items, const reference& ref) {
  exclusion e;
  for (const exception_item& item : items) {
    std::optional<error> problem;
    if (const auto* d = std::get_if<date_text>(&item.what))
      add_date(*d, ref, e);
    else if (const auto* list = std::get_if<weekday_list>(&item.what))
      e.weekdays = static_cast<weekday_mask>(e.weekdays | list->mask);
    else if (const auto* months = std::get_if<months_part>(&item.what))
      e.months = static_cast<month_mask>(e.months | months->mask);
    else if (const auto* groups = std::get_if<position_list>(&item.what))
      problem = add_days(*groups, e);
    else if (const auto* crossed = std::get_if<crossed_days>(&item.what))
      problem = add_days(*crossed, e);
    else
      problem = add_days(std::vector{std::get<year_date>(item.what)}, e);
    if (problem) return tl::unexpected(*std::move(problem));
  }
  return e;
}

exclusion absorb(exclusion e, std::vector<day_rule>& rules) {
  bool weekdays_left = false;
  bool months_left = false;
  std::erase_if(rules, [&](day_rule& d) {
    if (e.weekdays != 0) {
      if (!takes_weekdays(d.rule))
        weekdays_left = true;
      else if (!take_weekdays(d.rule, e.weekdays))
        return true;
    }
    if (e.months != 0) {
      if (!takes_months(d.rule))
        months_left = true;
      else if (!take_months(d.rule, e.months))
        return true;
    }
    return false;
  });
  if (weekdays_left) e.rules.push_back(every_day_in(0, e.weekdays));
  if (months_left) e.rules.push_back(every_day_in(e.months, 0));
  e.weekdays = 0;
  e.months = 0;
  return e;
}

}  // namespace occur::detail::phrase
