#include "run/event_log.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <utility>

#include "occur/clock_face.hpp"
#include "run/log_line.hpp"

namespace occur::cli {
namespace {

constexpr std::array<std::string_view, 10> event_names{
    "due", "start", "output", "exit", "skip", "missed", "retry", "reload", "clock", "error"};
constexpr std::array<std::string_view, 4> reason_names{"due", "missed", "retry", "manual"};
constexpr std::array<std::string_view, 6> skip_names{"overlap",  "queue-full", "paused",
                                                     "replaced", "removed",    "stopping"};

template <std::size_t Count, class Enumerator>
std::string_view name_in(const std::array<std::string_view, Count>& names, Enumerator e) {
  return names.at(static_cast<std::size_t>(e));
}

bool is_problem(const event& e) {
  switch (e.kind()) {
    case event_kind::exit:
      return !std::get<exit_event>(e.what).status.success();
    case event_kind::skip: {
      const skip_reason why = std::get<skip_event>(e.what).why;
      return why == skip_reason::overlap || why == skip_reason::queue_full;
    }
    case event_kind::missed:
    case event_kind::retry:
    case event_kind::error:
      return true;
    default:
      return false;
  }
}

/// Clocks that are kept right by others are set all the time.
bool is_slight(const clock_event& e) { return std::chrono::abs(e.by) < milliseconds{1}; }

bool is_told(const event& e, const log_setting& how) {
  if (how.kind == log_kind::none || e.kind() == event_kind::output) return false;
  if (e.kind() == event_kind::clock && is_slight(std::get<clock_event>(e.what))) return false;
  if (how.kind == log_kind::problems) return is_problem(e);
  if (how.rehearses) return e.kind() != event_kind::exit || is_problem(e);
  return e.kind() != event_kind::due;
}

/// Adds what an event has to say to its line.
class teller {
 public:
  teller(log_line& line, const turn* of, const log_setting& how)
      : line_(line), of_(of), how_(how) {}

  void operator()(const due_event& /*e*/) { add_reason(); }

  void operator()(const start_event& e) {
    line_.add("run", static_cast<std::int64_t>(of_->run)).add("late", of_->late);
    add_reason();
    if (how_.rehearses) {
      line_.add("command", how_.command);
    } else if (e.pid != 0) {
      line_.add("pid", e.pid);
    }
  }

  void operator()(const output_event& /*e*/) {}

  void operator()(const exit_event& e) {
    line_.add("run", static_cast<std::int64_t>(of_->run)).add("status", e.status.code());
    if (e.status.how == exit_status::kind::signalled) line_.add("signal", e.status.value);
    if (e.status.timed_out) line_.add("why", "timeout");
    if (e.status.how != exit_status::kind::not_started) line_.add("took", e.took);
    if (!e.message.empty()) line_.add("message", e.message);
  }

  void operator()(const skip_event& e) { line_.add("why", name_in(skip_names, e.why)); }

  void operator()(const missed_event& e) {
    line_.add("count", static_cast<std::int64_t>(e.count));
    if (e.dropped > 0) line_.add("dropped", static_cast<std::int64_t>(e.dropped));
  }

  void operator()(const retry_event& e) {
    line_.add("attempt", std::int64_t{of_->attempt});
    if (e.given_up) {
      line_.add("given", "up");
    } else {
      line_.add("in", e.in);
    }
  }

  void operator()(const reload_event& e) {
    line_.add("added", static_cast<std::int64_t>(e.added))
        .add("changed", static_cast<std::int64_t>(e.changed))
        .add("removed", static_cast<std::int64_t>(e.removed));
  }

  void operator()(const clock_event& e) {
    line_.add("by", std::chrono::duration_cast<milliseconds>(e.by));
  }

  void operator()(const error_event& e) { line_.add("message", e.message); }

 private:
  void add_reason() {
    if (of_->reason != run_reason::due) line_.add("reason", name_in(reason_names, of_->reason));
    if (of_->missed > 1) line_.add("missed", static_cast<std::int64_t>(of_->missed));
    if (of_->attempt > 1) line_.add("attempt", std::int64_t{of_->attempt});
  }

  log_line& line_;
  const turn* of_;
  const log_setting& how_;
};

}  // namespace

std::optional<std::string> line_of(const event& e, const log_setting& how) {
  if (!is_told(e, how)) return std::nullopt;
  log_line line{how.kind == log_kind::json, date::floor<milliseconds>(e.when), how.where,
                name_in(event_names, e.kind()), e.of == nullptr ? "" : e.of->id};
  if (e.of != nullptr && e.of->set != nullptr) {
    line.add("at", occur::instant_text(clock_face{e.of->set->anchor, how.shown}, e.of->at));
  }
  std::visit(teller{line, e.of, how}, e.what);
  return std::move(line).take();
}

}  // namespace occur::cli
