// What the tool knows of each command, and how one is begun.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "color.hpp"
#include "diagnostics.hpp"
#include "environment.hpp"
#include "help.hpp"
#include "options.hpp"

namespace occur::cli {

/// One word of `occur WORD ...`.
struct command {
  std::string_view name;
  std::string_view summary;
  /// Runs it on the arguments after its name; the exit code.
  int (*run)(std::span<const std::string_view> arguments, const environment& around);
  /// Its options, in the order of its help.
  std::vector<option> (*options)();
  bool takes_command = false;  ///< whether what follows `--` is a command of its own
};

/// What a command works with once its options are read.
struct call {
  std::vector<std::string> words;  ///< its operands; where it keeps them apart, those before `--`
  std::optional<std::vector<std::string>> behind_dashes;  ///< where it keeps them apart
  const environment& around;
  diagnostics talk;
  color_choice color = color_choice::automatic;
};

/// What the options that every command has come to: a call, or the exit code
/// where they say that there is nothing more to do.
[[nodiscard]] tl::expected<call, int> open_call(option_reader& reader, common_options& common,
                                                std::span<const std::string_view> arguments,
                                                const help_text& help, const environment& around);

/// Makes a command of its parts. `Options` are what `declare(reader, options)`
/// declares, `Act` does the job and returns the exit code.
///
/// Example: `make_command<diff_options, diff, help>("diff", "say where two schedules differ")`.
template <class Options, int (*Act)(const Options&, const call&), const help_text& Help>
[[nodiscard]] constexpr command make_command(std::string_view name, std::string_view summary) {
  return {name, summary,
          [](std::span<const std::string_view> arguments, const environment& around) {
            option_reader reader;
            Options given;
            common_options common;
            declare(reader, given);
            declare(reader, common);
            const auto opened = open_call(reader, common, arguments, Help, around);
            return opened ? Act(given, *opened) : opened.error();
          },
          [] {
            option_reader reader;
            Options given;
            common_options common;
            declare(reader, given);
            declare(reader, common);
            return reader.options();
          },
          Help.takes_command};
}

/// `occur next`: prints occurrences.
extern const command next_command;

/// `occur cal`: shows a calendar.
extern const command cal_command;

/// `occur explain`: says what a schedule means.
extern const command explain_command;

/// `occur diff`: compares two schedules.
extern const command diff_command;

/// `occur convert`: writes a schedule in another form.
extern const command convert_command;

/// `occur check`: says what is wrong with schedules.
extern const command check_command;

/// `occur run`: acts when occurrences are due.
extern const command run_command;

/// All of them, in the order of the overview.
[[nodiscard]] std::span<const command* const> all_commands();

}  // namespace occur::cli
