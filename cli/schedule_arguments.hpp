// SCHEDULE arguments: what the command line names as a schedule, as text.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "environment.hpp"
#include "outcome.hpp"

namespace occur::cli {

/// The text of one schedule, and where it comes from.
struct schedule_text {
  std::string text;
  std::string origin{};  ///< the file; empty for arguments and standard input
};

/// The texts that SCHEDULE arguments stand for. `-` is standard input, `@PATH`
/// a file's content; in other arguments `\n` stands for a newline. When one of
/// several arguments holds a blank, a newline or `=`, or names a file or
/// standard input, each is a schedule of its own; otherwise they are the words
/// of one. Errors: no argument; a file that cannot be read; more than 16 MiB.
[[nodiscard]] outcome<std::vector<schedule_text>> read_schedule_arguments(
    std::span<const std::string> arguments, const environment& around);

}  // namespace occur::cli
