// Timers that run on elapsed time.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <utility>

#include "occur/host.hpp"

namespace occur::detail {

/// What is to be done when so much time has elapsed, in order of time, then of
/// asking.
class timers {
 public:
  using deed = std::function<void()>;
  using handle = std::multimap<uptime, deed>::iterator;

  handle set(uptime when, deed what) { return pending_.emplace(when, std::move(what)); }
  void cancel(handle h) { pending_.erase(h); }

  [[nodiscard]] std::optional<uptime> next() const {
    if (pending_.empty()) return {};
    return pending_.begin()->first;
  }

  /// Takes out the first that is due by `now`.
  [[nodiscard]] std::optional<deed> take_due(uptime now) {
    if (pending_.empty() || pending_.begin()->first > now) return {};
    deed what = std::move(pending_.begin()->second);
    pending_.erase(pending_.begin());
    return what;
  }

 private:
  std::multimap<uptime, deed> pending_;
};

/// At most one timer, cancelled with its owner.
class one_timer {
 public:
  explicit one_timer(timers& among) : among_(&among) {}
  one_timer(const one_timer&) = delete;
  one_timer& operator=(const one_timer&) = delete;
  ~one_timer() { cancel(); }

  void set(uptime when, timers::deed what) {
    cancel();
    set_ = among_->set(when, [this, what = std::move(what)] {
      set_.reset();
      what();
    });
  }
  void cancel() {
    if (set_) among_->cancel(*std::exchange(set_, std::nullopt));
  }
  [[nodiscard]] bool is_set() const noexcept { return set_.has_value(); }

 private:
  timers* among_;
  std::optional<timers::handle> set_;
};

}  // namespace occur::detail
