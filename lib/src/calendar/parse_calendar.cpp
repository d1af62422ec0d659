#include "occur/calendar.hpp"

#include "calendar/component.hpp"
#include "calendar/content_lines.hpp"
#include "calendar/event.hpp"
#include "calendar/events.hpp"
#include "calendar/property_text.hpp"
#include "calendar/warnings.hpp"
#include "calendar/zones.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace occur {
namespace detail {
namespace {

bool has_time(component_name name) {
  return name == component_name::event || name == component_name::todo ||
         name == component_name::journal;
}

/// A finder that opens each calendar once: they remember what they computed.
auto opened_once(decltype(set_options::find_calendar) find) {
  using found = result<std::shared_ptr<const other_calendar>>;
  auto known = std::make_shared<std::map<std::string, found, std::less<>>>();
  return [find = std::move(find), known](std::string_view name) -> found {
    const auto at = known->find(name);
    if (at != known->end()) return at->second;
    return known->emplace(std::string(name), find(name)).first->second;
  };
}

void read_calendar(const component& from, const set_options& options, warnings& warn,
                   std::vector<event>& into) {
  zones where{from, options.find_zone, warn};
  set_options reading = options;
  reading.find_zone = [&](std::string_view id) { return where.find(id); };
  const event_reading in{reading, where, text_of(from, property_name::calendar_name),
                         same_word(text_of(from, property_name::method), "CANCEL")};
  for (const component& c : from.children) {
    if (!has_time(c.name)) continue;
    if (auto read = read_event(c, in, warn)) into.push_back(std::move(*read));
  }
}

tl::unexpected<error> no_calendar(std::string_view text) {
  const std::size_t end = std::min<std::size_t>(text.find_first_of("\r\n"), text.size());
  return fail(error_code::syntax, "this is no calendar", {0, std::min<std::size_t>(end, 80)},
              "a calendar begins with BEGIN:VCALENDAR");
}

}  // namespace
}  // namespace detail

bool looks_like_calendar(std::string_view text) noexcept {
  constexpr std::string_view opening = "BEGIN:VCALENDAR";
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return false;
  return detail::same_word(text.substr(begin, opening.size()), opening);
}

result<parsed<calendar>> parse_calendar(std::string_view text, const calendar_options& options) {
  if (!looks_like_calendar(text)) return detail::no_calendar(text);
  detail::content_lines lines{text};
  detail::warnings warn{lines};
  const auto calendars = detail::read_components(lines, warn);
  std::vector<detail::event> events;
  set_options reading = options.sets;
  if (reading.find_calendar) reading.find_calendar = detail::opened_once(reading.find_calendar);
  for (const detail::component& c : calendars) detail::read_calendar(c, reading, warn, events);
  parsed<calendar> read{detail::sets_of(std::move(events), options.alarms), {}};
  read.warnings = warn.take();
  if (options.sets.strict && !read.warnings.empty()) return tl::unexpected(read.warnings.front());
  return read;
}

}  // namespace occur
