#include "stream/clocked_source.hpp"

#include <algorithm>
#include <iterator>

namespace occur::detail {
namespace {

[[nodiscard]] local_time local_of(const occurrence& o) {
  return o.local.time_since_epoch().count();
}

[[nodiscard]] place place_of(const occurrence& o) { return {o.time, o.local}; }

[[nodiscard]] bool only_unites(const std::vector<step>& steps) {
  return std::ranges::all_of(steps, [](const step& s) {
    return s.what == step::kind::push || s.what == step::kind::unite;
  });
}

/// The local times of a term in [from, to).
[[nodiscard]] std::vector<local_time> times_in(const term& t, local_time from, local_time to) {
  std::vector<local_time> found;
  from = std::max(from, t.begin());
  to = std::min(to, t.end());
  term::page p;
  time_table scratch;
  for (local_time midnight = floor_div(from, seconds_per_day) * seconds_per_day; midnight < to;
       midnight += seconds_per_day) {
    const std::int64_t day = midnight / seconds_per_day;
    const int year = year_of(day);
    t.load(p, year);
    const int d = static_cast<int>(day - p.begin);
    if (!p.days.test(d)) continue;
    const auto times = t.times(p, d, scratch);
    if (times.whole) continue;
    const auto last = times.table->count_before(to - midnight);
    for (auto i = times.table->count_before(from - midnight); i < last; ++i)
      found.push_back(midnight + times.table->nth(i));
  }
  return found;
}

/// A result on the way: instants, or whole days to be removed.
struct partial {
  std::vector<occurrence> list;
  const std::vector<std::int64_t>* days;

