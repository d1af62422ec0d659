#include "occur/set.hpp"

#include "set/duration.hpp"

#include <fmt/format.h>

namespace occur {
namespace {

/// A value that holds what ends a parameter stands in quotes (RFC 5545 3.1).
std::string zone_parameter(const zone& where) {
  const std::string& name = where.name();
  const bool plain = name.find_first_of(":;,") == std::string::npos;
  return plain ? fmt::format(";TZID={}", name) : fmt::format(";TZID=\"{}\"", name);
}

std::string start_line(const start& anchor) {
  switch (anchor.kind) {
    case start_kind::date:
      return "DTSTART;VALUE=DATE:" + to_string(date_time{anchor.time, date_form::date});
    case start_kind::utc:
      return "DTSTART:" + to_string(date_time{anchor.time, date_form::utc});
    case start_kind::zoned:
      return fmt::format("DTSTART{}:{}", zone_parameter(anchor.where),
                         to_string(date_time{anchor.time, date_form::local}));
    case start_kind::floating:
      break;
  }
  return "DTSTART:" + to_string(date_time{anchor.time, date_form::local});
}

std::string parameters(const listed_date& date) {
  std::string text;
  if (date.duration) text = ";VALUE=PERIOD";
  if (date.value.form == date_form::date) text = ";VALUE=DATE";
  if (date.where && date.value.form == date_form::local) text += zone_parameter(*date.where);
  return text;
}

std::string value(const listed_date& date) {
  std::string text = to_string(date.value);
  if (date.duration) text += "/" + detail::duration_text(*date.duration);
  return text;
}

/// Neighbours whose parameters are the same share a line.
void add_dates(std::string& text, std::string_view property,
               const std::vector<listed_date>& dates) {
  std::string last_head;
  for (const listed_date& date : dates) {
    const std::string head = fmt::format("\n{}{}:", property, parameters(date));
    text += head == last_head ? "," : head;
    text += value(date);
    last_head = head;
  }
}

void add_rules(std::string& text, std::string_view property, const std::vector<rule>& rules) {
  for (const rule& r : rules) text += fmt::format("\n{}:{}", property, to_string(r));
}

}  // namespace

std::string to_string(const recurrence_set& set) {
  std::string text = start_line(set.anchor);
  add_rules(text, "RRULE", set.rules);
  add_dates(text, "RDATE", set.dates);
  add_rules(text, "EXRULE", set.excluded_rules);
  add_dates(text, "EXDATE", set.excluded_dates);
  return text;
}

}  // namespace occur
