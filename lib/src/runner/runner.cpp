#include "occur/runner.hpp"

#include <algorithm>
#include <csignal>
#include <deque>
#include <mutex>
#include <stdexcept>

#include "runner/entry_checks.hpp"
#include "runner/job.hpp"
#include "runner/lived_time.hpp"
#include "runner/registry.hpp"
#include "runner/supervisor.hpp"
#include "runner/timers.hpp"

namespace occur {

using detail::job;
using detail::record;
using detail::taken;

namespace {

/// After so many occurrences the runner looks at what else there is.
constexpr int occurrences_at_once = 1000;
/// A leap of the clock that nobody told of and that is none of its usual ways.
constexpr milliseconds silent_leap{500};
/// How long files have to be quiet before they are read, and at most.
constexpr milliseconds files_settle{100};
constexpr milliseconds files_settle_at_most = std::chrono::seconds{1};

/// Those that are left at the end may start others meanwhile.
constexpr milliseconds sweep_again{100};

using deed = std::function<void()>;

}  // namespace

class runner::core final : public host::listener {
 public:
  core(host& machine, observer& watcher, runner_options options)
      : machine_(machine),
        watcher_(watcher),
        options_(options),
        news_(machine, watcher),
        supervisor_(machine, news_, clock_, options),
        lived_(machine.now(), machine.elapsed()),
        files_(clock_) {}

  virtual ~core() = default;

  run_outcome run();

  bool put(entry e) {
    return registry_.put(std::make_shared<const entry>(std::move(e)), machine_.now());
  }
  bool del(std::string id) {
    if (!registry_.erase(id)) return false;
    later([this, id = std::move(id)] { supervisor_.forget(id); });
    return true;
  }
  void run_now(const record& r) {
    later([this, j = present(r)] { supervisor_.submit(j); });
  }
  bool run_next();
  bool set_paused(std::string_view id, bool paused) {
    record* r = registry_.find(id);
    if (r != nullptr) r->paused = paused;
    return r != nullptr;
  }
  static std::optional<upcoming> upcoming_of(const record* r);
  void finish() { finishing_ = true; }
  void stop() {
    later([this] { supervisor_.stop(); });
  }
  /// Does something between two calls of the observer. Only the runner's thread.
  void later(deed what) { later_.push_back(std::move(what)); }
  void post(deed what) {
    if (!what) return;
    {
      const std::lock_guard lock{posted_guard_};
      posted_.push_back(std::move(what));
    }
    machine_.wake();
  }

  detail::registry& entries() { return registry_; }
  detail::supervisor& runs() { return supervisor_; }
  detail::herald& news() { return news_; }
  host& machine() { return machine_; }

  void clock_changed() override { look_at_clock(true); }
  void output_read(process_id from, bool from_errors, std::string_view bytes) override {
    supervisor_.output_read(from, from_errors, bytes);
  }
  void output_ended(process_id from) override { supervisor_.output_ended(from); }
  void process_ended(process_id which, const exit_status& how) override {
    supervisor_.process_ended(which, how);
  }
  void signal_arrived(int number) override;
  void files_changed() override;
  void woken() override {}

 private:
  void do_what_waits();
  void handle_due();
  void handle(record& r, wall_time now);
  void handle_missed(record& r, wall_time now);
  void make_up_for(const record& r, const detail::missed_batch& batch);
  void tick();
  void run_timers();
  void look_at_clock(bool told);
  void begin_again(wall_time from);
  void wait();
  void sweep();
  [[nodiscard]] bool done() const;
  [[nodiscard]] job present(const record& r) const;
  [[nodiscard]] job job_of(const record& r, taken t) const {
    return {.what = r.what, .of = t, .next = r.next};
  }

