#include "occur/calendar.hpp"

#include "occur/stream.hpp"
#include "occur/version.hpp"
#include "calendar/moments.hpp"
#include "calendar/property_text.hpp"
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
#include <vector>
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

std::string trigger_line(const event_alarm& a, const start& anchor) {
  if (!a.at) {
    return fmt::format("TRIGGER{}:{}", a.from_end ? ";RELATED=END" : "", duration_text(a.offset));
  }
  return "TRIGGER;VALUE=DATE-TIME:" + to_string(time_of(*a.at, anchor));
}

/// `"Choir": ` where the event has a name.
error about(const event_details& d, error e) {
  const std::string& name = d.summary.empty() ? d.uid : d.summary;
  if (!name.empty()) e.message.insert(0, fmt::format("{}: ", quoted(name)));
  return e;
}

/// Why no event says a set.
error why_not(const recurrence_set& set) {
  if (set.moved != displacement{})
    return {error_code::unsupported,
            "a calendar does not say that a whole series is moved",
            {},
            "occur next -f ics writes its occurrences one by one"};
  const auto reason = why_empty(set);
  return {error_code::missing,
          "never occurs" + (reason ? ": " + *reason : ""),
          {},
          "an event occurs at its start at least"};
}

}  // namespace
}  // namespace detail

class calendar_writer::state {
 public:
  explicit state(date::sys_seconds stamp)
      : stamp_(
            to_string(date_time{date::local_seconds{stamp.time_since_epoch()}, date_form::utc})) {}

  [[nodiscard]] result<void> add(const recurrence_set& set, const event_details& d) {
    const auto first = set.moved == displacement{} ? detail::first_of(set) : std::nullopt;
    if (!first) return tl::unexpected(detail::about(d, detail::why_not(set)));
    const auto event = detail::as_event(set, *first);
    if (!event) {
      return tl::unexpected(
          detail::about(d, {error_code::unsupported,
                            "no event says this set: the clocks skip its first time",
                            {},
                            "give it a start that is an occurrence"}));
    }
    const auto used = zones_of(*event);
    if (const zone* other = name_twice(used)) {
      return tl::unexpected(
          detail::about(d, {error_code::conflict,
                            fmt::format("two zones are called {}", detail::quoted(other->name())),
                            {},
                            "write the calendars apart"}));
    }
    note_zones(used);
    add_event(*event, d);
    note_name(d.calendar);
    return {};
  }

  [[nodiscard]] std::size_t size() const noexcept { return size_; }

  [[nodiscard]] std::string finish() const {
    std::string all;
    detail::add_line(all, "BEGIN:VCALENDAR");
    detail::add_line(all, "VERSION:2.0");
    detail::add_line(all, fmt::format("PRODID:-//occur//occur {}//EN", version()));
    detail::add_line(all, "CALSCALE:GREGORIAN");
    if (name_ && !name_->empty()) detail::add_line(all, "X-WR-CALNAME:" + detail::escaped(*name_));
    for (const auto& [id, used] : zones_)
      for (const std::string& line : detail::zone_lines(used.where, used.from))
        detail::add_line(all, line);
    all += events_;
    detail::add_line(all, "END:VCALENDAR");
    return all;
  }

 private:
  struct used_zone {
    zone where;
    date::local_seconds from;
  };

  /// The zones of a set, each with the first local time that is in it.
  [[nodiscard]] static std::vector<used_zone> zones_of(const recurrence_set& set) {
    std::vector<used_zone> used;
    if (set.anchor.kind == start_kind::zoned) used.push_back({set.anchor.where, set.anchor.time});
    for (const auto* dates : {&set.dates, &set.excluded_dates})
      for (const listed_date& d : *dates)
        if (d.where && d.value.form == date_form::local) used.push_back({*d.where, d.value.time});
    return used;
  }

