// One call of `occur run`: the runner, and all that its user sees of it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "occur/runner.hpp"
#include "occur/simulated_host.hpp"
#include "command.hpp"
#include "output/line_writer.hpp"
#include "output/outlet.hpp"
#include "run/coproc.hpp"
#include "run/entries.hpp"
#include "run/event_log.hpp"
#include "run/printer.hpp"
#include "run/request.hpp"
#include "run/status_line.hpp"

namespace occur::cli {

/// What `occur run` exits with beside the codes of its commands.
enum class run_code : int {
  done = 0,
  failed = 1,
  usage = 2,
  nothing = 3,
  cannot_execute = 126,
  not_found = 127
};

/// Where a call writes to. Who reads it may be slow, or leave: no schedule waits for that.
struct outlets {
  outlets(const environment& around, outlet::kind how)
      : out(around.output, how), errors(around.errors, how) {}

  /// Waits until all is written; after a runner that was told to stop, not for long.
  void drain();

  outlet out;
  outlet errors;
  bool is_stopped = false;
};

/// Watches a runner: prints, logs, counts and reloads.
class session final : public observer {
 public:
  /// Occurrences without a command of their own are told to `feeds`, if it is one.
  session(const run_request& r, const call& c, const entry_reader& reader, outlets& to,
          coproc* feeds = nullptr);

  /// What a command does in a rehearsal.
  [[nodiscard]] simulated_process rehearse(const process_request& what);

  /// Gives the runner its first entries and lets it run on a host; the exit code.
  int run(host& machine, const entries& first);

  void on(const event& e) override;
  void reload_asked() override;
  void status_asked() override;
  void tick() override;

 private:
  [[nodiscard]] runner_options options_of_runner() const;
  void put(const entries& all, reload_event& changes);
  void remove_absent(const entries& all, reload_event& changes);
  [[nodiscard]] bool is_emitted(const turn& t) const;
  void log(const event& e);
  void feed(const turn& t);
  void print(const event& e);
  [[nodiscard]] output_mode output_of(const turn& t) const;
  void hold_back();
  void tell_losses();
  void reader_left();
  void listen(runner& all);
  void count(const event& e);
  void draw_status();
  int exit_code_of(const run_outcome& end) const;
  int nothing_to_do(const entries& all) const;
  [[nodiscard]] std::string why_nothing(const entries& all) const;

  const run_request& request_;
  const call& call_;
  const entry_reader& reader_;
  outlets& to_;
  log_setting log_;
  line_writer out_;
  line_writer errors_;
  due_printer due_;
  command_output output_;
  status_line status_;
  bool has_status_;
  std::map<std::string, std::string, std::less<>> written_;  ///< of each entry, by id
  std::map<std::string, output_mode, std::less<>> outputs_;  ///< of those that say it themselves
  std::uint64_t seen_ = 0;                                   ///< occurrences
  coproc* feeds_;
  bool feeding_failed_ = false;
  bool holds_back_ = false;  ///< what commands write
  int trouble_ = 0;          ///< that has been told of
  host* machine_ = nullptr;
  runner* runner_ = nullptr;
};

}  // namespace occur::cli
