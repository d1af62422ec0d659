// The host that a runner has in earnest: a Linux process.
#pragma once

#include <memory>

#include "occur/host.hpp"

namespace [[gnu::visibility("default")]] occur {

/// How much of the process a `linux_host` takes for itself.
struct linux_host_options {
  /// Takes TERM, INT, HUP, USR1, ALRM and CONT, blocking them for the thread
  /// that makes the host and those it makes later.
  bool signals = false;
  /// Adopts what its processes leave behind, and reaps every child of this
  /// process, whoever started it. Needed as process 1.
  bool orphans = false;
  /// Does without what some sandboxes refuse: timerfd, signalfd and pidfd.
  /// Found out by itself; to ask for it is for tests.
  bool plain = false;
};

/// Linux: epoll, timerfd for the wall clock that sees it leap, posix_spawn,
/// pidfd, inotify. While nothing is due it makes no system call. Where a kernel
/// or a sandbox refuses one of these, it looks at the clock once a minute.
/// Errors: std::system_error when not even epoll or pipes can be had.
///
/// Example: `linux_host machine{{.signals = true}}`.
class linux_host final : public host {
 public:
  explicit linux_host(linux_host_options options = {});
  ~linux_host() override;
  linux_host(const linux_host&) = delete;
  linux_host& operator=(const linux_host&) = delete;

  [[nodiscard]] wall_time now() override;
  [[nodiscard]] uptime elapsed() override;
  void wait(std::optional<wall_time> until, std::optional<uptime> also, listener& who) override;
  [[nodiscard]] tl::expected<started_process, start_failure> start(
      const process_request& what) override;
  void send(process_id to, int signal) override;
  void hold_output(bool held) override;
  void close_output(process_id of) override;
  std::size_t sweep(int signal) override;
  void watch(const std::vector<std::string>& paths) override;
  void wake() noexcept override;

 private:
  class machine;
  std::unique_ptr<machine> machine_;
};

}  // namespace occur
