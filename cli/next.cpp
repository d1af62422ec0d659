#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "occur/stream.hpp"
#include "command.hpp"
#include "listing.hpp"
#include "next_request.hpp"
#include "nothing.hpp"
#include "output/formatter.hpp"
#include "output/line_writer.hpp"
#include "watch.hpp"
#include "window.hpp"

namespace occur::cli {
namespace {

constexpr std::string_view usage = R"(usage: occur next [OPTION...] SCHEDULE...

Print the next occurrences of a schedule.
)";

constexpr std::string_view short_examples = R"(
    $ occur next -n 2 every monday at 9:00
    2026-11-23T09:00:00+01:00
    2026-11-30T09:00:00+01:00
)";

constexpr std::string_view details = R"(
SCHEDULE is a phrase (every monday at 9:00), rule text (FREQ=..., RRULE:...), a
property block (DTSTART, RRULE, RDATE, EXRULE, EXDATE, one a line; \n will do for
a newline), a cron expression of five fields, or of six with seconds first
('0 9 * * mon-fri', @daily), a calendar or a schedule file (PATH.ics, PATH.toml),
@PATH for a file that holds any of these, or - for standard input. Several blocks
with blank lines between them are one schedule, and so are several lines of cron.
Several arguments are the words of one phrase, unless one of them holds a blank or
=, or each is a schedule by itself; then they are one schedule together.

Of calendars each event is listed by itself, and of schedule files each schedule,
with its summary in the formats human and json; an event occurs at its start even
where its rule does not.

Text without a start starts now, to the second, in the local zone; a phrase is
read as though it were said then. Occurrences
print in their schedule's own zone, or in that of --zone. Floating ones, which
have no zone, are compared with --from and --to in --zone or the local zone and
print without an offset.

WHEN is now; today, tomorrow or yesterday, alone or with a time; a time of
today (9:00); a distance from now (+2h, -3d, +1w2d, in y mo w d h m s); an ISO
date (2026-11-23), its time (2026-11-23T09:00) and offset (RFC 3339); or a phrase
that names one moment (friday at 16:00, in 20 minutes). A day begins at 0:00 for
--from, --before and --start, and ends at 23:59:59 for --to.

--only and --except compare instants: 9:00 is none that a schedule of midnights
or of whole days has. --before goes back to the start, or to --from.

--watch writes the list again when an occurrence has passed or a distance reads
otherwise: on a terminal in place of the one before, elsewhere after an empty
line. It sleeps in between, and ends when it is interrupted or nothing is left.

FORMATS
    rfc3339   2026-11-23T09:00:00+01:00; Z in UTC, no offset where there is no
              zone, 2026-11-23 for whole days. Offsets have seconds where the
              zone has them (+01:03:52, before clocks were set by zones). This
              is the format for pipes and files.
    human     columns, how far off it is, and what a clock change did to it.
              This is the format on a terminal.
    local     the same as rfc3339, without offset
    date      2026-11-23
    epoch     seconds since 1970-01-01T00:00:00Z; epoch-ms: milliseconds
    json      one object a line: time, local, zone, epoch, and seq, the number
              of the occurrence in its schedule; of events uid, summary, location,
              status, calendar and end instead. What does not exist is left out.
    ics       a calendar with an event for each occurrence
    %         a C A a B b h c D d e F G g H I j k l M m n P p R r S s T t U u V
              W w X x Y y Z z :z and %, with the flags - _ 0 as in GNU's date

    The names are English and the layouts the same in every locale.

EXIT CODES
    0 done; 1 no occurrence; 2 wrong usage, or a schedule that cannot be read;
    3 input or output failed

