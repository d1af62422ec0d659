#include "runner/registry.hpp"

#include <algorithm>

namespace occur::detail {
namespace {

/// Spreads what goes in over all bits (the finalizer of splitmix64).
std::uint64_t mixed(std::uint64_t x) {
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31U);
}

/// The hash of a text that is the same everywhere (FNV-1a).
std::uint64_t hash_of(std::string_view text) {
  std::uint64_t h = 0xCBF29CE484222325U;
  for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  return h;
}

bool same(const occurrence& a, const occurrence& b) {
  return a.time == b.time && a.local == b.local;
}

}  // namespace

milliseconds jitter_of(std::string_view id, date::sys_seconds time, milliseconds most) {
  if (most <= milliseconds{0}) return milliseconds{0};
  const auto seconds = static_cast<std::uint64_t>(time.time_since_epoch().count());
  const std::uint64_t hash = mixed(hash_of(id) ^ mixed(seconds));
  return milliseconds{hash % static_cast<std::uint64_t>(most.count())};
}

stream& stream_cache::of(record& r) {
  if (r.occurrences) {
    held_.splice(held_.begin(), held_, *r.occurrences);
    return held_.front().occurrences;
  }
  held_.push_front({&r, stream{r.what->when}});
  r.occurrences = held_.begin();
  if (held_.size() > most_) drop(*held_.back().of);
  stream& made = held_.front().occurrences;
  if (r.next) {
    made.seek(r.next->time);
    for (auto o = made.next(); o && !same(*o, *r.next);) o = made.next();
  }
  return made;
}

void stream_cache::drop(record& r) {
  if (!r.occurrences) return;
  held_.erase(*r.occurrences);
  r.occurrences.reset();
}

bool registry::put(std::shared_ptr<const entry> e, wall_time now) {
  record* r = find(e->id);
  const bool added = r == nullptr;
  wall_time from = now;
  if (added) {
    r = records_.insert(std::make_unique<record>(record{.what = e})).first->get();
  } else {
    from =
        r->next && r->due <= now ? wall_time{r->next->time} : std::max(now, wall_time{r->passed});
    streams_.drop(*r);
    // The key of the set is within the entry, and is the same text in the new one.
    r->what = std::move(e);
  }
  restart(*r, r->what->from.value_or(from));
  return added;
}

bool registry::erase(std::string_view id) {
  const auto found = records_.find(id);
  if (found == records_.end()) return false;
  order_.erase(**found);
  streams_.drop(**found);
  records_.erase(found);
  return true;
}

record* registry::find(std::string_view id) const {
  const auto found = records_.find(id);
  return found == records_.end() ? nullptr : found->get();
}

std::uint64_t registry::seq(record& r) {
  if (r.seq == 0 && r.next) {
    r.seq = 1 + streams_.of(r).index_of(r.next->time).value_or(0);
    // A stream that has counted seconds keeps tables of them, many times its usual size.
    streams_.drop(r);
  }
  return r.seq;
}

taken registry::take(record& r) {
  const taken t{*r.next, seq(r), r.due};
  r.passed = t.at.time + seconds{1};
  ++r.seq;
  settle(r, streams_.of(r).next());
  return t;
}

missed_batch registry::take_missed(record& r, wall_time end, std::size_t keep) {
  missed_batch batch;
  auto sure = date::ceil<seconds>(end - r.what->how.jitter);
  if (r.what->until) sure = std::min(sure, date::ceil<seconds>(*r.what->until));
  const std::uint64_t surely = sure > r.next->time ? streams_.of(r).count(r.next->time, sure) : 0;
  if (surely > keep) {
    batch.count = surely - keep;
    pass(r, batch.count);
  }
  while (r.next && r.due < end) {
    batch.last.push_back(take(r));
    ++batch.count;
    if (batch.last.size() > keep) batch.last.pop_front();
  }
  return batch;
}

void registry::pass(record& r, std::uint64_t count) {
  const std::uint64_t index = seq(r) - 1 + count;
  const auto there = streams_.of(r).nth(index);
  streams_.drop(r);
  r.seq = index + 1;
  seek(r, there.value().time);
}

void registry::restart(record& r, wall_time from) {
  r.seq = 0;
  r.due = {};
  seek(r, date::ceil<seconds>(from));
}

void registry::seek(record& r, date::sys_seconds to) {
  stream& s = streams_.of(r);
  s.seek(to);
  settle(r, s.next());
}

void registry::settle(record& r, std::optional<occurrence> next) {
  const entry& e = *r.what;
  if (next && e.until && next->time >= *e.until) next.reset();
  r.next = next;
  if (!next) {
    order_.erase(r);
    streams_.drop(r);
    return;
  }
  // Jitter may be longer than what lies between two occurrences, and changes no order.
  r.due = std::max(r.due, wall_time{next->time} + jitter_of(e.id, next->time, e.how.jitter));
  order_.put(r);
}

}  // namespace occur::detail
