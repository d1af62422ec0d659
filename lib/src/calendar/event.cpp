#include "calendar/event.hpp"

#include "calendar/moments.hpp"
#include "calendar/property_text.hpp"
#include "result/tolerance.hpp"
#include "set/content_line.hpp"
#include "set/duration.hpp"
#include "set/read_calendar_rule.hpp"
#include "set/read_dates.hpp"
#include "set/with_start.hpp"
#include "set/written_set.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <limits>
#include <system_error>
#include <utility>
#include <fmt/format.h>

namespace occur::detail {
namespace {

component_kind kind_of(component_name name) {
  if (name == component_name::todo) return component_kind::todo;
  return name == component_name::journal ? component_kind::journal : component_kind::event;
}

/// Takes a parameter out of a line.
std::optional<parameter> take_parameter(content_line& line, std::string_view name) {
  const auto found = std::ranges::find_if(
      line.parameters, [&](const parameter& p) { return same_word(p.name.text, name); });
  if (found == line.parameters.end()) return std::nullopt;
  const parameter taken = *found;
  line.parameters.erase(found);
  return taken;
}

bool says_when(const parameter& p) {
  return same_word(p.name.text, "TZID") || same_word(p.name.text, "VALUE");
}

/// From the start to the end of an event: days on the calendar, else elapsed time.
displacement length_between(const start& from, const start& to) {
  if (from.kind == start_kind::date) return {to.time - from.time, {}};
  const bool elapses = has_zone(from) && has_zone(to);
  return {{}, elapses ? instant_of(to) - instant_of(from) : to.time - from.time};
}

class event_reader {
 public:
  event_reader(const component& from, const event_reading& in, warnings& warn)
      : from_(from), in_(in), warn_(warn) {}

  [[nodiscard]] std::optional<event> read() {
    if (!read_start()) return std::nullopt;
    for (const property& p : from_.properties)
      if (counts(p)) read(p);
    bound_rules();
    read_details();
    event_.set = with_start(std::move(event_.set));
    for (const component& c : from_.children)
      if (c.name == component_name::alarm) read_alarm(c);
    return std::move(event_);
  }

 private:
  // Lines

  /// The line of a property, with the parameters that say when.
  [[nodiscard]] std::optional<content_line> line_of(const property& p) {
    tolerance tolerated{notes_};
    auto line = read_content_line(p.line, tolerated);
    if (!line) {
      warn_.add(std::move(line.error()));
      return std::nullopt;
    }
    std::erase_if(line->parameters, [](const parameter& q) { return !says_when(q); });
    return std::move(*line);
  }

  /// Reads a line; where its zone is in the way, without it.
  template <class Read>
  [[nodiscard]] auto read_line(content_line line, Read read) {
    tolerance tolerated{notes_};
    auto value = read(line, tolerated);
    if (!value) {
      const error first = std::move(value.error());
      if (take_parameter(line, "TZID")) value = read(line, tolerated);
      note_once(first, value.has_value());
      if (!value) value.error() = first;
    }
    return value;
  }

  /// A zone that nobody knows is complained of at each place, but in a word.
  void note_once(error e, bool read_on) {
    if (!read_on) return;
    const bool unknown_zone = e.code == error_code::unknown_name;
    e.message +=
        unknown_zone ? "; the time is read as one without a zone" : "; its TZID is ignored";
    warn_.add(std::move(e));
  }

  void say_notes() { warn_.add(std::exchange(notes_, {})); }

  [[nodiscard]] std::optional<start> read_moment(const property& p) {
    const auto line = line_of(p);
    if (!line) return std::nullopt;
    auto read = read_line(*line, [this](const content_line& l, tolerance& t) {
      return detail::read_start(l, in_.options, t);
    });
    say_notes();
    if (read) return std::move(*read);
    warn_.add(std::move(read.error()));
    return std::nullopt;
  }

  [[nodiscard]] std::vector<listed_date> read_dates(content_line line, std::string_view name) {
    const auto read_all = [&](const content_line& l, tolerance& t) {
      return detail::read_dates(l, name, in_.options, t);
    };
    auto read = read_line(line, read_all);
    say_notes();
    if (read) return values_of(*read);
    const std::vector<piece> pieces = split(line.value, ',');
    if (pieces.size() == 1) {
      warn_.add(std::move(read.error()));
      return {};
    }
    std::vector<listed_date> all;
    for (const piece value : pieces) {
      line.value = value;
      for (listed_date& d : read_dates(line, name)) all.push_back(std::move(d));
    }
    return all;
  }

  [[nodiscard]] static std::vector<listed_date> values_of(written_dates& line) {
    std::vector<listed_date> all;
    for (written_date& d : line.dates) all.push_back(std::move(d.value));
    return all;
  }

