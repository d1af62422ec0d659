#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "occur/schedule.hpp"
#include "command.hpp"
#include "diagnostics.hpp"
#include "options.hpp"
#include "outcome.hpp"
#include "output/descriptor.hpp"
#include "output/formatter.hpp"
#include "output/line_writer.hpp"
#include "schedule_arguments.hpp"
#include "when.hpp"

namespace occur::cli {
namespace {

constexpr std::string_view usage = R"(usage: occur next [OPTION...] SCHEDULE...

Print the next occurrences of a schedule.

  -n N             at most N of them (10; no limit with --to)
      --all        all of them
      --from WHEN  those from then on (now); start: from the schedule's own start
      --to WHEN    those up to then, that moment included; a date up to its end
      --start WHEN the start of text that has none (now)
      --zone ZONE  the zone of what has none, and of the output (also --tz)
      --gap WAY    times that the clocks skip: forward (02:30 is 03:30) or skip
      --fold WAY   times that the clocks show twice: first, second or both
      --strict     take warnings for errors
      --as FORM    read SCHEDULE as a rule or a block, whatever it looks like
  -f, --format F   rfc3339, human, local, date, epoch, epoch-ms, json, or a text
                   with the conversions of strftime: '%a %d %b %H:%M'
      --json       the same as --format json
  -0               end lines with NUL
      --color WHEN auto, always or never
  -h, --help       this help, and all of it
)";

constexpr std::string_view short_examples = R"(
    $ occur next -n 2 'FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0;BYSECOND=0'
    2026-11-23T09:00:00+01:00
    2026-11-30T09:00:00+01:00
)";

constexpr std::string_view details = R"(
SCHEDULE is rule text (FREQ=..., RRULE:...), a property block (DTSTART, RRULE,
RDATE, EXRULE, EXDATE, one a line; \n will do for a newline), @PATH for a file
that holds either, or - for standard input. Several blocks with blank lines
between them are one schedule, and so are several arguments.

Text without a start starts now, to the second, in the local zone. Occurrences
print in their schedule's own zone, or in that of --zone. Floating ones, which
have no zone, are compared with --from and --to in --zone or the local zone and
print without an offset.

WHEN is now; today, tomorrow or yesterday, alone or with a time; a time of
today (9:00); a distance from now (+2h, -3d, +1w2d, in y mo w d h m s); an ISO
date (2026-11-23), its time (2026-11-23T09:00) and offset (RFC 3339). A day
begins at 0:00 for --from and --start, and ends at 23:59:59 for --to.

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
              of the occurrence in its schedule, when it is known. What does
              not exist is left out.
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

    The same in New York:

    $ occur next --from start -n 1 --zone America/New_York 'DTSTART;TZID=Europe/Zagreb:20191021T090000\nRRULE:FREQ=WEEKLY'
    2019-10-21T03:00:00-04:00

    Fridays that are a 13th, to the end of 2028:

    $ occur next --to 2028-12-31 -f '%A, %-d %B %Y' 'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13'
    Friday, 13 August 2027
    Friday, 13 October 2028

    Noon of each day from tomorrow, for programs:

    $ occur next -n 1 --from tomorrow --json 'FREQ=DAILY;BYHOUR=12;BYMINUTE=0;BYSECOND=0'
    {"time":"2026-11-23T12:00:00+01:00","local":"2026-11-23T12:00:00","zone":"Europe/Zagreb","epoch":1795431600}

    What a clock change does to a time it skips:

    $ occur next -n 2 -f human 'DTSTART;TZID=Europe/Zagreb:20270327T023000\nRRULE:FREQ=DAILY'
    Sat 2027-03-27 02:30 CET   in 4 months
    Sun 2027-03-28 03:30 CEST  in 4 months  ! the clock skips 02:30
)";

struct next_options {
  std::optional<std::string> number, from, to, start, zone, gap, fold, format, color, as;
  bool all = false;
  bool strict = false;
  bool json = false;
  bool nul = false;
  bool short_help = false;
  bool long_help = false;
};

void declare(option_reader& reader, next_options& o) {
  reader.value("-n", o.number);
  reader.flag("--all", o.all);
  reader.value("--from", o.from);
  reader.value("--to", o.to);
  reader.value("--start", o.start);
  reader.value("--zone,--tz", o.zone);
  reader.value("--gap", o.gap);
  reader.value("--fold", o.fold);
  reader.flag("--strict", o.strict);
  reader.value("--as", o.as);
  reader.value("-f,--format", o.format);
  reader.flag("--json", o.json);
  reader.flag("-0", o.nul);
  reader.value("--color", o.color);
  reader.flag("-h", o.short_help);
  reader.flag("--help", o.long_help);
}

