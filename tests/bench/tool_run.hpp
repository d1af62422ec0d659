#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "drained_pipe.hpp"
#include "stopwatch.hpp"

namespace occur::bench {

/// Runs the tool within this process, its output into the pipe. Throws when it
/// fails: what is measured has to work.
void run_into(const drained_pipe& pipe, const std::vector<std::string_view>& arguments);

/// How long that takes, from an empty pipe until the tool is done.
[[nodiscard]] nanoseconds time_into(const drained_pipe& pipe,
                                    const std::vector<std::string_view>& arguments);

/// All that it prints.
[[nodiscard]] std::string printed(const std::vector<std::string_view>& arguments);

}  // namespace occur::bench
