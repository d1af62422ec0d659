// Recurrence sets: a start with its rules, dates and exceptions.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "occur/civil.hpp"
#include "occur/result.hpp"
#include "occur/rule.hpp"
#include "occur/zone.hpp"

namespace [[gnu::visibility("default")]] occur {

/// What a start is made of.
enum class start_kind {
  date,      ///< a DATE: whole days
  floating,  ///< a local time in no zone
  zoned,     ///< a local time in a zone
  utc        ///< an instant; its clock never changes
};

/// DTSTART: the anchor of a set.
///
/// `where` is the zone of a zoned start. Dates and floating times have no zone
/// of their own: for them it is the zone in which the caller compares them
/// with instants, and it moves nothing.
struct start {
  start_kind kind = start_kind::floating;
  date::local_seconds time{};  ///< wall clock; midnight for a DATE
  zone where{};
  friend bool operator==(const start&, const start&) = default;
};

/// How much later, or earlier, one time is than another: first by what the clock
/// shows, then by elapsed time. Days and weeks of a duration are of the first
/// kind, hours and less of the second (RFC 5545 3.3.6).
struct displacement {
  seconds on_clock{};
  seconds elapsed{};

  displacement& operator+=(const displacement& other) {
    on_clock += other.on_clock;
    elapsed += other.elapsed;
    return *this;
  }
  [[nodiscard]] displacement operator-() const { return {-on_clock, -elapsed}; }
  /// Where days have 24 hours.
  [[nodiscard]] seconds nominal() const { return on_clock + elapsed; }
  friend bool operator==(const displacement&, const displacement&) = default;
};

/// One value of RDATE or EXDATE.
struct listed_date {
  date_time value;
  std::optional<zone> where{};             ///< its TZID, for a local time that has one
  std::optional<displacement> duration{};  ///< of a PERIOD
  friend bool operator==(const listed_date&, const listed_date&) = default;
};

/// A local time that the zone's clocks skip.
enum class gap_policy {
  forward,  ///< read with the offset before the gap: 02:30 becomes 03:30 (RFC 5545 3.3.5)
  skip      ///< no occurrence
};

/// A local time that the zone's clocks show twice.
enum class fold_policy {
  first,   ///< the first of the two (RFC 5545 3.3.5)
  second,  ///< the second
  both     ///< both are occurrences
};

/// A recurrence set (RFC 5545 3.8.5): the union of its rules and dates minus
/// the exceptions, ordered, every instant once. The start anchors the rules
/// and is an occurrence only if one of them generates it. A plain value. Who makes one by hand
/// starts it within the horizon and gives it rules that `validate` takes; what a function of occur
/// reads is so, and `runner::put` looks. Otherwise what becomes of it is not defined.
struct recurrence_set {
  start anchor{};
  std::vector<rule> rules{};                  ///< RRULE
  std::vector<rule> excluded_rules{};         ///< EXRULE
  std::vector<listed_date> dates{};           ///< RDATE
  std::vector<listed_date> excluded_dates{};  ///< EXDATE
  gap_policy gap = gap_policy::forward;
  fold_policy fold = fold_policy::first;
  /// Applied to the occurrences of all the rest, so that the later instances of a series that was
  /// moved keep its rule, and so do alarms. No property block says it.
  displacement moved{};
  friend bool operator==(const recurrence_set&, const recurrence_set&) = default;
};

/// What reading a set needs to know from its caller.
struct set_options {
  /// The start of text that has none; without one such text is an error.
  std::optional<start> default_start{};
  /// Where dates and floating times are compared with instants.
  zone reading_zone{};
  gap_policy gap = gap_policy::forward;
  fold_policy fold = fold_policy::first;
  /// Makes every warning an error.
  bool strict = false;
  /// Finds the zone of a TZID.
  std::function<result<zone>(std::string_view)> find_zone = zone::find;
  /// Finds the calendar of an RSCALE other than GREGORIAN, such as `find_calendar`;
  /// without it those are errors.
  std::function<result<std::shared_ptr<const other_calendar>>(std::string_view)> find_calendar{};
};

/// Reads a property block: DTSTART, RRULE, RDATE, EXRULE, EXDATE, one a line,
/// folded or not, LF or CRLF, names in any case (RFC 5545 3.1, 3.8.5). A lone
/// `FREQ=...` or `RRULE:...` is a block without a start. Blank lines do not
/// count; in a text of one line the two characters `\n` end a line. The other
/// properties of a pasted event are ignored, with a warning that names them.
/// Read with a warning: what `parse_rule` tolerates, and UNTIL, RDATE and EXDATE
/// of another type than the start. Spans of errors and warnings are bytes of
/// `text`. Bounds: 1 MiB of text. Cost: linear.
///
/// Example: `parse_set("DTSTART:20261123T090000Z\nRRULE:FREQ=DAILY;COUNT=3")`.
[[nodiscard]] result<parsed<recurrence_set>> parse_set(std::string_view text,
                                                       const set_options& options = {});

/// The property block of a set, without its displacement; `parse_set` reads it back.
///
/// Example: `parse_set(to_string(set))->value == set`.
[[nodiscard]] std::string to_string(const recurrence_set& set);

/// The canonical form: of the rules that say the same from the same start, the
/// one with the fewest parts, among those the weekly one, else the one with the
/// longest FREQ; rules that say no more than others are left out. `simplified(set)` has the same
/// occurrences as `set`.
///
/// Example: of `RRULE:FREQ=MINUTELY;BYHOUR=9;BYMINUTE=0` the block `to_string(simplified(set))`
/// has `RRULE:FREQ=DAILY`.
[[nodiscard]] recurrence_set simplified(const recurrence_set& set);

}  // namespace occur
