#include "occur/schedule.hpp"

#include "occur/cron.hpp"
#include "occur/find_calendar.hpp"
#include "cron/looks_like_cron.hpp"
#include "result/piece.hpp"
#include "set/property_names.hpp"
#include "set/unfolded_text.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace occur {
namespace {

using detail::fail;
using detail::piece;

/// A form of text: how to tell it, and how to read it.
struct form {
  text_form name;
  bool (*shows)(const std::vector<piece>& lines);
  result<parsed<schedule>> (*read)(std::string_view text, const set_options& options);
};

/// The first line that is not blank, if any.
piece first_line(const std::vector<piece>& lines) {
  const auto found = std::find_if_not(lines.begin(), lines.end(),
                                      [](piece line) { return detail::is_blank_line(line.text); });
  return found == lines.end() ? piece{} : detail::without_blanks(*found);
}

bool shows_block(const std::vector<piece>& lines) {
  return detail::looks_like_property(first_line(lines).text);
}

/// No other form has an equals sign on its first line.
bool shows_rule(const std::vector<piece>& lines) {
  return first_line(lines).text.find('=') != std::string_view::npos;
}

/// The text from the first to the last line of each block, and what is around it left out.
std::vector<piece> split_blocks(std::string_view text) {
  std::vector<piece> blocks;
  bool inside = false;
  for (const piece line : detail::physical_lines(text)) {
    const bool blank = detail::is_blank_line(line.text);
    if (!blank && !inside) blocks.push_back(line);
    if (!blank && inside) {
      const std::size_t begin = blocks.back().at;
      blocks.back() = {text.substr(begin, line.where().end - begin), begin};
    }
    inside = !blank;
  }
  return blocks;
}

error moved(error e, std::size_t by) {
  e.where = {e.where.begin + by, e.where.end + by};
  return e;
}

/// Reads one set and adds it to a schedule.
result<void> read_set(piece text, const set_options& options, parsed<schedule>& into) {
  auto read = parse_set(text.text, options);
  if (!read) return tl::unexpected(moved(std::move(read.error()), text.at));
  into.value.sets.push_back(std::move(read->value));
  for (error& warning : read->warnings) into.warnings.push_back(moved(std::move(warning), text.at));
  return {};
}

result<parsed<schedule>> read_blocks(std::string_view text, const set_options& options) {
  parsed<schedule> read;
  for (const piece block : split_blocks(text)) {
    if (auto done = read_set(block, options, read); !done) return tl::unexpected(done.error());
  }
  return read;
}

/// `RRULE:FREQ=...` is both a rule and a block; what begins with another property is no rule.
bool is_block_only(piece line) {
  const piece name = detail::split_once(line, ":;").before;
  return shows_block({line}) && !detail::same_word(detail::without_blanks(name).text, "RRULE");
}

result<parsed<schedule>> read_rules(std::string_view text, const set_options& options) {
  for (const piece block : split_blocks(text)) {
    const piece line = first_line(detail::physical_lines(block.text));
    if (is_block_only(line)) {
      return fail(error_code::syntax, detail::quoted(line.text) + " is no rule",
                  {block.at + line.at, block.at + line.where().end},
                  "a rule begins with FREQ= or RRULE:");
    }
  }
  return read_blocks(text, options);
}

result<parsed<schedule>> read_calendar(std::string_view text, const set_options& options,
                                       bool alarms) {
  return parse_calendar(text, {options, alarms}).map([](parsed<calendar>&& read) {
    return parsed<schedule>{{std::move(read.value.sets), std::move(read.value.details)},
                            std::move(read.warnings)};
  });
}

/// Blank lines, and the comments of a crontab.
bool says_nothing(piece line) {
  const piece words = detail::without_blanks(line);
  return words.empty() || words.text.starts_with('#');
}

bool shows_cron(const std::vector<piece>& lines) {
  const auto first = std::find_if_not(lines.begin(), lines.end(), says_nothing);
  return first != lines.end() && detail::cron::looks_like_cron(first->text);
}

/// One expression a line.
result<parsed<schedule>> read_crons(std::string_view text, const set_options& options) {
  parsed<schedule> all;
  for (const piece line : detail::physical_lines(text)) {
    if (says_nothing(line)) continue;
    auto read = parse_cron(line.text, options);
    if (!read) return tl::unexpected(moved(std::move(read.error()), line.at));
    std::move(read->value.begin(), read->value.end(), std::back_inserter(all.value.sets));
  }
  if (!all.value.sets.empty()) return all;
  return fail(error_code::missing, "there is no cron expression", {0, text.size()},
              "write five fields: 0 9 * * mon-fri");
}

/// In the order in which they are looked for.
constexpr std::array<form, 3> forms{{
    {text_form::block, shows_block, read_blocks},
    {text_form::rule, shows_rule, read_rules},
    {text_form::cron, shows_cron, read_crons},
}};

tl::unexpected<error> nothing_to_read() {
  return fail(error_code::missing, "there is nothing to read", {},
              "write a phrase, every monday at 9:00, a rule, FREQ=DAILY, or a block that begins "
              "with DTSTART");
}

tl::unexpected<error> no_form(piece line) {
  return fail(error_code::syntax, detail::quoted(line.text) + " is neither a rule nor a block",
              line.where(), "a rule begins with FREQ=, a block with DTSTART");
}

result<parsed<schedule>> read_phrase(std::string_view text, const set_options& options,
                                     const phrase_options& phrases) {
  return parse_phrase(text, phrases).map([&](parsed<std::vector<recurrence_set>>&& read) {
    for (recurrence_set& set : read.value) {
      set.gap = options.gap;
      set.fold = options.fold;
    }
    return parsed<schedule>{{std::move(read.value)}, std::move(read.warnings)};
  });
}

/// Text that is no rule and no block may be a phrase with a mistake in it; one
/// whose first word phrases do not know may be anything.
result<parsed<schedule>> read_other(std::string_view text, piece line, const set_options& options,
                                    const std::optional<phrase_options>& phrases) {
  if (!phrases) return no_form(line);
  auto read = read_phrase(text, options, *phrases);
  if (read) return read;
  error& e = read.error();
  const bool first_word = e.code == error_code::unknown_name && e.where.begin == line.at;
  if (first_word) e.message += "; this is no phrase, rule, block, cron expression or calendar";
  return read;
}

set_options with_calendars(set_options options) {
  if (!options.find_calendar) options.find_calendar = find_calendar;
  return options;
}

}  // namespace

result<parsed<schedule>> parse_schedule(std::string_view text, text_form wanted,
                                        const set_options& options,
                                        const std::optional<phrase_options>& phrases, bool alarms) {
  if (wanted == text_form::ics || (wanted == text_form::detect && looks_like_calendar(text))) {
    return read_calendar(text, with_calendars(options), alarms);
  }
  const std::vector<piece> lines = detail::physical_lines(text);
  const piece first = first_line(lines);
  if (first.empty()) return nothing_to_read();
  if (wanted == text_form::phrase && phrases) return read_phrase(text, options, *phrases);
  const auto found = std::find_if(forms.begin(), forms.end(), [&](const form& f) {
    return wanted == text_form::detect ? f.shows(lines) : f.name == wanted;
  });
  if (found == forms.end()) return read_other(text, first, options, phrases);
  return found->read(text, with_calendars(options));
}

}  // namespace occur
