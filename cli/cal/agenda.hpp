// What a calendar shows: some schedules, and how many occurrences they have on its days.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "occur/civil.hpp"
#include "cal/marks.hpp"
#include "color.hpp"

namespace occur::cli {

/// The occurrences of one schedule on consecutive days.
struct agenda_row {
  std::string name;
  std::vector<std::uint64_t> counts;  ///< one a day

  [[nodiscard]] std::uint64_t greatest() const;
  [[nodiscard]] std::uint64_t sum() const;
};

/// Some schedules on the same days.
struct agenda {
  date::local_days first;
  date::local_days today;
  std::vector<agenda_row> rows;

  /// How many occurrences a row has on one of the days.
  [[nodiscard]] std::uint64_t count(const agenda_row& row, date::local_days day) const {
    return row.counts[static_cast<std::size_t>((day - first).count())];
  }
};

/// How a calendar is drawn.
struct calendar_style {
  date::weekday week_start{date::Monday};
  bool weeks = false;  ///< number them
  unsigned columns = 80;
  glyph_set glyphs = unicode_glyphs;
  palette colors = no_colors;

  [[nodiscard]] bool colored() const { return !colors.reset.empty(); }
};

/// The first day of the week that holds a day.
[[nodiscard]] date::local_days week_of(date::local_days day, date::weekday week_start);

/// The number of that week: week 1 is the first with four days or more in its year (RFC
/// 5545 3.3.10, WKST; ISO 8601 where weeks begin on Monday).
[[nodiscard]] unsigned week_number(date::local_days day, date::weekday week_start);

/// `once`, `12 times`; `never` for 0.
[[nodiscard]] std::string times(std::uint64_t count);

/// A name fit for one line of so many columns.
[[nodiscard]] std::string short_label(std::string_view name, unsigned columns);

}  // namespace occur::cli
