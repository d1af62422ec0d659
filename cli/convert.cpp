#include <fmt/format.h>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "occur/calendar.hpp"
#include "occur/cron.hpp"
#include "occur/jcal.hpp"
#include "occur/phrase.hpp"
#include "occur/systemd.hpp"
#include "command.hpp"
#include "reading.hpp"

namespace occur::cli {
namespace {

constexpr std::string_view usage = R"(usage: occur convert --to FORM [OPTION...] SCHEDULE...

Write a schedule in another form.
)";

constexpr std::string_view short_example = R"(
    $ occur convert --to rrule every other friday at 16:00
    DTSTART;TZID=Europe/Zagreb:20261204T160000
    RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=FR
)";

constexpr std::string_view details = R"(
SCHEDULE is as in occur next. What is written has the same occurrences; what the
form cannot say is refused. Several sets become several blocks with blank lines
between them, or the parts of one phrase.

FORMS
    phrase    English, as occur next reads it
    rrule     property blocks: DTSTART, RRULE, RDATE, EXRULE, EXDATE
    ics       a calendar that other programs read, with the zones it needs
    cron      lines of a crontab without their commands, on the clock of --zone or
              of the local zone. Cron has no start: what is written holds from the
              start of the schedule on.
    quartz    six fields, as Quartz and Spring read them, with seconds, L, LW and #
    systemd   values of OnCalendar= in a timer, with their zone. Timers leave out
              times that the clocks skip, as --gap skip does, and elapse at the first
              of those that are shown twice; a schedule that differs is refused.
    json      an event of jCal (RFC 7265) a line

    Of calendars ics and json keep UID, SUMMARY, LOCATION, STATUS, the length of an
    event and when its alarms go off; the other forms have times alone.

    cron, quartz and systemd know nothing of COUNT, UNTIL, RDATE and EXDATE, and
    little of intervals. --lossy leaves out what they cannot say, and says so;
    of other forms, it leaves out the events that they cannot say. No form but
    systemd is held to --gap and --fold: what becomes of clock changes is up to the
    program that reads it.

EXIT CODES
    0 done; 2 wrong usage, a schedule that cannot be read, or one that the form
    cannot say; 3 output failed

EXAMPLES
    For a crontab, and for a timer:

    $ occur convert --to cron every weekday at 9:00 and 17:30
    0 9 * * 1-5
    30 17 * * 1-5
    $ occur convert --to systemd every month on the last friday at 17:00
    Fri *-*~01..07 17:00:00 Europe/Zagreb

    A rule in English:

    $ occur convert --to phrase 'DTSTART;TZID=Europe/Zagreb:20261124T090000\nRRULE:FREQ=MONTHLY;BYDAY=-1FR'
    every month on the last friday at 09:00 from 2026-11-24 09:00 in Europe/Zagreb
)";

constexpr help_text help{usage, short_example, details};

/// What is to be written, and for whom.
struct job {
  const schedule& what;
  zone clock;  ///< of programs that have no zones
  date::sys_seconds now;
  bool lossy = false;
  const diagnostics& talk;
};

outcome<std::string> as_phrase(const job& j) {
  if (auto phrase = to_phrase(j.what.sets)) return *phrase + "\n";
  return usage_error("no phrase says the same as this schedule",
                     "--to rrule writes it as property blocks");
}

outcome<std::string> as_blocks(const job& j) {
  std::vector<std::string> blocks;
  for (const recurrence_set& set : j.what.sets) blocks.push_back(to_string(set));
  return fmt::format("{}\n", fmt::join(blocks, "\n\n"));
}

/// What some programs do not read, though it is right.
void warn_of_rare_rules(const recurrence_set& set, const diagnostics& talk) {
  const auto warn = [&](std::string message) {
    talk.warning(
        {{error_code::deprecated_form, std::move(message), {}, "some programs ignore it"}});
  };
  if (!set.excluded_rules.empty()) warn("EXRULE is no longer in RFC 5545");
  if (set.rules.size() > 1) warn("an event with several rules is rare");
}

event_details details_of(const schedule& s, std::size_t at) {
  return s.details.empty() ? event_details{} : s.details[at];
}

outcome<std::string> as_calendar(const job& j) {
  calendar_writer out{j.now};
  for (std::size_t i = 0; i < j.what.sets.size(); ++i) {
    const recurrence_set& set = j.what.sets[i];
    auto added = out.add(set, details_of(j.what, i));
    if (!added && !j.lossy)
      return usage_error(added.error().message, added.error().hint + "; --lossy leaves it out");
    if (added)
      warn_of_rare_rules(set, j.talk);
    else
      j.talk.warning({std::move(added.error())});
  }
  if (out.size() == 0) return usage_error("nothing is left to write");
  return std::move(out).finish();
}

