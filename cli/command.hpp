// What the tool knows of each command.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "environment.hpp"

namespace occur::cli {

/// One word of `occur WORD ...`.
struct command {
  std::string_view name;
  std::string_view summary;
  /// Runs it on the arguments after its name; the exit code.
  int (*run)(std::span<const std::string_view> arguments, const environment& around);
};

/// `occur next`: prints occurrences.
extern const command next_command;

/// The names of the options that `occur next` takes.
[[nodiscard]] std::vector<std::string> next_option_names();

}  // namespace occur::cli