  /// The first zone whose name another one has.
  [[nodiscard]] const zone* name_twice(const std::vector<used_zone>& used) const {
    for (const used_zone& u : used) {
      const auto known = zones_.find(u.where.name());
      if (known != zones_.end() && known->second.where != u.where) return &u.where;
    }
    return nullptr;
  }

  void note_zones(const std::vector<used_zone>& used) {
    for (const used_zone& u : used) {
      const auto at = zones_.emplace(u.where.name(), u).first;
      at->second.from = std::min(at->second.from, u.from);
    }
  }

  void add_event(const recurrence_set& set, const event_details& d) {
    detail::add_line(events_, fmt::format("BEGIN:{}", detail::name_of(d.kind)));
    const std::string block = to_string(set);
    detail::add_line(events_,
                     "UID:" + unique(detail::escaped(
                                  d.uid.empty() ? detail::fingerprint(block + d.summary) : d.uid)));
    detail::add_line(events_, "DTSTAMP:" + stamp_);
    for (std::size_t at = 0; at < block.size();) {
      const std::size_t end = std::min(block.find('\n', at), block.size());
      detail::add_line(events_, std::string_view{block}.substr(at, end - at));
      at = end + 1;
    }
    if (d.duration && d.kind != component_kind::journal) {
      detail::add_line(events_, "DURATION:" + detail::duration_text(*d.duration));
    }
    if (!d.summary.empty()) detail::add_line(events_, "SUMMARY:" + detail::escaped(d.summary));
    if (!d.location.empty()) detail::add_line(events_, "LOCATION:" + detail::escaped(d.location));
    if (!d.status.empty()) detail::add_line(events_, "STATUS:" + detail::escaped(d.status));
    for (const event_alarm& a : d.alarms) add_alarm(a, set.anchor, d);
    detail::add_line(events_, fmt::format("END:{}", detail::name_of(d.kind)));
    ++size_;
  }

  void add_alarm(const event_alarm& a, const start& anchor, const event_details& d) {
    detail::add_line(events_, "BEGIN:VALARM");
    detail::add_line(events_, "ACTION:DISPLAY");
    detail::add_line(events_, "DESCRIPTION:" + detail::escaped(detail::shown_by_alarms(d)));
    detail::add_line(events_, detail::trigger_line(a, anchor));
    detail::add_line(events_, "END:VALARM");
  }

  /// Several sets of one event are events of their own.
  [[nodiscard]] std::string unique(std::string uid) {
    std::string tried = uid;
    for (int n = 2; !uids_.insert(tried).second; ++n) tried = fmt::format("{}-{}", uid, n);
    return tried;
  }

  void note_name(const std::string& calendar) {
    if (!name_) name_ = calendar;
    if (*name_ != calendar) name_->clear();
  }

  std::string stamp_;
  std::string events_;
  std::size_t size_ = 0;
  std::optional<std::string> name_;  ///< that all events share; empty where they do not
  std::map<std::string, used_zone, std::less<>> zones_;
  std::set<std::string, std::less<>> uids_;
};

calendar_writer::calendar_writer(date::sys_seconds stamp)
    : state_(std::make_unique<state>(stamp)) {}
calendar_writer::calendar_writer(calendar_writer&&) noexcept = default;
calendar_writer& calendar_writer::operator=(calendar_writer&&) noexcept = default;
calendar_writer::~calendar_writer() = default;

result<void> calendar_writer::add(const recurrence_set& set, const event_details& details) {
  return state_->add(set, details);
}

std::size_t calendar_writer::size() const noexcept { return state_->size(); }

std::string calendar_writer::finish() && { return state_->finish(); }

result<std::string> write_calendar(const calendar& c, date::sys_seconds stamp) {
  calendar_writer out{stamp};
  const event_details none;
  for (std::size_t i = 0; i < c.sets.size(); ++i) {
    auto added = out.add(c.sets[i], i < c.details.size() ? c.details[i] : none);
    if (!added) return tl::unexpected(std::move(added.error()));
  }
  return std::move(out).finish();
}

}  // namespace occur
