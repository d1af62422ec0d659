#include "set/begun_at_first.hpp"

#include "expand/completed.hpp"
#include "rule/words.hpp"

#include <algorithm>

namespace occur::detail {

recurrence_set begun_at(recurrence_set set, date::local_seconds first) {
  const bool movable = set.rules.size() <= 1 && set.excluded_rules.empty() &&
                       std::ranges::none_of(set.rules, is_other_calendar);
  if (!movable || set.anchor.time == first) return set;
  const bool is_date = set.anchor.kind == start_kind::date;
  for (rule& r : set.rules) {
    const rule full = completed(r, set.anchor.time, is_date);
    if (completed(r, first, is_date) != full) r = full;
  }
  set.anchor.time = first;
  return set;
}

}  // namespace occur::detail
