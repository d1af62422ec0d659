// The world around the tool, passed in so that it can run inside a test.
#pragma once

#include <date/date.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "occur/linux_host.hpp"

namespace occur::cli {

/// What the tool sees of its surroundings. `main` fills it once from the
/// process; tests and benchmarks make their own.
struct environment {
  std::optional<std::string> tz;   ///< the TZ variable
  std::optional<std::string> now;  ///< the OCCUR_NOW variable
  std::string path;                ///< the PATH variable
  bool no_color = false;           ///< NO_COLOR is set and not empty
  bool dumb_terminal = false;      ///< TERM is `dumb`
  int input = 0;                   ///< descriptor of standard input
  int output = 1;                  ///< descriptor of standard output
  int errors = 2;                  ///< descriptor of standard error
  bool output_is_terminal = false;
  bool errors_is_terminal = false;
  unsigned columns = 80;         ///< of the terminal that shows the errors
  unsigned output_columns = 80;  ///< of the terminal that shows the output
  unsigned output_rows = 24;     ///< of that terminal
  /// The clock, asked only when OCCUR_NOW is not set.
  std::function<date::sys_seconds()> clock = [] {
    return date::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  };
  /// The machine on which a command waits; its signals are the process's while it lives.
  std::function<std::unique_ptr<host>()> make_host = [] {
    return std::make_unique<linux_host>(linux_host_options{.signals = true});
  };
};

}  // namespace occur::cli
