// Schedules: one or more sets, named by text.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "occur/phrase.hpp"
#include "occur/set.hpp"
#include "occur/stream.hpp"

namespace [[gnu::visibility("default")]] occur {

/// One or more sets; its occurrences are their union.
struct schedule {
  std::vector<recurrence_set> sets;
  friend bool operator==(const schedule&, const schedule&) = default;
};

/// The forms in which text names a schedule.
enum class text_form {
  detect,  ///< whichever of the others it is
  rule,    ///< `FREQ=...`, `RRULE:...`
  block,   ///< property blocks, blank lines between them
  phrase,  ///< English, such as `every monday at 9:00`
  cron     ///< cron expressions, one a line, such as `0 9 * * mon`; `#` begins a comment line
};

/// Reads the text of a schedule: a rule, property blocks with blank lines
/// between, each a set of its own, cron expressions, or a phrase, if the caller
/// says from when and where phrases count. Gaps and folds of all forms are those of `options`.
/// Spans are bytes of `text`. Errors: those of `parse_set`, `parse_cron` and `parse_phrase`;
/// text of no form says what was tried.
///
/// Example: `parse_schedule("FREQ=DAILY;COUNT=3", text_form::detect, options)`.
[[nodiscard]] result<parsed<schedule>> parse_schedule(
    std::string_view text, text_form form = text_form::detect, const set_options& options = {},
    const std::optional<phrase_options>& phrases = std::nullopt);

/// The occurrences of a schedule.
[[nodiscard]] stream occurrences(const schedule& s);

}  // namespace occur
