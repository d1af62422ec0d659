// Lines to a file descriptor, as fast as the kernel takes them.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string_view>

namespace occur::cli {

/// A large buffer in front of a descriptor. Writers reserve room, put their
/// bytes there and commit them; nothing is copied twice. After a failure it
/// swallows what comes, so that only loops need to look.
class line_writer {
 public:
  explicit line_writer(int descriptor);

  /// In front of something else: what takes a text returns 0, or the `errno` that ends it.
  explicit line_writer(std::function<int(std::string_view)> taker);

  /// Room for `most` bytes, at most `capacity`; stays valid until the next call.
  [[nodiscard]] char* reserve(std::size_t most) {
    if (static_cast<std::size_t>(end_ - at_) < most) flush();
    return at_;
  }

  /// Takes the bytes from the last `reserve` up to `end`.
  void commit(char* end) noexcept { at_ = end; }

  void write(std::string_view text);

  /// Hands everything to the kernel.
  void flush() noexcept;

  /// Whether the descriptor still takes bytes.
  [[nodiscard]] bool is_open() const noexcept { return failure_ == 0; }

  /// The `errno` that ended it; 0 when none did. EPIPE: the reader has left.
  [[nodiscard]] int failure() const noexcept { return failure_; }

  /// What a pipe holds: with more at a time writer and reader would wait for each other in turn.
  static constexpr std::size_t capacity = std::size_t{64} * 1024;

 private:
  std::function<int(std::string_view)> taker_;
  int failure_ = 0;
  std::unique_ptr<char[]> buffer_;  // NOLINT(modernize-avoid-c-arrays): a vector would clear it
  char* at_;
  char* end_;
};

}  // namespace occur::cli
