#include "runner/machine/clocks.hpp"

#include <sys/timerfd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <ctime>

namespace occur::detail {
namespace {

microseconds reading(clockid_t clock) {
  timespec now{};
  ::clock_gettime(clock, &now);
  return std::chrono::seconds{now.tv_sec} + microseconds{now.tv_nsec / 1000};
}

/// Kernels count in nanoseconds since 1970, up to 2262.
constexpr microseconds farthest = std::chrono::hours{24} * 365 * 280;

timespec as_timespec(microseconds d) {
  const auto whole = std::chrono::floor<std::chrono::seconds>(d);
  return {.tv_sec = whole.count(), .tv_nsec = (d - whole).count() * 1000};
}

clockid_t clock_of(alarm_clock::kind k) {
  return k == alarm_clock::kind::wall ? CLOCK_REALTIME : CLOCK_BOOTTIME;
}

}  // namespace

wall_time wall_clock() { return wall_time{reading(CLOCK_REALTIME)}; }

uptime elapsed_clock() { return reading(CLOCK_BOOTTIME); }

alarm_clock::alarm_clock(kind of)
    : kind_(of), timer_(::timerfd_create(clock_of(of), TFD_CLOEXEC | TFD_NONBLOCK)) {}

bool alarm_clock::set(std::optional<microseconds> when) {
  if (armed_ && when == when_) return false;
  armed_ = true;
  when_ = when;
  return arm(when);
}

bool alarm_clock::arm(std::optional<microseconds> when) {
  itimerspec at{};
  int flags = TFD_TIMER_ABSTIME;
  if (kind_ == kind::wall) {
    // Armed all the time, or nothing would say that the clock was set.
    when = std::min(when.value_or(farthest), farthest);
    flags |= TFD_TIMER_CANCEL_ON_SET;
  }
  // Nothing at all would disarm it.
  if (when) at.it_value = as_timespec(std::max(*when, microseconds{1}));
  return ::timerfd_settime(timer_.get(), flags, &at, nullptr) != 0 && errno == ECANCELED;
}

bool alarm_clock::take() {
  armed_ = false;
  std::uint64_t times = 0;
  return ::read(timer_.get(), &times, sizeof times) < 0 && errno == ECANCELED;
}

}  // namespace occur::detail
