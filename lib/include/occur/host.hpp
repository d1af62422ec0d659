// Hosts: the machine beneath a runner. Its clocks, processes, signals and files.
#pragma once

#include <date/date.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>
#include <tl/expected.hpp>

namespace [[gnu::visibility("default")]] occur {

using std::chrono::microseconds;

/// An instant of the wall clock, which may be set and leaps then.
using wall_time = date::sys_time<microseconds>;

/// Time since the machine started, asleep or not: it never leaps.
using uptime = microseconds;

/// A process that a host started; never used twice.
enum class process_id : std::uint64_t {};

/// Where a process writes to.
struct output_route {
  enum class kind : std::uint8_t {
    inherit,  ///< where the runner does
    read,     ///< to the host, which hands it to its listener
    discard,  ///< nowhere
    file      ///< to the end of a file
  };
  kind where = kind::inherit;
  std::string path{};  ///< of a file
  friend bool operator==(const output_route&, const output_route&) = default;
};

/// What a host is to start.
///
/// Example: `process_request{.arguments = {"say", "tea"}, .folder = "/srv"}`.
struct process_request {
  std::vector<std::string> arguments{};  ///< the first names the program, looked up in PATH
  std::vector<std::string> variables{};  ///< `NAME=value`, beside and above the runner's own
  std::string folder{};                  ///< where it runs; empty for where the runner does
  std::string input{};                   ///< what it finds on standard input
  output_route output{};
  output_route errors{};
};

/// A process that runs.
struct started_process {
  process_id process{};
  int pid = 0;  ///< of the process and of its group
};

/// Why a process does not run.
struct start_failure {
  int status = 127;        ///< as shells have it: 127 not found, 126 cannot be executed
  bool transient = false;  ///< the machine lacks something that may come back
  std::string message;
};

/// How a process ended.
struct exit_status {
  enum class kind : std::uint8_t {
    exited,      ///< by itself, `value` is its status
    signalled,   ///< by the signal `value`
    not_started  ///< it never ran, `value` is 126 or 127
  };
  kind how = kind::exited;
  int value = 0;
  bool timed_out = false;  ///< it was stopped for having run too long

  [[nodiscard]] bool success() const noexcept { return how == kind::exited && value == 0; }
  /// One number, as shells have it: 128 and the signal; 124 when timed out.
  [[nodiscard]] int code() const noexcept {
    if (timed_out) return 124;
    return how == kind::signalled ? 128 + value : value;
  }
  friend bool operator==(const exit_status&, const exit_status&) = default;
};

/// The machine as a runner sees it. One thread uses it, but for `wake`.
class host {
 public:
  /// Who is told what happens, from within `wait`. It may use the host.
  class listener {
   public:
    /// The wall clock was set, or may have been.
    virtual void clock_changed() = 0;
    /// A process wrote; the bytes are gone after the call.
    virtual void output_read(process_id from, bool from_errors, std::string_view bytes) = 0;
    /// All outputs of a process that are read have ended; comes before or after its end.
    virtual void output_ended(process_id from) = 0;
    /// A process ended, its output may go on.
    virtual void process_ended(process_id which, const exit_status& how) = 0;
    virtual void signal_arrived(int number) = 0;
    /// Something happened to a file that is watched.
    virtual void files_changed() = 0;
    /// `wake` was called.
    virtual void woken() = 0;

   protected:
    listener() = default;
    listener(const listener&) = default;
    listener& operator=(const listener&) = default;
    ~listener() = default;
  };

  host() = default;
  host(const host&) = delete;
  host& operator=(const host&) = delete;
  virtual ~host() = default;

  [[nodiscard]] virtual wall_time now() = 0;
  [[nodiscard]] virtual uptime elapsed() = 0;

  /// Waits until the wall clock shows `until`, or `also` has elapsed, or
  /// something happens of which it tells the listener. It may return early.
  virtual void wait(std::optional<wall_time> until, std::optional<uptime> also, listener& who) = 0;

  /// Starts a process in a group of its own, with the signals as they usually are.
  [[nodiscard]] virtual tl::expected<started_process, start_failure> start(
      const process_request& what) = 0;

  /// Sends a signal to a process that has not ended, and to its group.
  virtual void send(process_id to, int signal) = 0;

  /// Reads nothing of what processes write for a while, so that they have to
  /// wait once their pipes are full; or goes on reading.
  virtual void hold_output(bool held) = 0;

  /// Reads no more of a process's output.
  virtual void close_output(process_id of) = 0;

  /// Sends a signal to all that processes left behind when they ended, but once
  /// to each; how many there are.
  virtual std::size_t sweep(int signal) = 0;

  /// Watches files, existing or not, instead of those watched so far.
  virtual void watch(const std::vector<std::string>& paths) = 0;

  /// Makes `wait` return. Any thread may call it.
  virtual void wake() noexcept = 0;
};

}  // namespace occur
