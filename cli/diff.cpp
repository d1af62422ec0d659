#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "occur/stream.hpp"
#include "command.hpp"
#include "diagnostics.hpp"
#include "help.hpp"
#include "output/instant_text.hpp"
#include "reading.hpp"

namespace occur::cli {
namespace {

constexpr std::string_view usage = R"(usage: occur diff [OPTION...] SCHEDULE SCHEDULE

Say whether two schedules have the same occurrences, or where they differ.

  -n N             at most N differences (10)
      --start WHEN the start of text that has none, on both sides (now)
      --zone ZONE  the zone of what has none, and of the output (also --tz)
      --gap WAY    times that the clocks skip: forward (02:30 is 03:30) or skip
      --fold WAY   times that the clocks show twice: first, second or both
      --strict     take warnings for errors
      --as FORM    what each SCHEDULE is: rule, block or phrase
      --color WHEN auto, always or never
  -h, --help       this help, and all of it
)";

constexpr std::string_view short_example = R"(
    $ occur diff 'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13' 'FREQ=DAILY;BYDAY=FR;BYMONTHDAY=13'
    the same: proved
)";

constexpr std::string_view details = R"(
Each SCHEDULE is one argument, as in occur next. A line that begins with - is an
occurrence that only the first has, one that begins with + only the second.

"proved" means to the year 9999. Schedules in different zones are compared one
occurrence after the other; when none of many differs, the answer says how far
that went.

EXIT CODES
    0 the same; 1 they differ; 2 wrong usage, or a schedule that cannot be read;
    3 output failed

EXAMPLES
    The first day that is no workday:

    $ occur diff -n 1 'every weekday at 9:00' 'every day at 9:00'; echo $?
    + 2026-11-28T09:00:00+01:00
    1

    A phrase and a rule:

    $ occur diff 'every day at 9:00' 'FREQ=DAILY;BYHOUR=9;BYMINUTE=0;BYSECOND=0'
    the same: proved
)";

constexpr help_text help{usage, short_example, details};

struct diff_options {
  reading_options reading;
  common_options common;
  std::optional<std::string> number;
};

void declare(option_reader& reader, diff_options& o) {
  reader.value("-n", o.number);
  declare(reader, o.reading);
  declare(reader, o.common);
}

outcome<std::size_t> read_most(const diff_options& o) {
  constexpr std::size_t usual = 10;
  if (!o.number) return usual;
  const std::string& text = *o.number;
  std::size_t most = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), most);
  if (read.ec == std::errc{} && read.ptr == text.data() + text.size() && most > 0) return most;
  return value_error("-n", text,
                     {error_code::syntax,
                      fmt::format("\"{}\" is not a number of differences", text),
                      {0, text.size()},
                      "-n takes 1 or more"});
}

/// The two schedules.
struct sides {
  schedule left;
  schedule right;
};

outcome<sides> read_sides(const std::vector<std::string>& arguments, const reading& in,
                          const environment& around, const diagnostics& talk) {
  if (arguments.size() != 2) {
    return usage_error(fmt::format("two schedules are needed, not {}", arguments.size()),
                       "put each in quotes: occur diff 'every day' 'every weekday'");
  }
  sides both;
  const auto read = [&](std::size_t which) {
    return read_schedule({&arguments[which], 1}, in, around, talk);
  };
  return assign(both.left, read(0)).and_then([&] { return assign(both.right, read(1)); }).map([&] {
    return std::move(both);
  });
}

std::string text_of(const comparison& found, const sides& both, const reading& in) {
  if (found.proved) return "the same: proved\n";
  if (found.differences.empty()) {
    return fmt::format("no difference before {}\n", instant_text(found.agreed_until, in.where));
  }
  const auto left = clock_faces(both.left.sets, in.shown);
  const auto right = clock_faces(both.right.sets, in.shown);
  std::string text;
  for (const comparison::difference& d : found.differences) {
    const clock_face& face = (d.left ? left : right)[d.what.set];
    text += fmt::format("{} {}\n", d.left ? '-' : '+', instant_text(face, d.what));
  }
  return text;
}

int print(const sides& both, std::size_t most, const reading& in, const environment& around) {
  const comparison found = compare(both.left.sets, both.right.sets, most);
  const int done = show(around, text_of(found, both, in));
  const bool failed = done != static_cast<int>(exit_code::done);
  return found.differences.empty() || failed ? done : static_cast<int>(exit_code::nothing);
}

int run_diff(std::span<const std::string_view> arguments, const environment& around) {
  diagnostics talk{around};
  option_reader reader;
  diff_options options;
  declare(reader, options);
  const auto schedules = reader.read(arguments);
  if (!schedules) return talk.error(schedules.error());
  if (const auto shown = show_help(options.common, help, around)) return *shown;
  const auto color = read_color(options.common);
  if (!color) return talk.error(color.error());
  talk.use_color(*color);
  const auto most = read_most(options);
  if (!most) return talk.error(most.error());
  const auto in = read_reading(options.reading, around);
  if (!in) return talk.error(in.error());
  const auto both = read_sides(*schedules, *in, around, talk);
  if (!both) return talk.error(both.error());
  return print(*both, *most, *in, around);
}

std::vector<std::string> option_names() {
  option_reader reader;
  diff_options options;
  declare(reader, options);
  return reader.names();
}

}  // namespace

const command diff_command{"diff", "say where two schedules differ", run_diff, option_names};

}  // namespace occur::cli
