// Phrases: schedules in English, read and written.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "occur/civil.hpp"
#include "occur/result.hpp"
#include "occur/set.hpp"
#include "occur/zone.hpp"

namespace [[gnu::visibility("default")]] occur {

/// What reading a phrase needs to know from its caller.
struct phrase_options {
  /// The instant from which a phrase without a start counts.
  date::sys_seconds now{};
  /// The zone of a phrase that names none.
  zone where{};
  /// The time of day of a phrase that gives none.
  seconds default_time{0};
  /// Finds the zone that a phrase names.
  std::function<result<zone>(std::string_view)> find_zone = zone::find;
};

/// Reads a phrase: one set for each of its parts, their union is its meaning.
/// A moment is a set with one date. A phrase that only ticks in minutes or
/// seconds, or every hour, has a UTC start, which names the phrase's zone
/// beside it, so that it goes on ticking through a clock change; all else keeps
/// the wall clock. The same text, instant and zone give the same sets.
///
/// Errors: whatever the grammar does not derive and whatever has two readings;
/// nothing is guessed and no word is skipped. The span is that of the words,
/// the hint is what to write instead. Bounds: 4096 bytes, 64 parts. Cost:
/// microseconds, linear in the text, and the search for the first occurrence.
///
/// Example: `parse_phrase("every monday at 9:00", {.now = now, .where = zagreb})`.
[[nodiscard]] result<parsed<std::vector<recurrence_set>>> parse_phrase(
    std::string_view text, const phrase_options& options);

/// The exceptions of a phrase that take nothing out, as remarks on their words:
/// `every monday except 2026-12-08`, a Tuesday. None for what is no phrase. The
/// first fifty exceptions are looked at. Cost: milliseconds for each.
///
/// Example: the message of `idle_exceptions("every monday except 2026-12-08", options)[0]` is
/// `except 2026-12-08 removes nothing`.
[[nodiscard]] std::vector<error> idle_exceptions(std::string_view text,
                                                 const phrase_options& options);

/// Reads a phrase that names one instant: `tomorrow at 9:00`, `on friday`, `in
/// 20 minutes`, `2026-04-01 9:00`. Errors: those of `parse_phrase`; a phrase
/// that recurs or names several instants.
///
/// Example: `parse_moment("in 20 minutes", options) == options.now + 20min`.
[[nodiscard]] result<date::sys_seconds> parse_moment(std::string_view text,
                                                     const phrase_options& options);

/// A phrase that `parse_phrase` reads as sets with the same occurrences,
/// whatever its options; nothing when no phrase says what the sets say. Gap
/// and fold policies are no part of a phrase. Cost: milliseconds, and up to a
/// second for long lists, as the phrase is read back and proved to say the same.
///
/// Example: `to_phrase(mondays) == "every monday at 09:00 from 2026-11-23 09:00 in UTC"`.
[[nodiscard]] std::optional<std::string> to_phrase(std::span<const recurrence_set> sets);

/// The phrase of the sets, or their property blocks when no phrase says the
/// same; nothing is dropped. Cost: that of `to_phrase`.
///
/// Example: `describe(mondays)`, which parse_schedule reads back.
[[nodiscard]] std::string describe(std::span<const recurrence_set> sets);

/// The words with which a phrase that has begun can go on, sorted: what stands after them, if
/// anything must, is still to come. Times, numbers, dates, zones and short forms are not among
/// them, nor are words whose fitness only those after them show. The text before must be
/// whole words. Cost: that of reading some hundred phrases, without their meaning.
///
/// Example: among `words_after("every")` are `day` and `monday`, but neither `mondays` nor `at`.
[[nodiscard]] std::vector<std::string_view> words_after(std::string_view begun);

}  // namespace occur
