#include "set/property_names.hpp"

#include "result/nearest.hpp"
#include "result/piece.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace occur::detail {
namespace {

constexpr std::array<std::string_view, 5> recurrence_properties{"DTSTART", "RRULE", "RDATE",
                                                                "EXRULE", "EXDATE"};

/// RFC 5545 3.4, 3.7 and 3.8, RFC 7986.
constexpr std::array<std::string_view, 56> other_properties{"ACTION",
                                                            "ATTACH",
                                                            "ATTENDEE",
                                                            "BEGIN",
                                                            "CALSCALE",
                                                            "CATEGORIES",
                                                            "CLASS",
                                                            "COLOR",
                                                            "COMMENT",
                                                            "COMPLETED",
                                                            "CONFERENCE",
                                                            "CONTACT",
                                                            "CREATED",
                                                            "DESCRIPTION",
                                                            "DTEND",
                                                            "DTSTAMP",
                                                            "DUE",
                                                            "DURATION",
                                                            "END",
                                                            "FREEBUSY",
                                                            "GEO",
                                                            "IMAGE",
                                                            "LAST-MODIFIED",
                                                            "LOCATION",
                                                            "METHOD",
                                                            "NAME",
                                                            "ORGANIZER",
                                                            "PERCENT-COMPLETE",
                                                            "PRIORITY",
                                                            "PRODID",
                                                            "RECURRENCE-ID",
                                                            "REFRESH-INTERVAL",
                                                            "RELATED-TO",
                                                            "REPEAT",
                                                            "REQUEST-STATUS",
                                                            "RESOURCES",
                                                            "SEQUENCE",
                                                            "SOURCE",
                                                            "STATUS",
                                                            "SUMMARY",
                                                            "TRANSP",
                                                            "TRIGGER",
                                                            "TZID",
                                                            "TZNAME",
                                                            "TZOFFSETFROM",
                                                            "TZOFFSETTO",
                                                            "TZURL",
                                                            "UID",
                                                            "URL",
                                                            "VERSION",
                                                            "ACKNOWLEDGED",
                                                            "CALENDAR-ADDRESS",
                                                            "LOCATION-TYPE",
                                                            "PARTICIPANT-TYPE",
                                                            "STRUCTURED-DATA",
                                                            "STYLED-DESCRIPTION"};

bool has(std::span<const std::string_view> names, std::string_view name) {
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view known) { return same_word(known, name); });
}

/// What stands before the first `:` or `;`; empty where there is none.
std::string_view name_of(std::string_view line) {
  const auto [name, rest] = split_once({line, 0}, ":;");
  return rest ? without_blanks(name).text : std::string_view{};
}

}  // namespace

bool is_recurrence_property(std::string_view name) { return has(recurrence_properties, name); }

bool begins_recurrence_property(std::string_view line) {
  return is_recurrence_property(name_of(line));
}

bool is_other_property(std::string_view name) {
  return name.starts_with("X-") || name.starts_with("x-") || has(other_properties, name);
}

bool looks_like_property(std::string_view line) {
  const std::string_view name = name_of(line);
  return is_recurrence_property(name) || is_other_property(name) ||
         !nearest(name, recurrence_properties, 1).empty();
}

std::string property_hint(std::string_view name) {
  const auto near = nearest(name, recurrence_properties);
  return near.empty() ? "a block has DTSTART, RRULE, RDATE, EXRULE and EXDATE" : did_you_mean(near);
}

}  // namespace occur::detail
