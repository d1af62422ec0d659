// SCHEDULE arguments: what the command line names as a schedule, as text.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "environment.hpp"
#include "outcome.hpp"

namespace occur::cli {

/// The text of one schedule, and where it comes from.
struct schedule_text {
  std::string text;
  std::string origin{};  ///< the file; empty for arguments and standard input
};

/// Whether an argument is a schedule of its own by its looks: it holds a blank, a newline or `=`,
/// or names a file or standard input.
[[nodiscard]] bool stands_alone(std::string_view argument);

/// Whether the name of a file says that it is a schedule file.
[[nodiscard]] bool is_schedule_file(std::string_view path);

/// The texts that SCHEDULE arguments stand for. `-` is standard input, `@PATH` and a path that ends
/// in `.ics` or `.toml` a file's content; in other arguments `\n` stands for a newline.
/// When one of several arguments holds a blank, a newline or `=`, or names a file or standard
/// input, each is a schedule of its own, and so they are when each `is_schedule` by itself;
/// otherwise they are the words of one. Errors: no argument; a file that cannot be read; more than
/// 64 MiB.
[[nodiscard]] outcome<std::vector<schedule_text>> read_schedule_arguments(
    std::span<const std::string> arguments, const environment& around,
    const std::function<bool(std::string_view)>& is_schedule);

/// All of a file. Errors: it cannot be read; it holds more than 64 MiB.
[[nodiscard]] outcome<schedule_text> read_file(const std::string& path);

/// The text that one argument stands for. Errors: those of a file.
[[nodiscard]] outcome<schedule_text> read_schedule_argument(const std::string& argument,
                                                            const environment& around);

}  // namespace occur::cli
