#include "occur/linux_host.hpp"

#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <map>
#include <unordered_map>
#include <utility>

#include "runner/machine/clocks.hpp"
#include "runner/machine/descriptor.hpp"
#include "runner/machine/file_watch.hpp"
#include "runner/machine/offspring.hpp"
#include "runner/machine/signals.hpp"
#include "runner/machine/spawn.hpp"

namespace occur {

using detail::alarm_clock;
using detail::descriptor;

namespace {

/// How long to sleep at once where no timer says that the clock was set.
constexpr microseconds longest_slice = std::chrono::seconds{60};
/// How often, in milliseconds, to look for the end of a process for which no pidfd was left.
constexpr int look_after = 100;
/// What is read of an ended process's output that is there already.
constexpr int last_reads = 16;

descriptor pidfd_of(int pid) {
  return descriptor{static_cast<int>(::syscall(SYS_pidfd_open, pid, 0))};
}

exit_status status_of(const siginfo_t& info) {
  if (info.si_code == CLD_EXITED) return {exit_status::kind::exited, info.si_status};
  return {exit_status::kind::signalled, info.si_status};
}

std::vector<std::string> own_environment() {
  std::vector<std::string> all;
  for (char** v = environ; v != nullptr && *v != nullptr; ++v) all.emplace_back(*v);
  return all;
}

}  // namespace

class linux_host::machine {
 public:
  explicit machine(linux_host_options options);

  void wait(std::optional<wall_time> until, std::optional<uptime> also, listener& who);
  tl::expected<started_process, start_failure> start(const process_request& what);
  void send(process_id to, int signal);
  void hold_output(bool held);
  void close_output(process_id of);
  std::size_t sweep(int signal);
  void watch(const std::vector<std::string>& paths);
  void wake() noexcept;

 private:
  /// What a readable descriptor is; with a process it is what epoll keeps.
  enum class source : std::uint8_t { wall, elapsed, signals, wakes, files, end, output, errors };

  struct child {
    int pid = 0;
    descriptor end;
    std::array<descriptor, 2> outputs;
    std::array<bool, 2> held{};
    bool ended = false;
    bool told_to_end = false;
  };

  void add(int number, source what, process_id of = {}) const;
  int set_clocks(std::optional<wall_time> until, std::optional<uptime> also, listener& who);
  void handle(source what, process_id of, listener& who);
  void watch_again();
  void handle_signals(listener& who);
  void reap(listener& who);
  void end(process_id id, listener& who);
  void read_output(process_id of, std::size_t which, listener& who);
  bool read_some(process_id of, std::size_t which, listener& who);
  void output_ended(process_id of, listener& who);
  void leave_out(process_id of, std::size_t which);

  linux_host_options options_;
  std::vector<std::string> environment_ = own_environment();
  descriptor poll_;
  descriptor wakes_;
  std::optional<alarm_clock> wall_;
  std::optional<alarm_clock> elapsed_;
  bool has_pidfd_;
  bool hears_of_ends_ = false;  ///< by SIGCHLD
  bool holds_output_ = false;
  int unwatched_ = 0;  ///< running children without a pidfd
  std::optional<detail::signal_source> signals_;
  detail::file_watch files_;
  std::map<process_id, child> children_;
  std::unordered_map<int, process_id> by_pid_;
  std::map<int, int> swept_;  ///< what was left behind, and the signal it was sent last
  std::uint64_t last_process_ = 0;
  std::vector<char> buffer_ = std::vector<char>(std::size_t{64} * 1024);
};

linux_host::machine::machine(linux_host_options options)
    : options_(options),
      poll_(detail::owned(::epoll_create1(EPOLL_CLOEXEC), "epoll")),
      wakes_(detail::owned(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), "eventfd")),
      has_pidfd_(!options.plain && pidfd_of(::getpid())) {
  add(wakes_.get(), source::wakes);
  if (!options.plain) {
    wall_.emplace(alarm_clock::kind::wall);
    elapsed_.emplace(alarm_clock::kind::elapsed);
    if (wall_->number() < 0 || elapsed_->number() < 0) {
      wall_.reset();
      elapsed_.reset();
    } else {
      add(wall_->number(), source::wall);
      add(elapsed_->number(), source::elapsed);
    }
  }
  std::vector<int> taken;
  if (options.signals) taken = {SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGALRM, SIGCONT};
  hears_of_ends_ = options.orphans || !has_pidfd_;
  if (hears_of_ends_) taken.push_back(SIGCHLD);
  if (!taken.empty()) {
    signals_.emplace(taken, options.plain);
    add(signals_->number(), source::signals);
  }
  if (options.orphans) ::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
}

