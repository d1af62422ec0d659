#include "stream/combine.hpp"

#include <algorithm>
#include <array>

namespace occur::detail {
namespace {

[[nodiscard]] place place_of(const occurrence& o) { return {o.time, o.local}; }

/// The first place after all those at an instant.
[[nodiscard]] place after(date::sys_seconds instant) {
  return {instant + seconds{1}, date::local_seconds::min()};
}

/// Reads a source backwards one by one, in blocks behind the scenes.
class back_reader {
 public:
  back_reader(stream::source& s, const place& end) : source_(&s), end_(end) {}

  [[nodiscard]] const occurrence* peek() {
    if (position_ == size_ && !fill()) return nullptr;
    return &block_[position_];
  }
  void take() { ++position_; }
  void seek(const place& end) {
    end_ = end;
    position_ = size_ = 0;
    ended_ = false;
  }

 private:
  bool fill() {
    if (ended_) return false;
    position_ = 0;
    size_ = source_->read_back(end_, block_);
    ended_ = size_ < block_.size();
    if (size_ != 0) end_ = place_of(block_[size_ - 1]);
    return size_ != 0;
  }

  stream::source* source_;
  place end_;
  std::array<occurrence, 32> block_;
  std::size_t position_ = 0;
  std::size_t size_ = 0;
  bool ended_ = false;
};

/// A source of sources: what it knows of places and counts it learns by
/// walking, with seeks over what is not shared.
class combined_source : public stream::source {
 public:
  explicit combined_source(identity id) : id_(std::move(id)) {}

  std::int64_t count(date::sys_seconds from, date::sys_seconds to) override {
    seek(from);
    std::array<occurrence, 256> block;
    for (std::int64_t n = 0;;) {
      const std::size_t got = read(block);
      const auto all = std::span{block}.first(got);
      const auto before = std::ranges::lower_bound(all, to, {}, &occurrence::time) - all.begin();
      n += before;
      if (got < block.size() || before != std::ssize(block)) return n;
    }
  }

  std::optional<occurrence> nth(std::int64_t index) override {
    return walk(date::sys_seconds::min(), index);
  }

 protected:
  /// The occurrence with `index` others between an instant and it.
  std::optional<occurrence> walk(date::sys_seconds from, std::int64_t index) {
    seek(from);
    std::array<occurrence, 256> block;
    for (;;) {
      const auto got = static_cast<std::int64_t>(read(block));
      if (index < got) return block[static_cast<std::size_t>(index)];
      if (got < std::ssize(block)) return {};
      index -= got;
    }
  }

  /// Moves a reader to the first occurrence not before `o`; a dense source is
  /// crossed by seeking, a sparse one step by step.
  const occurrence* catch_up(reader& r, const occurrence& o) const {
    for (int steps = 0;; ++steps) {
      const auto* x = r.peek();
      if (!x || id_.same(*x, o) || !(place_of(*x) < place_of(o))) return x;
      if (steps < steps_before_seek || x->time == o.time) {
        r.take();
        continue;
      }
      r.seek(o.time);
      steps = 0;
    }
  }

  /// The next occurrence before `end` that two readers share, not yet taken from `a`; null when
  /// there is none.
  const occurrence* next_shared(reader& a, reader& b,
                                date::sys_seconds end = date::sys_seconds::max()) const {
    for (const auto* x = a.peek(); x && x->time < end; x = a.peek()) {
      const auto* y = catch_up(b, *x);
      if (!y) break;
      if (id_.same(*x, *y)) return x;
      catch_up(a, *y);
    }
    return nullptr;
  }

  /// How many occurrences before `end` two readers still share.
  std::int64_t count_shared(reader& a, reader& b, date::sys_seconds end) const {
    std::int64_t n = 0;
    for (; next_shared(a, b, end); a.take()) ++n;
    return n;
  }

  /// What `nth` gives, for a source that counts faster than it is read: finds by
  /// counting a span that holds it, and halves that until it is short.
  std::optional<occurrence> nth_by_counts(std::int64_t index) {
    seek(date::sys_seconds::min());
    std::array<occurrence, 1> first;
    if (read(first) == 0) return {};
    const auto end = date::sys_seconds{horizon_last.time_since_epoch()} + date::days{2};
    auto from = first[0].time;
    seconds length = date::days{64};
    std::int64_t inside = 0;
    for (;; from += length, length *= 2) {
      if (from >= end) return {};
      inside = count(from, from + length);
      if (index < inside) break;
      index -= inside;
    }
    while (inside > few && length > seconds{1}) {
      length /= 2;
      const std::int64_t before = count(from, from + length);
      inside = index < before ? before : inside - before;
      if (index < before) continue;
      index -= before;
      from += length;
    }
    return walk(from, index);
  }

  /// Whether a source has an occurrence; loses the reader's place.
  bool has(reader& r, const occurrence& o) const {
    r.seek(o.time);
    for (const auto* x = r.peek(); x && x->time == o.time; x = r.peek()) {
      if (id_.same(*x, o)) return true;
      r.take();
    }
    return false;
  }

