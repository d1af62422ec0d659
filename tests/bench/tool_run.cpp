#include "tool_run.hpp"

#include <stdexcept>

#include "tool.hpp"

namespace occur::bench {

void run_into(const drained_pipe& pipe, const std::vector<std::string_view>& arguments) {
  cli::environment around;
  around.tz = "UTC";
  around.now = "2026-11-22T10:00:00Z";
  around.output = pipe.entry();
  if (cli::run_tool(arguments, around) != 0) throw std::runtime_error{"the tool failed"};
}

nanoseconds time_into(const drained_pipe& pipe, const std::vector<std::string_view>& arguments) {
  pipe.wait_until_empty();
  return time_of([&] { run_into(pipe, arguments); });
}

std::string printed(const std::vector<std::string_view>& arguments) {
  drained_pipe pipe{drained_pipe::what::keep};
  run_into(pipe, arguments);
  return pipe.finish();
}

}  // namespace occur::bench
