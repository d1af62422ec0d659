#include "run/request.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace occur::cli {
namespace {

constexpr std::array<option_word<bool>, 2> fail_words{{{"never", false}, {"any", true}}};
constexpr std::array<option_word<bool>, 2> input_words{{{"null", false}, {"json", true}}};
constexpr std::array<option_word<log_kind>, 4> log_words{{{"problems", log_kind::problems},
                                                          {"text", log_kind::text},
                                                          {"json", log_kind::json},
                                                          {"none", log_kind::none}}};
constexpr std::array<option_word<int>, 4> overlap_words{
    {{"skip", 0}, {"queue", 0}, {"allow", 0}, {"replace", 0}}};
constexpr std::array<option_word<int>, 3> missed_words{{{"skip", 0}, {"last", 0}, {"all", 0}}};
constexpr int greatest_status = 255;

/// An option that was given, and another that was.
struct exclusion {
  bool one;
  std::string_view one_name;
  bool other;
  std::string_view other_name;
};

outcome<void> check_exclusions(const run_options& o) {
  const std::array exclusions{
      exclusion{o.json, "--json", o.format.has_value(), "--format"},
      exclusion{o.coproc, "--coproc", o.timeout.has_value(), "--timeout"},
      exclusion{o.coproc, "--coproc", o.retry.has_value(), "--retry"},
      exclusion{o.coproc, "--coproc", o.input.has_value(), "--stdin"},
      exclusion{o.coproc, "--coproc", o.notify, "--notify"},
      exclusion{o.coproc, "--coproc", o.shell, "--shell"},
      exclusion{o.coproc, "--coproc", o.output.has_value(), "--output"},
      exclusion{o.shell, "--shell", o.notify, "--notify"},
      exclusion{o.check, "--check", o.simulate.has_value(), "--simulate"},
  };
  for (const exclusion& e : exclusions) {
    if (e.one && e.other) {
      return usage_error(fmt::format("{} and {} exclude each other", e.one_name, e.other_name));
    }
  }
  struct assumption {
    std::string_view name;
    const std::optional<std::string>& value;
    std::string_view truth;
  };
  const std::array assumptions{
      assumption{"--assume-duration", o.assume_duration,
                 "a command that really runs takes the time it takes"},
      assumption{"--assume-status", o.assume_status, "a command that really runs ends as it ends"},
      assumption{"--assume-sleep", o.assume_sleep, "a real machine sleeps when it sleeps"},
  };
  for (const assumption& a : assumptions) {
    if (!a.value || o.simulate) continue;
    return usage_error(fmt::format("{} is for --simulate", a.name), std::string{a.truth});
  }
  return {};
}

outcome<std::optional<std::uint64_t>> read_number(std::string_view option,
                                                  const std::optional<std::string>& value) {
  if (!value) return std::nullopt;
  const auto number = whole_number(*value);
  if (number && *number > 0) return static_cast<std::uint64_t>(*number);
  return value_error(option, *value,
                     {error_code::syntax,
                      fmt::format("\"{}\" is not a number from 1 on", *value),
                      {0, value->size()},
                      fmt::format("write {} 1", option)});
}

outcome<void> read_policies(const run_options& o, policies& how) {
  struct given {
    std::string_view name;
    const std::optional<std::string>& value;
  };
  const std::array all{given{"overlap", o.overlap},       given{"grace", o.grace},
                       given{"missed", o.missed},         given{"timeout", o.timeout},
                       given{"kill-after", o.kill_after}, given{"retry", o.retry},
                       given{"jitter", o.jitter}};
  for (const given& g : all) {
    if (!g.value) continue;
    auto done = set_policy(how, g.name, *g.value);
    if (!done) return value_error(fmt::format("--{}", g.name), *g.value, std::move(done.error()));
  }
  return {};
}

outcome<void> read_output(const run_options& o, run_request& r) {
  r.output.mode = o.files.empty() ? output_mode::pass : output_mode::prefix;
  if (!o.output) return {};
  auto read = parse_output(*o.output);
  if (!read) return value_error("--output", *o.output, std::move(read.error()));
  r.output = std::move(*read);
  return {};
}

outcome<void> read_to(const run_options& o, run_request& r) {
  if (!o.to) return {};
  const auto read = read_moment("--to", *o.to, r.in);
  if (!read) return tl::unexpected{read.error()};
  const auto end = read->last + seconds{1};
  r.end = std::min(end, r.end.value_or(end));
  return {};
}

outcome<format_choice> read_run_format(const run_options& o) {
  if (o.json) return format_choice{format_name::json};
  return o.format ? read_format(*o.format) : format_choice{format_name::rfc3339};
}

/// A real run follows the real clock, whatever OCCUR_NOW says.
environment living(const run_options& o, const environment& around) {
  environment e = around;
  if (!o.simulate && !o.check) e.now.reset();
  return e;
}

/// From one moment to another, or to the end of it.
struct moment_span {
  moment from;
  moment to;
};

outcome<moment_span> read_moments(std::string_view option, const std::string& value,
                                  const reading& in) {
  const auto dots = value.find("..");
  if (dots == std::string::npos) {
    return value_error(option, value,
                       {error_code::syntax,
                        fmt::format("{} needs a beginning and an end", option),
                        {0, value.size()},
                        fmt::format("write {} 2026-03-28..2026-03-30", option)});
  }
  const auto part = [&](std::size_t begin, std::size_t length) -> outcome<moment> {
    const std::string text = value.substr(begin, length);
    if (text.empty() && begin == 0) return moment{in.now, in.now};
    auto read = parse_when(text, {in.now, in.where});
    if (read) return *read;
    read.error().where = {read.error().where.begin + begin, read.error().where.end + begin};
    return value_error(option, value, std::move(read.error()));
  };
  const auto from = part(0, dots);
  if (!from) return tl::unexpected{from.error()};
  const auto to = part(dots + 2, std::string::npos);
  if (!to) return tl::unexpected{to.error()};
  if (to->last >= from->first) return moment_span{*from, *to};
  return value_error(option, value,
                     {error_code::conflict,
                      "it ends before it begins",
                      {0, value.size()},
                      "write the earlier moment first"});
}

outcome<void> read_assumed_duration(const run_options& o, rehearsal& of) {
  if (!o.assume_duration) return {};
  const auto duration = parse_duration(*o.assume_duration);
  if (!duration) return value_error("--assume-duration", *o.assume_duration, duration.error());
  of.duration = *duration;
  return {};
}

outcome<void> read_assumed_status(const run_options& o, rehearsal& of) {
  if (!o.assume_status) return {};
  const auto status = whole_number(*o.assume_status);
  if (!status || *status < 0 || *status > greatest_status) {
    return value_error("--assume-status", *o.assume_status,
                       {error_code::syntax,
                        fmt::format("\"{}\" is no exit status", *o.assume_status),
                        {0, o.assume_status->size()},
                        fmt::format("it is a number from 0 to {}", greatest_status)});
  }
  of.status = static_cast<int>(*status);
  return {};
}

outcome<void> read_assumed_sleep(const run_options& o, const reading& in, rehearsal& of) {
  if (!o.assume_sleep) return {};
  const auto asleep = read_moments("--assume-sleep", *o.assume_sleep, in);
  if (!asleep) return tl::unexpected{asleep.error()};
  of.sleep = sleep_span{std::max(asleep->from.first, of.from), asleep->to.last};
  return {};
}

outcome<void> read_simulation(const run_options& o, const environment& around, run_request& r) {
  if (!o.simulate) return {};
  const auto all = read_moments("--simulate", *o.simulate, r.in);
  if (!all) return tl::unexpected{all.error()};
  r.simulated = rehearsal{all->from.first, all->to.last + seconds{1}};
  r.end = r.simulated->end;
  // What is read, is read when the rehearsal begins.
  environment then = around;
  then.now.reset();
  then.clock = [from = r.simulated->from] { return from; };
  return read_assumed_duration(o, *r.simulated)
      .and_then([&] { return read_assumed_status(o, *r.simulated); })
      .and_then([&] { return assign(r.in, read_reading(o.reading, then)); })
      .and_then([&] { return read_assumed_sleep(o, r.in, *r.simulated); });
}

log_kind usual_log(const run_options& o) {
  return o.files.empty() && !o.simulate ? log_kind::problems : log_kind::text;
}

}  // namespace