  static constexpr int steps_before_seek = 16;
  static constexpr std::int64_t few = 1024;  // are read sooner than counted
  identity id_;
};

class union_source final : public combined_source {
 public:
  union_source(std::vector<source_ptr> sources, identity id) : combined_source(std::move(id)) {
    for (auto& s : sources) readers_.emplace_back(std::move(s));
  }

  std::size_t read(std::span<occurrence> out) override {
    if (!queued_) queue_all();
    std::size_t n = 0;
    while (n < out.size() && take_next_instant()) {
      out[n] = first_due();
      for (const std::size_t i : due_)
        if (const auto* o = readers_[i].peek(); o && id_.same(*o, out[n])) readers_[i].take();
      for (const std::size_t i : due_) queue(i);
      ++n;
    }
    return n;
  }

  std::size_t read_back(const place& end, std::span<occurrence> out) override {
    queued_ = false;
    std::vector<back_reader> backs;
    for (auto& r : readers_) backs.emplace_back(r.source(), end);
    std::size_t n = 0;
    while (n < out.size()) {
      const occurrence* last = nullptr;
      for (auto& b : backs)
        if (const auto* o = b.peek(); o && (!last || comes_last(*o, *last))) last = o;
      if (!last) break;
      out[n] = *last;
      for (auto& b : backs)
        if (const auto* o = b.peek(); o && id_.same(*o, out[n])) b.take();
      ++n;
    }
    return n;
  }

  void seek(date::sys_seconds instant) override {
    for (auto& r : readers_) r.seek(instant);
    queued_ = false;
  }

  /// Each source counts for itself, less what an earlier one has too; to compare
  /// each of many with all before it would take longer than to read them.
  std::int64_t count(date::sys_seconds from, date::sys_seconds to) override {
    if (readers_.size() > most_compared) return combined_source::count(from, to);
    queued_ = false;
    std::int64_t n = 0;
    for (auto& r : readers_) n += r.source().count(from, to);
    if (n <= few) return n == 0 ? 0 : combined_source::count(from, to);
    for (std::size_t i = 1; i < readers_.size(); ++i) n -= count_repeats(i, from, to);
    return n;
  }

  std::optional<occurrence> nth(std::int64_t index) override {
    return readers_.size() > most_compared ? combined_source::nth(index) : nth_by_counts(index);
  }

 private:
  /// How many occurrences of source i in [from, end) an earlier one has.
  [[nodiscard]] std::int64_t count_repeats(std::size_t i, date::sys_seconds from,
                                           date::sys_seconds end) {
    seek(from);
    auto& own = readers_[i];
    std::int64_t n = 0;
    for (const auto* o = own.peek(); o && o->time < end; o = own.peek()) {
      bool repeated = false;
      std::optional<occurrence> nearest;
      for (std::size_t j = 0; j < i; ++j) {
        const auto* x = catch_up(readers_[j], *o);
        if (!x) continue;
        repeated = repeated || id_.same(*x, *o);
        if (!nearest || place_of(*x) < place_of(*nearest)) nearest = *x;
      }
      if (!nearest) break;
      n += repeated ? 1 : 0;
      if (repeated)
        own.take();
      else
        catch_up(own, *nearest);
    }
    return n;
  }

  [[nodiscard]] bool comes_first(const occurrence& a, const occurrence& b) const {
    if (id_.same(a, b)) {
      const bool a_moved = a.change == clock_change::moved;
      const bool b_moved = b.change == clock_change::moved;
      return a_moved == b_moved ? a.set < b.set : b_moved;
    }
    return place_of(a) < place_of(b);
  }
  [[nodiscard]] bool comes_last(const occurrence& a, const occurrence& b) const {
    if (id_.same(a, b)) return comes_first(a, b);
    return place_of(b) < place_of(a);
  }

  // The readers wait in a heap, so that of thousands only those whose turn it is cost anything.

  struct waiting {
    date::sys_seconds time;
    std::size_t reader;
  };
  struct later {
    bool operator()(const waiting& a, const waiting& b) const {
      return a.time != b.time ? a.time > b.time : a.reader > b.reader;
    }
  };

  void queue(std::size_t i) {
    if (const auto* o = readers_[i].peek()) {
      heap_.push_back({o->time, i});
      std::ranges::push_heap(heap_, later{});
    }
  }

  void queue_all() {
    heap_.clear();
    for (std::size_t i = 0; i < readers_.size(); ++i) queue(i);
    queued_ = true;
  }

  /// Takes the readers off the heap that have something at the next instant.
  [[nodiscard]] bool take_next_instant() {
    due_.clear();
    while (!heap_.empty() && (due_.empty() || heap_.front().time == next_)) {
      next_ = heap_.front().time;
      due_.push_back(heap_.front().reader);
      std::ranges::pop_heap(heap_, later{});
      heap_.pop_back();
    }
    return !due_.empty();
  }