constexpr std::uint64_t no_limit = std::numeric_limits<std::uint64_t>::max();

/// What the options ask for, read.
struct request {
  zone where;                 ///< of what has none
  std::optional<zone> shown;  ///< of the output, where asked for
  date::sys_seconds now{};
  std::optional<date::sys_seconds> from;  ///< nothing: the schedule's own start
  std::optional<date::sys_seconds> to;
  std::uint64_t limit = no_limit;
  text_form form = text_form::detect;
  set_options reading;
  format_choice format;
  char line_end = '\n';
};

// Reading the options

outcome<std::uint64_t> read_limit(const next_options& o) {
  constexpr std::uint64_t usual = 10;
  constexpr std::size_t most_digits = 18;
  if (o.number && o.all) return usage_error("-n and --all exclude each other");
  if (!o.number) return o.all || o.to ? no_limit : usual;
  const std::string& text = *o.number;
  const bool digits = !text.empty() && text.size() <= most_digits &&
                      text.find_first_not_of("0123456789") == std::string::npos;
  if (digits) return std::stoull(text);
  return value_error("-n", text,
                     {error_code::syntax,
                      fmt::format("\"{}\" is not a number of occurrences", text),
                      {0, text.size()},
                      "-n takes 0 or more; --all has no limit"});
}

outcome<format_choice> read_format_options(const next_options& o, const environment& around) {
  if (o.json && o.format) return usage_error("--json and --format exclude each other");
  if (o.json) return format_choice{format_name::json};
  if (o.format) return read_format(*o.format);
  return format_choice{around.output_is_terminal ? format_name::human : format_name::rfc3339};
}

outcome<color_choice> read_color(const next_options& o) {
  constexpr option_word<color_choice> words[] = {{"auto", color_choice::automatic},
                                                 {"always", color_choice::always},
                                                 {"never", color_choice::never}};
  return read_word("--color", o.color, words, color_choice::automatic);
}

outcome<text_form> read_form(const next_options& o) {
  constexpr option_word<text_form> words[] = {{"rule", text_form::rule},
                                              {"block", text_form::block}};
  return read_word("--as", o.as, words, text_form::detect);
}

outcome<gap_policy> read_gap(const next_options& o) {
  constexpr option_word<gap_policy> words[] = {{"forward", gap_policy::forward},
                                               {"skip", gap_policy::skip}};
  return read_word("--gap", o.gap, words, gap_policy::forward);
}

outcome<fold_policy> read_fold(const next_options& o) {
  constexpr option_word<fold_policy> words[] = {
      {"first", fold_policy::first}, {"second", fold_policy::second}, {"both", fold_policy::both}};
  return read_word("--fold", o.fold, words, fold_policy::first);
}

outcome<zone> read_zone(const next_options& o, const environment& around) {
  if (o.zone) {
    auto found = zone::find(*o.zone);
    if (!found) return value_error("--zone", *o.zone, found.error());
    return *found;
  }
  auto local = zone::local(around.tz);
  if (!local) return error_behind("TZ=", around.tz.value_or(""), local.error());
  return *local;
}

outcome<date::sys_seconds> read_now(const environment& around, const zone& where) {
  if (!around.now) return around.clock();
  const auto fixed = parse_when(*around.now, {around.clock(), where});
  if (!fixed) return error_behind("OCCUR_NOW=", *around.now, fixed.error());
  return fixed->first;
}

outcome<moment> read_moment(std::string_view option, const std::string& value, const request& r) {
  auto read = parse_when(value, {r.now, r.where});
  if (!read) return value_error(option, value, read.error());
  return *read;
}

refusal empty_window(const next_options& o) {
  return value_error("--to", *o.to,
                     {error_code::conflict,
                      "--to lies before --from",
                      {0, o.to->size()},
                      "--from is now unless it is given; --from start begins with the schedule"});
}

outcome<void> read_window(const next_options& o, request& r) {
  r.from = r.now;
  if (o.from == "start") {
    r.from.reset();
  } else if (o.from) {
    const auto from = read_moment("--from", *o.from, r);
    if (!from) return tl::unexpected{from.error()};
    r.from = from->first;
  }
  if (!o.to) return {};
  const auto to = read_moment("--to", *o.to, r);
  if (!to) return tl::unexpected{to.error()};
  r.to = to->last;
  if (r.from && *r.to < *r.from) return empty_window(o);
  return {};
}

