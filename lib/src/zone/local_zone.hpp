// The zone of the user or of the system.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "occur/result.hpp"
#include "zone/timeline.hpp"
#include "zone/zone_directory.hpp"

namespace occur::detail {

struct named_timeline {
  std::string name;
  timeline line;
};

/// Where a system keeps its zone.
struct system_zone {
  std::string file = "/etc/localtime";      ///< a TZif file, mostly a link into the directory
  std::string name_file = "/etc/timezone";  ///< its name, on some systems
};

/// The zone that a value of TZ names: a file's name or path, with or without a
/// leading colon, or a POSIX rule; empty is UTC. Without a value the system's
/// zone; UTC where the system has none.
[[nodiscard]] result<named_timeline> local_zone(std::optional<std::string_view> tz_variable,
                                                const zone_directory& directory,
                                                const system_zone& system);

}  // namespace occur::detail
