// What the options of `occur run` ask for.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "occur/output_setting.hpp"
#include "occur/policies.hpp"
#include "environment.hpp"
#include "options.hpp"
#include "output/formatter.hpp"
#include "reading.hpp"

namespace occur::cli {

/// The options as given.
struct run_options {
  reading_options reading;
  std::optional<std::string> number, to, format;
  std::optional<std::string> overlap, grace, missed, timeout, kill_after, retry, jitter;
  std::optional<std::string> parallel, output, fail_on, input, log;
  std::optional<std::string> simulate, assume_duration, assume_status, assume_sleep;
  std::vector<std::string> files;
  bool now = false;
  bool skip_invalid = false;
  bool check = false;
  bool shell = false;
  bool coproc = false;
  bool notify = false;
  bool json = false;
  bool nul = false;
};

void declare(option_reader& reader, run_options& o);

/// What the log tells.
enum class log_kind : std::uint8_t {
  problems,  ///< in text, what did not go as planned
  text,
  json,
  none
};

/// A stretch of time in which the machine sleeps.
struct sleep_span {
  date::sys_seconds from;
  date::sys_seconds to;  ///< it is awake then
};

/// Where a rehearsal begins and ends, and what happens in it.
struct rehearsal {
  date::sys_seconds from;
  date::sys_seconds end;     ///< the first instant that is not in it
  milliseconds duration{0};  ///< of commands
  int status = 0;            ///< theirs
  std::optional<sleep_span> sleep{};
};

/// The options, read.
struct run_request {
  reading in;
  std::vector<std::string> files;
  std::optional<std::uint64_t> limit;    ///< how many occurrences there may be
  std::optional<date::sys_seconds> end;  ///< the first instant no longer asked for
  std::optional<rehearsal> simulated;
  policies how;
  std::optional<std::size_t> parallel;
  output_setting output;      ///< of commands whose schedules say nothing of it
  bool now = false;           ///< each schedule acts at once, too
  bool notifies = false;      ///< on the desktop
  bool skip_invalid = false;  ///< goes on without what cannot be read
  bool fail_on_any = false;
  bool gives_event = false;  ///< commands get the event on their standard input
  log_kind log = log_kind::problems;
  format_choice format;
  char line_end = '\n';
};

/// Errors: a value that cannot be read, options that exclude each other.
[[nodiscard]] outcome<run_request> read_run_request(const run_options& o,
                                                    const environment& around);

}  // namespace occur::cli
