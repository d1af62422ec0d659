// How late a command begins, beside a program that does nothing but wait and start it.
#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <ostream>
#include <stdexcept>
#include <string>
#include <vector>

#include "occur/linux_host.hpp"
#include "occur/runner.hpp"
#include "occur/set.hpp"
#include "report.hpp"

namespace occur::bench {
namespace {

using std::chrono::milliseconds;
using lateness = std::vector<microseconds>;

constexpr int entries = 8;
/// Those of a second are spread over the first part of it.
constexpr milliseconds spread{900};

microseconds late(std::string_view stamp, wall_time due) {
  std::int64_t nanoseconds = 0;
  if (stamp.size() != sizeof nanoseconds) throw std::runtime_error{"no stamp"};
  std::memcpy(&nanoseconds, stamp.data(), sizeof nanoseconds);
  return microseconds{nanoseconds / 1000} - due.time_since_epoch();
}

wall_time next_second() {
  return wall_time{date::ceil<seconds>(std::chrono::system_clock::now() + milliseconds{100})};
}

void wait_until(int timer, wall_time when) {
  const auto since_1970 = when.time_since_epoch();
  const auto whole = date::floor<seconds>(since_1970);
  itimerspec at{};
  at.it_value = {.tv_sec = whole.count(), .tv_nsec = (since_1970 - whole).count() * 1000};
  std::uint64_t times = 0;
  if (::timerfd_settime(timer, TFD_TIMER_ABSTIME, &at, nullptr) != 0 ||
      ::read(timer, &times, sizeof times) != sizeof times) {
    throw std::runtime_error{"no timer"};
  }
}

/// Starts the program, reads its stamp and waits for its end.
std::string stamp_of_bare_start() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error{"no pipe"};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  std::string program = OCCUR_STAMP;
  const std::array<char*, 2> arguments{program.data(), nullptr};
  pid_t child = 0;
  const int failed =
      posix_spawn(&child, program.c_str(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  std::string stamp(sizeof(std::int64_t), '\0');
  const auto got = failed != 0 ? 0 : ::read(ends[0], stamp.data(), stamp.size());
  ::close(ends[0]);
  stamp.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  if (failed == 0) ::waitpid(child, nullptr, 0);
  return stamp;
}

void measure_bare(lateness& all) {
  const int timer = ::timerfd_create(CLOCK_REALTIME, TFD_CLOEXEC);
  const wall_time second = next_second();
  for (int i = 0; i < entries; ++i) {
    const wall_time due = second + i * spread / entries + milliseconds{7};
    wait_until(timer, due);
    all.push_back(late(stamp_of_bare_start(), due));
  }
  ::close(timer);
}

/// Collects how late the commands of a runner are.
class collector final : public observer {
 public:
  explicit collector(lateness& all) : all_(&all) {}

  void watch(const runner& r, const std::string& id) { due_[id] = r.next(id).value().due; }
  void on(const event& e) override {
    if (const auto* o = std::get_if<output_event>(&e.what)) {
      all_->push_back(late(o->bytes, due_.find(e.of->id)->second));
    }
  }

 private:
  lateness* all_;
  std::map<std::string, wall_time, std::less<>> due_;
};

/// One second in which each entry has one occurrence, moved by its jitter.
void measure_runner(lateness& all) {
  linux_host machine{{.signals = true, .orphans = true}};
  collector watcher{all};
  runner r{machine, watcher};
  const wall_time second = next_second();
  recurrence_set set;
  set.anchor = {
      start_kind::utc, date::local_seconds{date::floor<seconds>(second.time_since_epoch())}, {}};
  set.dates.push_back({{set.anchor.time, date_form::utc}, {}, {}});
  for (int i = 0; i < entries; ++i) {
    const std::string id = std::to_string(i);
    const command stamp{.arguments = {OCCUR_STAMP}, .output = {output_route::kind::read}};
    if (!r.put({.id = id, .when = set, .what = stamp, .how = {.jitter = spread}})) {
      throw std::runtime_error{"no entry"};
    }
    watcher.watch(r, id);
  }
  r.run();
}

double at_part(lateness& all, double part) {
  std::sort(all.begin(), all.end());
  return static_cast<double>(
      all[static_cast<std::size_t>(part * static_cast<double>(all.size() - 1))].count());
}

}  // namespace

void report_lateness(report& r) {
  lateness bare;
  lateness runs;
  for (int round = 0; round < std::max(1, r.how().rounds / 4); ++round) {
    measure_bare(bare);
    measure_runner(runs);
  }
  r.expect(bare.size() == runs.size(), "every occurrence has its command started");
  r.out() << fmt::format(
      "\nlateness of {} commands: timerfd + posix_spawn p50 {:.0f} us, p95 {:.0f} us; runner p50 "
      "{:.0f} us, p95 {:.0f} us; {:.2f}x (p50)\n",
      runs.size(), at_part(bare, 0.5), at_part(bare, 0.95), at_part(runs, 0.5), at_part(runs, 0.95),
      at_part(runs, 0.5) / at_part(bare, 0.5));
}

}  // namespace occur::bench
