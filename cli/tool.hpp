// The whole tool, without a process around it.
#pragma once

#include <span>
#include <string_view>

#include "environment.hpp"

namespace occur::cli {

/// Runs the tool and returns its exit code. `arguments` are those after the
/// program's name.
///
/// Example: `run_tool(std::array{"next"sv, "FREQ=DAILY"sv}, environment{})`.
[[nodiscard]] int run_tool(std::span<const std::string_view> arguments, const environment& around);

}  // namespace occur::cli
