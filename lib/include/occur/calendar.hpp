// Calendars: iCalendar files, read as sets and what is known of each beside its times.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "occur/civil.hpp"
#include "occur/result.hpp"
#include "occur/set.hpp"

namespace [[gnu::visibility("default")]] occur {

/// The components of a calendar that have times (RFC 5545 3.6.1 to 3.6.3).
enum class component_kind : std::uint8_t { event, todo, journal };

/// An alarm of an event (VALARM, RFC 5545 3.6.6).
struct event_alarm {
  displacement offset{};            ///< from the start of an occurrence; mostly negative
  bool from_end = false;            ///< from its end instead
  std::optional<listed_date> at{};  ///< one time instead, whatever the occurrences
  friend bool operator==(const event_alarm&, const event_alarm&) = default;
};

/// What is known of a set beside its times. Text is UTF-8 without escapes.
struct event_details {
  component_kind kind = component_kind::event;
  std::string uid{};
  std::string summary{};
  std::string location{};
  std::string status{};    ///< in capitals: `CONFIRMED`, `NEEDS-ACTION`
  std::string calendar{};  ///< the name of the calendar it stands in
  /// From an occurrence to its end. What DTEND says is elapsed time at every
  /// occurrence, what DURATION says of days is on the clock (RFC 5545 3.8.5.3).
  std::optional<displacement> duration{};
  std::vector<event_alarm> alarms{};
  /// Of a set that is an alarm: how much later than the event it goes off.
  std::optional<displacement> alarm{};
  friend bool operator==(const event_details&, const event_details&) = default;
};

/// The events of calendars: a set each, with its details beside it. An event
/// whose instances were changed or cancelled is one set without them, and one
/// more for each change.
struct calendar {
  std::vector<recurrence_set> sets{};
  std::vector<event_details> details{};  ///< one a set
  friend bool operator==(const calendar&, const calendar&) = default;
};

/// What reading a calendar needs to know from its caller.
struct calendar_options {
  /// Zones of TZIDs are looked for by `sets.find_zone`; a default start means nothing here.
  set_options sets{};
  /// Whether alarms are sets of their own, behind that of their event.
  bool alarms = false;
};

/// Whether text begins as a calendar does: with BEGIN:VCALENDAR.
///
/// Example: `looks_like_calendar("begin:vcalendar\r\n")`.
[[nodiscard]] bool looks_like_calendar(std::string_view text) noexcept;

/// Reads iCalendar text (RFC 5545), one calendar after another: the events,
/// to-dos and journal entries that have times. To-dos without a start have
/// their due time. What is cancelled is left out. An event occurs at its start,
/// and COUNT counts that, even where its rule does not.
///
/// RECURRENCE-ID replaces one instance, with RANGE=THISANDFUTURE that and all
/// later ones. A TZID means the IANA zone that X-LIC-LOCATION names, else the
/// one that it is the name of, with a vendor's prefix or in the words of
/// Windows, else its VTIMEZONE's own rules.
///
/// Errors: text that is no calendar. Whatever else is wrong is a warning, and
/// the rest is read; `options.sets.strict` makes the first warning an error.
/// Spans are bytes of `text`. Bounds: what is read of one property, 1 MiB;
/// 1000 warnings; 200 alarms of an event, 30 EXRULEs, 100 zones that are unknown. Cost: linear.
///
/// Example: `parse_calendar(text)->value.details[0].summary`.
[[nodiscard]] result<parsed<calendar>> parse_calendar(std::string_view text,
                                                      const calendar_options& options = {});

/// Writes iCalendar text that other programs read: an event for each set, with a
/// UID, a time stamp, and the zones that are used. UIDs are those of the details
/// or made of the text, so that what is written twice is the same event. Alarms
/// show the summary. A set whose start is no occurrence is written with its first for a start. Gap
/// and fold policies are no part of a calendar.
///
/// Example:
///
///     calendar_writer out{now};
///     const auto added = out.add(set, {.summary = "Choir"});
///     if (added) file << std::move(out).finish();
class calendar_writer {
 public:
  /// `stamp` is DTSTAMP: when the text was made.
  explicit calendar_writer(date::sys_seconds stamp);
  calendar_writer(calendar_writer&&) noexcept;
  calendar_writer& operator=(calendar_writer&&) noexcept;
  ~calendar_writer();

  /// Adds an event. Errors, after which the calendar is as before: a set that
  /// never occurs, or that is displaced, as those of alarms are. Cost: that of
  /// the set's first occurrence, and of comparing sets where its start is none.
  [[nodiscard]] result<void> add(const recurrence_set& set, const event_details& details = {});

  /// How many events it has.
  [[nodiscard]] std::size_t size() const noexcept;

  /// The text, with the name that all details have for the calendar.
  [[nodiscard]] std::string finish() &&;

 private:
  class state;
  std::unique_ptr<state> state_;
};

/// The whole calendar as text. Errors: those of `calendar_writer::add`.
///
/// Example: `write_calendar({{set}, {details}}, now)`.
[[nodiscard]] result<std::string> write_calendar(const calendar& c, date::sys_seconds stamp);

}  // namespace occur
