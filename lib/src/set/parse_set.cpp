#include "occur/set.hpp"

#include "result/tolerance.hpp"
#include "rule/read_rule.hpp"
#include "set/content_line.hpp"
#include "set/property_names.hpp"
#include "set/read_calendar_rule.hpp"
#include "set/read_dates.hpp"
#include "set/unfolded_text.hpp"
#include "set/written_set.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace occur {
namespace detail {
namespace {

constexpr std::size_t longest_block = std::size_t{1024} * 1024;

/// Components whose properties are those of the set; others are passed over whole.
constexpr std::array<std::string_view, 4> transparent_components{"VCALENDAR", "VEVENT", "VTODO",
                                                                 "VJOURNAL"};

/// Reads the lines of a block one by one.
class block_reader {
 public:
  explicit block_reader(const set_options& options) : options_(&options) {}

  [[nodiscard]] result<void> read_line(piece line);
  [[nodiscard]] result<void> read_rule_alone(piece line);

  /// The set, once all lines are read; `block` is the place of all of them.
  [[nodiscard]] result<recurrence_set> finish(span block);

  /// In text order.
  [[nodiscard]] std::vector<error> take_warnings();

 private:
  struct property {
    std::string_view name;
    result<void> (block_reader::*read)(const content_line&, tolerance&);
  };
  static const std::array<property, 5> properties;

  result<void> read_start(const content_line& line, tolerance& tolerated);
  template <auto List>
  result<void> read_rule(const content_line& line, tolerance& tolerated);
  template <auto List>
  result<void> read_dates(const content_line& line, tolerance& tolerated);
  result<void> read_other(piece line, piece name);
  result<void> enter_component(piece line, piece name);
  void ignore(piece name);
  void warn_of_ignored();
  void warn_if_nothing_occurs(span block);

