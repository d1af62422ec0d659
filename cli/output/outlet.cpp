#include "output/outlet.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <condition_variable>
#include <csignal>
#include <mutex>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

#include "output/descriptor.hpp"

namespace occur::cli {
namespace {

bool may_be_behind(int descriptor) {
  struct stat about {};
  return ::fstat(descriptor, &about) == 0 && (S_ISFIFO(about.st_mode) || S_ISSOCK(about.st_mode));
}

/// What may be otherwise the next time.
bool may_pass(int failure) {
  return failure == ENOSPC || failure == EDQUOT || failure == EIO || failure == EFBIG;
}

std::uint64_t lines_of(std::string_view text) {
  const auto ends =
      std::count_if(text.begin(), text.end(), [](char c) { return c == '\n' || c == '\0'; });
  return std::max<std::uint64_t>(static_cast<std::uint64_t>(ends), 1);
}

/// Signals are for the thread that asks for them.
class without_signals {
 public:
  without_signals() {
    sigset_t all{};
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~without_signals() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  without_signals(const without_signals&) = delete;
  without_signals& operator=(const without_signals&) = delete;

 private:
  sigset_t before_{};
};

}  // namespace

/// What the outlet and its thread share.
class outlet::pump {
 public:
  explicit pump(int descriptor)
      : descriptor_(descriptor), news_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}
  ~pump() { ::close(news_); }
  pump(const pump&) = delete;
  pump& operator=(const pump&) = delete;

  static std::shared_ptr<pump> start(int descriptor) {
    auto made = std::make_shared<pump>(descriptor);
    const without_signals none;
    try {
      std::thread{[made] { made->run(); }}.detach();
    } catch (const std::system_error&) {
      return {};
    }
    return made;
  }

  int take(std::string_view text) {
    {
      const std::lock_guard lock{guard_};
      if (failure_ != 0) return failure_;
      if (handed_ + held_.size() + text.size() > most) {
        lost_ += lines_of(text);
        return 0;
      }
      held_ += text;
      behind_ = behind_ || handed_ + held_.size() > most / 2;
    }
    wake();
    return 0;
  }

  void tell(outlet_listener who) {
    const std::lock_guard lock{guard_};
    listener_ = std::move(who);
    if (failure_ != 0 && listener_.closed) listener_.closed();
  }

  bool is_behind() {
    const std::lock_guard lock{guard_};
    return behind_;
  }

  std::uint64_t take_lost() {
    const std::lock_guard lock{guard_};
    return behind_ ? 0 : std::exchange(lost_, 0);
  }

  int drain(std::optional<std::chrono::milliseconds> at_most) {
    std::unique_lock lock{guard_};
    const auto is_done = [this] { return failure_ != 0 || handed_ + held_.size() == 0; };
    if (at_most) {
      progress_.wait_for(lock, *at_most, is_done);
    } else {
      progress_.wait(lock, is_done);
    }
    return failure_;
  }

  void end() {
    {
      const std::lock_guard lock{guard_};
      ended_ = true;
      held_.clear();
      listener_ = {};
    }
    wake();
  }

 private:
  void wake() const noexcept {
    const std::uint64_t once = 1;
    [[maybe_unused]] const auto written = ::write(news_, &once, sizeof once);
  }

  void run() {
    for (;;) {
      std::array<pollfd, 2> all{{{descriptor_, 0, 0}, {news_, POLLIN, 0}}};
      if (::poll(all.data(), all.size(), -1) < 0) continue;
      std::uint64_t times = 0;
      [[maybe_unused]] const auto got = ::read(news_, &times, sizeof times);
      if (!hand_over()) return;
      if (all[0].revents != 0) return fail(EPIPE);
    }
  }

  /// Whether there may be more.
  bool hand_over() {
    std::unique_lock lock{guard_};
    while (!held_.empty() && !ended_) {
      const std::string text = std::exchange(held_, {});
      handed_ = text.size();
      lock.unlock();
      const int failure = write_all(descriptor_, text);
      lock.lock();
      handed_ = 0;
      if (failure != 0) {
        lock.unlock();
        fail(failure);
        return false;
      }
      if (behind_ && held_.size() < most / 4) catch_up();
      progress_.notify_all();
    }
    return !ended_;
  }

  void catch_up() {
    behind_ = false;
    if (listener_.caught_up) listener_.caught_up();
  }

  void fail(int failure) {
    const std::lock_guard lock{guard_};
    failure_ = failure;
    held_.clear();
    if (behind_) catch_up();
    if (listener_.closed) listener_.closed();
    progress_.notify_all();
  }

  int descriptor_;
  int news_;
  std::mutex guard_;
  std::condition_variable progress_;
  std::string held_;
  std::size_t handed_ = 0;  ///< to the kernel, which may not have taken it yet
  std::uint64_t lost_ = 0;
  int failure_ = 0;
  bool behind_ = false;
  bool ended_ = false;
  outlet_listener listener_;
};

outlet::outlet(int descriptor, kind how) : descriptor_(descriptor), how_(how) {
  if (how == kind::prompt && may_be_behind(descriptor)) pump_ = pump::start(descriptor);
}

outlet::~outlet() {
  if (pump_) pump_->end();
}

int outlet::write(std::string_view text) {
  if (pump_) return pump_->take(text);
  return failure_ == 0 ? write_at_once(text) : failure_;
}

int outlet::write_at_once(std::string_view text) {
  const int failure = write_all(descriptor_, text);
  const bool is_lost = how_ == kind::prompt && may_pass(failure);
  trouble_ = is_lost ? failure : 0;
  if (is_lost) lost_ += lines_of(text);
  return failure_ = is_lost ? 0 : failure;
}

void outlet::tell(outlet_listener who) {
  if (pump_) pump_->tell(std::move(who));
}

bool outlet::is_behind() const { return pump_ && pump_->is_behind(); }

std::uint64_t outlet::take_lost() {
  if (pump_) return pump_->take_lost();
  return trouble_ == 0 ? std::exchange(lost_, 0) : 0;
}

int outlet::drain(std::optional<std::chrono::milliseconds> at_most) {
  return pump_ ? pump_->drain(at_most) : failure_;
}

}  // namespace occur::cli
