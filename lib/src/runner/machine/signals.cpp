#include "runner/machine/signals.hpp"

#include <fcntl.h>
#include <pthread.h>
#include <sys/signalfd.h>

#include <array>

namespace occur::detail {

signal_source::signal_source(const std::vector<int>& which, bool without_signalfd) {
  ::sigemptyset(&which_);
  for (const int number : which) ::sigaddset(&which_, number);
  ::pthread_sigmask(SIG_BLOCK, &which_, &blocked_before_);
  if (!without_signalfd) entry_ = descriptor{::signalfd(-1, &which_, SFD_CLOEXEC | SFD_NONBLOCK)};
  if (entry_) return;
  by_thread_ = true;
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0) fail_with_errno("a pipe for signals");
  entry_ = descriptor{ends[0]};
  other_end_ = descriptor{ends[1]};
  forwarder_ = std::jthread{[this](const std::stop_token& ends_now) {
    int number = 0;
    while (::sigwait(&which_, &number) == 0 && !ends_now.stop_requested()) forward(number);
  }};
}

signal_source::~signal_source() {
  if (forwarder_.joinable()) {
    forwarder_.request_stop();
    ::pthread_kill(forwarder_.native_handle(), SIGCHLD);
    forwarder_.join();
  }
  ::pthread_sigmask(SIG_SETMASK, &blocked_before_, nullptr);
}

void signal_source::forward(int number) const {
  // A full pipe holds thousands of the same news.
  [[maybe_unused]] const auto written = ::write(other_end_.get(), &number, sizeof number);
}

std::optional<int> signal_source::take() {
  if (by_thread_) {
    int number = 0;
    if (::read(entry_.get(), &number, sizeof number) != sizeof number) return {};
    return number;
  }
  signalfd_siginfo info{};
  if (::read(entry_.get(), &info, sizeof info) != sizeof info) return {};
  return static_cast<int>(info.ssi_signo);
}

}  // namespace occur::detail
