#include "calendar/component.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <fmt/format.h>

namespace occur::detail {
namespace {

constexpr std::size_t longest_property = std::size_t{1024} * 1024;
constexpr std::size_t deepest_nesting = 16;

template <class Name>
struct word {
  std::string_view text;
  Name name;
};

constexpr std::array<word<property_name>, 26> property_words{{
    {"ACTION", property_name::action},
    {"DTEND", property_name::dtend},
    {"DTSTART", property_name::dtstart},
    {"DUE", property_name::due},
    {"DURATION", property_name::duration},
    {"EXDATE", property_name::exdate},
    {"EXRULE", property_name::exrule},
    {"LOCATION", property_name::location},
    {"METHOD", property_name::method},
    {"NAME", property_name::calendar_name},
    {"RDATE", property_name::rdate},
    {"RECURRENCE-ID", property_name::recurrence_id},
    {"REPEAT", property_name::repeat},
    {"RRULE", property_name::rrule},
    {"SEQUENCE", property_name::sequence},
    {"STATUS", property_name::status},
    {"SUMMARY", property_name::summary},
    {"TRIGGER", property_name::trigger},
    {"TZID", property_name::tzid},
    {"TZNAME", property_name::tzname},
    {"TZOFFSETFROM", property_name::tzoffsetfrom},
    {"TZOFFSETTO", property_name::tzoffsetto},
    {"UID", property_name::uid},
    {"X-LIC-LOCATION", property_name::lic_location},
    {"X-WR-CALNAME", property_name::calendar_name},
    {"X-WR-TZNAME", property_name::tzname},
}};

constexpr std::array<word<component_name>, 8> component_words{{
    {"VEVENT", component_name::event},
    {"VALARM", component_name::alarm},
    {"VTODO", component_name::todo},
    {"VJOURNAL", component_name::journal},
    {"VTIMEZONE", component_name::timezone},
    {"STANDARD", component_name::standard},
    {"DAYLIGHT", component_name::daylight},
    {"VCALENDAR", component_name::calendar},
}};

template <class Words>
auto find_word(const Words& words, std::string_view text) {
  const auto found = std::ranges::find_if(words, [&](const auto& w) {
    return w.text.size() == text.size() && same_word(w.text, text);
  });
  return found == words.end() ? std::nullopt : std::optional(found->name);
}

bool is_break(char c) { return c == '\r' || c == '\n'; }

bool is_name(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return is_upper(c) || is_lower(c) || is_digit(c) || c == '-' || c == '.' || c == '_';
  });
}

/// The value of BEGIN or END.
piece value_of(piece line) {
  const auto [name, value] = split_once(line, ":");
  return value ? without_blanks(*value) : piece{{}, line.where().end};
}

class reader {
 public:
  reader(content_lines& lines, warnings& warn) : lines_(lines), warn_(warn) {}

  [[nodiscard]] std::vector<component> read() {
    content_lines::raw_line line;
    while (lines_.next(line)) read_line(line);
    while (!open_.empty()) {
      const span where = open_.back().begin.where();
      warn_.add({error_code::missing, fmt::format("{} has no END", quoted(open_.back().begin.text)),
                 where, "the text may have been cut off here"});
      close();
    }
    return std::move(calendars_);
  }

 private:
  /// A component that has begun; one that is not kept has no name.
  struct open_component {
    piece begin;  ///< the word after BEGIN:
    std::optional<component_name> name;
    component read;
  };

  void read_line(const content_lines::raw_line& line) {
    std::size_t end = line.text.text.find_first_of(":;\r\n");
    if (end != std::string_view::npos && is_break(line.text.text[end])) {
      // A fold may stand within the name.
      return line.folded ? read_line({lines_.unfolded(line), false}) : complain(line);
    }
    if (end == std::string_view::npos || !is_name(line.text.text.substr(0, end))) {
      return complain(line);
    }
    const piece name = line.text.from(0, end);
    if (same_word(name.text, "BEGIN")) return begin(value_of(lines_.unfolded(line)), line);
    if (same_word(name.text, "END")) return end_component(value_of(lines_.unfolded(line)));
    if (!open_.empty() && open_.back().name) keep(name, line);
  }

