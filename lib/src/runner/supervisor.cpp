#include "runner/supervisor.hpp"

#include <algorithm>
#include <csignal>
#include <exception>
#include <thread>

#include "runner/command_request.hpp"

namespace occur::detail {
namespace {

constexpr milliseconds first_retry = std::chrono::seconds{1};
constexpr milliseconds longest_retry = std::chrono::minutes{5};
constexpr milliseconds first_start_pause{100};
constexpr milliseconds longest_start_pause = std::chrono::seconds{5};
/// How long output may go on after a command's end.
constexpr milliseconds longest_drain = std::chrono::seconds{1};

std::size_t usual_parallel() { return std::max(16U, 4 * std::thread::hardware_concurrency()); }

milliseconds pause_before(std::uint32_t attempt) {
  const std::uint32_t doublings = std::min(attempt - 1, 16U);
  return std::min(first_retry * (1U << doublings), longest_retry);
}

/// Whether it is one of those that `missed_policy::all` makes up for.
bool makes_up(const job& j) {
  return j.reason == run_reason::missed && j.what->how.missed == missed_policy::all;
}

milliseconds rounded(microseconds d) { return std::chrono::floor<milliseconds>(d); }

}  // namespace

supervisor::supervisor(host& machine, const herald& news, timers& clock,
                       const runner_options& options)
    : machine_(machine),
      news_(news),
      clock_(clock),
      options_(options),
      parallel_(options.parallel != 0 ? options.parallel : usual_parallel()),
      next_stop_(clock),
      starts_again_(clock) {}

std::size_t supervisor::waiting() const noexcept {
  std::size_t all = line_.size();
  for (const auto& [id, l] : lives_) all += l.queue.size();
  return all;
}

// What is due.

void supervisor::submit(job j) {
  j.late = std::max(milliseconds{0}, rounded(machine_.now() - j.of.due));
  news_.tell(j, due_event{});
  if (stopping()) return skip(j, skip_reason::stopping);
  if (!makes_up(j)) no_more_attempts(j.what->id);
  if (const auto found = lives_.find(j.what->id); found != lives_.end()) {
    j.generation = found->second.generation;
  }
  const auto what = j.what;
  if (const auto* function = std::get_if<callback>(&what->what))
    return call(std::move(j), *function);
  if (std::holds_alternative<command>(what->what)) submit_command(std::move(j));
}

void supervisor::call(job j, const callback& action) {
  j.run = ++last_run_;
  ++so_far_.runs;
  news_.tell(j, start_event{});
  const uptime begun = machine_.elapsed();
  exit_status how;
  std::string message;
  try {
    action(j.as_turn());
  } catch (const std::exception& e) {
    how.value = 1;
    message = e.what();
  } catch (...) {
    how.value = 1;
    message = "an exception of no known type";
  }
  news_.tell(j, exit_event{how, rounded(machine_.elapsed() - begun), message});
  settle(std::move(j), how);
}

void supervisor::submit_command(job j) {
  life& l = lives_[j.what->id];
  if (l.busy()) return overlap(l, std::move(j));
  line_up(l, std::move(j));
}

void supervisor::overlap(life& l, job j) {
  const policies& how = j.what->how;
  if (makes_up(j)) return enqueue(l, std::move(j), options_.missed);
  switch (how.overlap) {
    case overlap_policy::skip:
      return skip(j, skip_reason::overlap);
    case overlap_policy::queue:
      return enqueue(l, std::move(j), options_.queue);
    case overlap_policy::allow:
      if (l.in_line.size() >= options_.queue) return skip(j, skip_reason::queue_full);
      return line_up(l, std::move(j));
    case overlap_policy::replace:
      return replace(l, std::move(j));
  }
}

void supervisor::enqueue(life& l, job j, std::size_t most) {
  if (l.queue.size() >= most) return skip(j, skip_reason::queue_full);
  l.queue.push_back(std::move(j));
}

void supervisor::replace(life& l, job j) {
  const std::string id = j.what->id;
  drop_line(l, skip_reason::replaced);
  drop_queue(l, skip_reason::replaced);
  l.queue.push_back(std::move(j));
  for (const process_id p : l.running) end(p, false);
  go_on(id);
}

void supervisor::line_up(life& l, job j) {
  l.in_line.push_back(line_.insert(line_.end(), std::move(j)));
}

// What runs.

void supervisor::start_waiting() {
  while (!line_.empty() && active_ < parallel_ && !starts_again_.is_set() && !stopping()) {
    const auto first = line_.begin();
    std::erase(lives_.at(first->what->id).in_line, first);
    job j = std::move(*first);
    line_.erase(first);
    start(std::move(j));
  }
}

void supervisor::start(job j) {
  j.run = ++last_run_;
  ++so_far_.runs;
  j.late = std::max(milliseconds{0}, rounded(machine_.now() - j.of.due));
  const auto started = machine_.start(request_of(std::get<command>(j.what->what), j.as_turn()));
  if (!started) return did_not_start(std::move(j), started.error());
  start_pause_ = {};
  ++active_;
  lives_.at(j.what->id).running.push_back(started->process);
  const auto timeout = j.what->how.timeout;
  process& p = processes_.try_emplace(started->process, std::move(j), machine_.elapsed(), clock_)
                   .first->second;
  if (timeout) {
    p.timer.set(p.begun + *timeout, [this, id = started->process] { end(id, true); });
  }
  news_.tell(p.of, start_event{started->pid});
}

void supervisor::did_not_start(job j, const start_failure& why) {
  const exit_status how{exit_status::kind::not_started, why.status};
  news_.tell(j, exit_event{how, milliseconds{0}, why.message});
  if (why.transient) pause_starts();
  settle(std::move(j), how);
}

void supervisor::pause_starts() {
  start_pause_ = std::clamp(start_pause_ * 2, first_start_pause, longest_start_pause);
  starts_again_.set(machine_.elapsed() + start_pause_, [] {});
}

void supervisor::end(process_id id, bool timed_out) {
  process& p = processes_.at(id);
  if (p.stopped || p.ended) return;
  p.timed_out = timed_out;
  let_end(id, p.of.what->how.kill_after);
}

void supervisor::let_end(process_id id, milliseconds kill_after) {
  process& p = processes_.at(id);
  p.stopped = true;
  machine_.send(id, SIGTERM);
  p.timer.set(machine_.elapsed() + kill_after, [this, id] { machine_.send(id, SIGKILL); });
}

void supervisor::output_read(process_id from, bool from_errors, std::string_view bytes) {
  const auto found = processes_.find(from);
  if (found != processes_.end()) news_.tell(found->second.of, output_event{from_errors, bytes});
}

void supervisor::output_ended(process_id from) {
  const auto found = processes_.find(from);
  if (found == processes_.end()) return;
  found->second.output_ended = true;
  if (found->second.ended) processes_.erase(found);
}

void supervisor::process_ended(process_id which, exit_status how) {
  const auto found = processes_.find(which);
  if (found == processes_.end() || found->second.ended) return;
  process& p = found->second;
  p.ended = true;
  how.timed_out = p.timed_out;
  --active_;
  std::erase(lives_.at(p.of.what->id).running, which);
  job j = p.of;
  news_.tell(j, exit_event{how, rounded(machine_.elapsed() - p.begun), {}});
  if (p.output_ended) {
    processes_.erase(found);
  } else {
    p.timer.set(machine_.elapsed() + longest_drain, [this, which] {
      machine_.close_output(which);
      processes_.erase(which);
    });
  }
  settle(std::move(j), how);
}

// What follows.

void supervisor::settle(job j, const exit_status& how) {
  so_far_.last = how;
  const std::string id = j.what->id;
  if (!how.success()) {
    if (j.attempt <= j.what->how.retry) {
      try_again(std::move(j));
    } else {
      ++so_far_.failed;
    }
  }
  go_on(id);
}

void supervisor::try_again(job j) {
  life& l = lives_[j.what->id];
  if (stopping() || j.generation != l.generation || !l.queue.empty()) {
    ++so_far_.failed;
    return news_.tell(j, retry_event{true, {}});
  }
  const milliseconds pause = pause_before(j.attempt);
  const auto added = l.retries.emplace(l.retries.end(), std::move(j), clock_);
  added->timer.set(machine_.elapsed() + pause, [this, &l, added] {
    job again = std::move(added->of);
    l.retries.erase(added);
    again.reason = run_reason::retry;
    ++again.attempt;
    if (const auto* function = std::get_if<callback>(&again.what->what)) {
      const auto keep = again.what;
      return call(std::move(again), *function);
    }
    line_up(l, std::move(again));
  });
  news_.tell(added->of, retry_event{false, pause});
}

void supervisor::give_up_retries(life& l) {
  for (const second_try& r : std::exchange(l.retries, {})) {
    ++so_far_.failed;
    news_.tell(r.of, retry_event{true, {}});
  }
}

/// What still runs, waits or failed has had its last attempt.
void supervisor::no_more_attempts(const std::string& id) {
  const auto found = lives_.find(id);
  if (found == lives_.end()) return;
  life& l = found->second;
  give_up_retries(l);
  ++l.generation;
  go_on(id);
}

void supervisor::go_on(const std::string& id) {
  const auto found = lives_.find(id);
  if (found == lives_.end()) return;
  life& l = found->second;
  if (l.running.empty() && l.in_line.empty() && !l.queue.empty()) {
    job j = std::move(l.queue.front());
    l.queue.pop_front();
    line_up(l, std::move(j));
  }
  if (l.over()) lives_.erase(found);
}

// What is let go.

void supervisor::drop_line(life& l, skip_reason why) {
  for (const auto place : std::exchange(l.in_line, {})) {
    const job j = std::move(*place);
    line_.erase(place);
    skip(j, why);
  }
}

void supervisor::drop_queue(life& l, skip_reason why) {
  for (const job& j : std::exchange(l.queue, {})) skip(j, why);
}

void supervisor::forget(const std::string& id) {
  const auto found = lives_.find(id);
  if (found == lives_.end()) return;
  life& l = found->second;
  drop_line(l, skip_reason::removed);
  drop_queue(l, skip_reason::removed);
  no_more_attempts(id);
}

std::size_t supervisor::send(const std::string& id, int signal) {
  const auto found = lives_.find(id);
  if (found == lives_.end()) return 0;
  for (const process_id p : found->second.running) machine_.send(p, signal);
  return found->second.running.size();
}

// The end of it all.

void supervisor::stop() {
  ++stops_;
  switch (stops_) {
    case 1:
      drop_all();
      next_stop_.set(machine_.elapsed() + options_.stop_grace, [this] { stop(); });
      break;
    case 2:
      stop_all(SIGTERM);
      next_stop_.set(machine_.elapsed() + options_.stop_kill_after, [this] { stop(); });
      break;
    default:
      next_stop_.cancel();
      stop_all(SIGKILL);
      break;
  }
}

void supervisor::drop_all() {
  std::vector<std::string> ids;
  for (auto& [id, l] : lives_) ids.push_back(id);
  std::sort(ids.begin(), ids.end());
  for (const std::string& id : ids) {
    life& l = lives_.at(id);
    drop_line(l, skip_reason::stopping);
    drop_queue(l, skip_reason::stopping);
    give_up_retries(l);
    go_on(id);
  }
}

void supervisor::stop_all(int signal) {
  std::vector<process_id> all;
  for (const auto& [id, p] : processes_) {
    if (!p.ended) all.push_back(id);
  }
  std::sort(all.begin(), all.end());
  for (const process_id id : all) {
    so_far_.how = run_outcome::kind::forced;
    machine_.send(id, signal);
  }
}

}  // namespace occur::detail
