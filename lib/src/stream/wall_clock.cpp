#include "stream/wall_clock.hpp"

#include <algorithm>

#include "stream/source.hpp"

namespace occur::detail {
namespace {

constexpr local_time everlasting = std::numeric_limits<local_time>::max() / 4;

[[nodiscard]] date::local_seconds as_local(local_time time) {
  return date::local_seconds{seconds{time}};
}
[[nodiscard]] bool has_begin(const zone_period& p) {
  return p.begin > date::sys_seconds{seconds{-everlasting}};
}
[[nodiscard]] bool has_end(const zone_period& p) {
  return p.end < date::sys_seconds{seconds{everlasting}};
}

}  // namespace

wall_clock::wall_clock(const start& anchor, gap_policy gap, fold_policy fold)
    : zone_(anchor.where),
      fixed_(anchor.kind == start_kind::utc || anchor.where.is_utc()),
      nominal_(anchor.kind == start_kind::date || anchor.kind == start_kind::floating),
      gap_(gap),
      fold_(fold) {}

/// The local times that the change at the begin of a period unsettles: those
/// skipped with those that skipped ones move to, or those repeated.
stretch wall_clock::change_at(const zone_period& after) const {
  const auto begin = after.begin.time_since_epoch().count();
  const auto from = zone_.period(after.begin - seconds{1}).offset.count();
  const auto to = after.offset.count();
  if (to <= from) return {begin + to, begin + from, from, false, to, true};
  // A floating time keeps its place; only the first instant after a gap has company.
  const local_time end = nominal_ ? begin + to + 1 : begin + to + (to - from);
  return {begin + from, end, from, false, to, true};
}

/// The change at the begin of a period, together with those so close to it
/// that they unsettle the same times.
stretch wall_clock::changes_near(const zone_period& after) const {
  stretch all = change_at(after);
  for (auto p = after; has_end(p);) {
    p = zone_.period(p.end);
    const stretch later = change_at(p);
    if (later.begin >= all.end) break;
    all.end = std::max(all.end, later.end);
    all.single = false;
  }
  for (auto p = zone_.period(after.begin - seconds{1}); has_begin(p);
       p = zone_.period(p.begin - seconds{1})) {
    const stretch earlier = change_at(p);
    if (earlier.end <= all.begin) break;
    all.begin = std::min(all.begin, earlier.begin);
    all.single = false;
  }
  return all;
}

stretch wall_clock::around(local_time time) const {
  if (fixed_) return {-everlasting, everlasting, 0, true};
  const auto reading = zone_.read(as_local(time));
  if (reading.kind != local_kind::unique) return changes_near(zone_.period(reading.change));
  const auto period = zone_.period(reading.before);
  stretch plain{-everlasting, everlasting, period.offset.count(), true};
  if (has_begin(period)) {
    plain.begin = change_at(period).end;
    if (time < plain.begin) return changes_near(period);
  }
  if (has_end(period)) {
    const auto next = zone_.period(period.end);
    plain.end = change_at(next).begin;
    if (time >= plain.end) return changes_near(next);
  }
  return plain;
}

std::optional<stretch> wall_clock::next_change(local_time time, local_time end) const {
  if (fixed_) return {};
  stretch s = around(time);
  if (s.plain) {
    if (s.end >= std::min(end, everlasting)) return {};
    s = around(s.end);
  }
  return s;
}

void wall_clock::resolve(local_time time, std::vector<occurrence>& out) const {
  const auto local = as_local(time);
  if (fixed_) return out.push_back({date::sys_seconds{seconds{time}}, local});
  add(zone_.read(local), local, out);
}

void wall_clock::resolve(local_time time, const stretch& s, std::vector<occurrence>& out) const {
  if (!s.single) return resolve(time, out);
  const auto before = date::sys_seconds{seconds{time - s.offset}};
  const auto after = date::sys_seconds{seconds{time - s.offset_after}};
  const bool repeated = s.offset_after <= s.offset;
  const local_time skipped_end = s.begin + s.offset_after - s.offset;
  const auto change = date::sys_seconds{seconds{s.begin - std::min(s.offset, s.offset_after)}};
  if (repeated)
    add({local_kind::repeated, before, after, change}, as_local(time), out);
  else if (time < skipped_end)
    add({local_kind::skipped, before, after, change}, as_local(time), out);
  else
    add({local_kind::unique, after, after, after}, as_local(time), out);
}

void wall_clock::add(const local_reading& r, date::local_seconds local,
                     std::vector<occurrence>& out) const {
  if (nominal_) return out.push_back({r.kind == local_kind::skipped ? r.change : r.before, local});
  switch (r.kind) {
    case local_kind::unique:
      out.push_back({r.before, local});
      break;
    case local_kind::skipped:
      if (gap_ == gap_policy::forward)
        out.push_back({r.before, local + (r.before - r.after), clock_change::moved});
      break;
    case local_kind::repeated:
      if (fold_ != fold_policy::second) out.push_back({r.before, local, clock_change::first});
      if (fold_ != fold_policy::first) out.push_back({r.after, local, clock_change::second});
      break;
  }
}

void wall_clock::tidy(std::vector<occurrence>& all) const {
  const auto order = [](const occurrence& a, const occurrence& b) {
    const place left{a.time, a.local};
    const place right{b.time, b.local};
    return left != right ? left < right
                         : a.change != clock_change::moved && b.change == clock_change::moved;
  };
  if (!std::ranges::is_sorted(all, order)) std::ranges::stable_sort(all, order);
  const auto same = [](const occurrence& a, const occurrence& b) {
    return a.time == b.time && a.local == b.local;
  };
  all.erase(std::unique(all.begin(), all.end(), same), all.end());
}

occurrence wall_clock::at(date::sys_seconds instant) const {
  if (fixed_) return {instant, date::local_seconds{instant.time_since_epoch()}};
  const auto local = zone_.to_local(instant);
  if (nominal_) return {instant, local};
  const auto r = zone_.read(local);
  if (r.kind != local_kind::repeated) return {instant, local};
  return {instant, local, instant == r.before ? clock_change::first : clock_change::second};
}

date::sys_seconds wall_clock::instant(local_time time, bool last) const {
  if (fixed_) return date::sys_seconds{seconds{time}};
  const auto r = zone_.read(as_local(time));
  if (nominal_ && r.kind == local_kind::skipped) return r.change;
  return last && r.kind == local_kind::repeated ? r.after : r.before;
}

local_time wall_clock::local(date::sys_seconds instant) const {
  // Nothing occurs beyond a day outside the horizon, whatever the zone.
  constexpr date::sys_seconds earliest{(horizon_first - date::days{2}).time_since_epoch()};
  constexpr date::sys_seconds latest{(horizon_last + date::days{2}).time_since_epoch()};
  instant = std::clamp(instant, earliest, latest);
  if (fixed_) return instant.time_since_epoch().count();
  return zone_.to_local(instant).time_since_epoch().count();
}

}  // namespace occur::detail
