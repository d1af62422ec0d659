// Random numbers that are the same with every standard library.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <random>
#include <vector>

namespace occur::testing {

class dice {
 public:
  explicit dice(std::uint64_t seed) : engine_(seed) {}

  /// 0 to `sides - 1`.
  [[nodiscard]] std::int64_t below(std::int64_t sides) {
    return static_cast<std::int64_t>(engine_() % static_cast<std::uint64_t>(sides));
  }

  /// `first` to `last`, both included.
  [[nodiscard]] std::int64_t between(std::int64_t first, std::int64_t last) {
    return first + below(last - first + 1);
  }

  [[nodiscard]] bool chance(int percent) { return below(100) < percent; }

  template <class T>
  [[nodiscard]] T one_of(std::initializer_list<T> list) {
    return list.begin()[below(static_cast<std::int64_t>(list.size()))];
  }

  template <class T>
  [[nodiscard]] const T& one_of(const std::vector<T>& list) {
    return list[static_cast<std::size_t>(below(static_cast<std::int64_t>(list.size())))];
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace occur::testing
