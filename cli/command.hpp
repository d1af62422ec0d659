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
  /// The names of its options: `-n`, `--from`.
  std::vector<std::string> (*option_names)();
};

/// `occur next`: prints occurrences.
extern const command next_command;

/// `occur explain`: says what a schedule means.
extern const command explain_command;

/// `occur diff`: compares two schedules.
extern const command diff_command;

/// `occur convert`: writes a schedule in another form.
extern const command convert_command;

/// All of them, in the order of the overview.
[[nodiscard]] std::span<const command* const> all_commands();

}  // namespace occur::cli
