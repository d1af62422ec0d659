#include "runner_log.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "occur/set.hpp"

namespace occur::testing {
namespace {

constexpr std::array<std::string_view, 10> kinds{"due",    "start", "output", "exit",  "skip",
                                                 "missed", "retry", "reload", "clock", "error"};
constexpr std::array<std::string_view, 6> skips{"overlap",  "queue_full", "paused",
                                                "replaced", "removed",    "stopping"};
constexpr std::array<std::string_view, 4> reasons{"due", "missed", "retry", "manual"};

template <class Enumeration, std::size_t Count>
std::string_view name_of(Enumeration e, const std::array<std::string_view, Count>& names) {
  return names.at(static_cast<std::size_t>(e));
}

std::string time_of_day(wall_time t) {
  const auto day = date::floor<date::days>(t);
  const auto second = date::floor<seconds>(t);
  std::string made = date::format("%T", second - day);
  if (second != t) made += fmt::format(".{:06}", (t - second).count()).substr(0, 4);
  return made;
}

std::string detail(const due_event&) { return {}; }
std::string detail(const start_event& e) { return e.pid == 0 ? "" : fmt::format(" pid={}", e.pid); }
std::string detail(const output_event& e) {
  return fmt::format(" {}{}", e.errors ? "errors " : "", e.bytes);
}
std::string detail(const exit_event& e) {
  return fmt::format(" {}{}{} took={}ms{}{}",
                     e.status.how == exit_status::kind::signalled     ? "signal "
                     : e.status.how == exit_status::kind::not_started ? "not started "
                                                                      : "",
                     e.status.value, e.status.timed_out ? " timed out" : "", e.took.count(),
                     e.message.empty() ? "" : " ", e.message);
}
std::string detail(const skip_event& e) { return fmt::format(" {}", name_of(e.why, skips)); }
std::string detail(const missed_event& e) {
  return fmt::format(" count={} dropped={}", e.count, e.dropped);
}
std::string detail(const retry_event& e) {
  return e.given_up ? " given up" : fmt::format(" in={}ms", e.in.count());
}
std::string detail(const reload_event& e) {
  return fmt::format(" +{} ~{} -{}", e.added, e.changed, e.removed);
}
std::string detail(const clock_event& e) { return fmt::format(" by={}us", e.by.count()); }
std::string detail(const error_event& e) { return fmt::format(" {}", e.message); }

std::string turn_text(const turn& t) {
  std::string made = fmt::format(" {} {}", t.id, time_of_day(t.at.time));
  if (t.late.count() != 0) made += fmt::format(" late={}ms", t.late.count());
  if (t.reason != run_reason::due) made += fmt::format(" {}", name_of(t.reason, reasons));
  if (t.missed != 0) made += fmt::format(" missed={}", t.missed);
  if (t.attempt != 1) made += fmt::format(" attempt={}", t.attempt);
  return made;
}

}  // namespace

std::string line_of(const event& e) {
  return fmt::format("{} {}{}{}", time_of_day(e.when), name_of(e.kind(), kinds),
                     e.of != nullptr ? turn_text(*e.of) : "",
                     std::visit([](const auto& d) { return detail(d); }, e.what));
}

std::vector<std::string> runner_log::with(std::string_view word) const {
  std::vector<std::string> found;
  std::copy_if(lines.begin(), lines.end(), std::back_inserter(found), [&](const std::string& line) {
    return (" " + line + " ").find(fmt::format(" {} ", word)) != std::string::npos;
  });
  return found;
}

std::vector<std::string> runner_log::times_of(std::string_view word) const {
  std::vector<std::string> times;
  for (const std::string& line : with(word)) times.push_back(line.substr(0, line.find(' ')));
  return times;
}

recurrence_set every(std::string_view rule, std::string_view start) {
  const auto read = parse_set(fmt::format("DTSTART:{}\nRRULE:FREQ={}", start, rule));
  if (!read) throw std::invalid_argument{read.error().message};
  return read->value;
}

wall_time clock(std::string_view text) {
  return wall_time{parse_date_time(text).value().time.time_since_epoch()};
}

}  // namespace occur::testing
