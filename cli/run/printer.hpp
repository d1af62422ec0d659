// What `occur run` writes to standard output: lines for occurrences that are due, and what commands
// write.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "occur/output_setting.hpp"
#include "occur/runner.hpp"
#include "output/line_writer.hpp"
#include "run/request.hpp"

namespace occur::cli {

/// Prints a line for each occurrence that is due, in the formats of `next`, at once.
class due_printer {
 public:
  /// `names_schedules`: whether a line says which schedule it is of.
  due_printer(const run_request& r, bool names_schedules, line_writer& to)
      : request_(r), names_(names_schedules), to_(to) {}

  void print(const turn& t, date::sys_seconds now);

 private:
  const run_request& request_;
  bool names_;
  line_writer& to_;
};

/// Passes on what commands write, line by line, with the id of the schedule
/// before each or as JSON. A line without an end is held until the command
/// ends, or until it is too long.
class command_output {
 public:
  command_output(line_writer& out, line_writer& errors) : out_(out), errors_(errors) {}

  void take(const turn& from, const output_event& e, output_mode how);
  void end(const turn& of, output_mode how);

 private:
  using source = std::pair<std::uint64_t, bool>;  ///< the run, and whether it is its errors
  static constexpr std::size_t longest_line = std::size_t{64} * 1024;

  void write(const turn& from, bool is_error, std::string_view line, output_mode how);

  line_writer& out_;
  line_writer& errors_;
  std::map<source, std::string> begun_;  ///< lines without an end
};

}  // namespace occur::cli
