// What a command answers when it cannot do its job.
#pragma once

#include <string>
#include <string_view>

#include "occur/result.hpp"

namespace occur::cli {

/// The exit codes of every command but `run`.
enum class exit_code : int {
  done = 0,
  nothing = 1,  ///< no occurrence; of `check`: findings
  usage = 2,    ///< wrong usage, or a schedule that cannot be read
  io = 3        ///< input or output failed
};

/// An error together with the text it speaks of.
struct complaint {
  error what;
  std::string text{};    ///< what the span of `what` points into; empty when there is none
  std::string origin{};  ///< the file the text was read from; empty for arguments
  exit_code status = exit_code::usage;
};

template <class T>
using outcome = tl::expected<T, complaint>;

/// What a function that answers with an outcome returns instead of one.
using refusal = tl::unexpected<complaint>;

/// A complaint about the command line as a whole.
[[nodiscard]] refusal usage_error(std::string message, std::string hint = {});

/// A complaint about a value that stands behind `lead`, such as `TZ=`: shows
/// both, with the caret where `e` has it within the value.
[[nodiscard]] refusal error_behind(std::string_view lead, std::string_view value, error e);

/// A complaint about the value of an option: shows `--zone Mars`.
[[nodiscard]] refusal value_error(std::string_view option, std::string_view value, error e);

/// A complaint about input or output; `reason` is the `errno` that tells why.
[[nodiscard]] complaint io_error(std::string_view what, int reason);

}  // namespace occur::cli
