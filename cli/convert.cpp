#include <fmt/format.h>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "occur/phrase.hpp"
#include "command.hpp"
#include "diagnostics.hpp"
#include "help.hpp"
#include "reading.hpp"

namespace occur::cli {
namespace {

constexpr std::string_view usage = R"(usage: occur convert --to FORM [OPTION...] SCHEDULE...

Write a schedule in another form.

      --to FORM    phrase: English; rrule: property blocks
      --start WHEN the start of text that has none (now)
      --zone ZONE  the zone of what has none (also --tz)
      --strict     take warnings for errors
      --as FORM    what SCHEDULE is, whatever it looks like: rule, block or phrase
      --color WHEN auto, always or never
  -h, --help       this help, and all of it
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

EXIT CODES
    0 done; 2 wrong usage, a schedule that cannot be read, or one that the form
    cannot say; 3 output failed

EXAMPLES
    A rule in English:

    $ occur convert --to phrase 'DTSTART;TZID=Europe/Zagreb:20261124T090000\nRRULE:FREQ=MONTHLY;BYDAY=-1FR'
    every month on the last friday at 09:00 from 2026-11-24 09:00 in Europe/Zagreb
)";

constexpr help_text help{usage, short_example, details};

struct convert_options {
  reading_options reading;
  common_options common;
  std::optional<std::string> to;
};

/// Gaps and folds are the reader's affair; no form says them.
void declare(option_reader& reader, convert_options& o) {
  reader.value("--to", o.to);
  declare_text_options(reader, o.reading);
  declare(reader, o.common);
}

outcome<std::string> as_phrase(const schedule& s) {
  if (auto phrase = to_phrase(s.sets)) return *phrase + "\n";
  return usage_error("no phrase says the same as this schedule",
                     "--to rrule writes it as property blocks");
}

outcome<std::string> as_blocks(const schedule& s) {
  std::vector<std::string> blocks;
  for (const recurrence_set& set : s.sets) blocks.push_back(to_string(set));
  return fmt::format("{}\n", fmt::join(blocks, "\n\n"));
}

/// What writes one form.
using writer = outcome<std::string> (*)(const schedule& s);

outcome<writer> read_writer(const convert_options& o) {
  constexpr std::array<option_word<writer>, 2> words{{{"phrase", as_phrase}, {"rrule", as_blocks}}};
  if (!o.to) return usage_error("no form is given", "--to takes phrase or rrule");
  return read_word<writer>("--to", o.to, words, as_blocks);
}

int run_convert(std::span<const std::string_view> arguments, const environment& around) {
  diagnostics talk{around};
  option_reader reader;
  convert_options options;
  declare(reader, options);
  const auto schedules = reader.read(arguments);
  if (!schedules) return talk.error(schedules.error());
  if (const auto shown = show_help(options.common, help, around)) return *shown;
  const auto color = read_color(options.common);
  if (!color) return talk.error(color.error());
  talk.use_color(*color);
  const auto write = read_writer(options);
  if (!write) return talk.error(write.error());
  const auto in = read_reading(options.reading, around);
  if (!in) return talk.error(in.error());
  const auto read = read_schedule(*schedules, *in, around, talk);
  if (!read) return talk.error(read.error());
  const auto text = (*write)(*read);
  return text ? show(around, *text) : talk.error(text.error());
}

std::vector<std::string> option_names() {
  option_reader reader;
  convert_options options;
  declare(reader, options);
  return reader.names();
}

}  // namespace

const command convert_command{"convert", "write a schedule in another form", run_convert,
                              option_names};

}  // namespace occur::cli
