#include "cal/year_map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "occur/clock_face.hpp"
#include "cal/canvas.hpp"
#include "output/names.hpp"

namespace occur::cli {
namespace {

constexpr unsigned label_width = 4;
constexpr unsigned most_weeks = 54;
constexpr unsigned most_days = 31;

unsigned cells_of(map_rows rows) { return rows == map_rows::weekdays ? most_weeks : most_days; }

std::string short_date(date::local_days day) {
  const date::year_month_day ymd{day};
  return fmt::format("{} {} {}", short_name(weekday_name(day)), static_cast<unsigned>(ymd.day()),
                     short_name(month_names[static_cast<unsigned>(ymd.month()) - 1]));
}

class map_sheet {
 public:
  map_sheet(const agenda& of, const agenda_row& row, std::string_view tint, date::year year,
            map_rows rows, const calendar_style& style)
      : of_(of),
        row_(row),
        tint_(tint),
        first_(year / date::January / 1),
        last_(year / date::December / 31),
        rows_(rows),
        style_(style),
        shades_(greatest()) {
    step_ = style.columns >= label_width + 2 * cells_of(rows) ? 2 : 1;
  }

  std::string draw() {
    if (rows_ == map_rows::weekdays) {
      draw_week_heads();
    } else {
      draw_month_heads();
    }
    for (date::local_days day = first_; day <= last_; day += date::days{1}) draw_day(day);
    if (is_shown(of_.today)) point_at_today();
    return head() + page_.text(style_.colors.reset) + legend();
  }

 private:
  [[nodiscard]] std::uint64_t greatest() const {
    std::uint64_t most = 0;
    for (date::local_days day = first_; day <= last_; day += date::days{1}) {
      most = std::max(most, of_.count(row_, day));
    }
    return most;
  }

  [[nodiscard]] std::uint64_t sum() const {
    std::uint64_t sum = 0;
    for (date::local_days day = first_; day <= last_; day += date::days{1}) {
      sum += of_.count(row_, day);
    }
    return sum;
  }

  [[nodiscard]] bool is_shown(date::local_days day) const { return day >= first_ && day <= last_; }

  [[nodiscard]] std::size_t lines() const { return rows_ == map_rows::weekdays ? 7 : 12; }

  /// Where a day is; the first line is that of the heads.
  [[nodiscard]] place place_of(date::local_days day) const {
    const date::year_month_day ymd{day};
    if (rows_ == map_rows::months) {
      return {label_width + (static_cast<unsigned>(ymd.day()) - 1) * step_,
              static_cast<unsigned>(ymd.month())};
    }
    const auto from_top =
        static_cast<std::size_t>((day - week_of(first_, style_.week_start)).count());
    return {label_width + from_top / 7 * step_, 1 + from_top % 7};
  }

  void draw_week_heads() {
    for (unsigned m = 1; m <= 12; ++m) {
      const date::local_days begin{date::year_month_day{first_}.year() / date::month{m} / 1};
      page_.write({place_of(begin).column, 0}, short_name(month_names[m - 1]), style_.colors.dim);
    }
    for (unsigned i = 0; i < 7; ++i) {
      const date::weekday day = style_.week_start + date::days{i};
      page_.write({0, 1 + i}, short_name(weekday_names[day.c_encoding()]), style_.colors.dim);
    }
    if (style_.weeks) draw_week_numbers();
  }

  /// Those of every fifth week, under the weeks.
  void draw_week_numbers() {
    for (date::local_days week = week_of(first_, style_.week_start) + date::days{7};
         week + date::days{6} <= last_; week += date::days{7}) {
      const unsigned number = week_number(week, style_.week_start);
      if (number != 1 && number % 5 != 0) continue;
      page_.write({place_of(week).column, 1 + lines()}, fmt::format("{}", number),
                  style_.colors.dim);
    }
  }

  void draw_month_heads() {
    for (unsigned m = 1; m <= 12; ++m) {
      page_.write({0, m}, short_name(month_names[m - 1]), style_.colors.dim);
    }
    for (const unsigned day : {1U, 5U, 10U, 15U, 20U, 25U, 30U}) {
      page_.write({label_width + (day - 1) * step_, 0}, fmt::format("{}", day), style_.colors.dim);
    }
  }

  void draw_day(date::local_days day) {
    const std::size_t level = shades_.level(of_.count(row_, day));
    std::string_view style = level == 0 ? style_.colors.dim : tint_;
    if (day == of_.today && style_.colored()) style = style_.colors.today;
    page_.put(place_of(day), shades_.shade(level, style_.glyphs), style);
  }

  void point_at_today() {
    const std::size_t column = place_of(of_.today).column;
    const std::size_t line = 1 + lines() + (style_.weeks ? 1 : 0);
    const std::string text = fmt::format("today, {}", short_date(of_.today));
    page_.put({column, line}, "^");
    const bool fits_right = column + 2 + text.size() <= style_.columns;
    page_.write({fits_right ? column + 2 : column - 1 - text.size(), line}, text);
  }

  [[nodiscard]] std::string head() const {
    constexpr unsigned room = 6;
    return fmt::format("{:04}  {}\n", static_cast<int>(date::year_month_day{first_}.year()),
                       short_label(row_.name, std::max(style_.columns, 2 * room) - room));
  }

  [[nodiscard]] std::string legend() const {
    if (shades_.levels() == 0) return "never\n";
    return fmt::format("{}: {}", times(sum()),
                       shades_.legend(style_.glyphs, tint_, style_.colors.reset));
  }

  const agenda& of_;
  const agenda_row& row_;
  std::string_view tint_;
  date::local_days first_;
  date::local_days last_;
  map_rows rows_;
  const calendar_style& style_;
  scale shades_;
  std::size_t step_ = 1;
  canvas page_;
};

}  // namespace

unsigned map_width(map_rows rows) { return label_width + cells_of(rows); }

std::string year_maps(const agenda& of, date::year year, map_rows rows,
                      const calendar_style& style) {
  std::string text;
  for (std::size_t i = 0; i < of.rows.size(); ++i) {
    const std::string_view tint = style.colors.series[i % style.colors.series.size()];
    if (i > 0) text += '\n';
    text += map_sheet{of, of.rows[i], tint, year, rows, style}.draw();
  }
  return text;
}

}  // namespace occur::cli
