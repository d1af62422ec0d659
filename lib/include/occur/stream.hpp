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
#include <vector>

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

/// What a stream is of: sets and what is made of them. A plain value.
///
/// Example: `workdays.except(holidays)`.
class selection {
 public:
  /// One set; several sets are a union.
  selection(recurrence_set set);                // NOLINT(google-explicit-constructor)
  selection(std::vector<recurrence_set> sets);  // NOLINT(google-explicit-constructor)

  /// The occurrences of either; of both; of this one that the other lacks. A selection of no sets
  /// has none.
  [[nodiscard]] selection united(selection other) const&;
  [[nodiscard]] selection united(selection other) &&;
  [[nodiscard]] selection only(selection other) const&;
  [[nodiscard]] selection only(selection other) &&;
  [[nodiscard]] selection except(selection other) const&;
  [[nodiscard]] selection except(selection other) &&;

  /// All sets that take part; `occurrence::set` counts in them.
  [[nodiscard]] const std::vector<recurrence_set>& sets() const noexcept { return sets_; }

  enum class operation : std::uint8_t { next_set, unite, intersect, subtract };
  /// The expression in postfix order; `next_set` stands for the sets in turn.
  [[nodiscard]] const std::vector<operation>& operations() const noexcept { return operations_; }

  friend bool operator==(const selection&, const selection&) = default;

 private:
  [[nodiscard]] selection joined(selection other, operation o) &&;

  std::vector<recurrence_set> sets_;
  std::vector<operation> operations_;
};

/// The ordered occurrences of a selection. An input range that can seek;
/// it computes what is asked for, a block at a time, and holds constant memory.
///
/// Example:
///
///     auto set = parse_set("DTSTART:20261123T090000Z\nRRULE:FREQ=DAILY;COUNT=3");
///     for (const occurrence& o : stream{set->value}) use(o.time);
class stream {
 public:
  /// The occurrences of a selection, from the first. An instant that several
  /// sets have comes once, from the first of them. Cost: microseconds; a rule
  /// with COUNT is counted once, at the cost of `nth`.
  explicit stream(const selection& s);

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

  /// The occurrence before the place, and moves the place before it; nothing
  /// at the beginning. After `next` or `read` that is the occurrence last given.
  std::optional<occurrence> previous();

  /// The k-th occurrence, counted from 0, or nothing. Leaves the place alone.
  ///
  /// Cost, here and in `index_of` and `count`: neither the number of
  /// occurrences nor the distance matters. Days are counted by year masks, over
  /// at most one common cycle of the calendar and the intervals; rules that
  /// meet others at an interval which does not divide the day are walked day by
  /// day, and sets in different zones are walked where they may overlap. Up to
  /// 64 rules on one clock are counted together; the groups of a larger union
  /// are like sets in different zones, and with more than eight of those the
  /// cost is linear in the occurrences before the place, for `count` in those
  /// between: an `agenda` suits thousands of sets better.
  [[nodiscard]] std::optional<occurrence> nth(std::uint64_t k);

  /// How many occurrences come before that at `instant`; nothing when none is
  /// there. `nth(*index_of(t))` is at t.
  [[nodiscard]] std::optional<std::uint64_t> index_of(date::sys_seconds instant);

  /// How many occurrences lie in [from, to).
  [[nodiscard]] std::uint64_t count(date::sys_seconds from, date::sys_seconds to);

  /// The last occurrence before the horizon.
  [[nodiscard]] std::optional<occurrence> last();

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

/// How much a selection has.
enum class extent_kind : std::uint8_t {
  empty,   ///< nothing, ever
  finite,  ///< COUNT, UNTIL or listed dates end it
  endless  ///< only the horizon does
};

/// The size of a selection, proved: see `extent_of`.
struct extent {
  extent_kind kind = extent_kind::empty;
  std::uint64_t count = 0;  ///< of a finite one
  std::optional<occurrence> first;
  std::optional<occurrence> last;  ///< of a finite one
};

/// Whether a selection is empty, finite or endless, how many it has and which
/// are the first and the last. Cost: that of `stream::count`.
///
/// Example: `extent_of(daily).kind == extent_kind::endless` of `FREQ=DAILY`.
[[nodiscard]] extent extent_of(const selection& s);

/// What two selections do not share: see `compare`.
struct comparison {
  /// The first occurrences that only one has; `left` tells whose each is.
  struct difference {
    occurrence what;
    bool left = false;
  };
  std::vector<difference> differences;
  /// Without differences: whether that was proved up to the horizon, by masks or
  /// by what the texts share. Otherwise they agree before `agreed_until`.
  bool proved = false;
  date::sys_seconds agreed_until{};
};

/// The first `most` instants that one of two selections has and the other
/// lacks. Sets on one clock are compared by masks, to the horizon, and sets alike but for ends
/// and dates where those are; others instant by instant, for a bounded number of occurrences.
///
/// Example: `compare(monthly, daily, 1).proved` of `FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13` and
/// `FREQ=DAILY;BYDAY=FR;BYMONTHDAY=13`.
[[nodiscard]] comparison compare(const selection& left, const selection& right, std::size_t most);

/// One reason why an instant is, or is not, an occurrence.
struct reason {
  std::string part;     ///< `BYDAY=MO`, `DTSTART`, `EXDATE`, `fold first`, ...
  bool admits = false;  ///< whether the part lets the instant in
  std::string message;  ///< in words: `2026-11-24 is a Tuesday`
};

/// Which parts of a set let an instant in and which keep it out.
struct verdict {
  bool occurs = false;
  std::vector<reason> reasons;  ///< those that decide, in the order of the text
};

/// Why an instant is, or is not, an occurrence of a set. Cost: microseconds.
///
/// Example: `why(mondays, tuesday).reasons.back().part == "BYDAY=MO"`.
[[nodiscard]] verdict why(const recurrence_set& set, date::sys_seconds instant);

/// Why a set can never have an occurrence, in words (`February has no day 30`);
/// nothing when it has one. The calendar's cycle makes this a proof, not a
/// search that gives up. Cost: at most a few milliseconds.
///
/// Example: `why_empty(thirtieths) == "February has no day 30"` of
/// `FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30`.
[[nodiscard]] std::optional<std::string> why_empty(const recurrence_set& set);

}  // namespace occur
