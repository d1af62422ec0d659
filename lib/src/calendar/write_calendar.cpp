#include "occur/calendar.hpp"

#include "occur/stream.hpp"
#include "occur/version.hpp"
#include "calendar/moments.hpp"
#include "calendar/written_zone.hpp"
#include "result/piece.hpp"
#include "rule/words.hpp"
#include "set/begun_at_first.hpp"
#include "set/duration.hpp"
#include "set/with_start.hpp"
#include "set/written_set.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <fmt/format.h>

namespace occur {
namespace detail {
namespace {

/// In octets, without the line break (RFC 5545 3.1).
constexpr std::size_t longest_line = 75;

/// Adds a line, folded between characters where it is long.
void add_line(std::string& to, std::string_view line) {
  std::size_t room = longest_line;
  while (line.size() > room) {
    std::size_t length = room;
    while (length > 1 && (static_cast<unsigned char>(line[length]) & 0xC0U) == 0x80U) --length;
    to += line.substr(0, length);
    to += "\r\n ";
    line.remove_prefix(length);
    room = longest_line - 1;
  }
  to += line;
  to += "\r\n";
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == ';' || c == ',') out += '\\';
    if (c == '\n')
      out += "\\n";
    else if (c != '\r')
      out += c;
  }
  return out;
}

/// FNV-1a: the same text has the same UID wherever it is written.
std::string fingerprint(std::string_view text) {
  std::uint64_t hash = 14695981039346656037U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return fmt::format("{:016x}@occur", hash);
}

std::string_view name_of(component_kind kind) {
  constexpr std::array<std::string_view, 3> names{"VEVENT", "VTODO", "VJOURNAL"};
  return names[static_cast<std::size_t>(kind)];
}

/// The first time that rules and dates have, exceptions aside.
std::optional<date::local_seconds> first_of(const recurrence_set& set) {
  recurrence_set all = set;
  all.excluded_rules.clear();
  all.excluded_dates.clear();
  const auto first = stream{selection{std::move(all)}}.next();
  return first ? std::optional(first->local) : std::nullopt;
}

/// Whether two sets with the same rules begin alike: other calendars are slow to walk.
bool begin_alike(const recurrence_set& a, const recurrence_set& b) {
  constexpr int most_walked = 3;
  stream left{selection{a}};
  stream right{selection{b}};
  for (int i = 0; i < most_walked; ++i) {
    const auto l = left.next();
    const auto r = right.next();
    if (!l || !r) return !l && !r;
    if (l->time != r->time) return false;
  }
  return true;
}

bool same(const recurrence_set& a, const recurrence_set& b) {
  if (a == b) return true;
  const bool slow = std::ranges::any_of(b.rules, is_other_calendar) ||
                    std::ranges::any_of(b.excluded_rules, is_other_calendar);
  return slow ? begin_alike(a, b) : compare(selection{a}, selection{b}, 1).differences.empty();
}

/// The set as an event says it: its start is an occurrence or, where it cannot
/// be, an exception.
std::optional<recurrence_set> as_event(recurrence_set set, date::local_seconds first) {
  for (auto* rules : {&set.rules, &set.excluded_rules})
    for (rule& r : *rules)
      if (r.until) r.until = right_until(*r.until, set.anchor);
  for (const recurrence_set& tried : {begun_at(set, first), set}) {
    recurrence_set event = without_start(tried);
    if (same(with_start(event), set)) return event;
  }
  return std::nullopt;
}

class writer {
 public:
  explicit writer(date::sys_seconds stamp)
      : stamp_(
            to_string(date_time{date::local_seconds{stamp.time_since_epoch()}, date_form::utc})) {}

  [[nodiscard]] result<void> add(const recurrence_set& set, const event_details& d) {
    if (set.moved != displacement{}) {
      return fail(error_code::unsupported, "a calendar does not say how a set is displaced", {},
                  "leave the alarms out");
    }
    const auto first = first_of(set);
    if (!first) {
      return fail(error_code::missing, "nothing occurs, so that there is no event to write", {},
                  "occur explain says why");
    }
    const auto event = as_event(set, *first);
    if (!event) {
      return fail(error_code::unsupported,
                  "no event says this set: it begins with a time that the clocks skip", {},
                  "give it a start that is an occurrence");
    }
    note_zones(*event);
    add_event(*event, d);
    return {};
  }

