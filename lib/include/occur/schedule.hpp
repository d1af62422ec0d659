// Schedules: one or more sets, named by text.
#pragma once

#include <string_view>
#include <vector>

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
  block    ///< property blocks, blank lines between them
};

/// Reads the text of a schedule: a rule, or property blocks with blank lines
/// between, each a set of its own. Spans are bytes of `text`. Errors: those of
/// `parse_set`; text of no form says what was tried.
///
/// Example: `parse_schedule("FREQ=DAILY;COUNT=3", text_form::detect, options)`.
[[nodiscard]] result<parsed<schedule>> parse_schedule(std::string_view text,
                                                      text_form form = text_form::detect,
                                                      const set_options& options = {});

/// The occurrences of a schedule.
[[nodiscard]] stream occurrences(const schedule& s);

}  // namespace occur
