#include "drained_pipe.hpp"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <stdexcept>
#include <vector>

namespace occur::bench {

drained_pipe::drained_pipe(what w) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error{"no pipe"};
  exit_ = ends[0];
  entry_ = ends[1];
  reader_ = std::thread{[this, w] { drain(w); }};
}

drained_pipe::~drained_pipe() { finish(); }

void drained_pipe::drain(what w) {
  std::vector<char> buffer(128 * 1024);
  for (;;) {
    const ssize_t got = ::read(exit_, buffer.data(), buffer.size());
    if (got <= 0) break;
    if (w == what::keep) kept_.append(buffer.data(), static_cast<std::size_t>(got));
  }
}

void drained_pipe::wait_until_empty() const {
  for (int held = 1; held != 0;) {
    if (::ioctl(exit_, FIONREAD, &held) != 0) throw std::runtime_error{"a pipe without a size"};
    if (held != 0) std::this_thread::yield();
  }
}

std::string drained_pipe::finish() {
  if (entry_ < 0) return {};
  ::close(entry_);
  entry_ = -1;
  reader_.join();
  ::close(exit_);
  return std::move(kept_);
}

}  // namespace occur::bench