  [[nodiscard]] std::string finish(std::string_view name) const {
    std::string all;
    add_line(all, "BEGIN:VCALENDAR");
    add_line(all, "VERSION:2.0");
    add_line(all, fmt::format("PRODID:-//occur//occur {}//EN", version()));
    add_line(all, "CALSCALE:GREGORIAN");
    if (!name.empty()) add_line(all, "X-WR-CALNAME:" + escaped(name));
    for (const auto& [id, used] : zones_)
      for (const std::string& line : zone_lines(used.where, used.from)) add_line(all, line);
    all += events_;
    add_line(all, "END:VCALENDAR");
    return all;
  }

 private:
  struct used_zone {
    zone where;
    date::local_seconds from;
  };

  void note(const zone& where, date::local_seconds from) {
    const auto at = zones_.emplace(where.name(), used_zone{where, from}).first;
    at->second.from = std::min(at->second.from, from);
  }

  void note_zones(const recurrence_set& set) {
    if (set.anchor.kind == start_kind::zoned) note(set.anchor.where, set.anchor.time);
    for (const auto* dates : {&set.dates, &set.excluded_dates})
      for (const listed_date& d : *dates)
        if (d.where && d.value.form == date_form::local) note(*d.where, d.value.time);
  }

  void add_event(const recurrence_set& set, const event_details& d) {
    add_line(events_, fmt::format("BEGIN:{}", name_of(d.kind)));
    const std::string block = to_string(set);
    add_line(events_,
             "UID:" + unique(escaped(d.uid.empty() ? fingerprint(block + d.summary) : d.uid)));
    add_line(events_, "DTSTAMP:" + stamp_);
    for (std::size_t at = 0; at < block.size();) {
      const std::size_t end = std::min(block.find('\n', at), block.size());
      add_line(events_, std::string_view{block}.substr(at, end - at));
      at = end + 1;
    }
    if (d.duration && d.kind != component_kind::journal) {
      const bool is_date = set.anchor.kind == start_kind::date;
      const auto days = date::floor<date::days>(*d.duration);
      add_line(events_, "DURATION:" + (is_date ? fmt::format("P{}D", days.count())
                                               : duration_text(*d.duration)));
    }
    if (!d.summary.empty()) add_line(events_, "SUMMARY:" + escaped(d.summary));
    if (!d.location.empty()) add_line(events_, "LOCATION:" + escaped(d.location));
    if (!d.status.empty()) add_line(events_, "STATUS:" + escaped(d.status));
    add_line(events_, fmt::format("END:{}", name_of(d.kind)));
  }

  /// Several sets of one event are events of their own.
  [[nodiscard]] std::string unique(std::string uid) {
    std::string tried = uid;
    for (int n = 2; !uids_.insert(tried).second; ++n) tried = fmt::format("{}-{}", uid, n);
    return tried;
  }

  std::string stamp_;
  std::string events_;
  std::map<std::string, used_zone, std::less<>> zones_;
  std::set<std::string, std::less<>> uids_;
};

/// The name that all events share.
std::string_view calendar_name(const calendar& c) {
  if (c.details.empty()) return {};
  const std::string& first = c.details.front().calendar;
  const bool shared =
      std::ranges::all_of(c.details, [&](const event_details& d) { return d.calendar == first; });
  return shared ? std::string_view{first} : std::string_view{};
}

}  // namespace
}  // namespace detail

result<std::string> write_calendar(const calendar& c, date::sys_seconds stamp) {
  detail::writer out{stamp};
  const event_details none;
  for (std::size_t i = 0; i < c.sets.size(); ++i) {
    auto added = out.add(c.sets[i], i < c.details.size() ? c.details[i] : none);
    if (!added) return tl::unexpected(std::move(added.error()));
  }
  return out.finish(detail::calendar_name(c));
}

}  // namespace occur
