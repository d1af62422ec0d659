// Values of calendar properties that are text.
#pragma once

#include "calendar/component.hpp"

#include <string>
#include <string_view>

namespace occur::detail {

/// What stands behind the colon of a line.
[[nodiscard]] piece value_of(const property& p);

/// A TEXT value without its escapes (RFC 5545 3.3.11), as clean UTF-8: what is
/// none becomes U+FFFD, control characters become blanks.
[[nodiscard]] std::string text_of(const property& p);

/// The text of a component's first property of a name; empty where it has none.
[[nodiscard]] std::string text_of(const component& c, property_name name);

/// Text with the escapes of a TEXT value.
[[nodiscard]] std::string escaped(std::string_view text);

}  // namespace occur::detail