start start_at(date::sys_seconds instant, const zone& where) {
  const start_kind kind = where.is_utc() ? start_kind::utc : start_kind::zoned;
  return {kind, where.to_local(instant), where};
}

outcome<set_options> read_reading(const next_options& o, const request& r) {
  set_options reading;
  reading.reading_zone = r.where;
  reading.strict = o.strict;
  auto begin = o.start ? read_moment("--start", *o.start, r) : moment{r.now, r.now};
  if (!begin) return tl::unexpected{std::move(begin.error())};
  reading.default_start = start_at(begin->first, r.where);
  auto gap = read_gap(o);
  if (!gap) return tl::unexpected{std::move(gap.error())};
  reading.gap = *gap;
  auto fold = read_fold(o);
  if (!fold) return tl::unexpected{std::move(fold.error())};
  reading.fold = *fold;
  return reading;
}

/// Puts the value of an outcome in its place, or stops with its complaint.
template <class T>
outcome<void> assign(T& place, outcome<T> read) {
  if (!read) return tl::unexpected{std::move(read.error())};
  place = std::move(*read);
  return {};
}

outcome<request> read_request(const next_options& o, const environment& around) {
  request r;
  r.line_end = o.nul ? '\0' : '\n';
  return assign(r.limit, read_limit(o))
      .and_then([&] { return assign(r.format, read_format_options(o, around)); })
      .and_then([&] { return assign(r.form, read_form(o)); })
      .and_then([&] { return assign(r.where, read_zone(o, around)); })
      .and_then([&] { return assign(r.now, read_now(around, r.where)); })
      .and_then([&] { return read_window(o, r); })
      .and_then([&] { return assign(r.reading, read_reading(o, r)); })
      .map([&] {
        if (o.zone) r.shown = r.where;
        return std::move(r);
      });
}

// Reading the schedule

outcome<schedule> read_schedule(const std::vector<std::string>& arguments, const request& r,
                                const environment& around, const diagnostics& talk) {
  auto texts = read_schedule_arguments(arguments, around);
  if (!texts) return tl::unexpected{std::move(texts.error())};
  schedule all;
  for (schedule_text& t : *texts) {
    auto read = parse_schedule(t.text, r.form, r.reading);
    if (!read) return tl::unexpected{complaint{read.error(), std::move(t.text), t.origin}};
    for (const error& e : read->warnings) talk.warning({e, t.text, t.origin});
    std::move(read->value.sets.begin(), read->value.sets.end(), std::back_inserter(all.sets));
  }
  return all;
}

// Saying why there is nothing

std::string text_of(clock_face face, const occurrence& o) {
  const auto [local, offset] = face.at(o);
  const auto [day, second] = split(local);
  if (face.is_date()) return date_text(day);
  return date_text(day) + 'T' + time_text(second) + offset_text(face, offset);
}

std::string text_of(date::sys_seconds instant, const zone& where) {
  const start anchor = start_at(instant, where);
  return text_of(clock_face{anchor, std::nullopt}, {instant, anchor.time});
}

/// The last occurrence of a stream that has `earliest` and none from `end` on.
/// Each look halves the time in which it can lie.
occurrence last_between(stream& s, occurrence earliest, date::sys_seconds end) {
  occurrence last = earliest;
  while (end - last.time > seconds{1}) {
    const date::sys_seconds middle = last.time + (end - last.time) / 2;
    s.seek(std::max(middle, last.time + seconds{1}));
    if (const auto found = s.next()) {
      last = *found;
    } else {
      end = middle;
    }
  }
  return last;
}

std::optional<std::string> why_never(const schedule& s) {
  std::vector<std::string> reasons;
  for (const recurrence_set& set : s.sets) {
    auto reason = why_empty(set);
    if (!reason) return std::nullopt;
    if (std::find(reasons.begin(), reasons.end(), *reason) == reasons.end()) {
      reasons.push_back(std::move(*reason));
    }
  }
  return fmt::format("never occurs: {}", fmt::join(reasons, "; "));
}

std::string asked_window(const request& r) {
  std::string text = "no occurrence";
  if (r.from) text += " from " + text_of(*r.from, r.where);
  if (r.to) text += " to " + text_of(*r.to, r.where);
  return text;
}

// Printing

constexpr std::size_t block_size = 512;