  const set_options* options_;
  written_set set_;
  std::vector<error> warnings_;
  std::vector<std::string> ignored_;
  span first_ignored_;
  std::optional<piece> passed_over_;  ///< the component that is being passed over
  bool in_event_ = false;
};

template <auto List>
constexpr std::string_view property_name{};
template <>
constexpr std::string_view property_name<&written_set::rules> = "RRULE";
template <>
constexpr std::string_view property_name<&written_set::excluded_rules> = "EXRULE";
template <>
constexpr std::string_view property_name<&written_set::dates> = "RDATE";
template <>
constexpr std::string_view property_name<&written_set::excluded_dates> = "EXDATE";

const std::array<block_reader::property, 5> block_reader::properties{{
    {"DTSTART", &block_reader::read_start},
    {"RRULE", &block_reader::read_rule<&written_set::rules>},
    {"EXRULE", &block_reader::read_rule<&written_set::excluded_rules>},
    {"RDATE", &block_reader::read_dates<&written_set::dates>},
    {"EXDATE", &block_reader::read_dates<&written_set::excluded_dates>},
}};

tl::unexpected<error> unknown_property(piece name) {
  return fail(error_code::unknown_name, fmt::format("unknown property {}", quoted(name.text)),
              name.where(), property_hint(name.text));
}

/// What a line without a property name should have been.
std::string nameless_hint(piece line) {
  const auto [name, value] = split_once(line, "=");
  if (!value) return "a property is a name, a colon and a value: RRULE:FREQ=DAILY";
  const bool has_equals_for_colon = is_recurrence_property(without_blanks(name).text);
  return has_equals_for_colon ? "write a colon after the name" : "write RRULE: before it";
}

/// `FREQ=DAILY` on a line among others, `RRULE=FREQ=DAILY`, or no property at all.
tl::unexpected<error> nameless(piece line) {
  return fail(error_code::syntax, fmt::format("no property name in {}", quoted(line.text)),
              line.where(), nameless_hint(line));
}

/// Whether a line begins like `FREQ=DAILY`, with no name of a property.
bool is_nameless(piece line) {
  const std::size_t separator = line.text.find_first_of(":;=");
  return separator == std::string_view::npos || line.text[separator] == '=';
}

piece value_of_line(piece line) {
  const auto [name, value] = split_once(line, ":");
  return value ? without_blanks(*value) : piece{{}, line.where().end};
}

result<void> block_reader::read_line(piece line) {
  const piece name = name_of_line(line);
  if (passed_over_ || is_other_property(name.text)) return read_other(line, name);
  if (is_nameless(line)) return nameless(without_blanks(line));
  const auto found = std::find_if(properties.begin(), properties.end(),
                                  [&](const property& p) { return same_word(p.name, name.text); });
  if (found == properties.end()) return unknown_property(name);
  tolerance tolerated{warnings_};
  return read_content_line(line, tolerated).and_then([&](const content_line& read) {
    return (this->*found->read)(read, tolerated);
  });
}

result<void> block_reader::read_rule_alone(piece line) {
  tolerance tolerated{warnings_};
  return read_rule_with_months(line, *options_, tolerated).map([&](written_rule&& read) {
    set_.rules.push_back(std::move(read));
  });
}

result<void> block_reader::read_start(const content_line& line, tolerance& tolerated) {
  if (set_.anchor) {
    return fail(error_code::repeated, "DTSTART stands twice", line.whole.where(),
                "a block has one start; a blank line begins another block");
  }
  return detail::read_start(line, *options_, tolerated).map([&](start&& read) {
    set_.anchor = std::move(read);
  });
}

template <auto List>
result<void> block_reader::read_rule(const content_line& line, tolerance& tolerated) {
  if (auto checked = check_rule_parameters(line, property_name<List>); !checked) return checked;
  if (line.value.empty()) {
    return fail(error_code::missing, fmt::format("{} has no value", property_name<List>),
                line.whole.where(),
                fmt::format("write {}:FREQ=DAILY, for one", property_name<List>));
  }
  return read_rule_with_months(line.value, *options_, tolerated).map([&](written_rule&& read) {
    (set_.*List).push_back(std::move(read));
  });
}

template <auto List>
result<void> block_reader::read_dates(const content_line& line, tolerance& tolerated) {
  return detail::read_dates(line, property_name<List>, *options_, tolerated)
      .map([&](written_dates&& read) { (set_.*List).push_back(std::move(read)); });
}

/// A property that says nothing about recurrence, or the bounds of a component.
result<void> block_reader::read_other(piece line, piece name) {
  const piece component = value_of_line(line);
  if (passed_over_) {
    const bool ends = same_word(name.text, "END") && same_word(component.text, passed_over_->text);
    if (ends) passed_over_.reset();
    return {};
  }
  ignore(name);
  return same_word(name.text, "BEGIN") ? enter_component(line, component) : result<void>{};
}

result<void> block_reader::enter_component(piece line, piece name) {
  const auto known =
      std::find_if(transparent_components.begin(), transparent_components.end(),
                   [&](std::string_view component) { return same_word(component, name.text); });
  if (known == transparent_components.end()) {
    passed_over_ = name;
  } else if (*known != "VCALENDAR" && std::exchange(in_event_, true)) {
    return fail(error_code::repeated, "a second event in one block", line.where(),
                "put a blank line between events, or save them as an .ics file");
  }
  return {};
}

void block_reader::ignore(piece name) {
  if (ignored_.empty()) first_ignored_ = name.where();
  ignored_.push_back(upper_case(name.text));
}

void block_reader::warn_of_ignored() {
  if (ignored_.empty()) return;
  std::vector<std::string> names;
  for (const std::string& name : ignored_) {
    if (names.size() < 12 && std::find(names.begin(), names.end(), name) == names.end()) {
      names.push_back(name);
    }
  }
  warnings_.push_back(
      {error_code::unsupported,
       fmt::format("ignored, since it says nothing about recurrence: {}", fmt::join(names, ", ")),
       first_ignored_, "a block has DTSTART, RRULE, RDATE, EXRULE and EXDATE"});
}

void block_reader::warn_if_nothing_occurs(span block) {
  if (!set_.rules.empty() || !set_.dates.empty()) return;
  warnings_.push_back({error_code::missing, "nothing occurs: there is no RRULE and no RDATE", block,
                       "add a line such as RRULE:FREQ=DAILY"});
}

recurrence_set value_of(written_set&& written, const set_options& options) {
  recurrence_set set;
  set.anchor = std::move(*written.anchor);
  for (auto& r : written.rules) set.rules.push_back(std::move(r.value));
  for (auto& r : written.excluded_rules) set.excluded_rules.push_back(std::move(r.value));
  for (auto& line : written.dates) {
    for (auto& d : line.dates) set.dates.push_back(std::move(d.value));
  }
  for (auto& line : written.excluded_dates) {
    for (auto& d : line.dates) set.excluded_dates.push_back(std::move(d.value));
  }
  set.gap = options.gap;
  set.fold = options.fold;
  return set;
}

result<recurrence_set> block_reader::finish(span block) {
  if (passed_over_) {
    return fail(error_code::missing, fmt::format("{} has no END", quoted(passed_over_->text)),
                passed_over_->where(), fmt::format("add END:{}", passed_over_->text.substr(0, 40)));
  }
  if (!set_.anchor) set_.anchor = options_->default_start;
  if (!set_.anchor) {
    return fail(error_code::missing, "there is no DTSTART, and no other start is given", block,
                "add a line such as DTSTART:20261123T090000");
  }
  warn_of_ignored();
  warn_if_nothing_occurs(block);
  return fit_to_start(set_, warnings_).map([&] { return value_of(std::move(set_), *options_); });
}

std::vector<error> block_reader::take_warnings() {
  sort_by_place(warnings_);
  return std::move(warnings_);
}

/// A rule may stand alone, and then needs no name.
bool is_rule_alone(const std::vector<piece>& lines) {
  if (lines.size() != 1) return false;
  const piece first_word = without_blanks(split_once(lines[0], "=:;").before);
  if (is_recurrence_property(first_word.text)) return false;
  return is_nameless(lines[0]) || lines[0].text.find(':') == std::string_view::npos;
}

result<void> read_lines(const std::vector<piece>& lines, block_reader& block) {
  if (is_rule_alone(lines)) return block.read_rule_alone(lines.front());
  for (const piece line : lines) {
    if (auto read = block.read_line(line); !read) return read;
  }
  return {};
}

/// Reads unfolded text; places are those of that text.
result<parsed<recurrence_set>> read_block(const std::vector<piece>& lines,
                                          const set_options& options) {
  if (lines.empty()) {
    return fail(error_code::missing, "there is nothing to read", {},
                "write a rule, FREQ=DAILY, or a block that begins with DTSTART");
  }
  block_reader block{options};
  return read_lines(lines, block)
      .and_then([&] {
        return block.finish({lines.front().at, lines.back().where().end});
      })
      .map([&](recurrence_set&& set) {
        return parsed<recurrence_set>{std::move(set), block.take_warnings()};
      });
}

}  // namespace
}  // namespace detail

result<parsed<recurrence_set>> parse_set(std::string_view text, const set_options& options) {
  if (text.size() > detail::longest_block) {
    return detail::fail(error_code::too_long, fmt::format("the block has {} bytes", text.size()),
                        {detail::longest_block, text.size()},
                        fmt::format("a block has {} bytes at most", detail::longest_block));
  }
  const detail::unfolded_text unfolded{text};
  auto read = detail::read_block(unfolded.lines(), options);
  if (!read) {
    read.error().where = unfolded.folded(read.error().where);
    return read;
  }
  for (error& warning : read->warnings) warning.where = unfolded.folded(warning.where);
  if (options.strict && !read->warnings.empty()) return tl::unexpected(read->warnings.front());
  return read;
}

}  // namespace occur
