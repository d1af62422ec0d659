#include "run/session.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>
#include <variant>

#include "nothing.hpp"
#include "output/descriptor.hpp"

namespace occur::cli {
namespace {

constexpr int signal_base = 128;

log_setting log_setting_of(const run_request& r) {
  return {r.log, r.in.where, r.in.shown, r.simulated.has_value()};
}

/// A text as one word that a shell would read.
std::string shell_word(std::string_view text) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@%+=:,./_-";
  if (!text.empty() && text.find_first_not_of(plain) == std::string_view::npos) {
    return std::string{text};
  }
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? std::string{"'\\''"} : std::string{c};
  return word + "'";
}

bool has_lost_terminal(const environment& around) {
  return (around.errors_is_terminal && is_hung_up(around.errors)) ||
         (around.output_is_terminal && is_hung_up(around.output));
}

line_writer writer_to(outlet& to) {
  return line_writer{[&to](std::string_view text) { return to.write(text); }};
}

date::sys_seconds second_of(wall_time t) { return date::floor<seconds>(t); }

}  // namespace

void outlets::drain() {
  constexpr milliseconds patience{1000};
  const auto at_most = is_stopped ? std::optional{patience} : std::nullopt;
  out.drain(at_most);
  errors.drain(at_most);
}

session::session(const run_request& r, const call& c, const entry_reader& reader, outlets& to,
                 coproc* feeds)
    : request_(r),
      call_(c),
      reader_(reader),
      to_(to),
      log_(log_setting_of(r)),
      out_(writer_to(to.out)),
      errors_(writer_to(to.errors)),
      due_(r, !r.files.empty(), out_),
      output_(out_, errors_),
      status_(c.around),
      has_status_(c.around.errors_is_terminal && !c.around.dumb_terminal && !r.simulated &&
                  r.log != log_kind::none),
      feeds_(feeds) {}

simulated_process session::rehearse(const process_request& what) {
  log_.command.clear();
  for (const std::string& argument : what.arguments) {
    if (!log_.command.empty()) log_.command += ' ';
    log_.command += shell_word(argument);
  }
  return {.takes = request_.simulated->duration,
          .ends = {exit_status::kind::exited, request_.simulated->status}};
}

int session::run(host& machine, const entries& first) {
  runner all{machine, *this, options_of_runner()};
  machine_ = &machine;
  runner_ = &all;
  reload_event changes;
  put(first, changes);
  if (!all.next() && request_.files.empty() && !request_.now) return nothing_to_do(first);
  if (!request_.simulated) all.watch(request_.files);
  if (request_.now) {
    for (const std::string& id : all.ids({}, {}, request_.limit.value_or(SIZE_MAX))) {
      all.run_now(id);
    }
  }
  draw_status();
  listen(all);
  const run_outcome end = all.run();
  to_.out.tell({});
  to_.errors.tell({});
  to_.is_stopped = end.how != run_outcome::kind::finished;
  status_.clear();
  out_.flush();
  if (const int failure = out_.is_open() ? to_.out.trouble() : out_.failure();
      failure != 0 && failure != EPIPE) {
    call_.talk.error(io_error("cannot write", failure));
    return static_cast<int>(run_code::failed);
  }
  return exit_code_of(end);
}

void session::listen(runner& all) {
  const auto go_on = [this, &all] { all.post([this] { hold_back(); }); };
  to_.out.tell(
      {.closed = [this, &all] { all.post([this] { reader_left(); }); }, .caught_up = go_on});
  to_.errors.tell({.closed = {}, .caught_up = go_on});
}

/// Who waits for lines has left; commands have more to do than to be read.
void session::reader_left() {
  const auto is_told = [this](const std::string& id) {
    return std::holds_alternative<emit>(runner_->find(id)->what);
  };
  const auto ids = runner_->ids();
  if (feeds_ == nullptr && std::any_of(ids.begin(), ids.end(), is_told)) runner_->stop();
}

output_mode session::output_of(const turn& t) const {
  const auto own = outputs_.find(t.id);
  return own == outputs_.end() ? request_.output.mode : own->second;
}

/// Commands wait for who reads what they write, and go on with it.
void session::hold_back() {
  const bool is_behind = to_.out.is_behind() || to_.errors.is_behind();
  if (std::exchange(holds_back_, is_behind) != is_behind) runner_->hold_output(is_behind);
  tell_losses();
}

void session::tell_losses() {
  if (const std::uint64_t lines = to_.out.take_lost() + to_.errors.take_lost(); lines > 0) {
    runner_->tell(error_event{
        fmt::format("{} line{} of output could not be written", lines, lines == 1 ? "" : "s")});
  }
  const int trouble = to_.out.trouble();
  if (trouble != 0 && trouble_ == 0) {
    runner_->tell(error_event{fmt::format("cannot write: {}", std::strerror(trouble))});
  }
  trouble_ = trouble;
}

runner_options session::options_of_runner() const {
  runner_options o;
  if (request_.parallel) o.parallel = static_cast<std::uint32_t>(*request_.parallel);
  // Files may have more to do once they change; a rehearsal, or a run with an end, has its limits.
  o.stay = !request_.files.empty() && !request_.simulated && !request_.end;
  if (has_status_) o.tick = seconds{1};
  return o;
}

