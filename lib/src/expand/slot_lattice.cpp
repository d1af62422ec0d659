#include "expand/slot_lattice.hpp"

#include <algorithm>
#include <numeric>

namespace occur::detail {
namespace {

/// The sum of floor((a * i + b) / m) over i in [0, n), for b >= 0, by
/// Euclid's algorithm on the lattice below the line.
[[nodiscard]] std::int64_t floor_sum(std::int64_t n, std::int64_t m, std::int64_t a,
                                     std::int64_t b) {
  std::int64_t sum = 0;
  while (n > 0) {
    sum += (n - 1) * n / 2 * (a / m) + n * (b / m);
    a %= m;
    b %= m;
    const std::int64_t top = a * n + b;
    if (top < m) break;
    n = top / m;
    b = top % m;
    std::swap(m, a);
  }
  return sum;
}

[[nodiscard]] bool all_of_minute(const std::vector<std::uint8_t>& by) {
  return by.empty() || by.size() == 60;
}

}  // namespace

slot_lattice::slot_lattice(const rule& r, std::int64_t start)
    : unit_(r.freq == frequency::hourly     ? 3600
            : r.freq == frequency::minutely ? 60
                                            : 1),
      per_day_(seconds_per_day / unit_),
      interval_(r.interval),
      anchor_(floor_div(start, unit_)) {
  for (std::int64_t hour = 0; hour < 24; ++hour)
    if (r.by_hour.empty() || std::ranges::binary_search(r.by_hour, hour)) add_minutes(r, hour);
  std::erase_if(runs_, [this](const run& x) { return !meets(x); });
}

void slot_lattice::add_run(std::int64_t first, std::int64_t last) {
  if (!runs_.empty() && runs_.back().last + 1 == first)
    runs_.back().last = last;
  else
    runs_.push_back({first, last});
}

void slot_lattice::add_minutes(const rule& r, std::int64_t hour) {
  if (unit_ == 3600) return add_run(hour, hour);
  if (all_of_minute(r.by_minute) && (unit_ == 60 || all_of_minute(r.by_second)))
    return add_run(hour * 3600 / unit_, (hour * 3600 + 3599) / unit_);
  for (std::int64_t minute = 0; minute < 60; ++minute)
    if (r.by_minute.empty() || std::ranges::binary_search(r.by_minute, minute))
      add_seconds(r, hour * 60 + minute);
}

void slot_lattice::add_seconds(const rule& r, std::int64_t minute) {
  if (unit_ == 60) return add_run(minute, minute);
  if (r.by_second.empty()) return add_run(minute * 60, minute * 60 + 59);
  for (const auto second : r.by_second) add_run(minute * 60 + second, minute * 60 + second);
}

/// On some day or other, a run meets the interval when it holds a slot with
/// the anchor's remainder by the greatest common divisor of day and interval.
bool slot_lattice::meets(const run& r) const {
  const std::int64_t step = std::gcd(per_day_, interval_);
  return r.first + floor_mod(anchor_ - r.first, step) <= r.last;
}

bool slot_lattice::allows(std::int64_t slot) const {
  const auto it = std::ranges::upper_bound(runs_, slot, {}, &run::first);
  return it != runs_.begin() && slot <= std::prev(it)->last;
}

/// The first slot at or after the begin of a run that the interval reaches.
std::int64_t slot_lattice::first_in(const run& r, std::int64_t day) const {
  return r.first + floor_mod(phase(day) - r.first, interval_);
}

void slot_lattice::times(std::int64_t day, const std::vector<second_of_day>& inner,
                         time_table& out) const {
  out.clear();
  if (runs_.size() == 1 && inner.size() == 1) return progress(day, inner.front(), out);
  out.inner = inner;
  list(day, out.outer);
}

/// The slots of the only run are an arithmetic progression: rows of so many steps.
void slot_lattice::progress(std::int64_t day, second_of_day in_slot, time_table& out) const {
  constexpr std::int64_t longest_row = 128;
  const std::int64_t first = first_in(runs_.front(), day);
  const std::int64_t n = floor_div(runs_.front().last - first, interval_) + 1;
  if (n <= 0) return;
  const std::int64_t row = std::min(n, longest_row);
  const std::int64_t rows = ceil_div(n, row);
  out.inner.clear();
  for (std::int64_t i = 0; i < row; ++i)
    out.inner.push_back(static_cast<second_of_day>(i * interval_ * unit_));
  for (std::int64_t i = 0; i < rows; ++i)
    out.outer.push_back(
        static_cast<second_of_day>((first + i * row * interval_) * unit_ + in_slot));
  out.left_out_behind = rows * row - n;
}

void slot_lattice::list(std::int64_t day, std::vector<second_of_day>& out) const {
  if (per_day_ / interval_ < static_cast<std::int64_t>(runs_.size())) {
    for (std::int64_t slot = phase(day); slot < per_day_; slot += interval_)
      if (allows(slot)) out.push_back(static_cast<second_of_day>(slot * unit_));
    return;
  }
  for (const auto& r : runs_)
    for (std::int64_t slot = first_in(r, day); slot <= r.last; slot += interval_)
      out.push_back(static_cast<second_of_day>(slot * unit_));
}

std::int64_t slot_lattice::next_day(std::int64_t day) const {
  if (interval_ <= per_day_) return day;
  const std::int64_t slot = anchor_ + ceil_div(day * per_day_ - anchor_, interval_) * interval_;
  return floor_div(slot, per_day_);
}

std::int64_t slot_lattice::count(std::int64_t first, std::int64_t n, std::int64_t stride) const {
  // Days before the start's would make numerators negative; whole intervals
  // added to both sums cancel.
  const std::int64_t behind = std::max<std::int64_t>(0, anchor_ - first * per_day_ + 1);
  const std::int64_t base = first * per_day_ - anchor_ + ceil_div(behind, interval_) * interval_;
  std::int64_t total = 0;
  for (const auto& r : runs_)
    total += floor_sum(n, interval_, stride * per_day_, base + r.last) -
             floor_sum(n, interval_, stride * per_day_, base + r.first - 1);
  return total;
}

}  // namespace occur::detail