  // Properties

  /// Whether a property is not one too many: some stand only once, and an end and a duration not
  /// both.
  [[nodiscard]] bool counts(const property& p) {
    switch (p.name) {
      case property_name::dtstart:
      case property_name::dtend:
      case property_name::due:
      case property_name::duration:
      case property_name::recurrence_id:
        break;
      default:
        return true;
    }
    if (&p != from_.find(p.name)) {
      warn_.add({error_code::repeated, "the event says this twice; the first counts",
                 p.line.where(), "leave one of the two"});
      return false;
    }
    const bool has_end =
        from_.find(property_name::dtend) != nullptr ||
        (from_.name == component_name::todo && from_.find(property_name::due) != nullptr);
    if (p.name != property_name::duration || !has_end) return true;
    warn_.add({error_code::conflict, "the event has an end and a duration; the end counts",
               p.line.where(), "leave one of the two"});
    return false;
  }

  [[nodiscard]] bool read_start() {
    const property* p = from_.find(property_name::dtstart);
    if (p == nullptr && from_.name == component_name::todo) p = from_.find(property_name::due);
    if (p == nullptr) {
      if (from_.name == component_name::event) {
        warn_.add({error_code::missing, "the event has no DTSTART, and is left out", from_.where,
                   "add a line such as DTSTART:20261123T090000Z"});
      }
      return false;
    }
    auto read = read_moment(*p);
    if (!read) return false;
    event_.set.anchor = std::move(*read);
    event_.set.gap = in_.options.gap;
    event_.set.fold = in_.options.fold;
    return true;
  }

  void read(const property& p) {
    switch (p.name) {
      case property_name::rrule:
        return read_rule(p, event_.set.rules);
      case property_name::exrule:
        return read_rule(p, event_.set.excluded_rules);
      case property_name::rdate:
        return add_dates(p, "RDATE", event_.set.dates);
      case property_name::exdate:
        return add_dates(p, "EXDATE", event_.set.excluded_dates);
      case property_name::recurrence_id:
        return read_recurrence_id(p);
      case property_name::dtend:
      case property_name::due:
        return read_end(p);
      case property_name::duration:
        return read_duration(p);
      default:
        return;
    }
  }

  void read_rule(const property& p, std::vector<rule>& into) {
    const auto line = line_of(p);
    if (!line) return;
    tolerance tolerated{notes_};
    auto read = read_rule_with_months(line->value, in_.options, tolerated);
    if (!read) {
      notes_.clear();
      return warn_.add(std::move(read.error()));
    }
    written_set alone;
    alone.anchor = event_.set.anchor;
    alone.rules.push_back(std::move(*read));
    if (auto fits = fit_to_start(alone, notes_); !fits) {
      notes_.clear();
      return warn_.add(std::move(fits.error()));
    }
    say_notes();
    into.push_back(std::move(alone.rules[0].value));
  }

  /// With exceptions, more rules than are combined at once would have to be walked, which may be
  /// to the horizon.
  void bound_rules() {
    constexpr std::size_t most_rules = 30;
    recurrence_set& set = event_.set;
    if (set.excluded_rules.empty()) return;
    if (std::max(set.rules.size(), set.excluded_rules.size()) <= most_rules) return;
    warn_.add({error_code::too_long, "the event has too many rules and exceptions", from_.where,
               fmt::format("{} of each are the most", most_rules)});
    set.rules.resize(std::min(set.rules.size(), most_rules));
    set.excluded_rules.resize(std::min(set.excluded_rules.size(), most_rules));
  }

  void add_dates(const property& p, std::string_view name, std::vector<listed_date>& into) {
    if (const auto line = line_of(p))
      for (listed_date& d : read_dates(*line, name)) into.push_back(std::move(d));
  }

  void read_recurrence_id(const property& p) {
    tolerance tolerated{notes_};
    auto line = read_content_line(p.line, tolerated);
    if (!line) return warn_.add(std::move(line.error()));
    const auto range = take_parameter(*line, "RANGE");
    const bool later = range && same_word(range->value.text, "THISANDFUTURE");
    if (range && !later) {
      warn_.add({error_code::unsupported,
                 fmt::format("RANGE={} is read as this instance alone", range->value.text),
                 range->value.where(), "RFC 5545 has THISANDFUTURE only"});
    }
    std::erase_if(line->parameters, [](const parameter& q) { return !says_when(q); });
    auto dates = read_dates(*line, "RECURRENCE-ID");
    if (dates.size() == 1) event_.instead_of = {std::move(dates[0]), later, p.line.where()};
  }

