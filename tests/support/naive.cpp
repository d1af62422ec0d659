#include "naive.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "naive_rule.hpp"
#include "naive_zone.hpp"

namespace occur::testing {
namespace {

using date::days;
using date::local_days;
using date::local_seconds;
using date::sys_seconds;

constexpr seconds last_second_of_day{86399};

template <class List>
auto first_at_or_after(List& list, sys_seconds instant) {
  return std::lower_bound(list.begin(), list.end(), instant,
                          [](const occurrence& o, sys_seconds end) { return o.time < end; });
}

// A time that no clock change moved says more than one that a gap moved to the same instant.
bool by_time_unmoved_first(const occurrence& a, const occurrence& b) {
  if (a.time != b.time) return a.time < b.time;
  return (a.change == clock_change::moved) < (b.change == clock_change::moved);
}

void sort_distinct(std::vector<occurrence>& list) {
  std::erase_if(list, [](const occurrence& o) {
    return o.local < occur::horizon_first || o.local > occur::horizon_last;
  });
  std::stable_sort(list.begin(), list.end(), by_time_unmoved_first);
  const auto same = [](const occurrence& a, const occurrence& b) { return a.time == b.time; };
  list.erase(std::unique(list.begin(), list.end(), same), list.end());
}

void cut(std::vector<occurrence>& list, sys_seconds end) {
  list.erase(first_at_or_after(list, end), list.end());
}

// What is known of one rule, or of a whole set, when local times up to some last one were tried.
struct known {
  std::vector<occurrence> list;
  sys_seconds until;
  bool complete = false;
  bool gave_up = false;
};

class expander {
 public:
  expander(const recurrence_set& set, const naive_limits& limits) : set_(set), limits_(limits) {}

  naive_expansion run() {
    known best = try_until(first_guess());
    for (seconds reach = seconds{120}; !enough(best); reach *= 4) {
      const local_seconds last = std::min(set_.anchor.time + reach, furthest());
      known next = try_until(last);
      if (next.gave_up) break;
      best = std::move(next);
      if (last == furthest()) break;
    }
    if (!best.complete) cut(best.list, best.until);
    return {std::move(best.list), best.until, best.complete};
  }

 private:
  [[nodiscard]] local_seconds first_guess() const { return set_.anchor.time; }

  [[nodiscard]] local_seconds furthest() const {
    const date::year_month_day start{date::floor<days>(set_.anchor.time)};
    if (start.year() + limits_.span > date::year{9999}) return horizon_last;
    return local_days{(start.year() + limits_.span) / date::December / 31} + last_second_of_day;
  }

  [[nodiscard]] bool enough(const known& k) const {
    if (k.complete) return true;
    const auto end = first_at_or_after(k.list, k.until);
    return static_cast<std::size_t>(end - k.list.begin()) >= limits_.occurrences;
  }

  [[nodiscard]] bool has_zone() const { return set_.anchor.kind == start_kind::zoned; }

  [[nodiscard]] zone where() const { return has_zone() ? set_.anchor.where : zone{}; }

  [[nodiscard]] sys_seconds bound() const {
    const auto instants = instants_showing(where(), set_.anchor.time);
    return instants.empty() ? after_the_gap(where(), set_.anchor.time) : instants.front();
  }

  known try_until(local_seconds last) const {
    known all = certain(last);
    for (const rule& r : set_.rules) {
      known one = expand(r, last);
      all.complete = all.complete && one.complete;
      all.gave_up = all.gave_up || one.gave_up;
      all.list.insert(all.list.end(), one.list.begin(), one.list.end());
    }
    for (const listed_date& d : set_.dates) {
      for (const occurrence& o : listed(d)) all.list.push_back(o);
    }
    sort_distinct(all.list);
    exclude_rules(all, last);
    exclude_dates(all);
    return all;
  }

  [[nodiscard]] known certain(local_seconds last) const {
    known k;
    k.until = last >= horizon_last ? sys_seconds::max() : earliest_after(where(), last);
    k.complete = true;
    return k;
  }

