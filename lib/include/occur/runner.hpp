// The runner: waits for the next due occurrence of many schedules, and acts.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "occur/host.hpp"
#include "occur/policies.hpp"
#include "occur/result.hpp"
#include "occur/stream.hpp"

namespace [[gnu::visibility("default")]] occur {

/// Why an action is run.
enum class run_reason : std::uint8_t {
  due,     ///< its time has come
  missed,  ///< its time has passed; see `missed_policy`
  retry,   ///< it failed before
  manual   ///< somebody asked for it
};

/// One occurrence that is acted upon: what an action gets. Views and pointers
/// are good while the action or the observer is called.
struct turn {
  std::string_view id;
  occurrence at;                        ///< the occurrence, not the moment it is run
  const recurrence_set* set = nullptr;  ///< which `at` comes from; its clock is `set->anchor`'s
  std::uint64_t seq = 0;                ///< the occurrence's number in the schedule, from 1
  std::uint64_t run = 0;                ///< the run's number in this runner, from 1; 0 for none
  milliseconds late{0};                 ///< beyond the occurrence and its jitter
  run_reason reason = run_reason::due;
  std::uint64_t missed = 0;   ///< how many missed occurrences it stands for
  std::uint32_t attempt = 1;  ///< counted from 1
  std::optional<occurrence> next;
  std::string_view context;  ///< the entry's
  std::string_view summary;  ///< the entry's
};

/// One line with all of a turn, a JSON object and a line feed: id, at, unix, zone, next, seq,
/// late_ms, reason, missed, attempt, context and summary.
///
/// Example: `[&](const turn& t) { log << json_line(t); }`, a callback.
[[nodiscard]] std::string json_line(const turn& t);

/// An action: nothing but the event that an occurrence is due.
struct emit {
  friend bool operator==(const emit&, const emit&) = default;
};

/// An action: a command. Its environment has OCCUR_ID, OCCUR_AT, OCCUR_AT_UNIX,
/// OCCUR_ZONE, OCCUR_NEXT, OCCUR_SEQ, OCCUR_LATE_MS, OCCUR_REASON, OCCUR_MISSED,
/// OCCUR_ATTEMPT, OCCUR_CONTEXT and OCCUR_SUMMARY besides.
struct command {
  enum class input_kind : std::uint8_t {
    empty,
    json  ///< the `json_line` of its turn
  };
  /// The program and its arguments, with placeholders (`{id}`, `{at:%H:%M}`,
  /// `{context.name}`; `{{` is a brace). No shell reads them.
  std::vector<std::string> arguments{};
  /// Variables by name; they stand above the runner's own.
  std::vector<std::pair<std::string, std::string>> variables{};
  std::string folder{};  ///< where it runs; empty for where the runner does
  input_kind input = input_kind::empty;
  output_route output{};
  output_route errors{};
  friend bool operator==(const command&, const command&) = default;
};

/// An action: a function. It runs in the runner's thread and may put and delete
/// entries, its own too. An exception is a failure of this run, like a
/// command's bad status.
using callback = std::function<void(const turn&)>;

using action = std::variant<emit, command, callback>;

/// A schedule in a runner.
///
/// Example: `entry{.id = "tea", .when = set, .what = command{{"say", "tea"}}}`.
struct entry {
  std::string id;
  selection when;
  action what = emit{};
  policies how{};
  std::string context{};  ///< a JSON object for the action; empty for none
  std::string summary{};
  /// Occurrences before it do not count. Without it they count from when the
  /// entry is put; from where the old one got to, when it replaces one.
  std::optional<wall_time> from{};
  std::optional<wall_time> until{};  ///< nor do those at or after it
};

/// What happens in a runner; see `event`.
enum class event_kind : std::uint8_t {
  due,
  start,
  output,
  exit,
  skip,
  missed,
  retry,
  reload,
  clock,
  error
};

/// Why an occurrence has no run.
enum class skip_reason : std::uint8_t {
  overlap,     ///< the last command still runs
  queue_full,  ///< too many wait already
  paused,      ///< its entry is paused
  replaced,    ///< it waited, and a newer one took its place
  removed,     ///< it waited, and its entry was deleted
  stopping     ///< the runner stops
};

/// An occurrence is due. For `emit` that is all there is.
struct due_event {};
/// A run begins.
struct start_event {
  int pid = 0;  ///< 0 for a callback
};
/// A command wrote.
struct output_event {
  bool errors = false;  ///< to standard error
  std::string_view bytes;
};
/// A run ended.
struct exit_event {
  exit_status status;
  milliseconds took{0};
  std::string_view message;  ///< of an exception, or why it could not start
};
/// An occurrence gets no run.
struct skip_event {
  skip_reason why = skip_reason::overlap;
};
/// Occurrences were missed; the turn is the last of them.
struct missed_event {
  std::uint64_t count = 0;
  std::uint64_t dropped = 0;  ///< how many of them nothing is run for
};
/// A run failed and will be tried again; or will not, when attempts are used up
/// or the next occurrence is due.
struct retry_event {
  bool given_up = false;
  milliseconds in{0};
};
/// Entries were put and deleted together; see `runner::tell`.
struct reload_event {
  std::uint64_t added = 0;
  std::uint64_t changed = 0;
  std::uint64_t removed = 0;
};
/// The wall clock leapt.
struct clock_event {
  microseconds by{0};  ///< forwards, or backwards
};
/// Something went wrong that is no run's exit.
struct error_event {
  std::string_view message;
};

/// In the order of `event_kind`.
using event_detail =
    std::variant<due_event, start_event, output_event, exit_event, skip_event, missed_event,
                 retry_event, reload_event, clock_event, error_event>;

/// One thing that happened. Log lines, the lines of a simulation and a protocol
/// are made of these. Views are good while the observer is called.
struct event {
  wall_time when;
  const turn* of = nullptr;  ///< null for reload and clock, and for errors of no entry
  event_detail what;

