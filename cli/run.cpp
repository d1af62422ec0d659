#include <unistd.h>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "occur/linux_host.hpp"
#include "occur/simulated_host.hpp"
#include "command.hpp"
#include "run/coproc.hpp"
#include "run/entries.hpp"
#include "run/request.hpp"
#include "run/session.hpp"

namespace occur::cli {
namespace {

constexpr std::string_view usage =
    R"(usage: occur run [OPTION...] [SCHEDULE...] [-- COMMAND [ARG...]]

Stay in the foreground, and start a command, or print a line, when each occurrence
of a schedule is due.
)";

constexpr std::string_view short_examples = R"(
    $ occur run --simulate now..2026-11-24 every monday at 9:00 -- notify-send Stand-up
    2026-11-23T09:00:00.000+01:00 start "every monday at 9:00" at=2026-11-23T09:00:00+01:00 run=1 late=0ms command="notify-send Stand-up"
)";

constexpr std::string_view details = R"(
SCHEDULE is what it is in occur next: a phrase, a rule, a property block, a cron
expression. Text without a start starts now. Without a COMMAND a line is printed when
an occurrence is due, at once, for another program to read.

COMMAND is started without a shell. In each of its arguments these stand for a part
of the occurrence:

    {id} {at} {at:FORMAT} {unix} {seq} {next} {summary} {context.KEY}

