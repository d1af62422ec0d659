// Text that a command was asked for: help, versions, answers in words.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "color.hpp"
#include "environment.hpp"
#include "options.hpp"

namespace occur::cli {

/// Writes a text to standard output; the exit code. A reader that has left is no failure.
[[nodiscard]] int show(const environment& around, std::string_view text);

/// The options that every command has.
struct common_options {
  std::optional<std::string> color;
  bool short_help = false;
  bool long_help = false;
};

void declare(option_reader& reader, common_options& o);

/// What a command says of itself beside its options.
struct help_text {
  std::string_view usage;      ///< how it is called, and what it does
  std::string_view example;    ///< `-h` ends with this
  std::string_view details;    ///< `--help` ends with this
  bool takes_command = false;  ///< whether what follows `--` is a command of its own
};

/// `-h` is usage, options and a short example, `--help` all of it. Shows what was asked for; the
/// exit code, or nothing when neither was.
[[nodiscard]] std::optional<int> show_help(const common_options& o, const help_text& help,
                                           const std::vector<option>& options,
                                           const environment& around);

[[nodiscard]] outcome<color_choice> read_color(const common_options& o);

}  // namespace occur::cli
