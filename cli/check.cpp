#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "command.hpp"
#include "excerpt.hpp"
#include "findings.hpp"
#include "reading.hpp"
#include "schedule_arguments.hpp"

namespace occur::cli {
namespace {

constexpr std::string_view usage = R"(usage: occur check [OPTION...] [SCHEDULE|FILE]...

Say what is wrong with schedules, a line each, for editors and scripts.
)";

constexpr std::string_view short_example = R"(
    $ occur check 'FREQ=WEEKLY;BYDAY=MX' 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'; echo $?
    <argument>:1:19: error: unknown weekday "MX" in BYDAY (weekdays are MO TU WE TH FR SA SU)
    <argument>:1:1: warning: never occurs: February has no day 30
    1
)";

constexpr std::string_view details = R"(
An argument that ends in .ics or .toml, or names a file that is there, is that
file; @PATH is a file in any case, - is standard input, and so is no argument at
all. Other arguments are schedules, as in occur next. Calendars and schedule files
are read as such. In other files each paragraph of properties, each line of cron
and each phrase on a line of its own is a schedule; a line that begins with # is
none.

Each line of the answer is PATH:LINE:COLUMN: SEVERITY: MESSAGE, with the cure in
parentheses; columns count characters from 1. An error keeps a schedule from being
read. A warning is about text that is read although it should be written
otherwise, about schedules that never occur, about a start that no rule generates,
and whatever else occur explain has a note on. With --strict all are errors.

EXIT CODES
    0 nothing is wrong; 1 something is; 2 wrong usage; 3 input or output failed

EXAMPLES
    A file with a phrase, a block and a line of cron:

    $ printf 'every mondey\n\nDTSTART:20261123T090000Z\nRRULE:FREQ=WEEKLY;BYDAY=TU\n\n0 25 * * *\n' | occur check; echo $?
    -:1:7: error: unknown word "mondey" (did you mean monday or mondays?)
    -:3:1: warning: the start 2026-11-23T09:00:00Z is no occurrence, as no rule generates it; dateutil and rrule.js agree, calendars show an event at its start all the same
    -:6:3: error: "25" is out of range in the hours (the hours are 0 to 23)
    1
)";

constexpr help_text help{usage, short_example, details};

struct check_options {
  reading_options reading;
};

void declare(option_reader& reader, check_options& o) { declare(reader, o.reading); }

bool names_file(const std::string& argument) {
  return argument.ends_with(".ics") || argument.ends_with(".toml") ||
         (!argument.empty() && ::access(argument.c_str(), R_OK) == 0);
}

/// A text and what its findings are said to be in.
struct source {
  schedule_text text;
  std::string path;
};

outcome<source> read_source(const std::string& argument, const environment& around) {
  return read_schedule_argument(names_file(argument) ? "@" + argument : argument, around)
      .map([&](schedule_text&& text) {
        const std::string path = !text.origin.empty() ? text.origin
                                 : argument == "-"    ? argument
                                                      : "<argument>";
        return source{std::move(text), path};
      });
}

/// Whether arguments may be the words of one phrase.
bool may_be_words(const std::vector<std::string>& words) {
  return words.size() > 1 && std::none_of(words.begin(), words.end(), [](const std::string& word) {
           return word == "-" || word.starts_with('@') || names_file(word);
         });
}

outcome<std::vector<source>> read_sources(std::vector<std::string> words, const reading& in,
                                          const environment& around) {
  if (words.empty()) words.emplace_back("-");
  if (may_be_words(words)) {
    const auto is_schedule = [&](std::string_view text) {
      return parse_schedule(text, in.form, in.options, in.phrases).has_value();
    };
    auto texts = read_schedule_arguments(words, around, is_schedule);
    if (!texts) return tl::unexpected{std::move(texts.error())};
    if (texts->size() == 1) return std::vector{source{std::move(texts->front()), "<argument>"}};
  }
  std::vector<source> sources;
  for (const std::string& word : words) {
    auto read = read_source(word, around);
    if (!read) return tl::unexpected{std::move(read.error())};
    sources.push_back(std::move(*read));
  }
  return sources;
}

/// The column, from 1, of a byte in its line, in characters.
std::size_t column(std::string_view text, std::size_t byte) {
  const std::string_view before = text.substr(0, byte);
  const std::size_t begin = before.rfind('\n') + 1;
  return 1 + static_cast<std::size_t>(std::count_if(
                 before.begin() + static_cast<std::ptrdiff_t>(begin), before.end(),
                 [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string line_of(const source& from, const finding& f, bool strict) {
  const bool is_error = strict || f.kind == severity::error;
  const std::string_view text = from.text.text;
  const std::size_t at = std::min(f.what.where.begin, text.size());
  std::string line = fmt::format("{}:{}:{}: {}: {}", from.path, line_number(text, at),
                                 column(text, at), is_error ? "error" : "warning", f.what.message);
  if (!f.what.hint.empty()) line += fmt::format(" ({})", f.what.hint);
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line + '\n';
}

int check(const check_options& o, const call& c) {
  const auto in = read_reading(o.reading, c.around);
  if (!in) return c.talk.error(in.error());
  reading lenient = *in;
  lenient.options.strict = false;
  const auto sources = read_sources(c.words, lenient, c.around);
  if (!sources) return c.talk.error(sources.error());
  std::string lines;
  for (const source& s : *sources) {
    for (const finding& f : findings_of(s.text, lenient)) lines += line_of(s, f, o.reading.strict);
  }
  if (lines.empty()) return static_cast<int>(exit_code::done);
  const int shown = show(c.around, lines);
  const bool failed = shown != static_cast<int>(exit_code::done);
  return failed ? shown : static_cast<int>(exit_code::nothing);
}

}  // namespace

const command check_command =
    make_command<check_options, check, help>("check", "say what is wrong with schedules and files");

}  // namespace occur::cli