{{ is a brace. With --shell the COMMAND is one line for /bin/sh, which has the
variables instead: OCCUR_ID, OCCUR_AT (RFC 3339, the occurrence, not the moment it is
run), OCCUR_AT_UNIX, OCCUR_ZONE, OCCUR_NEXT, OCCUR_SEQ, OCCUR_LATE_MS, OCCUR_REASON
(due, missed, retry, manual), OCCUR_MISSED (how many one run stands for),
OCCUR_ATTEMPT, OCCUR_CONTEXT (JSON), OCCUR_SUMMARY. Every command has them. Its
standard input is empty, or with --stdin json has all of this as an object. With
--coproc the COMMAND is started once, and gets such an object, a line each, for each
occurrence.

FILES
    A file has many schedules, in TOML:

        [defaults]                  # of all schedules of the file
        zone = "Europe/Zagreb"

        [schedule."428/aspirin"]    # the id
        when    = "every 12 hours from 21.10.2019 9:30"
        run     = ["notify-send", "{context.name}", "{at:%H:%M}"]
        context = { name = "Aspirin" }
        timeout = "10m"

    A calendar (.ics) will do too: each of its events is a schedule, its UID the id, for
    the COMMAND, which may use {summary} and {context.location}.

    shell = "..." instead of run is a line for /bin/sh. env and cwd are variables and
    the folder (from that of the file). The policies are keys too: overlap, grace,
    missed, timeout, kill-after, retry, jitter, and so is output; those on the command
    line are for schedules that say nothing. COMMAND is for those without run and shell.

    A file that changes is read again: schedules whose text is the same go on, with
    their commands. Where something is wrong in it, all stays as it was, and it is
    said what and where. With -f the runner stays when nothing is left to do.

DURATIONS are 250ms, 90s, 10m, 1h30m, 2d.

LOG
    Lines on standard error say what happened: start, exit, skip, missed, retry,
    reload, clock, error. For a schedule of the command line they are only written
    where something went wrong. A terminal has a line at its bottom with what comes
    next, unless --log is none.

SIGNALS
    TERM and INT stop: nothing more starts, and commands have 20 s to end. A second
    one asks them to, a third kills them. HUP reads the files again, or stops where the
    terminal was closed; USR1 says what comes next, ALRM runs that now, CONT looks at
    the clock.

EXIT CODES
    0 done, or stopped; 1 a command failed (--fail-on any); 2 wrong usage, or a
    schedule that cannot be read; 3 nothing will ever occur; with -n 1 that of the
    command: 124 it was stopped for its time, 126 and 127 it cannot be executed;
    128+n stopped by signal n, with commands that had to be stopped too

ENVIRONMENT
    OCCUR_NOW stands for the current time in --simulate and --check. A runner that
    really waits goes by the clock.

EXAMPLES
    A reminder, and a command with its output, each Monday:

    occur run --notify every monday at 9:00
    occur run every monday at 9:00 -- make report

    Tea, once:

    occur run -n 1 in 4 minutes -- notify-send Tea

    What a weekend with a clock change would bring, in no time:

    $ occur run --simulate 2027-03-27..2027-03-28 daily at 2:30 -- backup '{at:%F}'
    2027-03-27T02:30:00.000+01:00 start "daily at 2:30" at=2027-03-27T02:30:00+01:00 run=1 late=0ms command="backup 2027-03-27"
    2027-03-28T03:30:00.000+02:00 start "daily at 2:30" at=2027-03-28T03:30:00+02:00 run=2 late=0ms command="backup 2027-03-28"

    A command that takes longer than there is time:

    $ occur run --simulate now..10:02 --assume-duration 90s every minute -- sync
    2026-11-22T10:00:00.000+01:00 start "every minute" at=2026-11-22T10:00:00+01:00 run=1 late=0ms command=sync
    2026-11-22T10:01:00.000+01:00 skip "every minute" at=2026-11-22T10:01:00+01:00 why=overlap
    2026-11-22T10:02:00.000+01:00 start "every minute" at=2026-11-22T10:02:00+01:00 run=2 late=0ms command=sync
)";

constexpr help_text help{usage, short_examples, details, true};

/// Schedule files among the words of the schedule.
void take_file_names(std::vector<std::string>& words, std::vector<std::string>& files) {
  const auto is_file = [](const std::string& word) {
    return word.ends_with(".toml") || word.ends_with(".ics");
  };
  const auto first = std::stable_partition(words.begin(), words.end(),
                                           [&](const std::string& w) { return !is_file(w); });
  files.insert(files.end(), first, words.end());
  words.erase(first, words.end());
}

// What to do

bool is_on_path(const environment& around, std::string_view program) {
  std::string_view rest = around.path;
  while (!rest.empty()) {
    const std::string_view folder = rest.substr(0, rest.find(':'));
    rest.remove_prefix(std::min(rest.size(), folder.size() + 1));
    if (::access(fmt::format("{}/{}", folder, program).c_str(), X_OK) == 0) return true;
  }
  return false;
}

outcome<std::vector<std::string>> notification(const call& c) {
  if (c.behind_dashes) return usage_error("--notify and a COMMAND exclude each other");
  if (is_on_path(c.around, "notify-send")) {
    return std::vector<std::string>{"notify-send", "--app-name=occur", "--", "{summary}",
                                    "{at:%A, %H:%M}"};
  }
  complaint missing =
      usage_error("--notify needs notify-send, which is not there",
                  "on Debian: apt install libnotify-bin; or give a COMMAND of your own after --")
          .value();
  missing.status = static_cast<exit_code>(run_code::not_found);
  return tl::unexpected{std::move(missing)};
}

outcome<std::vector<std::string>> arguments_of(const run_options& o, const call& c) {
  if (o.notify) return notification(c);
  const bool has_command = c.behind_dashes && !c.behind_dashes->empty();
  if (!has_command && (c.behind_dashes || o.shell || o.coproc || o.input)) {
    return usage_error("no COMMAND is given", "it stands after --: occur run SCHEDULE -- COMMAND");
  }
  if (!has_command) return std::vector<std::string>{};
  if (o.shell) return shell_arguments(fmt::format("{}", fmt::join(*c.behind_dashes, " ")));
  // What is started once knows of no occurrence.
  if (o.coproc) return std::vector<std::string>{};
  for (const std::string& argument : *c.behind_dashes) {
    auto done = check_placeholders(argument);
    if (!done) return tl::unexpected{complaint{std::move(done.error()), argument}};
  }
  return *c.behind_dashes;
}

outcome<occur::command> read_command(const run_options& o, const run_request& r, const call& c) {
  return arguments_of(o, c).map([&](std::vector<std::string> arguments) {
    occur::command what;
    what.arguments = std::move(arguments);
    if (r.gives_event) what.input = occur::command::input_kind::json;
    what.output = route_of(r.output);
    what.errors = what.output;
    return what;
  });
}

// Doing it

/// What the functions that do it share.
struct undertaking {
  const run_request& request;
  const call& of;
  const entry_reader& reader;
  outlets& to;
};

int rehearse(const undertaking& u, const entries& first) {
  const run_request& r = u.request;
  session s{r, u.of, u.reader, u.to};
  simulated_host machine{r.simulated->from,
                         [&s](const process_request& what) { return s.rehearse(what); }};
  if (const auto& asleep = r.simulated->sleep) {
    machine.at(asleep->from, [&] { machine.sleep(asleep->to - asleep->from); });
  }
  return s.run(machine, first);
}

int run_in_earnest(const undertaking& u, const entries& first) {
  session s{u.request, u.of, u.reader, u.to};
  linux_host machine{{.signals = true, .orphans = true}};
  return s.run(machine, first);
}

int run_beside(const undertaking& u, const entries& first) {
  linux_host machine{{.signals = true}};
  coproc beside;
  const std::vector<std::string>& command = *u.of.behind_dashes;
  if (const int failure = beside.start(command); failure != 0) {
    complaint none = io_error(fmt::format("cannot start {}", command.front()), failure);
    none.status =
        static_cast<exit_code>(failure == ENOENT ? run_code::not_found : run_code::cannot_execute);
    return u.of.talk.error(none);
  }
  const int code = session{u.request, u.of, u.reader, u.to, &beside}.run(machine, first);
  const int status = beside.finish();
  return code == 0 ? status : code;
}

int check(const entries& first, const call& c) {
  return show(c.around, fmt::format("{} schedule{}: all well\n", first.all.size(),
                                    first.all.size() == 1 ? "" : "s"));
}

int run(const run_options& given, const call& c) {
  run_options o = given;
  call named = c;
  take_file_names(named.words, o.files);
  if (named.words.empty() && o.files.empty()) {
    return c.talk.error(
        usage_error("no schedule is given", "name one (every monday at 9:00), or a file with -f")
            .value());
  }
  const auto asked = read_run_request(o, c.around);
  if (!asked) return c.talk.error(asked.error());
  auto what = read_command(o, *asked, named);
  if (!what) return c.talk.error(what.error());
  entry_reader reader{*asked, named, std::move(*what)};
  if (auto done = reader.read_arguments(); !done) return c.talk.error(done.error());
  const entries first = reader.read(asked->in.now);
  if (first.errors > 0 && !asked->skip_invalid) return static_cast<int>(run_code::usage);
  if (o.check) return first.errors > 0 ? static_cast<int>(run_code::usage) : check(first, c);
  outlets to{c.around, asked->simulated ? outlet::kind::patient : outlet::kind::prompt};
  named.talk.use_voice([&to](std::string_view text) { to.errors.write(text); });
  const undertaking u{*asked, named, reader, to};
  const int code = asked->simulated ? rehearse(u, first)
                   : o.coproc       ? run_beside(u, first)
                                    : run_in_earnest(u, first);
  to.drain();
  return code;
}

}  // namespace

const command run_command =
    make_command<run_options, run, help>("run", "act when each occurrence is due");

}  // namespace occur::cli
