// What somebody who wrote an unknown zone name may have meant.
#pragma once

#include <string>
#include <string_view>

namespace occur::detail {

class zone_directory;

/// A hint with up to three names near to `name`: the whole name or the city
/// alone, whatever the case. Cost: reads the whole directory.
[[nodiscard]] std::string name_hint(std::string_view name, const zone_directory& directory);

}  // namespace occur::detail
