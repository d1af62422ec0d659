#include "occur/agenda.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <queue>
#include <unordered_map>
#include <utility>

#include "stream/source.hpp"

namespace occur {
namespace {

using detail::place;

/// The next occurrence of a set, or a place before which it has none.
struct waiting_set {
  place when;
  std::uint32_t set;
  bool known = false;  ///< whether `next` is there
  occurrence next{};

  /// At one place what must yet be looked for comes first, then the order of the sets.
  friend bool operator>(const waiting_set& a, const waiting_set& b) {
    if (a.when != b.when) return b.when < a.when;
    if (a.known != b.known) return a.known;
    return a.set > b.set;
  }
};

/// The offsets of all zones, and what a gap adds to them, are less than this.
constexpr seconds widest_offset = date::days{3};

/// Before this no occurrence of a set comes.
[[nodiscard]] date::sys_seconds earliest(const recurrence_set& set) {
  if (set.moved != displacement{}) return date::sys_seconds::min();
  auto first = set.anchor.time;
  for (const auto& d : set.dates) first = std::min(first, d.value.time);
  return date::sys_seconds{first.time_since_epoch()} - widest_offset;
}

/// Whether a set has its listed dates only, all of them before an instant.
[[nodiscard]] bool is_over(const recurrence_set& set, date::sys_seconds instant) {
  if (set.moved != displacement{}) return false;
  const auto local = date::local_seconds{instant.time_since_epoch()} - widest_offset;
  return std::ranges::all_of(set.rules,
                             [&](const rule& r) { return r.until && r.until->time < local; }) &&
         std::ranges::all_of(set.dates, [&](const listed_date& d) { return d.value.time < local; });
}

}  // namespace

struct agenda::state {
  std::vector<recurrence_set> sets;
  std::priority_queue<waiting_set, std::vector<waiting_set>, std::greater<>> turns;
  std::unordered_map<std::uint32_t, stream> open;
  date::sys_seconds here = date::sys_seconds::min();

  static constexpr std::size_t most_open = 512;

  explicit state(std::vector<recurrence_set> all) : sets(std::move(all)) {}

  void start_at(date::sys_seconds instant) {
    here = instant;
    open.clear();
    std::vector<waiting_set> all;
    all.reserve(sets.size());
    for (std::uint32_t i = 0; i < sets.size(); ++i) {
      if (here != date::sys_seconds::min() && is_over(sets[i], here)) continue;
      all.push_back({{std::max(here, earliest(sets[i])), date::local_seconds::min()}, i});
    }
    turns = decltype(turns){std::greater<>{}, std::move(all)};
  }

  void put(std::uint32_t set, std::optional<occurrence> next) {
    if (!next) return;
    next->set = set;
    turns.push({{next->time, next->local}, set, true, *next});
  }

  /// Looks for the first occurrence of a set; it is not held open, for many
  /// are looked at of which few have their turn.
  void look(std::uint32_t set) {
    stream all{selection{sets[set]}};
    all.seek(here);
    put(set, all.next());
  }

  void advance(const occurrence& from) {
    auto found = open.find(from.set);
    if (found == open.end()) {
      if (open.size() == most_open) open.erase(open.begin());
      found = open.emplace(from.set, stream{selection{sets[from.set]}}).first;
      found->second.seek(from.time);
      for (auto passed = found->second.next(); passed && passed->local != from.local;)
        passed = found->second.next();
    }
    const auto next = found->second.next();
    if (!next) open.erase(found);
    put(from.set, next);
  }
};

agenda::agenda(std::vector<recurrence_set> sets)
    : state_(std::make_unique<state>(std::move(sets))) {
  state_->start_at(date::sys_seconds::min());
}

agenda::agenda(agenda&&) noexcept = default;
agenda& agenda::operator=(agenda&&) noexcept = default;
agenda::~agenda() = default;

void agenda::seek(date::sys_seconds instant) { state_->start_at(instant); }

std::optional<occurrence> agenda::next() {
  auto& turns = state_->turns;
  while (!turns.empty()) {
    const waiting_set first = turns.top();
    turns.pop();
    if (!first.known) {
      state_->look(first.set);
      continue;
    }
    state_->advance(first.next);
    return first.next;
  }
  return {};
}

std::size_t agenda::read(std::span<occurrence> out) {
  std::size_t n = 0;
  for (; n < out.size(); ++n) {
    const auto o = next();
    if (!o) break;
    out[n] = *o;
  }
  return n;
}

}  // namespace occur
