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

std::optional<winsize> terminal_size(int descriptor) {
  winsize size{};
  const bool known =
      ::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col != 0 && size.ws_row != 0;
  return known ? std::optional{size} : std::nullopt;
}

occur::cli::environment surroundings() {
  occur::cli::environment e;
  e.tz = variable("TZ");
  e.now = variable("OCCUR_NOW");
  e.path = variable("PATH").value_or("");
  e.no_color = !variable("NO_COLOR").value_or("").empty();
  e.dumb_terminal = variable("TERM") == "dumb";
  e.output_is_terminal = ::isatty(STDOUT_FILENO) == 1;
  e.errors_is_terminal = ::isatty(STDERR_FILENO) == 1;
  if (const auto errors = terminal_size(STDERR_FILENO)) e.columns = errors->ws_col;
  if (const auto output = terminal_size(STDOUT_FILENO)) {
    e.output_columns = output->ws_col;
    e.output_rows = output->ws_row;
  }
  return e;
}

}  // namespace

int main(int argc, char** argv) {
  // A reader that leaves is told by EPIPE, which ends the tool quietly.
  std::signal(SIGPIPE, SIG_IGN);
  const std::vector<std::string_view> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
  return occur::cli::run_tool(arguments, surroundings());
}