  host& machine_;
  observer& watcher_;
  runner_options options_;
  detail::herald news_;
  detail::timers clock_;
  detail::registry registry_;
  detail::supervisor supervisor_;
  detail::lived_time lived_;
  detail::one_timer files_;
  uptime files_changed_first_{};
  std::optional<wall_time> next_tick_;
  std::deque<deed> later_;
  std::mutex posted_guard_;
  std::vector<deed> posted_;
  bool finishing_ = false;
  int signal_ = 0;
};

// The loop.

run_outcome runner::core::run() {
  tick();
  do_what_waits();
  while (!done()) {
    wait();
    look_at_clock(false);
    handle_due();
    run_timers();
    do_what_waits();
  }
  sweep();
  run_outcome all = supervisor_.so_far();
  if (supervisor_.stopping() && all.how == run_outcome::kind::finished) {
    all.how = run_outcome::kind::stopped;
  }
  all.signal = signal_;
  return all;
}

bool runner::core::done() const {
  if (!supervisor_.idle() || !later_.empty()) return false;
  if (supervisor_.stopping() || finishing_) return true;
  return !options_.stay && registry_.first() == nullptr;
}

void runner::core::wait() {
  std::optional<wall_time> until = next_tick_;
  if (const record* first = registry_.first();
      first != nullptr && !finishing_ && !supervisor_.stopping()) {
    until = std::min(first->due, until.value_or(first->due));
  }
  machine_.wait(until, clock_.next(), *this);
}

void runner::core::do_what_waits() {
  do {
    {
      const std::lock_guard lock{posted_guard_};
      later_.insert(later_.end(), std::make_move_iterator(posted_.begin()),
                    std::make_move_iterator(posted_.end()));
      posted_.clear();
    }
    for (std::size_t left = later_.size(); left != 0; --left) {
      const deed what = std::move(later_.front());
      later_.pop_front();
      what();
    }
    supervisor_.start_waiting();
  } while (!later_.empty());
}

void runner::core::run_timers() {
  while (const auto what = clock_.take_due(machine_.elapsed())) (*what)();
  if (next_tick_ && machine_.now() >= *next_tick_) tick();
}

void runner::core::tick() {
  if (!options_.tick) return;
  if (next_tick_) watcher_.tick();
  const microseconds tick = std::min(*options_.tick, longest_duration);
  next_tick_ = wall_time{(machine_.now().time_since_epoch() / tick + 1) * tick};
}

/// What processes left behind is told to end, and made to.
void runner::core::sweep() {
  const uptime kill = machine_.elapsed() + options_.stop_kill_after;
  const uptime leave = kill + options_.stop_kill_after;
  for (uptime now = machine_.elapsed();
       now < leave && machine_.sweep(now < kill ? SIGTERM : SIGKILL) != 0;
       now = machine_.elapsed()) {
    machine_.wait({}, now + sweep_again, *this);
  }
}

// The clock and other news.

void runner::core::look_at_clock(bool told) {
  const wall_time now = machine_.now();
  const microseconds leap = lived_.look(now, machine_.elapsed());
  const bool far = std::chrono::abs(leap) >= silent_leap;
  if (told || far) news_.tell(clock_event{leap});
  if (!far) return lived_.go_on(now);
  if (leap > microseconds{0}) return lived_.begin_stretch(now);
  if (-leap > options_.correction) begin_again(lived_.begin_again(now));
}

void runner::core::begin_again(wall_time from) {
  registry_.for_each(
      [&](record& r) { registry_.restart(r, std::max(from, r.what->from.value_or(from))); });
}

void runner::core::signal_arrived(int number) {
  switch (number) {
    case SIGTERM:
    case SIGINT:
      if (signal_ == 0) signal_ = number;
      if (number == SIGINT || !supervisor_.stopping()) supervisor_.stop();
      break;
    case SIGHUP:
      return watcher_.reload_asked();
    case SIGUSR1:
      return watcher_.status_asked();
    case SIGALRM:
      run_next();
      break;
    default:
      break;
  }
}

void runner::core::files_changed() {
  const uptime now = machine_.elapsed();
  if (!files_.is_set()) files_changed_first_ = now;
  files_.set(std::min(now + files_settle, files_changed_first_ + files_settle_at_most),
             [this] { watcher_.reload_asked(); });
}

// What is due.

void runner::core::handle_due() {
  for (int i = 0; i < occurrences_at_once; ++i) {
    record* r = registry_.first();
    if (r == nullptr || finishing_ || supervisor_.stopping()) return;
    const wall_time now = machine_.now();
    if (r->due > now) return;
    handle(*r, now);
  }
}

void runner::core::handle(record& r, wall_time now) {
  if (now - r.due > r.what->how.grace) return handle_missed(r, now);
  const taken t = registry_.take(r);
  job j = job_of(r, t);
  if (r.paused) return news_.tell(j, skip_event{skip_reason::paused});
  supervisor_.submit(std::move(j));
}

void runner::core::handle_missed(record& r, wall_time now) {
  const auto what = r.what;
  const policies& how = what->how;
  const bool all = how.missed == missed_policy::all && !r.paused;
  const auto batch = registry_.take_missed(r, now - how.grace, all ? options_.missed : 1);
  if (all) return make_up_for(r, batch);
  job last = job_of(r, batch.last.back());
  last.reason = run_reason::missed;
  last.missed = batch.count;
  if (r.paused || how.missed == missed_policy::skip) {
    return news_.tell(last, missed_event{batch.count, batch.count});
  }
  // One that is on time stands for those before it, too.
  std::optional<job> on_time;
  if (r.next && r.due <= now) {
    const taken t = registry_.take(r);
    on_time = job_of(r, t);
    on_time->missed = batch.count;
  }
  news_.tell(last, missed_event{batch.count, 0});
  supervisor_.submit(on_time ? std::move(*on_time) : std::move(last));
}

void runner::core::make_up_for(const record& r, const detail::missed_batch& batch) {
  std::vector<job> jobs;
  for (const taken& t : batch.last) {
    if (!jobs.empty()) jobs.back().next = t.at;
    job& j = jobs.emplace_back(job_of(r, t));
    j.reason = run_reason::missed;
    j.missed = 1;
  }
  news_.tell(jobs.back(), missed_event{batch.count, batch.count - jobs.size()});
  for (job& j : jobs) supervisor_.submit(std::move(j));
}

bool runner::core::run_next() {
  record* r = registry_.first();
  if (r == nullptr) return false;
  const taken t = registry_.take(*r);
  job j = job_of(*r, t);
  j.reason = run_reason::manual;
  later([this, j = std::move(j)] { supervisor_.submit(j); });
  return true;
}

/// A run that nobody planned: its occurrence is the present second.
job runner::core::present(const record& r) const {
  const auto second = date::floor<seconds>(machine_.now());
  const start& anchor = r.what->when.sets().front().anchor;
  const date::local_seconds local = anchor.kind == start_kind::utc
                                        ? date::local_seconds{second.time_since_epoch()}
                                        : anchor.where.to_local(second);
  job j = job_of(r, {{second, local}, 0, machine_.now()});
  j.reason = run_reason::manual;
  return j;
}

// The handle.

runner::runner(host& machine, observer& watcher, runner_options options)
    : core_(std::make_unique<core>(machine, watcher, options)) {
  if (options.tick && *options.tick <= milliseconds{0})
    throw std::invalid_argument("occur::runner: a tick takes some time");
}
runner::~runner() = default;

result<bool> runner::put(entry e) {
  if (auto fine = detail::admit(e); !fine) return tl::unexpected{std::move(fine.error())};
  return core_->put(std::move(e));
}

bool runner::del(std::string_view id) { return core_->del(std::string{id}); }

std::size_t runner::size() const noexcept { return core_->entries().size(); }

const entry* runner::find(std::string_view id) const {
  const record* r = core_->entries().find(id);
  return r == nullptr ? nullptr : r->what.get();
}

std::vector<std::string> runner::ids(std::string_view prefix, std::string_view after,
                                     std::size_t most) const {
  std::vector<std::string_view> found;
  core_->entries().for_each([&](const record& r) {
    const std::string_view id = r.what->id;
    if (id.starts_with(prefix) && (after.empty() || id > after)) found.push_back(id);
  });
  const auto end = found.begin() + static_cast<std::ptrdiff_t>(std::min(most, found.size()));
  std::partial_sort(found.begin(), end, found.end());
  return {found.begin(), end};
}

std::optional<runner::upcoming> runner::core::upcoming_of(const record* r) {
  if (r == nullptr || !r->next) return {};
  return upcoming{r->what->id, *r->next, &r->what->when.sets()[r->next->set], r->due};
}

std::optional<runner::upcoming> runner::next(std::string_view id) const {
  return core::upcoming_of(core_->entries().find(id));
}

std::optional<runner::upcoming> runner::next() const {
  return core::upcoming_of(core_->entries().first());
}

bool runner::pause(std::string_view id) { return core_->set_paused(id, true); }
bool runner::resume(std::string_view id) { return core_->set_paused(id, false); }

bool runner::run_now(std::string_view id) {
  const record* r = core_->entries().find(id);
  const bool has_sets = r != nullptr && !r->what->when.sets().empty();
  if (has_sets) core_->run_now(*r);
  return has_sets;
}

bool runner::run_next() { return core_->run_next(); }

std::size_t runner::send(std::string_view id, int signal) {
  return core_->runs().send(std::string{id}, signal);
}

std::size_t runner::running() const noexcept { return core_->runs().running(); }
std::size_t runner::waiting() const noexcept { return core_->runs().waiting(); }

void runner::hold_output(bool held) { core_->machine().hold_output(held); }

void runner::watch(const std::vector<std::string>& paths) { core_->machine().watch(paths); }

void runner::tell(const event_detail& what) { core_->news().tell(what); }

run_outcome runner::run() { return core_->run(); }

void runner::finish() { core_->finish(); }

void runner::stop() { core_->stop(); }

void runner::post(std::function<void()> what) { core_->post(std::move(what)); }

}  // namespace occur
