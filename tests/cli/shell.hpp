// Runs the tool as users do: by name, through the shell.
#pragma once

#include <string>
#include <vector>

namespace occur::testing {

/// What a command did.
struct command_result {
  int status = 0;  ///< exit status; 128 and more: the signal that ended it
  std::string out;
  std::string err;
};

/// Variables as `NAME=value`.
using variables = std::vector<std::string>;

/// Runs a command in /bin/sh, `occur` being the tool as built, with an empty
/// standard input and no other variables than PATH and those given.
[[nodiscard]] command_result run_shell(const std::string& command, const variables& set);

/// The same on a terminal of its own: what it showed, with lines ended by
/// `\r\n` as terminals do.
[[nodiscard]] command_result run_on_terminal(const std::string& command, const variables& set);

/// Text as one word of a shell command.
[[nodiscard]] std::string quoted(const std::string& text);

}  // namespace occur::testing