void declare(option_reader& reader, run_options& o) {
  reader.values({"-f,--file", "FILE",
                 "the schedules of a file, read again when it changes; may be "
                 "given again",
                 value_kind::file},
                o.files);
  reader.value({"-n", "N", "end after N occurrences"}, o.number);
  reader.value({"--to", "WHEN", "end then, that moment included", value_kind::moment}, o.to);
  reader.flag({"--now", {}, "act once at once, too"}, o.now);
  reader.flag({"--shell", {}, "COMMAND is one line for /bin/sh"}, o.shell);
  reader.flag({"--notify", {}, "show a notification on the desktop (notify-send)"}, o.notify);
  reader.flag(
      {"--coproc", {}, "start COMMAND once, and give it a line of JSON for each occurrence"},
      o.coproc);
  reader.word({"--overlap", "WAY",
               "due while the last command still runs: skip (as usual), queue, "
               "allow or replace"},
              overlap_words, o.overlap);
  reader.value({"--grace", "D", "how late is still on time (60s)"}, o.grace);
  reader.word({"--missed", "WAY", "later than that: skip, last (one run for all; as usual) or all"},
              missed_words, o.missed);
  reader.value({"--timeout", "D", "stop a command after it"}, o.timeout);
  reader.value({"--kill-after", "D", "kill a command that long after it was asked to stop (10s)"},
               o.kill_after);
  reader.value({"--retry", "N", "try a failed command again, N times at most (0)"}, o.retry);
  reader.value({"--jitter", "D", "spread starts over it, each occurrence always alike (0)"},
               o.jitter);
  reader.value({"--parallel", "N", "commands at once, over all schedules"}, o.parallel);
  reader.value({"--output", "MODE",
                "of commands: pass (as usual for one schedule), prefix (with "
                "-f), json, null or file:PATH"},
               o.output);
  reader.word({"--stdin", "WHAT", "of commands: null or json, the event"}, input_words, o.input);
  reader.word({"--fail-on", "WHAT", "exit 1 when a command failed: never or any"}, fail_words,
              o.fail_on);
  reader.flag({"--skip-invalid", {}, "go on without schedules that cannot be read"},
              o.skip_invalid);
  reader.word({"--log", "KIND", "on standard error: problems, text (with -f), json or none"},
              log_words, o.log);
  reader.flag({"--check", {}, "read all, say what is wrong, and end"}, o.check);
  reader.value({"--simulate", "FROM..TO", "print what would start when, as fast as it goes"},
               o.simulate);
  reader.value({"--assume-duration", "D", "how long commands take in --simulate (0)"},
               o.assume_duration);
  reader.value({"--assume-status", "N", "what commands exit with in --simulate (0)"},
               o.assume_status);
  reader.value({"--assume-sleep", "FROM..TO", "when the machine sleeps in --simulate (never)"},
               o.assume_sleep);
  reader.value(
      {"--format", "F", "of the lines without a COMMAND, as in occur next", value_kind::format},
      o.format);
  reader.flag({"--json", {}, "the same as --format json"}, o.json);
  reader.flag({"-0", {}, "end lines with NUL"}, o.nul);
  declare(reader, o.reading);
}