void linux_host::machine::add(int number, source what, process_id of) const {
  epoll_event e{};
  e.events = EPOLLIN;
  e.data.u64 = static_cast<std::uint64_t>(of) << 8U | static_cast<std::uint64_t>(what);
  if (::epoll_ctl(poll_.get(), EPOLL_CTL_ADD, number, &e) != 0) detail::fail_with_errno("epoll");
}

/// Sets the timers; how long epoll is to wait, in milliseconds.
int linux_host::machine::set_clocks(std::optional<wall_time> until, std::optional<uptime> also,
                                    listener& who) {
  if (wall_) {
    if (wall_->set(until ? std::optional{until->time_since_epoch()} : std::nullopt)) {
      who.clock_changed();
      return 0;
    }
    elapsed_->set(also);
    return -1;
  }
  microseconds slice = longest_slice;
  if (until) slice = std::min(slice, *until - detail::wall_clock());
  if (also) slice = std::min(slice, *also - detail::elapsed_clock());
  slice = std::max(slice, microseconds{0});
  return static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(slice).count());
}

void linux_host::machine::wait(std::optional<wall_time> until, std::optional<uptime> also,
                               listener& who) {
  std::array<epoll_event, 64> events{};
  const bool passed = until && *until <= detail::wall_clock();
  int slice = passed ? 0 : set_clocks(until, also, who);
  const bool look = unwatched_ != 0 && !hears_of_ends_;
  if (look && slice != 0) slice = look_after;
  const int count =
      ::epoll_wait(poll_.get(), events.data(), static_cast<int>(events.size()), slice);
  for (int i = 0; i < count; ++i) {
    const std::uint64_t data = events[static_cast<std::size_t>(i)].data.u64;
    handle(static_cast<source>(data & 0xFFU), process_id{data >> 8U}, who);
  }
  if (look) reap(who);
}

void linux_host::machine::handle(source what, process_id of, listener& who) {
  switch (what) {
    case source::wall:
      if (wall_->take()) who.clock_changed();
      break;
    case source::elapsed:
      elapsed_->take();
      break;
    case source::signals:
      handle_signals(who);
      break;
    case source::wakes: {
      std::uint64_t times = 0;
      if (::read(wakes_.get(), &times, sizeof times) > 0) who.woken();
      break;
    }
    case source::files:
      if (files_.take()) {
        watch_again();
        who.files_changed();
      }
      break;
    case source::end:
      end(of, who);
      break;
    case source::output:
    case source::errors:
      read_output(of, what == source::errors ? 1 : 0, who);
      break;
  }
}

void linux_host::machine::handle_signals(listener& who) {
  while (const auto number = signals_->take()) {
    if (*number == SIGCHLD) {
      reap(who);
    } else {
      who.signal_arrived(*number);
    }
  }
}

/// Looks at every child that has ended: adopted ones, and all where there are
/// no pidfds.
void linux_host::machine::reap(listener& who) {
  if (!options_.orphans) {
    std::vector<process_id> all;
    for (const auto& [id, c] : children_) all.push_back(id);
    for (const process_id id : all) end(id, who);
    return;
  }
  for (;;) {
    siginfo_t info{};
    if (::waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid == 0) return;
    const auto known = by_pid_.find(info.si_pid);
    if (known != by_pid_.end()) {
      end(known->second, who);
    } else {
      ::waitid(P_PID, static_cast<id_t>(info.si_pid), &info, WEXITED | WNOHANG);
    }
  }
}

tl::expected<started_process, start_failure> linux_host::machine::start(
    const process_request& what) {
  auto made = detail::spawn(what, environment_);
  if (!made) return tl::unexpected{std::move(made.error())};
  const process_id id{++last_process_};
  child& c = children_[id];
  c.pid = made->pid;
  c.outputs = std::move(made->outputs);
  by_pid_[c.pid] = id;
  if (has_pidfd_) c.end = pidfd_of(c.pid);
  if (c.end) add(c.end.get(), source::end, id);
  if (!c.end) ++unwatched_;
  if (c.outputs[0]) add(c.outputs[0].get(), source::output, id);
  if (c.outputs[1]) add(c.outputs[1].get(), source::errors, id);
  return started_process{id, c.pid};
}

/// Reaps a child that has ended; does nothing with one that has not.
void linux_host::machine::end(process_id id, listener& who) {
  const auto c = children_.find(id);
  if (c == children_.end() || c->second.ended) return;
  const int pid = c->second.pid;
  siginfo_t info{};
  if (::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOHANG | WNOWAIT) != 0 ||
      info.si_pid == 0) {
    return;
  }
  // While it is not reaped nobody else has its number. What it was told goes for its group.
  if (c->second.told_to_end) ::kill(-pid, SIGKILL);
  ::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOHANG);
  c->second.ended = true;
  if (!c->second.end) --unwatched_;
  c->second.end.reset();
  by_pid_.erase(pid);
  for (std::size_t which : {0U, 1U}) {
    for (int i = 0; i < last_reads && read_some(id, which, who); ++i) {
    }
  }
  output_ended(id, who);
  who.process_ended(id, status_of(info));
}

