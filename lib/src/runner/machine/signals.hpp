// Signals, as something to read.
#pragma once

#include <csignal>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include "runner/machine/descriptor.hpp"

namespace occur::detail {

/// Takes signals away from the process and makes them readable, as long as it
/// lives. Needs signalfd, or a thread that waits for them in its place.
class signal_source {
 public:
  signal_source(const std::vector<int>& which, bool without_signalfd);
  signal_source(const signal_source&) = delete;
  signal_source& operator=(const signal_source&) = delete;
  ~signal_source();

  /// Readable when a signal waits.
  [[nodiscard]] int number() const noexcept { return entry_.get(); }

  /// The next signal that waits.
  [[nodiscard]] std::optional<int> take();

 private:
  void forward(int to) const;

  sigset_t which_{};
  sigset_t blocked_before_{};
  bool by_thread_ = false;
  descriptor entry_;  ///< signalfd, or the end of a pipe
  descriptor other_end_;
  std::jthread forwarder_;
};

}  // namespace occur::detail
