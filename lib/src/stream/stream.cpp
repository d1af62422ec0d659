#include "occur/stream.hpp"

#include <algorithm>

#include "stream/build.hpp"
#include "stream/source.hpp"

namespace occur {

using detail::place;

selection::selection(recurrence_set set)
    : sets_{std::move(set)}, operations_{operation::next_set} {}

selection::selection(std::vector<recurrence_set> sets) : sets_(std::move(sets)) {
  for (std::size_t i = 0; i < sets_.size(); ++i) {
    operations_.push_back(operation::next_set);
    if (i != 0) operations_.push_back(operation::unite);
  }
}

selection selection::joined(selection other, operation o) && {
  const bool keeps_left = o != operation::intersect && other.operations_.empty();
  const bool keeps_right = o == operation::unite && operations_.empty();
  if (keeps_left) return std::move(*this);
  if (keeps_right) return other;
  if (operations_.empty() || other.operations_.empty()) return std::vector<recurrence_set>{};
  sets_.insert(sets_.end(), std::make_move_iterator(other.sets_.begin()),
               std::make_move_iterator(other.sets_.end()));
  operations_.insert(operations_.end(), other.operations_.begin(), other.operations_.end());
  operations_.push_back(o);
  return std::move(*this);
}

selection selection::united(selection other) const& {
  return selection{*this}.united(std::move(other));
}
selection selection::only(selection other) const& {
  return selection{*this}.only(std::move(other));
}
selection selection::except(selection other) const& {
  return selection{*this}.except(std::move(other));
}

selection selection::united(selection other) && {
  return std::move(*this).joined(std::move(other), operation::unite);
}
selection selection::only(selection other) && {
  return std::move(*this).joined(std::move(other), operation::intersect);
}
selection selection::except(selection other) && {
  return std::move(*this).joined(std::move(other), operation::subtract);
}

/// The place of a stream is a point between occurrences. The source is where
/// the last use left it; before the next it is brought to the place.
struct stream::state {
  enum class use : std::uint8_t { none, forwards, backwards };

  detail::source_ptr source;
  place here{date::sys_seconds::min(), date::local_seconds::min()};
  use last_use = use::forwards;  // a new source is at its beginning
  std::vector<occurrence> block;
  std::size_t position = 0;
  std::size_t size = 0;
  bool ended = false;

  static constexpr std::size_t block_size = 64;

  explicit state(detail::source_ptr s) : source(std::move(s)) {}

  [[nodiscard]] static place before(const occurrence& o) { return {o.time, o.local}; }
  [[nodiscard]] static place after(const occurrence& o) { return {o.time, o.local + seconds{1}}; }

  void drop_block(use next) {
    last_use = next;
    position = size = 0;
    ended = false;
  }

  void go_forwards() {
    if (last_use == use::forwards) return;
    drop_block(use::forwards);
    source->seek(here.time);
    while (fill() && before(block[position]) < here) ++position;
  }

  bool fill() {
    if (position != size) return true;
    if (ended) return false;
    block.resize(block_size);
    position = 0;
    size = source->read(block);
    ended = size < block_size;
    return size != 0;
  }

  bool fill_back() {
    if (position != size) return true;
    if (ended) return false;
    block.resize(block_size);
    position = 0;
    size = source->read_back(here, block);
    ended = size < block_size;
    return size != 0;
  }
};

stream::stream(const selection& s) : state_(new state{detail::build(s)}) {}
stream::stream(stream&&) noexcept = default;
stream& stream::operator=(stream&&) noexcept = default;
stream::~stream() = default;

void stream::seek(date::sys_seconds instant) {
  state_->here = {instant, date::local_seconds::min()};
  state_->drop_block(state::use::none);
}

std::size_t stream::read(std::span<occurrence> out) {
  auto& s = *state_;
  s.go_forwards();
  const std::size_t held = std::min(out.size(), s.size - s.position);
  std::copy_n(s.block.begin() + static_cast<std::ptrdiff_t>(s.position), held, out.begin());
  s.position += held;
  std::size_t n = held;
  if (n < out.size() && !s.ended) {
    n += s.source->read(out.subspan(held));
    s.ended = n < out.size();
  }
  if (n != 0) s.here = state::after(out[n - 1]);
  return n;
}

std::optional<occurrence> stream::next() {
  auto& s = *state_;
  s.go_forwards();
  if (!s.fill()) return {};
  const occurrence& o = s.block[s.position++];
  s.here = state::after(o);
  return o;
}

std::optional<occurrence> stream::previous() {
  auto& s = *state_;
  if (s.last_use != state::use::backwards) s.drop_block(state::use::backwards);
  if (!s.fill_back()) return {};
  const occurrence& o = s.block[s.position++];
  s.here = state::before(o);
  return o;
}

std::optional<occurrence> stream::nth(std::uint64_t k) {
  state_->drop_block(state::use::none);
  if (k > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) return {};
  return state_->source->nth(static_cast<std::int64_t>(k));
}

std::optional<std::uint64_t> stream::index_of(date::sys_seconds instant) {
  state_->drop_block(state::use::none);
  auto& all = *state_->source;
  all.seek(instant);
  occurrence o;
  if (all.read({&o, 1}) == 0 || o.time != instant) return {};
  return static_cast<std::uint64_t>(all.count(date::sys_seconds::min(), instant));
}

std::uint64_t stream::count(date::sys_seconds from, date::sys_seconds to) {
  if (from >= to) return 0;
  state_->drop_block(state::use::none);
  return static_cast<std::uint64_t>(state_->source->count(from, to));
}

std::optional<occurrence> stream::last() {
  state_->drop_block(state::use::none);
  occurrence o;
  const place end{date::sys_seconds::max(), date::local_seconds::max()};
  if (state_->source->read_back(end, {&o, 1}) == 0) return {};
  return o;
}

stream::iterator stream::begin() { return iterator{*this}; }

}  // namespace occur
