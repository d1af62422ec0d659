// Whether a selection is empty, finite or endless.
#include <algorithm>

#include "occur/stream.hpp"

namespace occur {
namespace {

constexpr auto beginning = date::sys_seconds::min();
constexpr auto end_of_time = date::sys_seconds::max();

[[nodiscard]] bool is_bounded(const rule& r) { return r.count || r.until; }

/// The last instant that what is bounded in a set takes part in.
[[nodiscard]] date::sys_seconds last_bound(const recurrence_set& set) {
  recurrence_set bounded = set;
  std::erase_if(bounded.rules, [](const rule& r) { return !is_bounded(r); });
  for (const auto& r : set.excluded_rules)
    if (is_bounded(r)) bounded.rules.push_back(r);
  bounded.dates.insert(bounded.dates.end(), set.excluded_dates.begin(), set.excluded_dates.end());
  bounded.excluded_rules.clear();
  bounded.excluded_dates.clear();
  const auto last = stream{bounded}.last();
  // A date among times excludes its whole day.
  return last ? last->time + date::days{1} : beginning;
}

[[nodiscard]] bool goes_on(const selection& s, stream& all) {
  auto bound = beginning;
  bool unbounded = false;
  for (const auto& set : s.sets()) {
    bound = std::max(bound, last_bound(set));
    unbounded = unbounded || !std::ranges::all_of(set.rules, is_bounded);
  }
  if (!unbounded) return false;
  all.seek(bound);
  return all.next().has_value();
}

}  // namespace

extent extent_of(const selection& s) {
  stream all{s};
  extent result;
  result.first = all.next();
  if (!result.first) return result;
  if (goes_on(s, all)) {
    result.kind = extent_kind::endless;
    return result;
  }
  result.kind = extent_kind::finite;
  result.count = all.count(beginning, end_of_time);
  result.last = all.last();
  return result;
}

}  // namespace occur
