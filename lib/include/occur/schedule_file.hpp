// Schedule files: many schedules with their commands and policies, in TOML; and the text of
// commands.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "occur/civil.hpp"
#include "occur/output_setting.hpp"
#include "occur/policies.hpp"
#include "occur/result.hpp"
#include "occur/runner.hpp"
#include "occur/zone.hpp"

namespace [[gnu::visibility("default")]] occur {

/// One `[schedule."id"]` of a file.
struct file_schedule {
  /// A command, where the file or its reader's options name one, otherwise `emit`.
  entry of;
  /// All that was written about it, defaults included, whatever the order: two
  /// readings of a schedule that nobody edited have the same.
  std::string written;
  /// What it says of its command's output; `of.what` is told already.
  std::optional<output_setting> output{};
};

/// What a file says, as far as it can be read.
struct schedule_file {
  std::vector<file_schedule> schedules;  ///< those without an error, by id
  std::vector<std::string> unreadable;   ///< the ids of those with an error
  std::vector<error> errors;             ///< in text order; empty when all is well
  std::vector<error> warnings;           ///< in text order
};

/// What reading a schedule file needs to know from its caller.
struct schedule_file_options {
  /// Schedules without a start start then, and phrases count from then.
  date::sys_seconds now{};
  /// The zone of schedules that name none.
  zone where{};
  /// The policies of schedules that say nothing of theirs.
  policies how{};
  /// The command of schedules that name none, if it has arguments; how all
  /// commands get their input and leave their output.
  command what{};
  /// The folder of the file, from which a relative `cwd` or `file:PATH` counts.
  std::string folder{};
  /// Makes every warning an error.
  bool strict = false;
};

inline constexpr std::size_t largest_schedule_file = std::size_t{64} * 1024 * 1024;

/// Reads a schedule file (TOML 1.0):
///
///     [defaults]                     # of all schedules of the file: the keys below but when,
///     zone = "Europe/Zagreb"         # context and summary
///
///     [schedule."428/aspirin"]       # the id
///     when    = "every 12 hours from 21.10.2019 9:30"  # any text that parse_schedule reads
///     run     = ["notify-send", "{context.name}"]      # or shell = "a line for sh"
///     context = { name = "Aspirin" }
///     summary = "Take one"
///     env     = { A = "1" }
///     cwd     = "/srv"
///     output  = "file:aspirin.log"   # as parse_output reads it
///     overlap = "skip"               # and the other policies, as set_policy reads them
///
/// Nothing stops at the first error: what is wrong with one schedule leaves the
/// others alone, unless the text is not TOML. Every message names the key, every
/// span is bytes of `text`, every error has a hint. Errors: unknown keys and
/// tables, values of the wrong type, whatever the values themselves get wrong,
/// more than `largest_schedule_file` bytes. Cost: linear; microseconds a schedule.
///
/// Example: `read_schedule_file(text, {.now = now, .where = zagreb}).schedules`.
[[nodiscard]] schedule_file read_schedule_file(std::string_view text,
                                               const schedule_file_options& options);

/// What `command::arguments` are for a line that /bin/sh reads. It has the
/// variables; its braces are no placeholders, since the shell would read again
/// what stands for them.
///
/// Example: `command{shell_arguments("date >> $HOME/times")}`.
[[nodiscard]] std::vector<std::string> shell_arguments(std::string_view line);

/// Whether the placeholders of an argument can be filled. Errors: see
/// `command::arguments`; the span is within `argument`.
///
/// Example: `check_placeholders("{at:%H:%M}").has_value()`.
[[nodiscard]] result<void> check_placeholders(std::string_view argument);

}  // namespace occur
