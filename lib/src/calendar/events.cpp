#include "calendar/events.hpp"

#include "calendar/series.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace occur::detail {
namespace {

using group = std::vector<event>;

/// The events of one UID, in the order in which the first of them stands.
std::vector<group> by_uid(std::vector<event> events) {
  std::vector<group> groups;
  std::unordered_map<std::string, std::size_t> known;
  for (event& e : events) {
    const std::string& uid = e.details.uid;
    const std::size_t at =
        uid.empty() ? groups.size() : known.emplace(uid, groups.size()).first->second;
    if (at == groups.size()) groups.emplace_back();
    groups[at].push_back(std::move(e));
  }
  return groups;
}

/// Of several versions of the same the latest stays; those of one number stay side by side, for
/// some programs give all of their events one UID.
void drop_outdated(group& events) {
  const auto same = [](const event& a, const event& b) {
    return a.instead_of.has_value() == b.instead_of.has_value() &&
           (!a.instead_of || a.instead_of->instance == b.instead_of->instance);
  };
  std::vector<bool> outdated(events.size());
  constexpr std::size_t most_compared = 2000;
  if (events.size() > most_compared) return;
  for (std::size_t i = 0; i < events.size(); ++i)
    for (const event& other : events)
      outdated[i] = outdated[i] || (same(events[i], other) && events[i].sequence < other.sequence);
  std::size_t i = 0;
  std::erase_if(events, [&](const event&) { return outdated[i++]; });
}

/// First what begins anew, one after another, then single instances.
std::pair<bool, date::local_seconds> order_of_change(const event& e) {
  if (!e.instead_of) return {};
  return {!e.instead_of->and_later, e.instead_of->instance.value.time};
}

class collector {
 public:
  explicit collector(bool alarms) : alarms_(alarms) {}

  void add(group events) {
    if (events.size() == 1) return add_alone(std::move(events[0]));
    drop_outdated(events);
    const auto changes = std::stable_partition(events.begin(), events.end(),
                                               [](const event& e) { return !e.instead_of; });
    group replacing(std::make_move_iterator(changes), std::make_move_iterator(events.end()));
    events.erase(changes, events.end());
    if (events.empty()) {
      for (event& e : replacing) add_alone(std::move(e));
    } else {
      add_series(std::move(events), std::move(replacing));
    }
  }

  [[nodiscard]] calendar take() { return std::move(all_); }

 private:
  void add_alone(event e) {
    if (!e.cancelled) add_event(std::move(e));
  }

  /// What several events of one UID share, each change belongs to: the first of them that has it.
  void add_series(group masters, group changes) {
    if (std::ranges::all_of(masters, &event::cancelled)) return;
    std::ranges::stable_sort(changes, {}, order_of_change);
    series all{std::move(masters)};
    for (event& e : changes) all.change(std::move(e));
    for (event& e : std::move(all).take()) add_event(std::move(e));
  }

  void add_event(event e) {
    if (alarms_)
      for (const event_alarm& a : e.details.alarms) add_alarm(e, a);
    all_.sets.push_back(std::move(e.set));
    all_.details.push_back(std::move(e.details));
  }

  void add_alarm(const event& e, const event_alarm& a) {
    event_details d = e.details;
    d.alarms.clear();
    recurrence_set set = e.set;
    if (a.at) {
      const date::local_seconds time = a.at->value.time;
      const bool utc = a.at->value.form == date_form::utc;
      set = {{utc ? start_kind::utc : start_kind::floating, time, utc ? zone{} : set.anchor.where},
             {},
             {},
             {*a.at},
             {},
             set.gap,
             set.fold};
      d.alarm = displacement{};
    } else {
      d.alarm = a.offset;
      if (a.from_end && d.duration) *d.alarm += *d.duration;
      set.moved += *d.alarm;
    }
    all_.sets.push_back(std::move(set));
    all_.details.push_back(std::move(d));
  }

  bool alarms_;
  calendar all_;
};

}  // namespace

calendar sets_of(std::vector<event> events, bool alarms) {
  collector all{alarms};
  for (group& g : by_uid(std::move(events))) all.add(std::move(g));
  return all.take();
}

}  // namespace occur::detail
