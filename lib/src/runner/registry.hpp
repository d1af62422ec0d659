// Entries by id, and by when they are due next.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "occur/runner.hpp"
#include "runner/indexed_heap.hpp"

namespace occur::detail {

/// The pause that a policy adds before an occurrence: less than `most`, the
/// same for the same id and time on every machine.
[[nodiscard]] milliseconds jitter_of(std::string_view id, date::sys_seconds time,
                                     milliseconds most);

struct record;

/// The streams of those entries that were asked last. A stream is a hundred
/// times as large as a record, so the others get theirs anew when they need it.
class stream_cache {
 public:
  struct held {
    record* of;
    stream occurrences;
  };
  using handle = std::list<held>::iterator;

  explicit stream_cache(std::size_t most) : most_(most) {}

  /// The stream of a record, behind its next occurrence where it has one.
  stream& of(record& r);
  void drop(record& r);

 private:
  std::size_t most_;
  std::list<held> held_;  ///< the one asked last in front
};

/// An entry and where it stands. Records stay where they are.
struct record {
  std::shared_ptr<const entry> what;
  std::optional<occurrence> next{};
  wall_time due{};             ///< of `next`, with its jitter
  date::sys_seconds passed{};  ///< what is before it was dealt with
  std::uint64_t seq = 0;       ///< of `next`; 0 when it was not needed yet
  std::optional<stream_cache::handle> occurrences{};
  heap_place place = in_no_heap;
  bool paused = false;
};

/// An occurrence that was taken from a record.
struct taken {
  occurrence at;
  std::uint64_t seq = 0;
  wall_time due{};
};

/// Occurrences that nobody dealt with in time.
struct missed_batch {
  std::uint64_t count = 0;  ///< of all of them
  std::deque<taken> last;   ///< the last ones
};

/// All entries, and the order in which they are due.
class registry {
 public:
  explicit registry(std::size_t streams_at_once = 256) : streams_(streams_at_once) {}

  /// Adds an entry or replaces the one with its id; whether it was added.
  bool put(std::shared_ptr<const entry> e, wall_time now);
  bool erase(std::string_view id);

  [[nodiscard]] record* find(std::string_view id) const;
  [[nodiscard]] std::size_t size() const noexcept { return records_.size(); }

  /// The record that is due next; null when nothing will occur.
  [[nodiscard]] record* first() const { return order_.empty() ? nullptr : &order_.top(); }

  /// The number of a record's next occurrence.
  [[nodiscard]] std::uint64_t seq(record& r);

  /// Takes the next occurrence, of which there is one.
  taken take(record& r);

  /// Takes all occurrences that are due before `end`, and keeps the last `keep`
  /// of them. Cost: that of `stream::count`, and of what its jitter may cover.
  missed_batch take_missed(record& r, wall_time end, std::size_t keep);

  /// Begins again with the first occurrence at or after `from`.
  void restart(record& r, wall_time from);

  template <class Use>
  void for_each(const Use& use) const {
    for (const auto& r : records_) use(*r);
  }

 private:
  struct by_id {
    using is_transparent = void;
    static std::string_view key(std::string_view id) { return id; }
    static std::string_view key(const std::unique_ptr<record>& r) { return r->what->id; }
    template <class A>
    std::size_t operator()(const A& a) const {
      return std::hash<std::string_view>{}(key(a));
    }
    template <class A, class B>
    bool operator()(const A& a, const B& b) const {
      return key(a) == key(b);
    }
  };
  struct by_due {
    static wall_time key(const record& r) { return r.due; }
    static bool less_on_tie(const record& a, const record& b) { return a.what->id < b.what->id; }
    static heap_place& place(record& r) { return r.place; }
  };

  void settle(record& r, std::optional<occurrence> next);
  void seek(record& r, date::sys_seconds to);
  void pass(record& r, std::uint64_t count);

  std::unordered_set<std::unique_ptr<record>, by_id, by_id> records_;
  indexed_heap<record, by_due> order_;
  stream_cache streams_;
};

}  // namespace occur::detail
