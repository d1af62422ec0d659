#include "stream/displaced_source.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace occur::detail {
namespace {

/// More than any clock change moves a clock.
constexpr seconds margin = date::days{2};

[[nodiscard]] place place_of(const occurrence& o) { return {o.time, o.local}; }

[[nodiscard]] date::sys_seconds earlier(date::sys_seconds instant, seconds by) {
  constexpr auto least = date::sys_seconds::min();
  const bool too_early = by > seconds{0} && instant < least + by;
  const bool too_late = by < seconds{0} && instant > date::sys_seconds::max() + by;
  return too_early ? least : too_late ? date::sys_seconds::max() : instant - by;
}

class displaced_source final : public stream::source {
 public:
  displaced_source(source_ptr from, wall_clock clock, displacement by)
      : from_(std::move(from)), clock_(std::move(clock)), by_(by) {}

  std::size_t read(std::span<occurrence> out) override {
    std::size_t n = 0;
    while (n < out.size()) {
      const auto block = out.subspan(n);
      const std::size_t got = from_->read(block);
      for (const occurrence& o : block.first(got)) {
        const auto moved = displaced(o);
        if (moved.time >= begin_ && is_inside(moved)) out[n++] = moved;
      }
      if (got < block.size()) break;
    }
    return n;
  }

  void seek(date::sys_seconds instant) override {
    from_->seek(before(instant));
    begin_ = instant;
  }

  std::size_t read_back(const place& end, std::span<occurrence> out) override {
    std::array<occurrence, 64> block;
    place from{earlier(end.time, by_.on_clock + by_.elapsed - margin), date::local_seconds::max()};
    std::size_t n = 0;
    while (n < out.size()) {
      const std::size_t got = from_->read_back(from, block);
      for (const occurrence& o : std::span{block}.first(got)) {
        const auto moved = displaced(o);
        if (n < out.size() && place_of(moved) < end && is_inside(moved)) out[n++] = moved;
      }
      if (got < block.size()) break;
      from = place_of(block[got - 1]);
    }
    return n;
  }

  std::int64_t count(date::sys_seconds from, date::sys_seconds to) override {
    return count_before(to) - count_before(from);
  }

  std::optional<occurrence> nth(std::int64_t index) override {
    const auto found = from_->nth(index);
    return found ? std::optional{displaced(*found)} : std::nullopt;
  }

 private:
  /// An instant before which the source has nothing that comes at or after `instant`.
  [[nodiscard]] date::sys_seconds before(date::sys_seconds instant) const {
    return earlier(instant, by_.on_clock + by_.elapsed + margin);
  }

  [[nodiscard]] std::int64_t count_before(date::sys_seconds instant) {
    const auto begin = before(instant);
    std::int64_t n = from_->count(date::sys_seconds::min(), begin);
    from_->seek(begin);
    for (;;) {
      occurrence o;
      if (from_->read({&o, 1}) == 0 || displaced(o).time >= instant) return n;
      ++n;
    }
  }

  [[nodiscard]] occurrence displaced(const occurrence& o) const {
    occurrence moved = o;
    if (clock_.nominal()) {
      moved.local += by_.on_clock + by_.elapsed;
      moved.time = clock_.instant(moved.local.time_since_epoch().count());
      return moved;
    }
    auto time = o.time;
    if (by_.on_clock != seconds{0})
      time = clock_.instant((o.local + by_.on_clock).time_since_epoch().count());
    moved = clock_.at(time + by_.elapsed);
    moved.set = o.set;
    return moved;
  }

  [[nodiscard]] static bool is_inside(const occurrence& o) {
    return o.local >= horizon_first && o.local <= horizon_last;
  }

  source_ptr from_;
  wall_clock clock_;
  displacement by_;
  date::sys_seconds begin_ = date::sys_seconds::min();
};

}  // namespace

source_ptr displaced(source_ptr from, wall_clock clock, displacement by) {
  return std::make_unique<displaced_source>(std::move(from), std::move(clock), by);
}

}  // namespace occur::detail