  /// What comes first of those that are due; each of them was queued with an occurrence.
  [[nodiscard]] occurrence first_due() {
    occurrence first = *readers_[due_.front()].peek();
    for (const std::size_t i : due_)
      if (const auto* o = readers_[i].peek(); comes_first(*o, first)) first = *o;
    return first;
  }

  static constexpr std::size_t most_compared = 8;
  std::vector<reader> readers_;
  std::vector<waiting> heap_;
  std::vector<std::size_t> due_;
  date::sys_seconds next_{};
  bool queued_ = false;
};

class intersection_source final : public combined_source {
 public:
  intersection_source(source_ptr a, source_ptr b, identity id)
      : combined_source(std::move(id)), a_(std::move(a)), b_(std::move(b)) {}

  std::size_t read(std::span<occurrence> out) override {
    std::size_t n = 0;
    while (n < out.size()) {
      const auto* both = next_shared(a_, b_);
      if (!both) break;
      out[n++] = *both;
      a_.take();
    }
    return n;
  }

  std::size_t read_back(const place& end, std::span<occurrence> out) override {
    back_reader a{a_.source(), end};
    back_reader b{b_.source(), end};
    std::size_t n = 0;
    while (n < out.size()) {
      const auto* x = a.peek();
      const auto* y = b.peek();
      if (!x || !y) break;
      if (id_.same(*x, *y)) {
        out[n++] = *x;
        a.take();
        b.take();
      } else if (place_of(*y) < place_of(*x)) {
        fall_back(a, *y);
      } else {
        fall_back(b, *x);
      }
    }
    return n;
  }

  void seek(date::sys_seconds instant) override {
    a_.seek(instant);
    b_.seek(instant);
  }

  std::int64_t count(date::sys_seconds from, date::sys_seconds to) override {
    seek(from);
    return count_shared(a_, b_, to);
  }

 private:
  /// Moves a back reader to the last occurrence not after `o`.
  void fall_back(back_reader& r, const occurrence& o) const {
    for (int steps = 0;; ++steps) {
      const auto* x = r.peek();
      if (!x || id_.same(*x, o) || !(place_of(o) < place_of(*x))) return;
      if (steps < steps_before_seek || x->time == o.time) {
        r.take();
        continue;
      }
      r.seek(after(o.time));
      steps = 0;
    }
  }

  reader a_;
  reader b_;
};

class difference_source final : public combined_source {
 public:
  difference_source(source_ptr from, source_ptr excluded, identity id)
      : combined_source(std::move(id)), from_(std::move(from)), excluded_(std::move(excluded)) {}

  std::size_t read(std::span<occurrence> out) override {
    std::size_t kept = 0;
    while (kept < out.size()) {
      const auto block = out.subspan(kept);
      const std::size_t n = from_.source().read(block);
      for (const auto& o : block.first(n)) {
        const auto* x = catch_up(excluded_, o);
        if (!x || !id_.same(*x, o)) out[kept++] = o;
      }
      if (n < block.size()) break;
    }
    return kept;
  }

  std::size_t read_back(const place& end, std::span<occurrence> out) override {
    back_reader from{from_.source(), end};
    std::size_t n = 0;
    for (const auto* o = from.peek(); o && n < out.size(); o = from.peek()) {
      if (!has(excluded_, *o)) out[n++] = *o;
      from.take();
    }
    return n;
  }

  void seek(date::sys_seconds instant) override {
    from_.seek(instant);
    excluded_.seek(instant);
  }

  std::int64_t count(date::sys_seconds from, date::sys_seconds to) override {
    const std::int64_t all = from_.source().count(from, to);
    if (all <= few) return all == 0 ? 0 : combined_source::count(from, to);
    seek(from);
    return all - count_shared(from_, excluded_, to);
  }

  std::optional<occurrence> nth(std::int64_t index) override { return nth_by_counts(index); }

 private:
  reader from_;  // its block is used where it is met with the other, one by one
  reader excluded_;
};

}  // namespace

source_ptr united(std::vector<source_ptr> sources, identity id) {
  if (sources.size() == 1) return std::move(sources.front());
  return std::make_unique<union_source>(std::move(sources), std::move(id));
}

source_ptr shared(source_ptr a, source_ptr b, identity id) {
  return std::make_unique<intersection_source>(std::move(a), std::move(b), std::move(id));
}

source_ptr without(source_ptr from, source_ptr excluded, identity id) {
  return std::make_unique<difference_source>(std::move(from), std::move(excluded), std::move(id));
}

bool reader::fill() {
  if (ended_) return false;
  block_.resize(std::min(std::max(smallest_block, 2 * size_), largest_block));
  position_ = 0;
  size_ = source_->read(block_);
  ended_ = size_ < block_.size();
  return size_ != 0;
}

}  // namespace occur::detail