outcome<run_request> read_run_request(const run_options& o, const environment& around) {
  run_request r;
  r.files = o.files;
  r.line_end = o.nul ? '\0' : '\n';
  r.now = o.now;
  r.notifies = o.notify;
  r.skip_invalid = o.skip_invalid;
  const environment seen = living(o, around);
  return check_exclusions(o)
      .and_then([&] { return assign(r.in, read_reading(o.reading, seen)); })
      .and_then([&] { return read_simulation(o, seen, r); })
      .and_then([&] { return assign(r.limit, read_number("-n", o.number)); })
      .and_then([&] { return read_to(o, r); })
      .and_then([&] { return read_policies(o, r.how); })
      .and_then([&] { return assign(r.parallel, read_number("--parallel", o.parallel)); })
      .and_then([&] { return read_output(o, r); })
      .and_then([&] {
        return assign(r.fail_on_any, read_word("--fail-on", o.fail_on, fail_words, false));
      })
      .and_then(
          [&] { return assign(r.gives_event, read_word("--stdin", o.input, input_words, false)); })
      .and_then([&] { return assign(r.log, read_word("--log", o.log, log_words, usual_log(o))); })
      .and_then([&] { return assign(r.format, read_run_format(o)); })
      .map([&] { return std::move(r); });
}

}  // namespace occur::cli
