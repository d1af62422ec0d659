// Policies: what a runner does when a schedule's life is not smooth, and their text.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "occur/result.hpp"

namespace [[gnu::visibility("default")]] occur {

using std::chrono::milliseconds;

/// A hundred years: what is longer is not told apart from it.
inline constexpr milliseconds longest_duration = std::chrono::hours{24} * 36525;

/// An occurrence is due while the schedule's last command still runs.
enum class overlap_policy : std::uint8_t {
  skip,    ///< it is let go
  queue,   ///< it waits; a bounded number of them
  allow,   ///< it starts beside the other
  replace  ///< the other is stopped first
};

/// Occurrences are late beyond the grace: the machine slept, or its clock leapt.
enum class missed_policy : std::uint8_t {
  skip,  ///< they are let go
  last,  ///< one run stands for all of them
  all    ///< each has its run; a bounded number of them
};

/// What happens to one schedule's occurrences beyond the usual.
struct policies {
  overlap_policy overlap = overlap_policy::skip;
  missed_policy missed = missed_policy::last;
  milliseconds grace = std::chrono::minutes{1};        ///< late up to this is on time
  std::optional<milliseconds> timeout{};               ///< a command is stopped after it
  milliseconds kill_after = std::chrono::seconds{10};  ///< and killed this much later
  std::uint32_t retry = 0;  ///< how often a failed command is tried again
  milliseconds jitter{0};   ///< starts are spread over it
  friend bool operator==(const policies&, const policies&) = default;
};

/// The names of the policies in files and, behind `--`, in options: `kill-after`.
///
/// Example: `policy_names().front() == "overlap"`.
[[nodiscard]] std::span<const std::string_view> policy_names();

/// Sets the policy of a name to the value that a text gives: a word of the
/// enumerations, a duration, or a number. `timeout` may be `none`. Errors: an
/// unknown name; any other value, with what it may be; the span is within `value`.
///
/// Example: `set_policy(how, "timeout", "10m")`.
[[nodiscard]] result<void> set_policy(policies& how, std::string_view name, std::string_view value);

/// Reads a duration: numbers with the units ms, s, m (or min), h, d and w, such
/// as `250ms`, `10m`, `1h30m`; `0` needs no unit. Errors: anything else, more
/// than `longest_duration`; the span is within `text`.
///
/// Example: `parse_duration("1h30m") == std::chrono::minutes{90}`.
[[nodiscard]] result<milliseconds> parse_duration(std::string_view text);

}  // namespace occur
