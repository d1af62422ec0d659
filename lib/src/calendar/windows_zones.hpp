// The zone names of Windows.
#pragma once

#include <optional>
#include <string_view>

namespace occur::detail {

/// The IANA name of a zone as Windows names it (`W. Europe Standard Time`).
[[nodiscard]] std::optional<std::string_view> iana_name(std::string_view windows_name);

}  // namespace occur::detail
