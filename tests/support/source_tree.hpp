#pragma once

#include <filesystem>
#include <string>

namespace occur::testing {

/// The root of the source tree, for tests that read data or the sources themselves.
[[nodiscard]] std::filesystem::path source_tree();

/// The whole of a file; throws when it cannot be read.
[[nodiscard]] std::string contents(const std::filesystem::path& file);

}  // namespace occur::testing
