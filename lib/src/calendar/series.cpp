#include "calendar/series.hpp"

#include "occur/stream.hpp"
#include "calendar/moments.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace occur::detail {
namespace {

constexpr auto beginning = date::sys_seconds::min();

/// A place on the clock of a set, as a start of its kind.
start placed(const recurrence_set& set, date::local_seconds time) {
  return {set.anchor.kind, time, set.anchor.where};
}

recurrence_set alone(const recurrence_set& set, rule r) {
  recurrence_set one;
  one.anchor = set.anchor;
  one.rules.push_back(std::move(r));
  one.gap = set.gap;
  one.fold = set.fold;
  return one;
}

/// The last UNTIL that leaves an instance out.
date_time until_before(const start& at) {
  if (at.kind == start_kind::date) return {at.time - date::days{1}, date_form::date};
  if (!has_zone(at)) return {at.time - seconds{1}, date_form::local};
  return {date::local_seconds{(instant_of(at) - seconds{1}).time_since_epoch()}, date_form::utc};
}

date::local_seconds last_second(const date_time& until) {
  return until.form == date_form::date ? until.time + date::days{1} - seconds{1} : until.time;
}

void end_before(rule& r, const recurrence_set& set, const start& at) {
  if (r.count) {
    rule endless = r;
    endless.count.reset();
    stream all{selection{alone(set, std::move(endless))}};
    if (all.count(beginning, instant_of(at)) >= *r.count) return;
    r.count.reset();
  }
  const date_time until = until_before(at);
  if (!r.until || last_second(until) < last_second(*r.until)) r.until = until;
}

/// What a set has before an instance.
recurrence_set head_of(const recurrence_set& set, const start& at) {
  recurrence_set head = set;
  for (rule& r : head.rules) end_before(r, set, at);
  std::erase_if(head.dates,
                [&](const listed_date& d) { return local_of(d, set.anchor) >= at.time; });
  return head;
}

/// What it has from there on: all of it without the head.
recurrence_set rest_of(const recurrence_set& set, const recurrence_set& head) {
  recurrence_set rest = set;
  rest.excluded_rules.insert(rest.excluded_rules.end(), head.rules.begin(), head.rules.end());
  rest.excluded_dates.insert(rest.excluded_dates.end(), head.dates.begin(), head.dates.end());
  return rest;
}

bool keeps_time(const rule& r) {
  return r.freq <= frequency::daily && r.by_hour.empty() && r.by_minute.empty() &&
         r.by_second.empty() && r.skip == skip_rule::omit && r.calendar.empty();
}

/// Whether whole weeks of a rule may be turned by some days.
bool can_turn(const rule& r) {
  const bool only_weekdays = r.by_month.empty() && r.by_month_day.empty() &&
                             r.by_year_day.empty() && r.by_week_number.empty() &&
                             r.by_set_position.empty();
  if (r.freq == frequency::weekly) return only_weekdays;
  return r.freq == frequency::daily && only_weekdays && r.by_day.empty();
}

void turn(rule& r, date::days by) {
  for (weekday_number& w : r.by_day) w.day += by;
  r.week_start += by;
  std::ranges::sort(r.by_day, {}, [](const weekday_number& w) { return w.day.iso_encoding(); });
}

std::vector<listed_date> moved_dates(const std::vector<listed_date>& dates, const start& clock,
                                     date::local_seconds from, seconds by) {
  std::vector<listed_date> moved;
  for (const listed_date& d : dates) {
    if (local_of(d, clock) < from) continue;
    moved.push_back(d);
    moved.back().value.time += by;
  }
  return moved;
}

/// The rest of a set with a start of its own, where its rule says the same from there.
std::optional<recurrence_set> begun_anew(const recurrence_set& set, const start& at,
                                         const start& begin, seconds by) {
  if (set.rules.size() != 1 || !set.excluded_rules.empty() || set.moved != displacement{})
    return std::nullopt;
  rule r = set.rules[0];
  const auto days = date::floor<date::days>(at.time + by) - date::floor<date::days>(at.time);
  if (!keeps_time(r) || (days.count() != 0 && !can_turn(r))) return std::nullopt;
  const auto before = stream{selection{alone(set, r)}}.index_of(instant_of(at));
  if (!before) return std::nullopt;
  if (r.count) *r.count -= *before;
  if (r.until) r.until->time += by;
  turn(r, days);
  recurrence_set rest = alone(set, std::move(r));
  rest.dates = moved_dates(set.dates, set.anchor, at.time, by);
  rest.excluded_dates = moved_dates(set.excluded_dates, set.anchor, at.time, by);
  rest.anchor = begin;
  return rest;
}

/// What a change leaves unsaid is as it was.
void inherit(event_details& to, const event_details& from) {
  if (to.summary.empty()) to.summary = from.summary;
  if (to.location.empty()) to.location = from.location;
  if (!to.duration) to.duration = from.duration;
}

}  // namespace

series::series(std::vector<event> masters) {
  for (event& e : masters) parts_.push_back({std::move(e)});
}

void series::change(event by) {
  return by.instead_of->and_later ? change_later(std::move(by)) : change_one(std::move(by));
}

date::local_seconds series::local_of(const listed_date& instance) const {
  return detail::local_of(instance, parts_[0].what.set.anchor);
}

void series::change_one(event by) {
  const auto at = local_of(by.instead_of->instance);
  for (part& p : parts_) {
    if (at < p.from || p.end <= at) continue;
    listed_date excluded = by.instead_of->instance;
    if (p.shift != seconds{0}) {
      const auto there = placed(p.what.set, at + p.shift);
      excluded = {{there.time, date_form::local}, there.where, {}};
      if (there.kind == start_kind::date) excluded.value.form = date_form::date;
      if (there.kind == start_kind::utc) excluded.value.form = date_form::utc;
      if (there.kind != start_kind::zoned) excluded.where.reset();
    }
    p.what.set.excluded_dates.push_back(std::move(excluded));
  }
  inherit(by.details, parts_[0].what.details);
  if (!by.cancelled) changed_.push_back(std::move(by));
}

void series::change_later(event by) {
  const auto from = local_of(by.instead_of->instance);
  const auto found =
      std::find_if(parts_.rbegin(), parts_.rend(), [&](const part& p) { return p.from <= from; });
  part& last = found == parts_.rend() ? parts_.back() : *found;
  const recurrence_set whole = last.what.set;
  const start at = placed(whole, from + last.shift);
  last.what.set = head_of(whole, at);
  last.end = from;
  if (by.cancelled) return;
  part rest{std::move(by), from, last.shift};
  recurrence_set& set = rest.what.set;
  inherit(rest.what.details, last.what.details);
  const seconds moved = detail::local_of(set.anchor, whole.anchor) - at.time;
  if (set.rules.empty()) {
    if (auto anew = begun_anew(whole, at, set.anchor, moved)) {
      set = std::move(*anew);
      rest.shift += moved;
    } else {
      set = rest_of(whole, last.what.set);
      set.moved.on_clock += moved;
    }
  }
  parts_.push_back(std::move(rest));
}

std::vector<event> series::take() && {
  std::vector<event> all;
  for (part& p : parts_)
    if (!p.what.cancelled) all.push_back(std::move(p.what));
  std::ranges::move(changed_, std::back_inserter(all));
  return all;
}

}  // namespace occur::detail
