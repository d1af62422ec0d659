// Reads compiled time zones, the TZif files of RFC 9636.
#pragma once

#include <date/date.h>

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "occur/result.hpp"
#include "zone/clock_setting.hpp"
#include "zone/posix_rule.hpp"

namespace occur::detail {

/// What a TZif file says.
struct tzif {
  struct change {
    date::sys_seconds at;
    std::size_t setting;  ///< an index into `settings`
  };
  std::vector<clock_setting> settings;  ///< the first one holds before all changes
  std::vector<change> changes;          ///< ascending
  std::optional<posix_rule> rule;       ///< goes on where the changes end
};

/// Whether bytes begin as a TZif file does.
[[nodiscard]] bool looks_like_tzif(std::string_view bytes) noexcept;

/// Reads a file of version 1 to 4. Errors: damaged, or counts leap seconds
/// (what `right/` zones do). Cost: linear in the size.
[[nodiscard]] result<tzif> read_tzif(std::string_view bytes);

}  // namespace occur::detail
