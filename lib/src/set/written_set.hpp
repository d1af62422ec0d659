// A recurrence set together with the places of its text.
#pragma once

#include "occur/set.hpp"
#include "result/piece.hpp"
#include "rule/read_rule.hpp"

#include <optional>
#include <vector>

namespace occur::detail {

/// The value of one RDATE or EXDATE line, or of a part of it.
struct written_date {
  listed_date value;
  piece text;
};

/// The dates of one line.
struct written_dates {
  std::string_view property;  ///< RDATE or EXDATE
  std::vector<written_date> dates;
};

struct written_set {
  std::optional<start> anchor;
  std::vector<written_rule> rules;
  std::vector<written_rule> excluded_rules;
  std::vector<written_dates> dates;
  std::vector<written_dates> excluded_dates;
};

/// Holds rules and dates to the start. What cannot be is an error; what can be
/// read is warned of, and parts that a DATE start makes void are taken out.
[[nodiscard]] result<void> fit_to_start(written_set& set, std::vector<error>& warnings);

/// UNTIL in the form that goes with a start (RFC 5545 3.3.10), to the same effect.
[[nodiscard]] date_time right_until(const date_time& until, const start& anchor);

}  // namespace occur::detail
