// A file descriptor that is closed with its owner.
#pragma once

#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace occur::detail {

class descriptor {
 public:
  descriptor() = default;
  explicit descriptor(int number) : number_(number) {}
  descriptor(descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  descriptor& operator=(descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~descriptor() { reset(); }

  [[nodiscard]] int get() const noexcept { return number_; }
  explicit operator bool() const noexcept { return number_ >= 0; }

  void reset() noexcept {
    if (number_ >= 0) ::close(std::exchange(number_, -1));
  }

 private:
  int number_ = -1;
};

[[noreturn]] inline void fail_with_errno(const char* what) {
  throw std::system_error{errno, std::generic_category(), what};
}

/// The descriptor that a system call gave, or the error it failed with.
inline descriptor owned(int number, const char* what) {
  if (number < 0) fail_with_errno(what);
  return descriptor{number};
}

}  // namespace occur::detail
