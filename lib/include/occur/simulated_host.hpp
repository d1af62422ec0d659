// A host without a machine: its clock stands still but for waiting.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "occur/host.hpp"

namespace [[gnu::visibility("default")]] occur {

/// What a simulated process does.
struct simulated_process {
  microseconds takes{0};  ///< from its start to its end
  exit_status ends{};
  std::string output{};                  ///< written at its start
  bool ignores_term = false;             ///< only KILL ends it early
  microseconds keeps_output_open{0};     ///< how long its output goes on after its end
  std::optional<start_failure> fails{};  ///< it does not even start
};

/// A simulated clock and simulated processes: what happens is a function of
/// what is asked of it, as fast as it can. Signals, steps of the clock and whatever else are
/// put on its agenda beforehand.
///
/// Example:
///
///     simulated_host machine{from, [](const auto&) { return simulated_process{.takes = 5min}; }};
///     runner r{machine, watcher};
///     machine.at(to, [&] { r.finish(); });
class simulated_host final : public host {
 public:
  using conduct = std::function<simulated_process(const process_request&)>;

  /// Begins when the wall clock shows `begin`; `how` says what each process does.
  explicit simulated_host(wall_time begin, conduct how = {});

  /// Calls a function when that time of the simulation has come, in order of
  /// time, then of asking. `when` is by the wall clock as it goes from `begin`
  /// on if nobody steps it.
  void at(wall_time when, std::function<void()> what);
  /// A signal arrives then.
  void raise_at(wall_time when, int signal);

  /// Steps the wall clock, now; elapsed time goes on evenly. `told` is whether
  /// the runner is told.
  void step(microseconds by, bool told = true);
  /// Puts the machine to sleep for a while: wall clock and elapsed time go on,
  /// processes and the runner do not.
  void sleep(microseconds how_long);
  /// Says that a watched file changed.
  void change_files();

  [[nodiscard]] const std::vector<std::string>& watched() const noexcept { return watched_; }
  /// How many processes run.
  [[nodiscard]] std::size_t processes() const noexcept;

  [[nodiscard]] wall_time now() override;
  [[nodiscard]] uptime elapsed() override;
  void wait(std::optional<wall_time> until, std::optional<uptime> also, listener& who) override;
  [[nodiscard]] tl::expected<started_process, start_failure> start(
      const process_request& what) override;
  void send(process_id to, int signal) override;
  void hold_output(bool held) override;
  void close_output(process_id of) override;
  std::size_t sweep(int signal) override;
  void watch(const std::vector<std::string>& paths) override;
  void wake() noexcept override;

 private:
  using happening = std::function<void(listener&)>;
  struct plan {
    happening what;
    bool of_process = false;
  };
  using plans = std::multimap<uptime, plan>;
  struct process {
    bool ignores_term = false;
    microseconds keeps_output_open{0};
    std::optional<plans::iterator> end;
    std::optional<plans::iterator> output_end;
  };

  [[nodiscard]] std::optional<uptime> next_plan() const;
  void begin(process_id which, const simulated_process& does);
  void end(process_id which, const exit_status& how, listener& who);
  void end_output(process_id which, listener& who);

  wall_time begin_;
  conduct how_;
  microseconds stepped_{0};
  uptime elapsed_{0};
  plans plans_;
  std::vector<happening> news_;
  std::map<process_id, process> processes_;
  std::uint64_t last_process_ = 0;
  std::vector<std::string> watched_;
  std::atomic<bool> woken_ = false;
};

}  // namespace occur
