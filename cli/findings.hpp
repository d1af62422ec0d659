// What is wrong with, or odd about, the text of schedules.
#pragma once

#include <string>
#include <vector>

#include "diagnostics.hpp"
#include "reading.hpp"
#include "schedule_arguments.hpp"

namespace occur::cli {

/// One thing to say about a text, and where.
struct finding {
  severity kind = severity::error;
  error what;  ///< its span is bytes of the text
};

/// What there is to say about a text, in its order: an iCalendar or a schedule file where its
/// origin's name or its first line says so; otherwise schedules, of which each paragraph of
/// properties and each other line is one, and lines that begin with `#` are none. Nothing stops
/// at the first error. Cost: for each schedule that of its observations.
[[nodiscard]] std::vector<finding> findings_of(const schedule_text& text, const reading& in);

}  // namespace occur::cli