  [[nodiscard]] event_kind kind() const noexcept { return static_cast<event_kind>(what.index()); }
};

/// Who watches a runner. It may put and delete entries, stop the runner and so
/// on. What it throws ends `runner::run`.
class observer {
 public:
  virtual void on(const event& e) = 0;
  /// SIGHUP came, or a watched file changed and has been quiet for a moment.
  virtual void reload_asked() {}
  /// SIGUSR1 came.
  virtual void status_asked() {}
  /// `runner_options::tick` has passed.
  virtual void tick() {}

 protected:
  observer() = default;
  observer(const observer&) = default;
  observer& operator=(const observer&) = default;
  ~observer() = default;
};

/// What holds for all entries of a runner.
struct runner_options {
  /// Commands at once, the others wait in order; 0 is 4 for each processor, at least 16.
  std::uint32_t parallel = 0;
  std::uint32_t queue = 64;     ///< occurrences of one entry that may wait
  std::uint32_t missed = 1000;  ///< runs of one entry that `missed_policy::all` makes up for
  milliseconds stop_grace = std::chrono::seconds{20};      ///< then commands are stopped
  milliseconds stop_kill_after = std::chrono::seconds{5};  ///< and then killed
  /// Whether `run` goes on when nothing is left to wait for.
  bool stay = false;
  /// How often the observer's `tick` is called, by the wall clock; never without. More than 0.
  std::optional<milliseconds> tick{};
  /// Backwards steps up to it repeat nothing. After a larger one, entries start
  /// again from what the clock shows, without what was run in that time before.
  milliseconds correction = std::chrono::hours{24};
};

/// How `runner::run` ended.
struct run_outcome {
  enum class kind : std::uint8_t {
    finished,  ///< nothing was left to do
    stopped,   ///< it was stopped, and all runs had ended by themselves
    forced     ///< it was stopped, and runs were stopped or killed
  };
  kind how = kind::finished;
  int signal = 0;            ///< that stopped it; 0 for none
  std::uint64_t runs = 0;    ///< that began, retries too
  std::uint64_t failed = 0;  ///< occurrences whose last attempt failed
  exit_status last{};        ///< of the run that ended last
};

/// Many schedules, one process. Entries are found by id; the one that is due
/// next is on top of a heap. Nothing happens but in `run`, in the thread that
/// calls it; nothing that one entry does touches another.
///
/// Example:
///
///     linux_host machine;
///     runner r{machine, watcher};
///     r.put({.id = "tea", .when = *teatime, .what = [](const turn& t) { pour(t.at); }});
///     r.run();
class runner {
 public:
  /// Both must outlive the runner. Throws std::invalid_argument for a tick that takes no time.
  runner(host& machine, observer& watcher, runner_options options = {});
  ~runner();
  runner(const runner&) = delete;
  runner& operator=(const runner&) = delete;

