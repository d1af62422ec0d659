#include "schedule_arguments.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string_view>

#include "occur/cron.hpp"
#include "output/descriptor.hpp"

namespace occur::cli {
namespace {

constexpr std::size_t most_bytes = std::size_t{64} * 1024 * 1024;
constexpr std::string_view no_schedule_hint =
    "a schedule is a phrase (every monday at 9:00), rule text (FREQ=WEEKLY;BYDAY=MO), a property "
    "block (DTSTART... and RRULE...), a cron expression (0 9 * * mon), a calendar or a schedule "
    "file (PATH.ics, PATH.toml), @PATH for any other file, or - for standard input";

/// An open file, closed at the end.
class open_file {
 public:
  explicit open_file(const std::string& path)
      : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  ~open_file() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  open_file(const open_file&) = delete;
  open_file& operator=(const open_file&) = delete;

  [[nodiscard]] int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

refusal cannot_read(std::string_view name, int reason) {
  return tl::unexpected{io_error(fmt::format("cannot read {}", name), reason)};
}

outcome<std::string> read_whole(int descriptor, std::string_view name) {
  auto text = read_all(descriptor, most_bytes);
  if (!text) return cannot_read(name, text.error());
  if (text->size() <= most_bytes) return std::move(*text);
  return usage_error(fmt::format("{} holds more than 64 MiB", name), "split it");
}

/// The name of a file that needs no @: a calendar's, or a schedule file's.
bool names_known_file(std::string_view argument) {
  const bool ends_like_one = argument.size() > std::string_view{".ics"}.size() &&
                             (argument.ends_with(".ics") || is_schedule_file(argument));
  return ends_like_one && !argument.starts_with('@') &&
         argument.find('\n') == std::string_view::npos;
}

/// `@daily` is cron's; a file of that name is `@./daily`.
bool names_input(std::string_view argument) {
  if (argument == "-" || names_known_file(argument)) return true;
  return argument.size() > 1 && argument.starts_with('@') && !begins_with_cron_nickname(argument);
}

std::string with_newlines(std::string_view argument) {
  std::string text;
  for (std::size_t at = 0; at < argument.size();) {
    const bool escaped = argument.substr(at, 2) == "\\n";
    text += escaped ? '\n' : argument[at];
    at += escaped ? 2 : 1;
  }
  return text;
}

/// Whether several arguments are the words of one schedule.
bool are_words(std::span<const std::string> arguments,
               const std::function<bool(std::string_view)>& is_schedule) {
  if (arguments.size() < 2) return false;
  return std::none_of(arguments.begin(), arguments.end(), stands_alone) &&
         !std::all_of(arguments.begin(), arguments.end(), is_schedule);
}

}  // namespace

outcome<schedule_text> read_file(const std::string& path) {
  const open_file file{path};
  if (file.descriptor() < 0) return cannot_read(path, errno);
  return read_whole(file.descriptor(), path).map([&](std::string text) {
    return schedule_text{std::move(text), path};
  });
}

bool is_schedule_file(std::string_view path) {
  constexpr std::string_view ending = ".toml";
  return path.size() > ending.size() && path.ends_with(ending);
}

bool stands_alone(std::string_view argument) {
  return names_input(argument) || argument.find_first_of(" \t\n=") != std::string_view::npos;
}

outcome<schedule_text> read_schedule_argument(const std::string& argument,
                                              const environment& around) {
  if (argument == "-") {
    return read_whole(around.input, "standard input").map([](std::string text) {
      return schedule_text{std::move(text)};
    });
  }
  if (names_known_file(argument)) return read_file(argument);
  if (names_input(argument)) return read_file(argument.substr(1));
  return schedule_text{with_newlines(argument)};
}

outcome<std::vector<schedule_text>> read_schedule_arguments(
    std::span<const std::string> arguments, const environment& around,
    const std::function<bool(std::string_view)>& is_schedule) {
  if (arguments.empty()) return usage_error("no schedule is given", std::string{no_schedule_hint});
  std::vector<schedule_text> texts;
  if (are_words(arguments, is_schedule)) {
    texts.push_back({fmt::format("{}", fmt::join(arguments, " "))});
    return texts;
  }
  for (const std::string& argument : arguments) {
    auto text = read_schedule_argument(argument, around);
    if (!text) return tl::unexpected{std::move(text.error())};
    texts.push_back(std::move(*text));
  }
  return texts;
}

}  // namespace occur::cli