void linux_host::machine::read_output(process_id of, std::size_t which, listener& who) {
  if (holds_output_) return leave_out(of, which);
  read_some(of, which, who);
  output_ended(of, who);
}

/// Whether there may be more.
bool linux_host::machine::read_some(process_id of, std::size_t which, listener& who) {
  const auto c = children_.find(of);
  if (c == children_.end() || !c->second.outputs[which]) return false;
  const auto size = ::read(c->second.outputs[which].get(), buffer_.data(), buffer_.size());
  if (size > 0) {
    who.output_read(of, which == 1, {buffer_.data(), static_cast<std::size_t>(size)});
    return true;
  }
  if (size == 0 || (errno != EAGAIN && errno != EINTR)) c->second.outputs[which].reset();
  return false;
}

/// Forgets a child of which nothing is left to say.
void linux_host::machine::output_ended(process_id of, listener& who) {
  const auto c = children_.find(of);
  if (c == children_.end() || !c->second.ended || c->second.outputs[0] || c->second.outputs[1]) {
    return;
  }
  children_.erase(c);
  who.output_ended(of);
}

void linux_host::machine::send(process_id to, int signal) {
  const auto c = children_.find(to);
  if (c == children_.end() || c->second.ended) return;
  c->second.told_to_end |= signal == SIGTERM || signal == SIGKILL;
  ::kill(-c->second.pid, signal);
  // One that is stopped would not hear of it.
  if (signal == SIGTERM) ::kill(-c->second.pid, SIGCONT);
}

/// What is held is left out when epoll tells of it next: it tells of a pipe's end whatever it is
/// asked.
void linux_host::machine::hold_output(bool held) {
  holds_output_ = held;
  if (held) return;
  constexpr std::array kinds{source::output, source::errors};
  for (auto& [id, c] : children_) {
    for (std::size_t which : {0U, 1U}) {
      const bool was_held = std::exchange(c.held[which], false);
      if (was_held && c.outputs[which]) add(c.outputs[which].get(), kinds[which], id);
    }
  }
}

void linux_host::machine::leave_out(process_id of, std::size_t which) {
  const auto c = children_.find(of);
  if (c == children_.end() || !c->second.outputs[which]) return;
  ::epoll_ctl(poll_.get(), EPOLL_CTL_DEL, c->second.outputs[which].get(), nullptr);
  c->second.held[which] = true;
}

void linux_host::machine::close_output(process_id of) {
  const auto c = children_.find(of);
  if (c == children_.end()) return;
  for (descriptor& output : c->second.outputs) output.reset();
  if (c->second.ended) children_.erase(c);
}

std::size_t linux_host::machine::sweep(int signal) {
  if (!options_.orphans) return 0;
  std::map<int, int> told;
  for (const int pid : detail::offspring()) {
    const auto before = swept_.find(pid);
    told[pid] = before == swept_.end() ? 0 : before->second;
    if (signal != 0 && told[pid] != signal) ::kill(pid, told[pid] = signal);
  }
  swept_ = std::move(told);
  return swept_.size();
}

void linux_host::machine::watch(const std::vector<std::string>& paths) {
  files_.set(paths);
  watch_again();
}

/// A link may lead elsewhere now, a folder may be another.
void linux_host::machine::watch_again() {
  files_.begin();
  if (files_.number() >= 0) add(files_.number(), source::files);
}

void linux_host::machine::wake() noexcept {
  const std::uint64_t once = 1;
  [[maybe_unused]] const auto written = ::write(wakes_.get(), &once, sizeof once);
}

linux_host::linux_host(linux_host_options options) : machine_(std::make_unique<machine>(options)) {}
linux_host::~linux_host() = default;

wall_time linux_host::now() { return detail::wall_clock(); }
uptime linux_host::elapsed() { return detail::elapsed_clock(); }
void linux_host::wait(std::optional<wall_time> until, std::optional<uptime> also, listener& who) {
  machine_->wait(until, also, who);
}
tl::expected<started_process, start_failure> linux_host::start(const process_request& what) {
  return machine_->start(what);
}
void linux_host::send(process_id to, int signal) { machine_->send(to, signal); }
void linux_host::hold_output(bool held) { machine_->hold_output(held); }
void linux_host::close_output(process_id of) { machine_->close_output(of); }
std::size_t linux_host::sweep(int signal) { return machine_->sweep(signal); }
void linux_host::watch(const std::vector<std::string>& paths) { machine_->watch(paths); }
void linux_host::wake() noexcept { machine_->wake(); }

}  // namespace occur