  /// Adds an entry, or puts it in the place of the one with its id: that one's
  /// commands run on and count for `overlap_policy`; what waited is let go. Whether it was
  /// added. It stays when it has no occurrence left, until it is deleted. Errors: a placeholder
  /// that is none, a command without a program, the span being within that argument; an empty
  /// callback; a rule that `validate` refuses, a start outside the horizon; a negative duration; a
  /// context that is no JSON object. Durations are cut to `longest_duration`. Cost:
  /// microseconds, and some for each rule.
  result<bool> put(entry e);

  /// Removes an entry; its command runs on. Whether there was one.
  bool del(std::string_view id);

  [[nodiscard]] std::size_t size() const noexcept;

  /// The entry of an id, or null. Good until it is replaced or deleted.
  [[nodiscard]] const entry* find(std::string_view id) const;

  /// Ids in order, after `after`, that begin with `prefix`; at most `most`.
  /// Cost: looks at all of them.
  [[nodiscard]] std::vector<std::string> ids(std::string_view prefix = {},
                                             std::string_view after = {},
                                             std::size_t most = SIZE_MAX) const;

  /// The next occurrence of an entry, or of all: nothing when there is none.
  struct upcoming {
    std::string_view id;  ///< good until that entry is replaced or deleted
    occurrence at;
    const recurrence_set* set = nullptr;
    wall_time due;  ///< with its jitter
  };
  [[nodiscard]] std::optional<upcoming> next(std::string_view id) const;
  [[nodiscard]] std::optional<upcoming> next() const;

  /// Occurrences of a paused entry are skipped. Whether there is such an entry.
  bool pause(std::string_view id);
  bool resume(std::string_view id);

  /// Runs an action now, for the present second. Whether there is such an entry, with sets.
  bool run_now(std::string_view id);
  /// Runs the one that is due next now, for its occurrence, which then is not run again.
  bool run_next();

  /// Sends a signal to the commands of an entry; how many there are.
  std::size_t send(std::string_view id, int signal);

  /// Commands that run, over all entries, and runs that wait for their turn.
  [[nodiscard]] std::size_t running() const noexcept;
  [[nodiscard]] std::size_t waiting() const noexcept;

  /// Reads nothing of what commands write for a while, for an observer that is
  /// behind: they wait once their pipes are full. Or goes on reading.
  void hold_output(bool held);

  /// Asks the observer to reload when one of these files changes.
  void watch(const std::vector<std::string>& paths);

  /// Hands the observer an event, for those that only the caller knows of, such as `reload_event`.
  void tell(const event_detail& what);

  /// Waits and acts until nothing is left to do or it is stopped, for good: after `stop` it does
  /// not run again. TERM and INT stop it, a second INT stops the commands too, a third kills them;
  /// HUP, USR1: see `observer`; ALRM: `run_next`; CONT: looks at the clock.
  run_outcome run();

  /// Takes no further occurrence; those taken are run to their end.
  void finish();
  /// Starts nothing more; running commands get `stop_grace`, then TERM, then
  /// KILL. Calling it again gets to the next of these at once.
  void stop();

  /// Calls a function from within `run`. Any thread may ask for that. What it throws ends `run`;
  /// another `run` goes on with those behind it.
  void post(std::function<void()> what);

 private:
  class core;
  std::unique_ptr<core> core_;
};

}  // namespace occur
