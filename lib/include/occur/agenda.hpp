// Agendas: the occurrences of many sets, each set's own.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "occur/civil.hpp"
#include "occur/set.hpp"
#include "occur/stream.hpp"

namespace [[gnu::visibility("default")]] occur {

/// What the sets of a calendar have, in the order of time. Unlike in their
/// union, an instant that several sets have comes once for each of them, in the
/// order of the sets; `occurrence::set` tells which. Made for many thousands of
/// sets: each is looked at when its turn may have come, and few are held open.
///
/// Example:
///
///     agenda all{calendar.sets};
///     all.seek(now);
///     while (const auto o = all.next()) show(*o, calendar.details[o->set]);
class agenda {
 public:
  /// From the first occurrence on.
  explicit agenda(std::vector<recurrence_set> sets);
  agenda(agenda&&) noexcept;
  agenda& operator=(agenda&&) noexcept;
  ~agenda();

  /// Continues with the first occurrences at or after an instant. Cost: linear
  /// in the number of sets, some nanoseconds each.
  void seek(date::sys_seconds instant);

  /// The next occurrence, or nothing at the end. Cost: microseconds for each
  /// set whose turn may have come.
  std::optional<occurrence> next();

  /// Reads the next occurrences into `out`; how many came. Fewer than asked for
  /// means that all sets have ended.
  std::size_t read(std::span<occurrence> out);

 private:
  struct state;
  std::unique_ptr<state> state_;
};

}  // namespace occur
