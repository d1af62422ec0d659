// usage: occur COMMAND [OPTION...] [ARGUMENT...]
//
//     $ occur next -n 1 -f local 'FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0;BYSECOND=0'
//     2026-11-23T09:00:00
#include "tool.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "occur/nearest.hpp"
#include "occur/version.hpp"
#include "command.hpp"
#include "completion.hpp"
#include "diagnostics.hpp"
#include "help.hpp"
#include "output/descriptor.hpp"

namespace occur::cli {
namespace {

constexpr std::array commands{&next_command, &run_command,     &cal_command,  &explain_command,
                              &diff_command, &convert_command, &check_command};

constexpr std::string_view usage = R"(usage: occur COMMAND [OPTION...] [ARGUMENT...]

Recurrence rules as streams of occurrences.

)";

constexpr std::string_view more = R"(
occur COMMAND -h       the options of a command
occur COMMAND --help   all about it, with examples
occur --version        the version
)";

constexpr std::string_view details = R"(
Exit codes: 0 done; 1 no occurrence; 2 wrong usage, or a schedule that cannot be
read; 3 input or output failed. A reader that leaves early is no failure.

Environment: TZ is the local zone, TZDIR where zone files are, OCCUR_NOW stands
for the current time (RFC 3339), NO_COLOR turns colour off.
)";

std::string overview() {
  std::string text{usage};
  for (const command* c : commands) text += fmt::format("  {:8} {}\n", c->name, c->summary);
  return text.append(more);
}

std::string command_hint(std::string_view word) {
  std::array<std::string_view, commands.size()> names{};
  std::transform(commands.begin(), commands.end(), names.begin(),
                 [](const command* c) { return c->name; });
  std::string hint = did_you_mean(nearest(word, names));
  return hint.empty() ? fmt::format("commands: {}", fmt::join(names, " ")) : hint;
}

complaint unknown_word(std::string_view word) {
  if (word.starts_with('-')) {
    return usage_error(fmt::format("unknown option \"{}\"", word),
                       "occur --help lists the commands")
        .value();
  }
  return usage_error(fmt::format("unknown command \"{}\"", word), command_hint(word)).value();
}

}  // namespace

std::span<const command* const> all_commands() { return commands; }

int run_tool(std::span<const std::string_view> arguments, const environment& around) {
  if (arguments.empty()) {
    write_all(around.errors, overview());
    return static_cast<int>(exit_code::usage);
  }
  const std::string_view word = arguments.front();
  if (word == "-h") return show(around, overview());
  if (word == "--help") return show(around, overview().append(details));
  if (word == "--version") return show(around, fmt::format("occur {}\n", version()));
  if (word == "complete") return complete(arguments.subspan(1), around);
  const auto* const found = std::find_if(commands.begin(), commands.end(),
                                         [word](const command* c) { return c->name == word; });
  if (found == commands.end()) return diagnostics{around}.error(unknown_word(word));
  return (*found)->run(arguments.subspan(1), around);
}

}  // namespace occur::cli
