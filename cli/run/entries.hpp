// The schedules of `occur run`: those of its arguments and of its files.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "occur/calendar.hpp"
#include "occur/runner.hpp"
#include "occur/schedule_file.hpp"
#include "command.hpp"
#include "run/request.hpp"

namespace occur::cli {

/// What was read of all sources.
struct entries {
  std::vector<file_schedule> all;
  std::set<std::string, std::less<>> ids;  ///< theirs
  std::vector<std::string> unreadable;     ///< the ids of those with an error
  std::size_t errors = 0;                  ///< all of which have been said
};

/// Reads the sources again and again.
class entry_reader {
 public:
  /// `what` is the command of those that have none of their own, if it has arguments.
  entry_reader(const run_request& r, const call& c, occur::command what)
      : request_(r), call_(c), what_(std::move(what)) {}

  /// Reads the schedule of the arguments, once, if there are any. Errors: those
  /// of a schedule.
  [[nodiscard]] outcome<void> read_arguments();

  /// All entries; says what is wrong with files, and what is odd. Text without
  /// a start starts at `now`.
  [[nodiscard]] entries read(date::sys_seconds now) const;

 private:
  void read_file(const std::string& path, date::sys_seconds now, entries& into) const;
  void read_schedules(const std::string& text, const std::string& path, date::sys_seconds now,
                      entries& into) const;
  void read_calendar(const std::string& text, const std::string& path, entries& into) const;
  void add_event(std::string id, std::vector<recurrence_set> sets, const event_details& about,
                 const std::string& path, entries& into) const;
  void add(file_schedule&& one, const std::string& path, entries& into) const;

  const run_request& request_;
  const call& call_;
  occur::command what_;
  std::vector<file_schedule> arguments_;
};

}  // namespace occur::cli
