// epoch and epoch-ms: seconds, or milliseconds, since 1970-01-01T00:00:00Z.
#include <array>
#include <cstring>

#include "output/digits.hpp"
#include "output/formatter.hpp"

namespace occur::cli {
namespace {

constexpr std::int64_t low_part = 100'000'000;
constexpr std::uint32_t four_digits = 10'000;
constexpr std::size_t widest_head = 8;
constexpr std::size_t widest_line = 32;

/// Keeps the digits above the last eight, which stay for three years.
class epoch_formatter final : public formatter {
 public:
  epoch_formatter(std::int64_t unit, std::string_view zeros, char line_end) noexcept
      : unit_(unit), tail_size_(zeros.size() + 1) {
    std::memcpy(tail_.data(), zeros.data(), zeros.size());
    tail_[zeros.size()] = line_end;
  }

  void print(std::span<const occurrence> block, line_writer& to) override {
    char* at = to.reserve(block.size() * widest_line);
    for (const occurrence& o : block) at = put(at, o.time.time_since_epoch().count());
    to.commit(at);
  }

 private:
  char* put(char* at, std::int64_t time) noexcept {
    if (static_cast<std::uint64_t>(time - base_) >= low_part) {
      if (time < low_part) return put_small(at, time);
      turn_to(time);
    }
    std::memcpy(at, head_.data(), widest_head);
    const auto low = static_cast<std::uint32_t>(time - base_);
    at = put_four(at + head_size_, low / four_digits);
    return put_tail(put_four(at, low % four_digits));
  }

  /// What has no digits above the last eight, or a sign.
  char* put_small(char* at, std::int64_t time) const noexcept {
    at = put_number(at, time * unit_);
    *at = tail_[tail_size_ - 1];
    return at + 1;
  }

  char* put_tail(char* at) const noexcept {
    std::memcpy(at, tail_.data(), tail_.size());
    return at + tail_size_;
  }

  void turn_to(std::int64_t time) noexcept {
    const std::int64_t high = time / low_part;
    base_ = high * low_part;
    head_size_ = static_cast<std::size_t>(put_number(head_.data(), high) - head_.data());
  }

  std::int64_t base_ = INT64_MIN / 2;
  std::size_t head_size_ = 0;
  std::int64_t unit_;
  std::size_t tail_size_;
  std::array<char, 24> head_{};
  std::array<char, 8> tail_{};
};

}  // namespace

std::unique_ptr<formatter> make_epoch_formatter(format_name name, const format_setting& setting) {
  if (name == format_name::epoch_ms) {
    return std::make_unique<epoch_formatter>(1000, "000", setting.line_end);
  }
  return std::make_unique<epoch_formatter>(1, "", setting.line_end);
}

}  // namespace occur::cli
