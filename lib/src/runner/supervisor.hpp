// The supervisor: what becomes of occurrences once they are due.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "occur/runner.hpp"
#include "runner/job.hpp"
#include "runner/timers.hpp"

namespace occur::detail {

/// Runs actions by the policies of their entries, and keeps what one does from
/// touching another. The observer must not call it: what it has in mind is done
/// between two calls.
class supervisor {
 public:
  supervisor(host& machine, const herald& news, timers& clock, const runner_options& options);

  /// An occurrence is due, or was missed; says so and acts on it.
  void submit(job j);

  /// Lets go what waits for an id that was deleted. What runs is not tried again.
  void forget(const std::string& id);

  /// Starts what waits, as far as there is room.
  void start_waiting();

  /// Nothing runs, waits or will be tried again.
  [[nodiscard]] bool idle() const noexcept { return lives_.empty() && processes_.empty(); }
  [[nodiscard]] std::size_t running() const noexcept { return active_; }
  [[nodiscard]] std::size_t waiting() const noexcept;

  std::size_t send(const std::string& id, int signal);

  /// Starts nothing more; the next call stops what runs, a third one kills it.
  void stop();
  [[nodiscard]] bool stopping() const noexcept { return stops_ != 0; }

  void output_read(process_id from, bool from_errors, std::string_view bytes);
  void output_ended(process_id from);
  void process_ended(process_id which, exit_status how);

  /// What has come of all so far.
  [[nodiscard]] const run_outcome& so_far() const noexcept { return so_far_; }

 private:
  /// A command that runs, or ran and whose output goes on.
  struct process {
    job of;
    uptime begun{};
    bool ended = false;
    bool output_ended = false;
    bool stopped = false;  ///< it was told to end
    bool timed_out = false;
    one_timer timer;
    process(job j, uptime now, timers& clock) : of(std::move(j)), begun(now), timer(clock) {}
  };
  /// A failed job before its next attempt.
  struct second_try {
    job of;
    one_timer timer;
    second_try(job j, timers& clock) : of(std::move(j)), timer(clock) {}
  };
  /// What goes on under one id.
  struct life {
    std::vector<std::list<job>::iterator> in_line;
    std::vector<process_id> running;
    std::deque<job> queue;
    std::list<second_try> retries;
    std::uint64_t generation = 0;  ///< of the newest occurrence; older ones are not tried again
    [[nodiscard]] bool busy() const {
      return !in_line.empty() || !running.empty() || !queue.empty();
    }
    [[nodiscard]] bool over() const { return !busy() && retries.empty(); }
  };

  void call(job j, const callback& action);
  void submit_command(job j);
  void overlap(life& l, job j);
  void enqueue(life& l, job j, std::size_t most);
  void replace(life& l, job j);
  void line_up(life& l, job j);

  void start(job j);
  void did_not_start(job j, const start_failure& why);
  void pause_starts();
  void end(process_id id, bool timed_out);
  void let_end(process_id id, milliseconds kill_after);

  void settle(job j, const exit_status& how);
  void try_again(job j);
  void give_up_retries(life& l);
  void no_more_attempts(const std::string& id);
  void go_on(const std::string& id);

  void skip(const job& j, skip_reason why) const { news_.tell(j, skip_event{why}); }
  void drop_line(life& l, skip_reason why);
  void drop_queue(life& l, skip_reason why);
  void drop_all();
  void stop_all(int signal);

  host& machine_;
  herald news_;
  timers& clock_;
  runner_options options_;
  std::size_t parallel_;

  std::unordered_map<std::string, life> lives_;
  std::unordered_map<process_id, process> processes_;
  std::list<job> line_;  ///< those that wait for room, over all ids
  std::size_t active_ = 0;
  std::uint64_t last_run_ = 0;
  int stops_ = 0;
  one_timer next_stop_;
  one_timer starts_again_;
  milliseconds start_pause_{0};
  run_outcome so_far_;
};

}  // namespace occur::detail
