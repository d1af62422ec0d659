#include "completion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <vector>

#include "occur/phrase.hpp"
#include "occur/zone.hpp"
#include "command.hpp"
#include "help.hpp"
#include "output/formatter.hpp"
#include "schedule_arguments.hpp"

namespace occur::cli {
namespace {

constexpr std::array<std::string_view, 4> moments{"now", "today", "tomorrow", "yesterday"};
constexpr std::string_view schedule_files = ":files ics toml\n";

/// Candidates that begin as the word under the cursor does.
class candidates {
 public:
  candidates(std::string_view begun, std::string_view before) : begun_(begun), before_(before) {}

  void offer(std::string_view word, std::string_view about = {}) {
    if (!word.starts_with(begun_)) return;
    fmt::format_to(std::back_inserter(text_), "{}{}", before_, word);
    if (!about.empty()) fmt::format_to(std::back_inserter(text_), "\t{}", about);
    text_ += '\n';
  }

  void ask_shell(std::string_view line) { text_ += line; }

  [[nodiscard]] std::string_view begun() const { return begun_; }
  [[nodiscard]] std::string text() && { return std::move(text_); }

 private:
  std::string_view begun_;
  std::string_view before_;  ///< `--zone=`
  std::string text_;
};

const command* command_named(std::string_view name) {
  const auto all = all_commands();
  const auto found = std::ranges::find(all, name, &command::name);
  return found == all.end() ? nullptr : *found;
}

const option* option_named(const std::vector<option>& options, std::string_view name) {
  const auto found = std::ranges::find_if(options, [name](const option& o) {
    const auto names = names_of(o);
    return std::ranges::find(names, name) != names.end();
  });
  return found == options.end() ? nullptr : &*found;
}

// What the words before the cursor are

/// The words of a command, up to the one under the cursor.
struct line {
  std::vector<std::string_view> operands;
  const option* valued = nullptr;  ///< the option whose value the cursor is at
  std::optional<std::size_t> dashes;
};

bool is_option(std::string_view word) { return word.size() > 1 && word.starts_with('-'); }

line read_line(std::span<const std::string_view> before, const std::vector<option>& options) {
  line l;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const std::string_view word = before[i];
    if (!l.dashes && word == "--") {
      l.dashes = i;
    } else if (l.dashes || !is_option(word)) {
      l.operands.push_back(word);
    } else if (const option* o = option_named(options, word); o != nullptr && !o->value.empty()) {
      const bool at_cursor = ++i == before.size();
      if (at_cursor) l.valued = o;
    }
  }
  return l;
}

// What to offer

/// The text of a phrase that goes on at the cursor.
std::string begun_phrase(const std::vector<std::string_view>& operands) {
  if (std::ranges::any_of(operands, stands_alone)) return {};
  return fmt::format("{}", fmt::join(operands, " "));
}

void offer_schedule(candidates& to, const std::string& phrase) {
  if (to.begun().starts_with('@')) return to.ask_shell(":at-files\n");
  for (const std::string_view word : words_after(phrase)) to.offer(word);
  if (phrase.empty()) to.ask_shell(schedule_files);
}

void offer_value(candidates& to, const option& o) {
  for (const std::string_view word : o.words) to.offer(word);
  switch (o.kind) {
    case value_kind::moment:
      for (const std::string_view word : moments) to.offer(word);
      break;
    case value_kind::schedule:
      offer_schedule(to, {});
      break;
    case value_kind::zone:
      for (const std::string& name : zone_names()) to.offer(name);
      break;
    case value_kind::format:
      for (const std::string_view name : format_names()) to.offer(name);
      break;
    case value_kind::file:
      to.ask_shell(":files\n");
      break;
    case value_kind::folder:
      to.ask_shell(":folders\n");
      break;
    case value_kind::other:
    case value_kind::word:
      break;
  }
}

/// The long names, and the short ones too while only a dash is there.
void offer_options(candidates& to, const std::vector<option>& options) {
  for (const option& o : options) {
    for (const std::string_view name : names_of(o)) {
      if (name.size() > 2 || to.begun().size() <= 2) to.offer(name, o.help);
    }
  }
}

std::string for_command(const command& c, std::span<const std::string_view> words) {
  const std::string_view cursor = words.back();
  const std::vector<option> options = c.options();
  const line l = read_line(words.first(words.size() - 1), options);
  const std::size_t equals = cursor.find('=');
  if (l.dashes && c.takes_command) return fmt::format(":command {}\n", *l.dashes + 3);
  candidates to{cursor, {}};
  if (l.valued != nullptr) {
    offer_value(to, *l.valued);
  } else if (!l.dashes && cursor.starts_with("--") && equals != std::string_view::npos) {
    const std::string_view name = cursor.substr(0, equals);
    const option* o = option_named(options, name);
    to = candidates{cursor.substr(equals + 1), cursor.substr(0, equals + 1)};
    if (o != nullptr && !o->value.empty()) offer_value(to, *o);
  } else if (!l.dashes && cursor.starts_with('-')) {
    offer_options(to, options);
  } else {
    offer_schedule(to, begun_phrase(l.operands));
  }
  return std::move(to).text();
}

std::string for_tool(std::string_view cursor) {
  candidates to{cursor, {}};
  if (cursor.starts_with('-')) {
    to.offer("-h", "the commands");
    to.offer("--help", "the commands, exit codes and environment");
    to.offer("--version", "the version");
  }
  for (const command* c : all_commands()) to.offer(c->name, c->summary);
  return std::move(to).text();
}

}  // namespace

std::string completions(std::span<const std::string_view> words) {
  if (words.empty()) return for_tool({});
  if (words.size() == 1) return for_tool(words.front());
  const command* c = command_named(words.front());
  return c == nullptr ? std::string{} : for_command(*c, words.subspan(1));
}

int complete(std::span<const std::string_view> words, const environment& around) {
  return show(around, completions(words));
}

}  // namespace occur::cli
