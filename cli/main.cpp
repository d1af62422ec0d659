#include <sys/ioctl.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "tool.hpp"

namespace {

std::optional<std::string> variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::nullopt : std::optional<std::string>{value};
}

unsigned terminal_columns(int descriptor, unsigned otherwise) {
  winsize size{};
  const bool known = ::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col != 0;
  return known ? size.ws_col : otherwise;
}

occur::cli::environment surroundings() {
  occur::cli::environment e;
  e.tz = variable("TZ");
  e.now = variable("OCCUR_NOW");
  e.no_color = !variable("NO_COLOR").value_or("").empty();
  e.dumb_terminal = variable("TERM") == "dumb";
  e.output_is_terminal = ::isatty(STDOUT_FILENO) == 1;
  e.errors_is_terminal = ::isatty(STDERR_FILENO) == 1;
  e.columns = terminal_columns(STDERR_FILENO, e.columns);
  e.output_columns = terminal_columns(STDOUT_FILENO, e.output_columns);
  return e;
}

}  // namespace

int main(int argc, char** argv) {
  // A reader that leaves is told by EPIPE, which ends the tool quietly.
  std::signal(SIGPIPE, SIG_IGN);
  const std::vector<std::string_view> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
  return occur::cli::run_tool(arguments, surroundings());
}
