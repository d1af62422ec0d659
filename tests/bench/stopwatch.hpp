#pragma once

#include <chrono>
#include <functional>
#include <vector>

namespace occur::bench {

using nanoseconds = std::chrono::duration<double, std::nano>;

/// How long a call takes.
template <class Call>
[[nodiscard]] nanoseconds time_of(Call&& call) {
  const auto begin = std::chrono::steady_clock::now();
  call();
  return std::chrono::steady_clock::now() - begin;
}

/// Keeps a value that nothing reads from being optimised away.
template <class Value>
void keep(const Value& value) {
  asm volatile("" : : "g"(&value) : "memory");
}

/// One of several that are measured together; does its work once and says how
/// long what counts of it took.
using contender = std::function<nanoseconds()>;

/// The least time of each. They take turns, so that a slow spell of the machine
/// hits all of them; what else the machine does only ever adds.
[[nodiscard]] std::vector<nanoseconds> least_times(int rounds,
                                                   const std::vector<contender>& contenders);

/// The least time of a call, of which `batch` are timed together.
template <class Call>
[[nodiscard]] contender batch_of(int batch, Call call) {
  return [batch, call] {
    return time_of([&] {
             for (int i = 0; i < batch; ++i) call();
           }) /
           batch;
  };
}

}  // namespace occur::bench