  void complain(const content_lines::raw_line& line) {
    if (!open_.empty() && !open_.back().name) return;
    const std::size_t end = std::min(line.text.text.find_first_of("\r\n"), line.text.text.size());
    const piece shown = line.text.from(0, std::min<std::size_t>(end, 80));
    warn_.add({error_code::syntax, fmt::format("{} is no property", quoted(shown.text)),
               shown.where(), "a property is a name, a colon and a value: SUMMARY:Breakfast"});
  }

  void begin(piece word, const content_lines::raw_line& line) {
    auto name = find_word(component_words, word.text);
    if (depth_ >= deepest_nesting) {
      if (depth_ == deepest_nesting) {
        warn_.add({error_code::too_long, "components are nested too deeply", word.where(),
                   fmt::format("{} levels are the most", deepest_nesting)});
      }
      name.reset();
    }
    ++depth_;
    const bool inside_kept = open_.empty() || open_.back().name;
    if (!inside_kept || depth_ > deepest_nesting) {
      name.reset();
    } else if (name && open_.empty() != (*name == component_name::calendar)) {
      warn_.add({error_code::syntax,
                 fmt::format("{} {}", quoted(word.text),
                             open_.empty() ? "stands outside of a calendar"
                                           : "stands inside another component"),
                 word.where(), "a calendar is what stands from BEGIN:VCALENDAR to END:VCALENDAR"});
      name.reset();
    }
    if (depth_ > deepest_nesting) return;
    component read;
    if (name) read.name = *name;
    read.where = line.text.from(0, 6 + word.text.size()).where();
    open_.push_back({word, name, std::move(read)});
  }

  void end_component(piece word) {
    if (depth_ > deepest_nesting) {
      --depth_;
      return;
    }
    const auto match = std::find_if(open_.rbegin(), open_.rend(), [&](const open_component& o) {
      return same_word(o.begin.text, word.text);
    });
    if (match == open_.rend()) {
      warn_.add({error_code::syntax, fmt::format("END:{} ends nothing", word.text.substr(0, 40)),
                 word.where(), "each END has a BEGIN of its own"});
      return;
    }
    for (auto unended = match - open_.rbegin(); unended > 0; --unended) {
      warn_.add({error_code::missing, fmt::format("{} has no END", quoted(open_.back().begin.text)),
                 open_.back().begin.where(),
                 fmt::format("add END:{}", open_.back().begin.text.substr(0, 40))});
      close();
    }
    close();
  }

  void close() {
    open_component done = std::move(open_.back());
    open_.pop_back();
    --depth_;
    if (!done.name) return;
    if (open_.empty()) {
      calendars_.push_back(std::move(done.read));
    } else if (open_.back().name) {
      open_.back().read.children.push_back(std::move(done.read));
    }
  }

  void keep(piece name, const content_lines::raw_line& line) {
    const auto known = find_word(property_words, name.text);
    if (!known) return;
    if (line.text.text.size() > longest_property) {
      warn_.add({error_code::too_long,
                 fmt::format("{} has {} bytes", name.text, line.text.text.size()), name.where(),
                 fmt::format("{} are the most", longest_property)});
      return;
    }
    open_.back().read.properties.push_back({*known, lines_.unfolded(line)});
  }

  content_lines& lines_;
  warnings& warn_;
  std::vector<open_component> open_;
  std::size_t depth_ = 0;
  std::vector<component> calendars_;
};

}  // namespace

const property* component::find(property_name wanted) const {
  const auto found = std::ranges::find(properties, wanted, &property::name);
  return found == properties.end() ? nullptr : &*found;
}

std::vector<component> read_components(content_lines& lines, warnings& warn) {
  return reader{lines, warn}.read();
}

}  // namespace occur::detail