EXAMPLES
    The last Friday of each month, at five:

    $ occur next -n 3 -f local 'FREQ=MONTHLY;BYDAY=-1FR;BYHOUR=17;BYMINUTE=0;BYSECOND=0'
    2026-11-27T17:00:00
    2026-12-25T17:00:00
    2027-01-29T17:00:00

    A block keeps its own zone, and its clock through a change of offset:

    $ printf 'DTSTART;TZID=Europe/Zagreb:20191021T090000\nRRULE:FREQ=WEEKLY;BYDAY=MO\n' | occur next --from start -n 2 -
    2019-10-21T09:00:00+02:00
    2019-10-28T09:00:00+01:00

    The first of all that are left, and how many those are:

    $ occur next --nth 1 --except 'every friday at 9:00' every weekday at 9:00 from 2026-11-27
    2026-11-30T09:00:00+01:00
    $ occur next --count --from start every weekday at 9:00 from 2026-11-27 until 2026-12-31
    25

    The last two Fridays the 13th of the century, the later one first:

    $ occur next --before 2101-01-01 -n 2 -f date every friday the 13th
    2100-08-13
    2099-11-13

    The same in New York:

    $ occur next --from start -n 1 --zone America/New_York 'DTSTART;TZID=Europe/Zagreb:20191021T090000\nRRULE:FREQ=WEEKLY'
    2019-10-21T03:00:00-04:00

    Fridays that are a 13th, to the end of 2028:

    $ occur next --to 2028-12-31 -f '%A, %-d %B %Y' 'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13'
    Friday, 13 August 2027
    Friday, 13 October 2028

    Noon of each day from tomorrow, for programs:

    $ occur next -n 1 --from tomorrow --json 'FREQ=DAILY;BYHOUR=12;BYMINUTE=0;BYSECOND=0'
    {"time":"2026-11-23T12:00:00+01:00","local":"2026-11-23T12:00:00","zone":"Europe/Zagreb","epoch":1795431600,"seq":2}

    What a clock change does to a time it skips:

    $ occur next -n 2 -f human 'DTSTART;TZID=Europe/Zagreb:20270327T023000\nRRULE:FREQ=DAILY'
    Sat 2027-03-27 02:30 CET   in 4 months
    Sun 2027-03-28 03:30 CEST  in 4 months  ! the clock skips 02:30
)";

constexpr help_text help{usage, short_examples, details};

// What to print

/// What is asked about.
struct subject {
  selection what;
  std::vector<event_details> details;  ///< of the sets of calendars, or none
  bool agenda = false;                 ///< whether each event is listed by itself
};

outcome<subject> read_subject(const std::vector<std::string>& arguments, const next_options& o,
                              const request& r, const environment& around,
                              const diagnostics& talk) {
  auto read = read_schedule(arguments, r.in, around, talk);
  if (!read) return tl::unexpected{std::move(read.error())};
  return read_narrowing(o.narrowing, r.in, around, talk).map([&](const narrowing& narrowed) {
    const bool whole = narrowed.only.empty() && narrowed.except.empty();
    const bool agenda = whole && !read->details.empty() && !r.backwards;
    subject all{narrowed.of(std::move(read->sets)), std::move(read->details), agenda};
    if (!all.details.empty()) all.details.resize(all.what.sets().size());
    return all;
  });
}

// Printing

using block = std::array<occurrence, block_size>;

std::span<const occurrence> read_back(stream& s, const request& r, std::span<occurrence> into) {
  std::size_t got = 0;
  while (got < into.size()) {
    const auto earlier = s.previous();
    if (!earlier || (r.from && earlier->time < *r.from)) break;
    into[got++] = *earlier;
  }
  return into.first(got);
}

/// Places a stream where the request begins.
void go_to(stream& s, const request& r) {
  if (r.backwards) {
    s.seek(*r.end);
  } else if (r.from) {
    s.seek(*r.from);
  }
}

complaint counted_from_no_end(std::int64_t nth) {
  return usage_error(fmt::format("--nth {} counts from the end, and this schedule has none", nth),
                     "say with --to where to count from")
      .value();
}

class printer {
 public:
  printer(const subject& of, const request& r, const palette& colors, const environment& around,
          const diagnostics& talk)
      : of_(of), request_(r), colors_(colors), talk_(talk), out_(around.output) {}