/// An event of jCal a line.
outcome<std::string> as_json(const job& j) {
  std::string text;
  for (std::size_t i = 0; i < j.what.sets.size(); ++i)
    text += to_jcal(j.what.sets[i], details_of(j.what, i)) + "\n";
  return text;
}

/// The lines that another program reads, and what was lost on the way as warnings.
outcome<std::string> as_lines(const job& j, result<parsed<std::vector<std::string>>> written) {
  if (!written) {
    std::string hint = std::move(written.error().hint);
    return usage_error(std::move(written.error().message),
                       hint.append(hint.empty() ? "" : "; ").append("--lossy leaves it out"));
  }
  for (const error& lost : written->warnings) j.talk.warning({lost});
  return fmt::format("{}\n", fmt::join(written->value, "\n"));
}

outcome<std::string> as_cron(const job& j) {
  return as_lines(j, to_cron(j.what.sets, {cron_dialect::crontab, j.clock, j.lossy}));
}

outcome<std::string> as_quartz(const job& j) {
  return as_lines(j, to_cron(j.what.sets, {cron_dialect::quartz, j.clock, j.lossy}));
}

std::vector<recurrence_set> without_gaps(std::vector<recurrence_set> sets) {
  for (recurrence_set& set : sets) set.gap = gap_policy::skip;
  return sets;
}

outcome<std::string> as_systemd(const job& j) {
  auto written = to_systemd(j.what.sets, {j.lossy, j.now});
  if (!written && to_systemd(without_gaps(j.what.sets), {false, j.now}))
    written.error().hint += "; --gap skip does so too";
  return as_lines(j, std::move(written));
}

/// What writes one form.
using writer = outcome<std::string> (*)(const job& j);

constexpr std::array<option_word<writer>, 7> form_words{{{"phrase", as_phrase},
                                                         {"rrule", as_blocks},
                                                         {"ics", as_calendar},
                                                         {"cron", as_cron},
                                                         {"quartz", as_quartz},
                                                         {"systemd", as_systemd},
                                                         {"json", as_json}}};

struct convert_options {
  reading_options reading;
  std::optional<std::string> to;
  bool lossy = false;
};

void declare(option_reader& reader, convert_options& o) {
  reader.word({"--to", "FORM", "phrase, rrule, ics, cron, quartz, systemd or json"}, form_words,
              o.to);
  reader.flag({"--lossy", {}, "write what comes nearest, and say what was lost"}, o.lossy);
  declare(reader, o.reading);
}

outcome<writer> read_writer(const convert_options& o) {
  if (!o.to) {
    return usage_error("no form is given",
                       "--to takes phrase, rrule, ics, cron, quartz, systemd or json");
  }
  return read_word<writer>("--to", o.to, form_words, as_blocks);
}

/// Why no form says a set; nothing where some do.
std::optional<error> why_unsayable(const schedule& s, std::size_t at) {
  if (s.sets[at].moved == displacement{}) return std::nullopt;
  std::string event = s.details.empty() ? "" : s.details[at].summary;
  if (!event.empty()) event = fmt::format(" \"{}\"", event);
  return error{error_code::unsupported,
               fmt::format("the series{} is moved as a whole, which no form can say", event),
               {},
               "occur next -f ics writes its occurrences one by one"};
}

/// A calendar may move the rest of a series, which keeps its rule; forms know of no such thing.
outcome<schedule> sayable(schedule s, bool lossy, const diagnostics& talk) {
  schedule kept;
  for (std::size_t i = 0; i < s.sets.size(); ++i) {
    auto why = why_unsayable(s, i);
    if (why && !lossy) return usage_error(why->message, why->hint + "; --lossy leaves it out");
    if (why) {
      talk.warning({std::move(*why)});
      continue;
    }
    schedule one{{std::move(s.sets[i])}, {}};
    if (!s.details.empty()) one.details.push_back(std::move(s.details[i]));
    unite(kept, std::move(one));
  }
  if (kept.sets.empty()) return usage_error("nothing is left to write");
  return kept;
}

int convert(const convert_options& o, const call& c) {
  const auto write = read_writer(o);
  if (!write) return c.talk.error(write.error());
  const auto in = read_reading(o.reading, c.around);
  if (!in) return c.talk.error(in.error());
  const auto read = read_schedule(c.words, *in, c.around, c.talk).and_then([&](schedule&& all) {
    return sayable(std::move(all), o.lossy, c.talk);
  });
  if (!read) return c.talk.error(read.error());
  const auto text = (*write)({*read, in->where, in->now, o.lossy, c.talk});
  return text ? show(c.around, *text) : c.talk.error(text.error());
}

}  // namespace

const command convert_command =
    make_command<convert_options, convert, help>("convert", "write a schedule in another form");

}  // namespace occur::cli
