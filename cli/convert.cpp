#include <fmt/format.h>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "occur/phrase.hpp"
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

EXIT CODES
    0 done; 2 wrong usage, a schedule that cannot be read, or one that the form
    cannot say; 3 output failed

EXAMPLES
    A rule in English:

    $ occur convert --to phrase 'DTSTART;TZID=Europe/Zagreb:20261124T090000\nRRULE:FREQ=MONTHLY;BYDAY=-1FR'
    every month on the last friday at 09:00 from 2026-11-24 09:00 in Europe/Zagreb
)";

constexpr help_text help{usage, short_example, details};

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

constexpr std::array<option_word<writer>, 2> form_words{
    {{"phrase", as_phrase}, {"rrule", as_blocks}}};

struct convert_options {
  reading_options reading;
  std::optional<std::string> to;
};

/// Gaps and folds are the reader's affair; no form says them.
void declare(option_reader& reader, convert_options& o) {
  reader.word({"--to", "FORM", "phrase: English; rrule: property blocks"}, form_words, o.to);
  declare_text_options(reader, o.reading);
}

outcome<writer> read_writer(const convert_options& o) {
  if (!o.to) return usage_error("no form is given", "--to takes phrase or rrule");
  return read_word<writer>("--to", o.to, form_words, as_blocks);
}

int convert(const convert_options& o, const call& c) {
  const auto write = read_writer(o);
  if (!write) return c.talk.error(write.error());
  const auto in = read_reading(o.reading, c.around);
  if (!in) return c.talk.error(in.error());
  const auto read = read_schedule(c.words, *in, c.around, c.talk);
  if (!read) return c.talk.error(read.error());
  const auto text = (*write)(*read);
  return text ? show(c.around, *text) : c.talk.error(text.error());
}

}  // namespace

const command convert_command =
    make_command<convert_options, convert, help>("convert", "write a schedule in another form");

}  // namespace occur::cli
