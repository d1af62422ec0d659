// What a stream is made of.
#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "occur/stream.hpp"

namespace occur {
namespace detail {

/// Where an occurrence stands in the order: by its instant; dates and floating
/// times that share one, by their local time.
struct place {
  date::sys_seconds time;
  date::local_seconds local;
  friend auto operator<=>(const place&, const place&) = default;
};

}  // namespace detail

/// Occurrences in order, read in blocks.
class stream::source {
 public:
  source() = default;
  source(const source&) = delete;
  source& operator=(const source&) = delete;
  virtual ~source() = default;

  /// Writes the next occurrences to `out`; fewer than it holds at the end.
  virtual std::size_t read(std::span<occurrence> out) = 0;

  /// Continues with the first occurrence at or after an instant.
  virtual void seek(date::sys_seconds instant) = 0;

  /// Writes the last occurrences before `end` to `out`, the last first; fewer
  /// than it holds at the beginning. Leaves the place of `read` undefined.
  virtual std::size_t read_back(const detail::place& end, std::span<occurrence> out) = 0;

  /// How many occurrences lie in [from, to). Leaves the place of `read`
  /// undefined.
  virtual std::int64_t count(date::sys_seconds from, date::sys_seconds to) = 0;

  /// The occurrence with `index` before it. Leaves the place of `read`
  /// undefined.
  virtual std::optional<occurrence> nth(std::int64_t index) = 0;
};

namespace detail {

using source_ptr = std::unique_ptr<stream::source>;

/// Reads a source one by one, in blocks behind the scenes: small ones after a seek, since another
/// seek may follow.
class reader {
 public:
  explicit reader(source_ptr s) : source_(std::move(s)) {}

  /// The next occurrence, not yet taken; null at the end.
  [[nodiscard]] const occurrence* peek() {
    if (position_ == size_ && !fill()) return nullptr;
    return &block_[position_];
  }
  void take() { ++position_; }
  void seek(date::sys_seconds instant) {
    source_->seek(instant);
    position_ = size_ = 0;
    ended_ = false;
  }
  /// The source itself; to use it takes the reader's place until a `seek`.
  [[nodiscard]] stream::source& source() { return *source_; }

 private:
  bool fill();

  static constexpr std::size_t smallest_block = 8;
  static constexpr std::size_t largest_block = 64;
  source_ptr source_;
  std::vector<occurrence> block_;
  std::size_t position_ = 0;
  std::size_t size_ = 0;
  bool ended_ = false;
};

}  // namespace detail
}  // namespace occur