  [[nodiscard]] bool has(const occurrence& o) const {
    const auto day = std::int64_t{date::floor<date::days>(o.local).time_since_epoch().count()};
    if (std::ranges::binary_search(*days, day)) return true;
    return std::ranges::binary_search(list, place_of(o), {}, place_of);
  }
};

[[nodiscard]] std::vector<occurrence> moved_by(std::vector<occurrence> list, seconds by) {
  for (auto& o : list) {
    o.time += by;
    o.local += by;
  }
  return list;
}

}  // namespace

clocked_source::clocked_source(wall_clock clock, clocked_terms terms)
    : clock_(std::move(clock)),
      clocked_(std::move(terms.clocked)),
      steps_(terms.steps),
      combination_(std::move(terms.local), std::move(terms.steps)),
      cursor_(combination_),
      union_only_(clock_.fixed() || only_unites(steps_)),
      stretch_{combination_.begin(), combination_.begin(), 0, true} {
  for (const auto& t : clocked_) several_sets_ = several_sets_ || t.set != clocked_[0].set;
}

// ---- forwards ------------------------------------------------------------------

std::size_t clocked_source::read(std::span<occurrence> out) {
  std::size_t n = 0;
  while (n < out.size()) {
    const std::size_t more = read_some(out.subspan(n));
    if (more == 0) break;
    n += more;
  }
  return n;
}

std::size_t clocked_source::read_some(std::span<occurrence> out) {
  for (;;) {
    if (resolved_position_ != resolved_.size()) return take_resolved(out);
    if (more() && stretch_.plain && stretch_.holds(block_[position_])) return take_plain(out);
    if (!next_stretch()) return 0;
  }
}

bool clocked_source::more() {
  if (position_ != size_) return true;
  position_ = 0;
  size_ = cursor_.fill(std::span{block_}.first(ahead_));
  ahead_ = std::min(4 * ahead_, block_size);
  return size_ != 0;
}

/// Goes on to the stretch of the next local time. Where one is removed or
/// shared, instants around a clock change may remain without any, so such
/// expressions visit every stretch.
bool clocked_source::next_stretch() {
  if (union_only_) {
    if (!more()) return false;
    stretch_ = clock_.around(block_[position_]);
  } else {
    if (stretch_.end >= combination_.end()) return false;
    stretch_ = clock_.around(stretch_.end);
  }
  if (stretch_.plain) return true;
  while (more() && block_[position_] < stretch_.end) ++position_;
  resolved_ = around_change(stretch_);
  resolved_position_ = 0;
  return true;
}

std::size_t clocked_source::take_resolved(std::span<occurrence> out) {
  const std::size_t n = std::min(out.size(), resolved_.size() - resolved_position_);
  std::copy_n(resolved_.begin() + static_cast<std::ptrdiff_t>(resolved_position_), n, out.begin());
  resolved_position_ += n;
  return n;
}

std::size_t clocked_source::take_plain(std::span<occurrence> out) {
  std::span<const local_time> times{block_.data() + position_,
                                    std::min(size_ - position_, out.size())};
  if (times.back() >= stretch_.end)
    times = times.first(
        static_cast<std::size_t>(std::ranges::lower_bound(times, stretch_.end) - times.begin()));
  for (std::size_t i = 0; i < times.size(); ++i) out[i] = plain(times[i], stretch_);
  if (several_sets_) attribute(out.first(times.size()));
  position_ += times.size();
  return times.size();
}

occurrence clocked_source::plain(local_time time, const stretch& s) const {
  return {date::sys_seconds{seconds{time - s.offset}}, date::local_seconds{seconds{time}},
          clock_change::none, clocked_.empty() ? 0 : clocked_[0].set};
}

/// Finds out which set each occurrence comes from: the first that has it.
void clocked_source::attribute(std::span<occurrence> block) {
  for (auto& o : block) o.set = set_with(local_of(o));
}

std::uint32_t clocked_source::set_with(local_time time) {
  const std::int64_t day = floor_div(time, seconds_per_day);
  auto& p = attributed_page_;
  if (const int year = year_of(day); p.year != year) combination_.load(p, year);
  const int d = static_cast<int>(day - p.begin);
  time_table scratch;
  for (std::size_t i = 0; i < clocked_.size(); ++i) {
    if (clocked_[i].removes || !p.terms[i].days.test(d)) continue;
    const auto times = combination_.term_at(i).times(p.terms[i], d, scratch);
    if (!times.whole && times.table->has(time - day * seconds_per_day)) return clocked_[i].set;
  }
  return clocked_[0].set;
}

void clocked_source::continue_at(local_time time) {
  cursor_.seek(time);
  position_ = size_ = 0;
  ahead_ = first_block;
  resolved_.clear();
  resolved_position_ = 0;
}

local_time clocked_source::within(local_time time) const {
  return std::clamp(time, combination_.begin(), combination_.end());
}

void clocked_source::seek(date::sys_seconds instant) {
  const local_time time = within(clock_.local(instant));
  stretch_ = clock_.around(time);
  continue_at(stretch_.plain ? time : stretch_.end);
  if (stretch_.plain) return;
  resolved_ = around_change(stretch_);
  resolved_position_ = static_cast<std::size_t>(
      std::ranges::lower_bound(resolved_, instant, {}, &occurrence::time) - resolved_.begin());
}

// ---- around a clock change -----------------------------------------------------

std::vector<occurrence> clocked_source::of_term(std::size_t i, const stretch& change) const {
  const auto& t = clocked_[i];
  std::vector<occurrence> found;
  if (!t.listed.empty()) {
    for (const auto& o : t.listed)
      if (change.holds(local_of(o))) found.push_back(o);
    return found;
  }
  for (const auto time : times_in(combination_.term_at(i), change.begin, change.end))
    clock_.resolve(time, change, found);
  clock_.tidy(found);
  std::erase_if(found, [&](const occurrence& o) { return o.time < t.first || o.time > t.until; });
  for (auto& o : found) o.set = t.set;
  return found;
}

/// Whether no term begins or ends at a clock change.
bool clocked_source::settled(const stretch& change) const {
  for (std::size_t i = 0; i < clocked_.size(); ++i) {
    const term& t = combination_.term_at(i);
    const bool begins = t.begin() >= change.begin && t.begin() < change.end;
    const bool ends = t.end() >= change.begin && t.end() <= change.end;
    if (begins || ends) return false;
  }
  return true;
}

/// What is kept of changes like this one; null when it is a case of its own.
const clocked_source::kept_change* clocked_source::recurring(const stretch& change) {
  const std::int64_t day = floor_div(change.begin, seconds_per_day);
  if (!change.single || floor_div(change.end - 1, seconds_per_day) != day || !settled(change))
    return nullptr;
  const int year = year_of(day);
  if (year < first_year || year > last_year) return nullptr;
  if (kept_page_.year != year) combination_.load(kept_page_, year);
  const auto key = combination_.key_of(kept_page_, static_cast<int>(day - kept_page_.begin));
  if (!key) return nullptr;
  const local_time begin = change.begin - day * seconds_per_day;
  for (const auto& k : kept_)
    if (k.day == *key && k.begin == begin && k.offset == change.offset &&
        k.offset_after == change.offset_after)
      return &k;
  if (kept_.size() == most_kept) return nullptr;
  auto all = combine_at(change);
  const auto gained = std::ssize(all) - combination_.count(change.begin, change.end);
  kept_.push_back({*key, begin, change.offset, change.offset_after,
                   moved_by(std::move(all), -seconds{day * seconds_per_day}), gained});
  return &kept_.back();
}

std::vector<occurrence> clocked_source::around_change(const stretch& change) {
  if (const auto* kept = recurring(change))
    return moved_by(kept->relative,
                    seconds{floor_div(change.begin, seconds_per_day) * seconds_per_day});
  return combine_at(change);
}

/// How many more instants than local times there are around a clock change.
std::int64_t clocked_source::gained_at(const stretch& change) {
  if (changes_nothing(change)) return 0;
  if (const auto* kept = recurring(change)) return kept->gained;
  if (!has_times_in(change)) return 0;
  return std::ssize(combine_at(change)) - combination_.count(change.begin, change.end);
}

/// Applies the expression to instants instead of local times.
std::vector<occurrence> clocked_source::combine_at(const stretch& change) const {
  std::vector<partial> stack;
  for (const auto& s : steps_) {
    if (s.what == step::kind::push) {
      stack.push_back({of_term(s.term, change), &clocked_[s.term].days});
      continue;
    }
    const partial right = std::move(stack.back());
    stack.pop_back();
    auto& left = stack.back().list;
    if (s.what == step::kind::unite) {
      left.insert(left.end(), right.list.begin(), right.list.end());
      clock_.tidy(left);
    } else {
      const bool keeps_shared = s.what == step::kind::intersect;
      std::erase_if(left, [&](const occurrence& o) { return right.has(o) != keeps_shared; });
    }
  }
  return stack.empty() ? std::vector<occurrence>{} : std::move(stack.back().list);
}

// ---- backwards -----------------------------------------------------------------

std::size_t clocked_source::read_back(const place& end, std::span<occurrence> out) {
  // Candidates are the local times before `time`; around a clock change all of
  // them, since a later local time may be an earlier instant.
  local_time time = clock_.local(end.time);
  if (place{end.time, date::local_seconds{seconds{time}}} < end) ++time;
  time = within(time);
  if (const stretch s = clock_.around(time); !s.plain) time = s.end;
  std::size_t n = 0;
  std::array<local_time, block_size> times;
  // No local time before `time` is later than this one.
  local_time latest = time - 1;
  while (n < out.size() && time > combination_.begin()) {
    const stretch s = clock_.around(time - 1);
    if (!s.plain) {
      const auto all = around_change(s);
      for (auto it = all.rbegin(); it != all.rend() && n < out.size(); ++it)
        if (place_of(*it) < end) out[n++] = *it;
      time = s.begin;
      continue;
    }
    if (latest < s.begin) {
      time = s.begin;
      continue;
    }
    const auto found = std::span{times}.first(
        cursor_.fill_back(time, std::span{times}.first(std::min(times.size(), out.size() - n))));
    const std::size_t first = n;
    for (const auto t : found)
      if (t >= s.begin) out[n++] = plain(t, s);
    if (several_sets_) attribute(out.subspan(first, n - first));
    const std::size_t taken = n - first;
    latest = found.empty()           ? combination_.begin() - 1
             : taken == found.size() ? found.back() - 1
                                     : found[taken];
    if (taken == found.size() && taken != 0)
      time = found.back();
    else if (union_only_)
      time = found.empty() ? combination_.begin() : std::min(s.begin, found[taken] + 1);
    else
      time = s.begin;
  }
  return n;
}

// ---- counting ------------------------------------------------------------------

clocked_source::counted_place clocked_source::place_in_count(date::sys_seconds instant) {
  const local_time time = within(clock_.local(instant));
  const stretch s = clock_.around(time);
  if (s.plain) return {time, 0};
  return {s.begin, std::ranges::count_if(around_change(s),
                                         [&](const occurrence& o) { return o.time < instant; })};
}

std::int64_t clocked_source::count(date::sys_seconds from, date::sys_seconds to) {
  const counted_place begin = place_in_count(from);
  const counted_place end = place_in_count(to);
  return combination_.count(begin.local, end.local) + gained_at_changes(begin.local, end.local) +
         end.more - begin.more;
}

/// How many more instants than local times there are in [from, end), on account of clock changes
/// that merge, drop or double some; both are places in the count.
std::int64_t clocked_source::gained_at_changes(local_time from, local_time end) {
  std::int64_t gained = 0;
  while (const auto change = clock_.next_change(from, end)) {
    if (change->begin >= end) break;
    gained += gained_at(*change);
    from = change->end;
  }
  return gained;
}

/// Whether each local time of a stretch gives one instant: a repeated time does,
/// unless both count, where no term begins or ends and none is removed.
bool clocked_source::changes_nothing(const stretch& change) const {
  return change.single && change.offset_after <= change.offset && union_only_ &&
         !clock_.shows_both() && settled(change);
}

bool clocked_source::has_times_in(const stretch& s) const {
  for (std::size_t i = 0; i < clocked_.size(); ++i)
    if (!times_in(combination_.term_at(i), s.begin, s.end).empty()) return true;
  return false;
}

std::optional<occurrence> clocked_source::nth(std::int64_t index) {
  if (index < 0) return {};
  // The local time with that index is off by what clock changes gain or lose
  // before it; each round corrects by what the last one found.
  for (std::int64_t guess = index;;) {
    auto local = combination_.nth(std::max<std::int64_t>(guess, 0));
    if (!local && guess == index && !clock_.shows_both()) return {};
    if (!local) local = combination_.end() - 1;
    const stretch s = clock_.around(*local);
    const auto base = clock_.instant(s.plain ? *local : s.begin);
    const std::int64_t before = count(date::sys_seconds::min(), base);
    const std::int64_t missing = index - before;
    if (missing >= 0 && missing < furthest_walk) {
      seek(base);
      return skip(missing);
    }
    const auto next = std::max<std::int64_t>(guess + missing, 0);
    if (next == guess || (missing > 0 && *local == combination_.end() - 1)) return {};
    guess = next;
  }
}

/// Drops occurrences; the one after them.
std::optional<occurrence> clocked_source::skip(std::int64_t n) {
  std::array<occurrence, block_size> dropped;
  while (n > 0) {
    const auto ask = static_cast<std::size_t>(std::min<std::int64_t>(n, block_size));
    if (read(std::span{dropped}.first(ask)) < ask) return {};
    n -= static_cast<std::int64_t>(ask);
  }
  if (read(std::span{dropped}.first(1)) == 0) return {};
  return dropped[0];
}

}  // namespace occur::detail
