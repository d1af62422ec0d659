#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "occur/clock_face.hpp"
#include "occur/stream.hpp"
#include "command.hpp"
#include "reading.hpp"

namespace occur::cli {
namespace {

constexpr std::string_view usage = R"(usage: occur diff [OPTION...] SCHEDULE SCHEDULE

Say whether two schedules have the same occurrences, or where they differ.
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
that went, and the exit code is that of schedules that differ.

EXIT CODES
    0 the same, proved; 1 they differ, or may; 2 wrong usage, or a schedule that
    cannot be read; 3 output failed

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
  std::optional<std::string> number;
};

void declare(option_reader& reader, diff_options& o) {
  reader.value({"-n", "N", "at most N differences (10)"}, o.number);
  declare(reader, o.reading);
}

outcome<std::size_t> read_most(const diff_options& o) {
  constexpr std::size_t usual = 10;
  if (!o.number) return usual;
  const auto most = whole_number(*o.number);
  if (most && *most > 0) return static_cast<std::size_t>(*most);
  return value_error("-n", *o.number,
                     {error_code::syntax,
                      fmt::format("\"{}\" is not a number of differences", *o.number),
                      {0, o.number->size()},
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
    return fmt::format("no difference before {}, not proved beyond\n",
                       instant_text(found.agreed_until, in.where));
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
  return found.proved || failed ? done : static_cast<int>(exit_code::nothing);
}

int diff(const diff_options& o, const call& c) {
  const auto most = read_most(o);
  if (!most) return c.talk.error(most.error());
  const auto in = read_reading(o.reading, c.around);
  if (!in) return c.talk.error(in.error());
  const auto both = read_sides(c.words, *in, c.around, c.talk);
  if (!both) return c.talk.error(both.error());
  return print(*both, *most, *in, c.around);
}

}  // namespace

const command diff_command =
    make_command<diff_options, diff, help>("diff", "say where two schedules differ");

}  // namespace occur::cli