  void read_end(const property& p) {
    if (from_.find(property_name::dtstart) == nullptr) return;
    const auto end = read_moment(p);
    if (!end) return;
    const start& begin = event_.set.anchor;
    if ((end->kind == start_kind::date) != (begin.kind == start_kind::date)) {
      return warn_.add({error_code::conflict, "the end is of another type than the start",
                        p.line.where(), "both are dates, or both have a time"});
    }
    set_length(length_between(begin, *end), p);
  }

  void read_duration(const property& p) {
    auto read = detail::read_duration(without_blanks(value_of(p)));
    if (!read) return warn_.add(std::move(read.error()));
    set_length(*read, p);
  }

  void set_length(const displacement& length, const property& p) {
    if (length.nominal() < seconds{0}) {
      return warn_.add({error_code::out_of_range, "the event ends before it begins", p.line.where(),
                        "the end is after the start"});
    }
    event_.details.duration = length;
  }

  void read_details() {
    event_details& d = event_.details;
    d.kind = kind_of(from_.name);
    d.uid = text_of(from_, property_name::uid);
    d.summary = text_of(from_, property_name::summary);
    d.location = text_of(from_, property_name::location);
    d.status = upper_case(text_of(from_, property_name::status));
    d.calendar = in_.calendar;
    event_.cancelled = in_.cancelled || d.status == "CANCELLED";
    if (const property* p = from_.find(property_name::sequence)) {
      const std::string_view digits = without_blanks(value_of(*p)).text;
      std::from_chars(digits.data(), digits.data() + digits.size(), event_.sequence);
    }
  }

  // Alarms

  void read_alarm(const component& c) {
    if (same_word(text_of(c, property_name::action), "NONE")) return;
    const property* trigger = c.find(property_name::trigger);
    if (trigger == nullptr) {
      return warn_.add({error_code::missing, "the alarm has no TRIGGER", c.where,
                        "add a line such as TRIGGER:-PT15M"});
    }
    tolerance tolerated{notes_};
    auto line = read_content_line(trigger->line, tolerated);
    if (!line) return warn_.add(std::move(line.error()));
    const auto related = take_parameter(*line, "RELATED");
    const bool from_end = related && same_word(related->value.text, "END");
    if (!line->value.empty() && is_digit(line->value.text[0])) return read_alarm_time(*line);
    if (const auto offset = read_signed(line->value)) repeat(c, {*offset, from_end, {}});
  }

  void read_alarm_time(content_line line) {
    std::erase_if(line.parameters, [](const parameter& q) { return !says_when(q); });
    for (listed_date& d : read_dates(std::move(line), "TRIGGER"))
      if (!add_alarm({{}, false, std::move(d)})) break;
  }

  [[nodiscard]] std::optional<displacement> read_signed(piece text) {
    const bool minus = text.text.starts_with('-');
    auto read = detail::read_duration(minus ? text.from(1) : text);
    if (read) return minus ? -*read : *read;
    warn_.add(std::move(read.error()));
    return std::nullopt;
  }

  /// Each is a copy of the event, so that not all that a line asks for can be had.
  bool add_alarm(event_alarm a) {
    constexpr std::size_t most_alarms = 200;
    std::vector<event_alarm>& all = event_.details.alarms;
    const bool has_room = all.size() < most_alarms;
    if (has_room)
      all.push_back(std::move(a));
    else if (!std::exchange(told_of_alarms_, true))
      warn_.add({error_code::too_long, "the event has too many alarms", from_.where,
                 fmt::format("{} are the most; the others are left out", most_alarms)});
    return has_room;
  }

  /// REPEAT says how often it goes off again, DURATION after how long.
  void repeat(const component& c, event_alarm a) {
    if (!add_alarm(a)) return;
    const property* again = c.find(property_name::repeat);
    const property* after = c.find(property_name::duration);
    if (again == nullptr || after == nullptr) return;
    const auto pause = read_signed(without_blanks(value_of(*after)));
    if (!pause) return;
    std::uint32_t times = 0;
    const std::string_view digits = without_blanks(value_of(*again)).text;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), times);
    if (read.ec == std::errc::result_out_of_range)
      times = std::numeric_limits<std::uint32_t>::max();
    do {
      a.offset += *pause;
    } while (times-- > 0 && add_alarm(a));
  }

  const component& from_;
  const event_reading& in_;
  warnings& warn_;
  std::vector<error> notes_;
  event event_;
  bool told_of_alarms_ = false;
};

}  // namespace

std::optional<event> read_event(const component& from, const event_reading& in, warnings& warn) {
  return event_reader{from, in, warn}.read();
}

}  // namespace occur::detail
