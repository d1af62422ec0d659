// The sixteen rules, three ways: blocks read from the library, epochs printed
// by the tool into a pipe, and libical's bare iterator.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <ostream>
#include <string>
#include <vector>

#include "occur/set.hpp"
#include "occur/stream.hpp"
#include "benched_rules.hpp"
#include "peer.hpp"
#include "report.hpp"
#include "stopwatch.hpp"
#include "tool_run.hpp"

namespace occur::bench {
namespace {

constexpr std::size_t block_size = 512;
constexpr std::size_t checked_lines = 20'000;

struct measured {
  const benched_rule* rule;
  std::size_t lines;  ///< in a run of the library and of the tool
  std::size_t steps;  ///< of libical
  bool peer_agrees;
  nanoseconds peer;     ///< an occurrence
  nanoseconds library;  ///< an occurrence
  nanoseconds setup;    ///< a run of the tool that prints one line
  nanoseconds tool;     ///< a line, with the setup
  nanoseconds net;      ///< a line, without

  [[nodiscard]] double library_ratio() const { return peer / library; }
  [[nodiscard]] double tool_ratio() const { return peer / tool; }
  [[nodiscard]] double net_ratio() const { return peer / net; }
};

recurrence_set set_of(const benched_rule& rule) {
  return parse_set(block(rule.start, rule.rule)).value().value;
}

std::vector<occurrence> first_of(const benched_rule& rule, std::size_t most) {
  std::vector<occurrence> all(most);
  stream s{set_of(rule)};
  all.resize(s.read(all));
  return all;
}

/// How many occurrences there are up to 9999.
std::size_t size_of(const benched_rule& rule) {
  return stream{set_of(rule)}.count(date::sys_seconds::min(), date::sys_seconds::max());
}

nanoseconds library_time(const recurrence_set& set, std::size_t most) {
  stream s{set};
  std::vector<occurrence> block(block_size);
  return time_of([&] {
    std::size_t left = most;
    while (left != 0) {
      const std::size_t asked = std::min(left, block_size);
      const std::size_t got = s.read(std::span{block}.first(asked));
      keep(block[0]);
      if (got < asked) break;
      left -= got;
    }
  });
}

std::vector<std::string_view> arguments(std::string_view schedule, std::string_view number) {
  return {"next", "--from", "start", "-f", "epoch", "-n", number, schedule};
}

/// Whether libical gives the same local times, as far as it goes.
bool agrees(const benched_rule& rule) {
  const auto theirs = peer_local_times(rule, checked_lines);
  const auto ours = first_of(rule, theirs.size());
  return !theirs.empty() && std::ranges::equal(ours, theirs, {}, [](const occurrence& o) {
    return o.local.time_since_epoch().count();
  });
}

/// Whether the tool prints what the library gives.
bool prints_rightly(const benched_rule& rule) {
  std::string expected;
  for (const auto& o : first_of(rule, checked_lines))
    fmt::format_to(std::back_inserter(expected), "{}\n", o.time.time_since_epoch().count());
  return printed(arguments(block(rule.start, rule.rule), std::to_string(checked_lines))) ==
         expected;
}

/// As many steps of libical's as take a millisecond or two: short spells find a
/// busy machine at rest more often.
std::size_t steps_of_peer(const benched_rule& rule) {
  constexpr std::size_t sample = 50;
  constexpr double spell = 2e6;
  const double step = peer_time(rule, sample).count() / sample;
  const auto steps = std::max(sample, static_cast<std::size_t>(spell / step));
  return peer_local_times(rule, steps).size();
}

measured measure(const benched_rule& rule, report& r) {
  measured m{};
  m.rule = &rule;
  m.lines = std::min(size_of(rule), r.how().lines);
  m.steps = steps_of_peer(rule);
  m.peer_agrees = agrees(rule);
  r.expect(m.peer_agrees == rule.peer_fault.empty(),
           fmt::format("{}: libical {}", rule.name, m.peer_agrees ? "agrees" : "differs"));
  r.expect(rule.total == 0 || size_of(rule) == rule.total,
           fmt::format("{}: {} occurrences up to 9999", rule.name, size_of(rule)));
  r.expect(prints_rightly(rule), fmt::format("{}: the tool differs from the library", rule.name));

  const recurrence_set set = set_of(rule);
  const std::string text = block(rule.start, rule.rule);
  const std::string number = std::to_string(m.lines);
  const drained_pipe pipe;
  const auto least =
      least_times(r.how().rounds, {[&] { return peer_time(rule, m.steps); },
                                   [&] { return library_time(set, m.lines); },
                                   [&] { return time_into(pipe, arguments(text, "1")); },
                                   [&] { return time_into(pipe, arguments(text, number)); }});
  const auto lines = static_cast<double>(m.lines);
  m.peer = least[0] / static_cast<double>(m.steps);
  m.library = least[1] / lines;
  m.setup = least[2];
  m.tool = least[3] / lines;
  m.net = (least[3] - least[2]) / (lines - 1);
  return m;
}

void print_head(std::ostream& out) {
  out << "ns an occurrence: libical's bare iterator; the library, in blocks; the tool, printing\n"
         "epochs into a pipe that a thread empties, with and without (net) its setup, which is\n"
         "the time of a run that prints one line. Ratios are libical's time by ours.\n\n"
      << fmt::format("{:28}{:>9}{:>9}{:>9}{:>10}{:>8}{:>8}{:>9}{:>9}{:>9}\n", "rule", "lines",
                     "libical", "library", "setup us", "tool", "net", "library", "tool", "net");
}

void print_row(std::ostream& out, const measured& m) {
  out << fmt::format(
      "{:28}{:>9}{:>9.1f}{:>9.2f}{:>10.1f}{:>8.2f}{:>8.2f}{:>8.0f}x{:>8.0f}x{:>8.0f}x{}\n",
      m.rule->name, m.lines, m.peer.count(), m.library.count(), m.setup.count() / 1000,
      m.tool.count(), m.net.count(), m.library_ratio(), m.tool_ratio(), m.net_ratio(),
      m.peer_agrees ? "" : "  libical differs");
}

using ratio = double (measured::*)() const;

void print_summary(std::ostream& out, std::string_view name, const std::vector<measured>& all,
                   ratio of) {
  double least = HUGE_VAL;
  double logarithms = 0;
  double n = 0;
  for (const auto& m : all) {
    if (!m.peer_agrees) continue;
    least = std::min(least, (m.*of)());
    logarithms += std::log((m.*of)());
    ++n;
  }
  out << fmt::format("  {:30}least {:6.0f}x   geometric mean {:6.0f}x\n", name, least,
                     std::exp(logarithms / n));
}

}  // namespace

void report_rules(report& r) {
  auto& out = r.out();
  print_head(out);
  std::vector<measured> all;
  for (const auto& rule : benched_rules()) {
    all.push_back(measure(rule, r));
    print_row(out, all.back());
  }
  out << "\nwhere libical agrees\n";
  print_summary(out, "library", all, &measured::library_ratio);
  print_summary(out, "tool", all, &measured::tool_ratio);
  print_summary(out, "tool, net of its setup", all, &measured::net_ratio);
  for (const auto& m : all)
    if (!m.rule->peer_fault.empty())
      out << fmt::format("  {}: libical {}\n", m.rule->name, m.rule->peer_fault);
}

}  // namespace occur::bench
