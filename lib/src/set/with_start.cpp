#include "set/with_start.hpp"

#include "expand/combination.hpp"

#include <algorithm>
#include <memory>
#include <vector>

namespace occur::detail {
namespace {

bool has_no_parts(const rule& r) {
  return r.by_second.empty() && r.by_minute.empty() && r.by_hour.empty() && r.by_day.empty() &&
         r.by_month_day.empty() && r.by_year_day.empty() && r.by_week_number.empty() &&
         r.by_month.empty() && r.by_set_position.empty();
}

/// Whether a rule generates its own start.
bool generates(const rule& r, const start& s) {
  if (has_no_parts(r)) return true;
  std::vector<term_ptr> terms;
  terms.push_back(term_of(r, s.time, s.kind == start_kind::date));
  const local_time at = s.time.time_since_epoch().count();
  return combination{std::move(terms), {{}}}.count(at, at + 1) > 0;
}

date_form form_of(start_kind kind) {
  if (kind == start_kind::date) return date_form::date;
  return kind == start_kind::utc ? date_form::utc : date_form::local;
}

listed_date date_of(const start& s) {
  const bool zoned = s.kind == start_kind::zoned;
  return {{s.time, form_of(s.kind)}, zoned ? std::optional(s.where) : std::nullopt, std::nullopt};
}

/// Whether a rule counts the start of an event without generating it.
bool counts_start(const rule& r, const start& s) { return r.count && !generates(r, s); }

bool any_generates(const recurrence_set& set) {
  return std::ranges::any_of(set.rules, [&](const rule& r) { return generates(r, set.anchor); });
}

}  // namespace

recurrence_set with_start(recurrence_set set) {
  const start& s = set.anchor;
  const bool occurs = any_generates(set);
  for (rule& r : set.rules)
    if (counts_start(r, s)) --*r.count;
  std::erase_if(set.rules, [](const rule& r) { return r.count == 0U; });
  const listed_date own = date_of(s);
  if (!occurs && std::ranges::find(set.dates, own) == set.dates.end()) set.dates.push_back(own);
  return set;
}

recurrence_set without_start(recurrence_set set) {
  const start& s = set.anchor;
  for (rule& r : set.rules)
    if (counts_start(r, s)) ++*r.count;
  const listed_date own = date_of(s);
  if (std::erase(set.dates, own) == 0 && !any_generates(set)) set.excluded_dates.push_back(own);
  return set;
}

}  // namespace occur::detail
