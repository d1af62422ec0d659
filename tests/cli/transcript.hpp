// Transcripts: sessions of the tool as plain text, to be read and to be run.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shell.hpp"

namespace occur::testing {

/// A command with what it must print.
struct session {
  std::string title;  ///< the last comment before it
  variables set;
  std::string command;
  command_result expected;
};

/// Reads a transcript:
///
///     # a comment: what the following shows
///     % TZ=Europe/Zagreb                  a variable for all that follows
///     $ printf 'FREQ=DAILY' |             a command;
///     > occur next -n 1 -                 its next line
///     2026-11-22T10:00:00+01:00           a line of standard output
///     ! occur: error: ...                 a line of standard error
///     = 2                                 the status, where it is not 0
///
/// Blank lines at the end of what a command prints do not count.
[[nodiscard]] std::vector<session> read_transcript(std::string_view text);

/// The sessions within a help text, which are indented by four blanks and end
/// at a blank line.
[[nodiscard]] std::vector<session> read_help_examples(std::string_view help, const variables& set);

}  // namespace occur::testing
