#include "help.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <iterator>

#include "diagnostics.hpp"
#include "output/descriptor.hpp"

namespace occur::cli {
namespace {

constexpr std::array<option_word<color_choice>, 3> color_words{{{"auto", color_choice::automatic},
                                                                {"always", color_choice::always},
                                                                {"never", color_choice::never}}};

constexpr std::size_t page_width = 80;
/// Options that are wider push the words about them to the right.
constexpr std::size_t widest_head = 20;
constexpr std::size_t margin = 2;

/// The names of an option as one reads them, and the others it has.
struct shown_names {
  std::string lead;  ///< `-f, --format F`
  std::string others;
};

shown_names names_shown(const option& o) {
  shown_names shown;
  for (const std::string_view name : names_of(o)) {
    const bool is_short = name.size() == 2;
    if (shown.lead.empty()) {
      shown.lead = fmt::format("{}{}", is_short ? "" : "    ", name);
    } else if (shown.lead.size() == 2) {
      shown.lead += fmt::format(", {}", name);
    } else {
      shown.others += fmt::format(" (also {})", name);
    }
  }
  if (!o.value.empty()) shown.lead += fmt::format(" {}", o.value);
  return shown;
}

/// Appends words behind `at` columns of text; where a line is full, they go on
/// at the column `indent` of the next.
void append_wrapped(std::string& text, std::string_view words, std::size_t at, std::size_t indent) {
  bool first = true;
  while (!words.empty()) {
    const std::string_view word = words.substr(0, words.find(' '));
    words.remove_prefix(std::min(words.size(), word.size() + 1));
    const bool fits = first || at + 1 + word.size() <= page_width;
    if (!fits) {
      text.append(1, '\n').append(indent, ' ');
      at = indent;
    } else if (!first) {
      text += ' ';
      ++at;
    }
    text += word;
    at += word.size();
    first = false;
  }
  text += '\n';
}

std::string option_lines(const std::vector<option>& options) {
  std::vector<shown_names> heads;
  std::size_t widest = 0;
  for (const option& o : options) {
    heads.push_back(names_shown(o));
    const std::size_t width = heads.back().lead.size();
    if (width <= widest_head) widest = std::max(widest, width);
  }
  const std::size_t column = margin + widest + margin;
  std::string text;
  for (std::size_t i = 0; i < options.size(); ++i) {
    const std::string head = fmt::format("  {}  ", heads[i].lead);
    text += fmt::format("{:{}}", head, column);
    append_wrapped(text, fmt::format("{}{}", options[i].help, heads[i].others),
                   std::max(column, head.size()), column);
  }
  return text;
}

}  // namespace

int show(const environment& around, std::string_view text) {
  const int failure = write_all(around.output, text);
  if (failure == 0 || failure == EPIPE) return static_cast<int>(exit_code::done);
  return diagnostics{around}.error(io_error("cannot write", failure));
}

void declare(option_reader& reader, common_options& o) {
  reader.word({"--color", "WHEN", "auto, always or never"}, color_words, o.color);
  reader.flag({"-h", {}, "this help"}, o.short_help);
  reader.flag({"--help", {}, "all of it, with examples"}, o.long_help);
}

std::optional<int> show_help(const common_options& o, const help_text& help,
                             const std::vector<option>& options, const environment& around) {
  if (!o.short_help && !o.long_help) return std::nullopt;
  return show(around, fmt::format("{}\n{}{}", help.usage, option_lines(options),
                                  o.long_help ? help.details : help.example));
}

outcome<color_choice> read_color(const common_options& o) {
  return read_word("--color", o.color, color_words, color_choice::automatic);
}

}  // namespace occur::cli
