#include "occur/simulated_host.hpp"

#include <algorithm>
#include <csignal>
#include <stdexcept>

namespace occur {

simulated_host::simulated_host(wall_time begin, conduct how)
    : begin_(begin), how_(std::move(how)) {}

void simulated_host::at(wall_time when, std::function<void()> what) {
  plans_.emplace(when - begin_, plan{[what = std::move(what)](listener&) { what(); }});
}

void simulated_host::raise_at(wall_time when, int signal) {
  plans_.emplace(when - begin_, plan{[signal](listener& who) { who.signal_arrived(signal); }});
}

void simulated_host::step(microseconds by, bool told) {
  stepped_ += by;
  if (told) news_.emplace_back([](listener& who) { who.clock_changed(); });
}

void simulated_host::sleep(microseconds how_long) {
  plans later;
  std::map<const plan*, plans::iterator> moved;
  for (auto& [when, p] : plans_) {
    const plan* old = &p;
    const bool sleeps = p.of_process;
    moved[old] = later.emplace(sleeps ? when + how_long : when, std::move(p));
  }
  for (auto& [id, p] : processes_) {
    if (p.end) p.end = moved.at(&(*p.end)->second);
    if (p.output_end) p.output_end = moved.at(&(*p.output_end)->second);
  }
  plans_ = std::move(later);
  elapsed_ += how_long;
}

void simulated_host::change_files() {
  news_.emplace_back([](listener& who) { who.files_changed(); });
}

std::size_t simulated_host::processes() const noexcept {
  return static_cast<std::size_t>(std::count_if(processes_.begin(), processes_.end(),
                                                [](const auto& p) { return p.second.end; }));
}

wall_time simulated_host::now() { return begin_ + elapsed_ + stepped_; }

uptime simulated_host::elapsed() { return elapsed_; }

std::optional<uptime> simulated_host::next_plan() const {
  if (plans_.empty()) return {};
  return plans_.begin()->first;
}

void simulated_host::wait(std::optional<wall_time> until, std::optional<uptime> also,
                          listener& who) {
  if (woken_.exchange(false)) news_.emplace_back([](listener& l) { l.woken(); });
  if (news_.empty()) {
    auto target = next_plan();
    if (until) target = std::min(target.value_or(uptime::max()), elapsed_ + (*until - now()));
    if (also) target = std::min(target.value_or(uptime::max()), *also);
    if (!target) throw std::logic_error{"a simulated runner waits for nothing"};
    elapsed_ = std::max(elapsed_, *target);
    if (!plans_.empty() && plans_.begin()->first <= elapsed_) {
      const auto what = std::move(plans_.begin()->second.what);
      plans_.erase(plans_.begin());
      what(who);
    }
  }
  for (const auto& tell : std::exchange(news_, {})) tell(who);
}

tl::expected<started_process, start_failure> simulated_host::start(const process_request& what) {
  const auto does = how_ ? how_(what) : simulated_process{};
  if (does.fails) return tl::unexpected{*does.fails};
  const process_id id{++last_process_};
  begin(id, does);
  return started_process{id, static_cast<int>(last_process_)};
}

void simulated_host::begin(process_id id, const simulated_process& does) {
  process& p = processes_[id];
  p.ignores_term = does.ignores_term;
  p.keeps_output_open = does.keeps_output_open;
  if (!does.output.empty()) {
    news_.emplace_back(
        [id, text = does.output](listener& who) { who.output_read(id, false, text); });
  }
  p.end = plans_.emplace(elapsed_ + does.takes, plan{[this, id, ends = does.ends](listener& who) {
                                                       processes_.at(id).end.reset();
                                                       end(id, ends, who);
                                                     },
                                                     true});
}

void simulated_host::end(process_id id, const exit_status& how, listener& who) {
  process& p = processes_.at(id);
  p.output_end = plans_.emplace(elapsed_ + p.keeps_output_open,
                                plan{[this, id](listener& l) { end_output(id, l); }, true});
  if (p.keeps_output_open == microseconds{0}) {
    plans_.erase(*p.output_end);
    end_output(id, who);
  }
  who.process_ended(id, how);
}

void simulated_host::end_output(process_id id, listener& who) {
  processes_.erase(id);
  who.output_ended(id);
}

void simulated_host::send(process_id to, int signal) {
  const auto found = processes_.find(to);
  if (found == processes_.end() || !found->second.end) return;
  process& p = found->second;
  if (signal == 0 || (signal == SIGTERM && p.ignores_term)) return;
  plans_.erase(*p.end);
  p.end.reset();
  news_.emplace_back([this, to, signal](listener& who) {
    end(to, {exit_status::kind::signalled, signal}, who);
  });
}

void simulated_host::hold_output(bool) {}

void simulated_host::close_output(process_id of) {
  const auto found = processes_.find(of);
  if (found == processes_.end() || !found->second.output_end) return;
  plans_.erase(*found->second.output_end);
  processes_.erase(found);
}

std::size_t simulated_host::sweep(int) { return 0; }

void simulated_host::watch(const std::vector<std::string>& paths) { watched_ = paths; }

void simulated_host::wake() noexcept { woken_ = true; }

}  // namespace occur
