// Streams: the occurrences of a set, lazily and in order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <ranges>
#include <span>
#include <string>

#include "occur/civil.hpp"
#include "occur/set.hpp"

namespace [[gnu::visibility("default")]] occur {

/// What a clock change did to an occurrence.
enum class clock_change : std::uint8_t {
  none,
  moved,  ///< its local time was skipped; it stands after the gap
  first,  ///< its local time stands twice; this is the first
  second  ///< its local time stands twice; this is the second
};

/// One element of a set.
struct occurrence {
  date::sys_seconds time;     ///< the instant
  date::local_seconds local;  ///< what the clock of its zone shows
  clock_change change = clock_change::none;
  std::uint32_t set = 0;  ///< which set of a union it comes from

  friend bool operator==(const occurrence&, const occurrence&) = default;
};

/// The ordered occurrences of a recurrence set. An input range that can seek;
/// it computes what is asked for, a block at a time, and holds constant memory.
///
/// Example:
///
///     auto set = parse_set("DTSTART:20261123T090000Z\nRRULE:FREQ=DAILY");
///     for (const occurrence& o : stream{set->value} | std::views::take(3)) use(o.time);
class stream {
 public:
  /// The occurrences of one set, from its start. Cost: microseconds.
  explicit stream(const recurrence_set& set);

  /// The union of several sets; an instant that several have comes once, from
  /// the first of them.
  explicit stream(std::span<const recurrence_set> sets);

  stream(stream&&) noexcept;
  stream& operator=(stream&&) noexcept;
  ~stream();

  /// Continues with the first occurrence at or after an instant, forwards or
  /// backwards. Cost: independent of the distance, with COUNT and BYSETPOS too.
  void seek(date::sys_seconds instant);

  /// Reads the next occurrences into `out`; how many came. Fewer than asked
  /// for means that the set has ended.
  std::size_t read(std::span<occurrence> out);

  /// The next occurrence, or nothing at the end.
  std::optional<occurrence> next();

  class iterator;
  /// Input range: `begin` may be called once.
  [[nodiscard]] iterator begin();
  [[nodiscard]] std::default_sentinel_t end() const noexcept { return {}; }

  /// What a stream is made of; for the library's own use.
  class source;

 private:
  struct state;
  std::unique_ptr<state> state_;
};

/// The iterator of a stream's input range.
class stream::iterator {
 public:
  using value_type = occurrence;
  using difference_type = std::ptrdiff_t;
  using iterator_concept = std::input_iterator_tag;

  explicit iterator(stream& s) : stream_(&s), current_(s.next()) {}
  [[nodiscard]] const occurrence& operator*() const { return *current_; }
  [[nodiscard]] const occurrence* operator->() const { return &*current_; }
  iterator& operator++() {
    current_ = stream_->next();
    return *this;
  }
  void operator++(int) { ++*this; }
  [[nodiscard]] friend bool operator==(const iterator& i, std::default_sentinel_t) {
    return !i.current_;
  }

 private:
  stream* stream_;
  std::optional<occurrence> current_;
};

/// Why a set can never have an occurrence, in words (`February has no day 30`);
/// nothing when it has one. The calendar's cycle makes this a proof, not a
/// search that gives up. Cost: at most a few milliseconds.
[[nodiscard]] std::optional<std::string> why_empty(const recurrence_set& set);

}  // namespace occur
