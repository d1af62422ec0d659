// The own rules of a VTIMEZONE (RFC 5545 3.6.5).
#pragma once

#include "occur/zone.hpp"
#include "calendar/component.hpp"
#include "calendar/warnings.hpp"

#include <optional>
#include <string>

namespace occur::detail {

/// The zone that a VTIMEZONE's STANDARD and DAYLIGHT parts describe, to the
/// horizon; nothing where none of them can be read.
[[nodiscard]] std::optional<zone> zone_of(const component& timezone, std::string name,
                                          warnings& warn);

}  // namespace occur::detail