  int print() {
    if (request_.count) return print_count();
    if (request_.nth) return print_nth();
    return print_list();
  }

 private:
  int print_list() {
    if (of_.agenda) return print_agenda();
    stream all{of_.what};
    go_to(all, request_);
    return print_all([&](std::span<occurrence> into) {
      return request_.backwards ? read_back(all, request_, into) : read_ahead(all, request_, into);
    });
  }

  int print_agenda() {
    agenda all{of_.what.sets()};
    if (request_.from) all.seek(*request_.from);
    return print_all([&](std::span<occurrence> into) { return read_ahead(all, request_, into); });
  }

  template <class Read>
  int print_all(Read read) {
    std::uint64_t left = request_.limit;
    block held{};
    std::unique_ptr<cli::formatter> format;
    do {
      const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(left, block_size));
      const auto got =
          read(std::span{held}.first(format ? wanted : std::max<std::size_t>(wanted, 1)));
      if (got.empty()) break;
      if (!format) format = formatter(got.front());
      format->print(got.first(std::min(got.size(), wanted)), out_);
      left -= std::min<std::uint64_t>(left, got.size());
      if (got.size() < wanted) break;
    } while (left > 0 && out_.is_open());
    if (!format) return nothing();
    format->finish(out_);
    return finished();
  }

  [[nodiscard]] std::unique_ptr<cli::formatter> formatter(const occurrence& first) const {
    return formatter_from(first, of_.what, request_, colors_, of_.details);
  }

  int print_nth() {
    if (*request_.nth < 0 && !request_.end && is_endless())
      return talk_.error(counted_from_no_end(*request_.nth));
    const auto found = nth();
    if (!found) return nothing();
    const auto format = formatter(*found);
    format->print(std::span{&*found, 1}, out_);
    format->finish(out_);
    return finished();
  }

  int print_count() {
    const std::uint64_t count = this->count();
    out_.write(fmt::format("{}{}", count, request_.line_end));
    const int done = finished();
    const bool failed = done != static_cast<int>(exit_code::done);
    return count > 0 || failed ? done : nothing();
  }

  // An agenda counts as it lists: each event by itself.

  [[nodiscard]] bool is_endless() const {
    const auto endless = [](const selection& s) {
      return extent_of(s).kind == extent_kind::endless;
    };
    return of_.agenda ? std::ranges::any_of(of_.what.sets(), endless) : endless(of_.what);
  }

  [[nodiscard]] std::optional<occurrence> nth() const {
    if (of_.agenda) return occurrence_in_window(of_.what.sets(), request_);
    stream all{of_.what};
    return occurrence_in_window(all, request_);
  }

  [[nodiscard]] std::uint64_t count() const {
    if (of_.agenda) return count_in_window(of_.what.sets(), request_);
    stream all{of_.what};
    return count_in_window(all, request_);
  }

  int nothing() {
    talk_.note(explain_nothing(of_.what, request_, [this] { return count(); }));
    return static_cast<int>(exit_code::nothing);
  }

  int finished() {
    out_.flush();
    if (out_.is_open() || out_.failure() == EPIPE) return static_cast<int>(exit_code::done);
    return talk_.error(io_error("cannot write", out_.failure()));
  }

  const subject& of_;
  const request& request_;
  const palette& colors_;
  const diagnostics& talk_;
  line_writer out_;
};

int next(const next_options& o, const call& c) {
  const auto asked = read_request(o, c.around);
  if (!asked) return c.talk.error(asked.error());
  const auto read = read_subject(c.words, o, *asked, c.around, c.talk);
  if (!read) return c.talk.error(read.error());
  if (o.watch) return watch(read->what, *asked, c, *c.around.make_host());
  const palette& tints = colors(c.color, c.around, c.around.output_is_terminal);
  return printer{*read, *asked, tints, c.around, c.talk}.print();
}

}  // namespace

const command next_command =
    make_command<next_options, next, help>("next", "print the next occurrences of a schedule");

}  // namespace occur::cli
