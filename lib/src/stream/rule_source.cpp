#include "stream/rule_source.hpp"

#include <algorithm>

namespace occur::detail {
namespace {

[[nodiscard]] local_time count_of(date::local_seconds t) { return t.time_since_epoch().count(); }

}  // namespace

rule_source::rule_source(const rule& r, const recurrence_set& set, std::uint32_t set_index)
    : clock_(set.anchor, set.gap, set.fold),
      expansion_(r, set.anchor.time, set.anchor.kind == start_kind::date),
      cursor_(expansion_),
      set_index_(set_index),
      first_(clock_.instant(count_of(set.anchor.time))),
      count_(r.count) {
  if (r.until) limit_by(*r.until, set.anchor.kind);
  remaining_ = count_.value_or(0);
}

/// UNTIL is inclusive; a DATE means the end of that day, a local time is read
/// as the start is.
void rule_source::limit_by(const date_time& until, start_kind kind) {
  local_time last = count_of(until.time);
  if (until.form == date_form::date) last += seconds_per_day - 1;
  if (!clock_.nominal()) {
    const bool is_instant = until.form == date_form::utc || kind == start_kind::utc;
    until_ =
        is_instant ? date::sys_seconds{seconds{last}} : clock_.instant(last, clock_.shows_last());
    return;
  }
  until_local_ =
      until.form == date_form::utc ? clock_.local(date::sys_seconds{seconds{last}}) : last;
  ++until_local_;
}

std::size_t rule_source::read(std::span<occurrence> out) {
  std::size_t n = 0;
  while (n < out.size() && !ended_) {
    const std::size_t more = read_unlimited(out.subspan(n));
    if (more == 0) ended_ = true;
    n += within_limits(out.subspan(n, more));
  }
  return n;
}

/// Cuts a block at UNTIL and COUNT; how many stay.
std::size_t rule_source::within_limits(std::span<occurrence> block) {
  std::size_t n = block.size();
  if (until_ && n != 0 && block.back().time > *until_) {
    n = static_cast<std::size_t>(std::ranges::upper_bound(block, *until_, {}, &occurrence::time) -
                                 block.begin());
    ended_ = true;
  }
  if (count_) {
    n = static_cast<std::size_t>(std::min<std::uint64_t>(n, remaining_));
    remaining_ -= n;
    if (remaining_ == 0) ended_ = true;
  }
  return n;
}

std::size_t rule_source::read_unlimited(std::span<occurrence> out) {
  for (;;) {
    if (resolved_position_ != resolved_.size()) return take_resolved(out);
    if (position_ == size_ && !refill()) return 0;
    if (!stretch_.holds(block_[position_])) stretch_ = clock_.around(block_[position_]);
    if (stretch_.plain) return take_plain(out);
    resolve_stretch();
  }
}

std::size_t rule_source::take_resolved(std::span<occurrence> out) {
  const std::size_t n = std::min(out.size(), resolved_.size() - resolved_position_);
  std::copy_n(resolved_.begin() + static_cast<std::ptrdiff_t>(resolved_position_), n, out.begin());
  resolved_position_ += n;
  return n;
}

std::size_t rule_source::take_plain(std::span<occurrence> out) {
  std::span<const local_time> times{block_.data() + position_,
                                    std::min(size_ - position_, out.size())};
  if (times.back() >= stretch_.end)
    times = times.first(
        static_cast<std::size_t>(std::ranges::lower_bound(times, stretch_.end) - times.begin()));
  for (std::size_t i = 0; i < times.size(); ++i)
    out[i] = {date::sys_seconds{seconds{times[i] - stretch_.offset}},
              date::local_seconds{seconds{times[i]}}, clock_change::none, set_index_};
  position_ += times.size();
  return times.size();
}

bool rule_source::refill() {
  position_ = 0;
  size_ = cursor_.fill(block_);
  if (size_ != 0 && block_[size_ - 1] >= until_local_)
    size_ = static_cast<std::size_t>(
        std::lower_bound(block_.begin(), block_.begin() + static_cast<std::ptrdiff_t>(size_),
                         until_local_) -
        block_.begin());
  return size_ != 0;
}

/// Takes all local times of the stretch at hand and resolves each by itself.
void rule_source::resolve_stretch() {
  resolved_.clear();
  resolved_position_ = 0;
  while ((position_ != size_ || refill()) && block_[position_] < stretch_.end)
    clock_.resolve(block_[position_++], resolved_);
  clock_.tidy(resolved_);
  for (auto& o : resolved_) o.set = set_index_;
  std::erase_if(resolved_, [this](const occurrence& o) { return o.time < first_; });
}

void rule_source::continue_at(local_time time) {
  cursor_.seek(time);
  position_ = size_ = 0;
  resolved_.clear();
  resolved_position_ = 0;
  ended_ = false;
}

void rule_source::seek(date::sys_seconds instant) {
  const local_time time = std::clamp(clock_.local(instant), expansion_.start(), horizon_end);
  const stretch s = clock_.around(time);
  const local_time from = s.plain ? time : s.begin;
  if (count_) remaining_ = *count_ - std::min(*count_, count_before(from));
  continue_at(from);
  ended_ = count_ && remaining_ == 0;
  if (s.plain || ended_ || !refill() || !s.holds(block_[0])) return;
  stretch_ = s;
  resolve_stretch();
  resolved_position_ = static_cast<std::size_t>(
      std::ranges::lower_bound(resolved_, instant, {}, &occurrence::time) - resolved_.begin());
  if (!count_) return;
  remaining_ -= std::min<std::uint64_t>(remaining_, resolved_position_);
  ended_ = remaining_ == 0;
}

/// How many occurrences the rule has before a local time outside all clock
/// changes: the local times, but for those that changes merge, drop or double.
std::uint64_t rule_source::count_before(local_time time) {
  std::int64_t n = expansion_.count_before(time);
  local_time from = expansion_.start();
  while (const auto change = clock_.next_change(from, time)) {
    if (change->begin >= time) break;
    n -= lost_to(*change);
    from = change->end;
  }
  return static_cast<std::uint64_t>(n);
}

std::int64_t rule_source::lost_to(const stretch& change) {
  continue_at(std::max(change.begin, expansion_.start()));
  const auto n = expansion_.count_before(change.end) - expansion_.count_before(change.begin);
  if (n == 0) return 0;
  stretch_ = change;
  resolve_stretch();
  return n - static_cast<std::int64_t>(resolved_.size());
}

}  // namespace occur::detail