void session::put(const entries& all, reload_event& changes) {
  for (const file_schedule& one : all.all) {
    const auto known = written_.find(one.of.id);
    if (known != written_.end() && known->second == one.written) continue;
    auto done = runner_->put(one.of);
    if (!done) {
      call_.talk.error({std::move(done.error())});
      continue;
    }
    ++(*done ? changes.added : changes.changed);
    written_.insert_or_assign(one.of.id, one.written);
    if (one.output) outputs_.insert_or_assign(one.of.id, one.output->mode);
    if (!one.output) outputs_.erase(one.of.id);
  }
}

void session::remove_absent(const entries& all, reload_event& changes) {
  const std::set<std::string_view> kept(all.unreadable.begin(), all.unreadable.end());
  for (auto known = written_.begin(); known != written_.end();) {
    if (all.ids.contains(known->first) || kept.contains(known->first)) {
      ++known;
      continue;
    }
    runner_->del(known->first);
    ++changes.removed;
    outputs_.erase(known->first);
    known = written_.erase(known);
  }
}

void session::reload_asked() {
  status_.clear();
  // A terminal that is closed says so by the same signal, and sometimes before it is closed.
  if (has_lost_terminal(call_.around)) return runner_->stop();
  if (request_.files.empty()) return;
  const entries read = reader_.read(second_of(machine_->now()));
  if (read.errors > 0 && !request_.skip_invalid) {
    runner_->tell(error_event{"not reloaded: the schedules stay as they were"});
    return;
  }
  reload_event changes;
  put(read, changes);
  remove_absent(read, changes);
  runner_->tell(changes);
  draw_status();
}

void session::status_asked() {
  status_.clear();
  to_.errors.write(fmt::format("occur: {}\n", status_text(*runner_, machine_->now(), request_.in)));
}

void session::tick() {
  if (has_lost_terminal(call_.around)) return runner_->stop();
  draw_status();
}

void session::on(const event& e) {
  count(e);
  print(e);
  log(e);
}

bool session::is_emitted(const turn& t) const {
  const entry* of = runner_->find(t.id);
  return of != nullptr && std::holds_alternative<emit>(of->what);
}

void session::log(const event& e) {
  // Where a command starts, its start says so.
  if (e.kind() == event_kind::due && !is_emitted(*e.of)) return;
  const auto line = line_of(e, log_);
  if (!line) return;
  status_.clear();
  (request_.simulated ? to_.out : to_.errors).write(*line);
}

void session::print(const event& e) {
  if (request_.simulated) return;
  switch (e.kind()) {
    case event_kind::due:
      if (!is_emitted(*e.of)) break;
      status_.clear();
      if (feeds_ != nullptr) {
        feed(*e.of);
      } else {
        due_.print(*e.of, second_of(e.when));
        tell_losses();
        if (!out_.is_open()) runner_->stop();
      }
      break;
    case event_kind::start:
      status_.clear();
      break;
    case event_kind::output:
      output_.take(*e.of, std::get<output_event>(e.what), output_of(*e.of));
      hold_back();
      break;
    case event_kind::exit:
      output_.end(*e.of, output_of(*e.of));
      break;
    default:
      break;
  }
}

void session::feed(const turn& t) {
  if (feeding_failed_ || feeds_->tell(json_line(t))) return;
  feeding_failed_ = true;
  call_.talk.error(usage_error("COMMAND reads no longer").value());
  runner_->stop();
}

void session::count(const event& e) {
  if (e.kind() != event_kind::due || !request_.limit) return;
  if (++seen_ == *request_.limit) runner_->finish();
}

void session::draw_status() {
  // A command that runs has the terminal to itself.
  if (!has_status_ || runner_->running() > 0) return;
  status_.show(status_text(*runner_, machine_->now(), request_.in));
}

int session::exit_code_of(const run_outcome& end) const {
  if (end.how == run_outcome::kind::forced && end.signal != 0) return signal_base + end.signal;
  if (end.how == run_outcome::kind::finished && request_.limit == 1 && end.runs > 0) {
    return end.last.code();
  }
  const bool failed = feeding_failed_ || (request_.fail_on_any && end.failed > 0);
  return static_cast<int>(failed ? run_code::failed : run_code::done);
}

int session::nothing_to_do(const entries& all) const {
  call_.talk.note(why_nothing(all));
  return static_cast<int>(run_code::nothing);
}

std::string session::why_nothing(const entries& all) const {
  const bool is_one = all.all.size() == 1;
  if (is_one) {
    const selection& only = all.all.front().of.when;
    if (const auto never = why_never(only.sets())) return *never;
    const auto last = stream{only}.last();
    if (last && (!request_.end || last->time < *request_.end)) {
      return fmt::format(
          "no occurrence is left; the last was {}",
          instant_text(clock_faces(only.sets(), request_.in.shown)[last->set], *last));
    }
  }
  if (!request_.end) return "nothing will ever occur";
  return fmt::format("nothing is due by {}",
                     occur::instant_text(*request_.end - seconds{1}, request_.in.where));
}

}  // namespace occur::cli
