#include "naive_zone.hpp"

#include <algorithm>
#include <stdexcept>

namespace occur::testing {
namespace {

using date::days;
using date::local_seconds;
using date::sys_seconds;

// Wide enough for every offset there is and for a zone that changes sides of the date line.
constexpr days neighbourhood{2};

sys_seconds as_if_utc(local_seconds local) { return sys_seconds{local.time_since_epoch()}; }
local_seconds shown(sys_seconds instant, seconds offset) {
  return local_seconds{(instant + offset).time_since_epoch()};
}

std::vector<zone_period> periods_near(const zone& z, local_seconds local) {
  const sys_seconds end = as_if_utc(local) + neighbourhood;
  std::vector<zone_period> periods{z.period(as_if_utc(local) - neighbourhood)};
  while (periods.back().end <= end) periods.push_back(z.period(periods.back().end));
  return periods;
}

clock_change change_at(const zone& z, sys_seconds instant, local_seconds local) {
  const auto instants = instants_showing(z, local);
  if (instants.size() < 2) return clock_change::none;
  return instant == instants.front() ? clock_change::first : clock_change::second;
}

}  // namespace

std::vector<sys_seconds> instants_showing(const zone& z, local_seconds local) {
  std::vector<sys_seconds> instants;
  for (const zone_period& p : periods_near(z, local)) {
    const sys_seconds instant = as_if_utc(local) - p.offset;
    if (p.begin <= instant && instant < p.end) instants.push_back(instant);
  }
  return instants;
}

sys_seconds after_the_gap(const zone& z, local_seconds local) {
  const auto periods = periods_near(z, local);
  for (std::size_t i = 0; i + 1 < periods.size(); ++i) {
    const sys_seconds change = periods[i].end;
    if (shown(change, periods[i].offset) <= local && local < shown(change, periods[i + 1].offset)) {
      return as_if_utc(local) - periods[i].offset;
    }
  }
  throw std::logic_error{"no gap holds this local time"};
}

occurrence at_instant(const zone& z, sys_seconds instant) {
  const local_seconds local = shown(instant, z.period(instant).offset);
  return {.time = instant, .local = local, .change = change_at(z, instant, local)};
}

std::vector<occurrence> resolved(const zone& z, local_seconds local, gap_policy gap,
                                 fold_policy fold) {
  const auto instants = instants_showing(z, local);
  if (instants.empty()) {
    if (gap == gap_policy::skip) return {};
    occurrence moved = at_instant(z, after_the_gap(z, local));
    moved.change = clock_change::moved;
    return {moved};
  }
  if (instants.size() == 1) return {{.time = instants[0], .local = local}};
  const occurrence first{.time = instants.front(), .local = local, .change = clock_change::first};
  const occurrence second{.time = instants.back(), .local = local, .change = clock_change::second};
  switch (fold) {
    case fold_policy::first:
      return {first};
    case fold_policy::second:
      return {second};
    case fold_policy::both:
      break;
  }
  return {first, second};
}

sys_seconds earliest_after(const zone& z, local_seconds local) {
  const auto periods = periods_near(z, local);
  const auto furthest = std::max_element(
      periods.begin(), periods.end(),
      [](const zone_period& a, const zone_period& b) { return a.offset < b.offset; });
  return as_if_utc(local) - furthest->offset;
}

}  // namespace occur::testing