/// A stream that stands at the first occurrence asked for.
struct position {
  stream rest;                           ///< what follows `first`
  std::optional<occurrence> earliest;    ///< of the whole schedule
  std::optional<occurrence> first;       ///< from the asked time on
  std::optional<std::uint64_t> ordinal;  ///< of `first`, where it is known
};

position go_to(const schedule& s, const std::optional<date::sys_seconds>& from) {
  position p{occurrences(s), {}, {}, 1};
  p.earliest = p.first = p.rest.next();
  if (p.first && from && p.first->time < *from) {
    p.rest.seek(*from);
    p.first = p.rest.next();
    p.ordinal.reset();
  }
  return p;
}

std::string explain_nothing(const schedule& s, const request& r, position& p) {
  if (!p.earliest) {
    if (auto never = why_never(s)) return std::move(*never);
    return asked_window(r);
  }
  const std::vector<clock_face> faces = clock_faces(s.sets, r.shown);
  const auto shown = [&](const occurrence& o) { return text_of(faces[o.set], o); };
  if (p.first) return asked_window(r) + "; the next is " + shown(*p.first);
  return asked_window(r) + "; the last was " + shown(last_between(p.rest, *p.earliest, *r.from));
}

/// How many of a block's occurrences are not after `to`.
std::size_t count_up_to(std::span<const occurrence> block,
                        const std::optional<date::sys_seconds>& to) {
  if (!to) return block.size();
  const auto after =
      std::upper_bound(block.begin(), block.end(), *to,
                       [](date::sys_seconds end, const occurrence& o) { return end < o.time; });
  return static_cast<std::size_t>(after - block.begin());
}

void print_all(position p, const request& r, formatter& format, line_writer& to) {
  std::array<occurrence, block_size> block{};
  std::uint64_t left = r.limit;
  block[0] = *p.first;
  std::size_t held = 1;
  while (left > 0 && to.is_open()) {
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(left, block_size));
    const std::size_t got = held + p.rest.read(std::span{block}.subspan(held, wanted - held));
    held = 0;
    const std::span<const occurrence> kept{block.data(),
                                           count_up_to(std::span{block.data(), got}, r.to)};
    format.print(kept, to);
    if (kept.size() < wanted) break;
    left -= kept.size();
  }
  to.flush();
}

int print(const schedule& s, const request& r, const palette& colors, const environment& around,
          const diagnostics& talk) {
  position p = go_to(s, r.from);
  if (!p.first || (r.to && p.first->time > *r.to)) {
    talk.note(explain_nothing(s, r, p));
    return static_cast<int>(exit_code::nothing);
  }
  format_setting setting;
  setting.faces = clock_faces(s.sets, r.shown);
  setting.line_end = r.line_end;
  setting.now = r.now;
  setting.colors = colors;
  setting.first_ordinal = p.ordinal;
  const auto format = make_formatter(r.format, std::move(setting));
  line_writer out{around.output};
  print_all(std::move(p), r, *format, out);
  if (out.is_open() || out.failure() == EPIPE) return static_cast<int>(exit_code::done);
  return talk.error(io_error("cannot write", out.failure()));
}

int show_help(const next_options& o, const environment& around) {
  std::string text{usage};
  text += o.long_help ? details : short_examples;
  const int failure = write_all(around.output, text);
  if (failure == 0 || failure == EPIPE) return static_cast<int>(exit_code::done);
  return diagnostics{around}.error(io_error("cannot write", failure));
}

int run_next(std::span<const std::string_view> arguments, const environment& around) {
  diagnostics talk{around};
  option_reader reader;
  next_options options;
  declare(reader, options);
  const auto schedules = reader.read(arguments);
  if (!schedules) return talk.error(schedules.error());
  if (options.short_help || options.long_help) return show_help(options, around);
  const auto color = read_color(options);
  if (!color) return talk.error(color.error());
  talk.use_color(*color);
  const auto asked = read_request(options, around);
  if (!asked) return talk.error(asked.error());
  const auto read = read_schedule(*schedules, *asked, around, talk);
  if (!read) return talk.error(read.error());
  return print(*read, *asked, colors(*color, around, around.output_is_terminal), around, talk);
}

}  // namespace

const command next_command{"next", "print the next occurrences of a schedule", run_next};

std::vector<std::string> next_option_names() {
  option_reader reader;
  next_options options;
  declare(reader, options);
  return reader.names();
}

}  // namespace occur::cli