  [[nodiscard]] known expand(const rule& r, local_seconds last) const {
    const naive_times found = naive_local_times(r, set_.anchor, last, limits_.trials);
    known k = certain(last);
    k.gave_up = found.gave_up;
    k.complete = last >= horizon_last;
    const sys_seconds begin = bound();
    for (const local_seconds time : found.times) {
      for (const occurrence& o : resolved(where(), time, set_.gap, set_.fold)) {
        if (o.time >= begin) k.list.push_back(o);
      }
    }
    sort_distinct(k.list);
    if (!k.complete) cut(k.list, k.until);
    apply_until(r, k);
    apply_count(r, k);
    return k;
  }

  void apply_until(const rule& r, known& k) const {
    if (!r.until) return;
    const sys_seconds until = last_instant(*r.until);
    if (until < k.until) k.complete = true;
    cut(k.list, until + seconds{1});
  }

  static void apply_count(const rule& r, known& k) {
    if (!r.count || *r.count > k.list.size()) return;
    k.complete = true;
    k.list.resize(*r.count);
  }

  // UNTIL includes what it names: a DATE its whole day, a repeated time the reading in use.
  [[nodiscard]] sys_seconds last_instant(const date_time& until) const {
    if (until.form == date_form::utc) return sys_seconds{until.time.time_since_epoch()};
    const bool whole_day = until.form == date_form::date;
    const local_seconds local = until.time + (whole_day ? last_second_of_day : seconds{0});
    const auto instants = instants_showing(where(), local);
    if (instants.empty()) return after_the_gap(where(), local);
    return set_.fold == fold_policy::first ? instants.front() : instants.back();
  }

  [[nodiscard]] std::vector<occurrence> listed(const listed_date& d) const {
    const auto day = date::floor<days>(d.value.time);
    if (set_.anchor.kind == start_kind::date) return {occurrence_at_midnight(day)};
    if (d.value.form == date_form::utc) {
      return {at_instant(where(), sys_seconds{d.value.time.time_since_epoch()})};
    }
    if (d.value.form == date_form::date) {
      const auto time_of_day = set_.anchor.time - date::floor<days>(set_.anchor.time);
      return resolved(where(), day + time_of_day, set_.gap, set_.fold);
    }
    auto read = resolved(d.where.value_or(where()), d.value.time, set_.gap, set_.fold);
    if (d.where && *d.where != where()) {
      for (occurrence& o : read) o = at_instant(where(), o.time);
    }
    return read;
  }

  static occurrence occurrence_at_midnight(local_days day) {
    return {.time = sys_seconds{day.time_since_epoch()}, .local = day};
  }

  void exclude_rules(known& all, local_seconds last) const {
    std::set<sys_seconds> gone;
    bool complete = true;
    for (const rule& r : set_.excluded_rules) {
      const known one = expand(r, last);
      complete = complete && one.complete;
      all.gave_up = all.gave_up || one.gave_up;
      for (const occurrence& o : one.list) gone.insert(o.time);
    }
    if (!complete && !all.list.empty() && all.list.back().time >= all.until) all.complete = false;
    std::erase_if(all.list, [&](const occurrence& o) { return gone.contains(o.time); });
  }

  void exclude_dates(known& all) const {
    std::set<sys_seconds> times;
    std::set<local_days> whole_days;
    for (const listed_date& d : set_.excluded_dates) {
      if (d.value.form == date_form::date)
        whole_days.insert(date::floor<days>(d.value.time));
      else
        for (const occurrence& o : listed(d)) times.insert(o.time);
    }
    std::erase_if(all.list, [&](const occurrence& o) {
      return times.contains(o.time) || whole_days.contains(date::floor<days>(o.local));
    });
  }

  const recurrence_set& set_;
  const naive_limits& limits_;
};

}  // namespace

naive_expansion naive_expand(const recurrence_set& set, const naive_limits& limits) {
  return expander{set, limits}.run();
}

}  // namespace occur::testing
