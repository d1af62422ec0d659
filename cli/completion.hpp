// What a shell may offer for the next word of a command line.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "environment.hpp"

namespace occur::cli {

/// The candidates for the last of some words, which are those after the tool's
/// name up to the cursor; the last may be empty. They come from the tables that
/// the parser works with. One a line, and behind a tab what it is, where there
/// is something to say. A line that begins with `:` asks the shell for its own:
///
///     :files [KIND...]   files of these kinds, or all
///     :at-files          files, behind the @ that the word begins with
///     :folders
///     :command N         a command, whose own name is word N of the line
[[nodiscard]] std::string completions(std::span<const std::string_view> words);

/// `occur complete WORD...`, which the completions of the shells run: prints
/// them; the exit code.
[[nodiscard]] int complete(std::span<const std::string_view> words, const environment& around);

}  // namespace occur::cli
