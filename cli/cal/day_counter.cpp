#include "cal/day_counter.hpp"

#include <algorithm>
#include <utility>

#include "occur/clock_face.hpp"

namespace occur::cli {
namespace {

/// The zone whose clocks say on which day an occurrence is.
zone day_zone(const start& anchor, const std::optional<zone>& shown) {
  const clock_face face{anchor, shown};
  return face.has_zone() ? face.where() : anchor.where;
}

struct zoned_sets {
  zone where;
  std::vector<recurrence_set> sets;
};

std::vector<zoned_sets> by_zone(const schedule& s, const std::optional<zone>& shown) {
  std::vector<zoned_sets> groups;
  for (const recurrence_set& set : s.sets) {
    const zone where = day_zone(set.anchor, shown);
    const auto known = std::find_if(groups.begin(), groups.end(),
                                    [&](const zoned_sets& g) { return g.where == where; });
    if (known == groups.end()) {
      groups.push_back({where, {set}});
    } else {
      known->sets.push_back(set);
    }
  }
  return groups;
}

/// The instant at which a clock with a fixed offset shows a local time.
date::sys_seconds instant_of(date::local_seconds local, seconds offset) {
  return date::sys_seconds{local.time_since_epoch() - offset};
}

}  // namespace

day_counter::day_counter(const schedule& s, const narrowing& narrowed,
                         const std::optional<zone>& shown) {
  std::vector<recurrence_set> earlier;
  for (zoned_sets& g : by_zone(s, shown)) {
    selection here{g.sets};
    // An instant that several sets have counts once.
    if (!earlier.empty()) here = std::move(here).except(earlier);
    earlier.insert(earlier.end(), g.sets.begin(), g.sets.end());
    groups_.push_back({stream{narrowed.of(std::move(here))}, g.where, {}});
  }
}

std::uint64_t day_counter::on(date::local_days day) {
  std::uint64_t sum = 0;
  for (group& g : groups_) sum += count(g, day);
  return sum;
}

std::uint64_t day_counter::count(group& g, date::local_days day) {
  // On a day with a clock change, each offset's part of it is counted for itself, so that days
  // which end twice or never begin at midnight are right too.
  constexpr seconds most_offset = date::days{1};
  const date::local_seconds begin = day;
  const date::local_seconds end = day + date::days{1};
  const date::sys_seconds last = instant_of(end, -most_offset);
  std::uint64_t sum = 0;
  for (date::sys_seconds at = instant_of(begin, most_offset); at < last; at = g.period.end) {
    if (at < g.period.begin || at >= g.period.end) g.period = g.where.period(at);
    const auto from = std::max(instant_of(begin, g.period.offset), g.period.begin);
    const auto to = std::min(instant_of(end, g.period.offset), g.period.end);
    if (from < to) sum += g.all.count(from, to);
  }
  return sum;
}

}  // namespace occur::cli
