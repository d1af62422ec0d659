// One rule in words.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "occur/civil.hpp"
#include "occur/rule.hpp"

#include "phrase/tree.hpp"

namespace occur::detail::phrase {

/// The days of a rule in words, in the forms that a phrase needs.
struct day_words {
  std::string core;  ///< `every 2 weeks on monday`
  std::optional<std::string>
      window;      ///< behind a window: `` or `monday`; nothing when it cannot be
  std::string in;  ///< ` in june`, ` in week 20`
  bool week_start_matters = false;
};

/// What a rule is in words but for its start and end. A rule with times of day
/// has `times`, seconds of the day in order; one that ticks has none.
struct rule_words {
  day_words days;
  std::vector<std::int32_t> times;
  /// Of a rule that ticks: whether its words alone would mean elapsed time.
  bool elapsed = false;
  std::string wall_clock;  ///< then the words that keep the wall clock
};

/// A rule with the parts that it lacks filled in from its start (RFC 8984 4.3.3.1).
[[nodiscard]] occur::rule completed(occur::rule r, date::local_seconds start);

/// The words of a completed rule; nothing when no phrase has them.
[[nodiscard]] std::optional<rule_words> words_of(const occur::rule& r, date::local_seconds start);

/// What a rule leaves out as items of `except`: `mondays`, `december 25`, `the
/// last friday of the month`; nothing when no phrase has it.
[[nodiscard]] std::optional<std::string> exception_words(const occur::rule& r);

}  // namespace occur::detail::phrase
