#include "app.hpp"

#include <occur/version.hpp>

#include <ostream>
#include <string>

#include <CLI/CLI.hpp>

namespace occur::cli {

int run(std::span<const char* const> arguments, std::ostream& out, std::ostream& err) {
  constexpr int usage_error = 2;
  CLI::App app{"Recurrence rules as streams of occurrences", "occur"};
  app.set_version_flag("--version", "occur " + std::string{version()});
  try {
    app.parse(static_cast<int>(arguments.size()), arguments.data());
  } catch (const CLI::ParseError& stop) {
    return app.exit(stop, out, err) == 0 ? 0 : usage_error;
  }
  err << app.help();
  return usage_error;
}

}  // namespace occur::cli
