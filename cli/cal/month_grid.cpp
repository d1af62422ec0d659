#include "cal/month_grid.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "occur/clock_face.hpp"
#include "cal/canvas.hpp"

namespace occur::cli {
namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t week_column = 3;
constexpr std::size_t most_slots = 3;
constexpr std::size_t head_lines = 2;

/// What stands behind a day.
struct mark {
  std::string_view glyph;
  std::string_view tint;
};

class month_sheet {
 public:
  month_sheet(const agenda& of, const calendar_style& style)
      : of_(of), style_(style), shades_(of.rows.front().greatest()) {
    slots_ = slots_needed();
    // With several schedules brackets show today, as every mark says whose it is.
    brackets_ = several() && !style.colored();
    lead_ = brackets_ || slots_ > 1 ? 1 : 0;
  }

  std::string draw(date::year_month first, unsigned count) {
    const std::size_t in_row = months_in_row(count);
    place corner;
    std::size_t tallest = 0;
    for (unsigned i = 0; i < count; ++i) {
      if (i > 0 && i % in_row == 0) corner = {0, corner.line + tallest + 1};
      if (i % in_row == 0) tallest = 0;
      tallest = std::max(tallest, draw_month(corner, first + date::months{static_cast<int>(i)}));
      corner.column += width() + gap;
    }
    return page_.text(style_.colors.reset);
  }

  [[nodiscard]] std::string legend() const {
    std::string text;
    for (std::size_t i = 0; i < of_.rows.size(); ++i) text += legend_line(i);
    return text + today_line();
  }

 private:
  [[nodiscard]] bool several() const { return of_.rows.size() > 1; }
  [[nodiscard]] std::size_t cell() const { return lead_ + 2 + slots_; }
  [[nodiscard]] std::size_t margin() const { return style_.weeks ? week_column : 0; }
  [[nodiscard]] std::size_t width() const { return margin() + 7 * cell() + (brackets_ ? 1 : 0); }

  /// As even as the rows of a page can be.
  [[nodiscard]] std::size_t months_in_row(std::size_t count) const {
    const std::size_t fit = std::max<std::size_t>((style_.columns + gap) / (width() + gap), 1);
    const std::size_t rows = (count + fit - 1) / fit;
    return (count + rows - 1) / rows;
  }

  [[nodiscard]] std::size_t slots_needed() const {
    std::size_t most = 1;
    for (std::size_t day = 0; day < of_.rows.front().counts.size(); ++day) {
      const auto busy = std::count_if(of_.rows.begin(), of_.rows.end(),
                                      [day](const agenda_row& r) { return r.counts[day] > 0; });
      most = std::max(most, static_cast<std::size_t>(busy));
    }
    return std::min(most, most_slots);
  }

  /// Draws a month; how many lines it has.
  std::size_t draw_month(place corner, date::year_month month) {
    draw_head(corner, month);
    const date::local_days first{month / 1};
    const date::local_days last{month / date::last};
    const date::local_days top = week_of(first, style_.week_start);
    for (date::local_days day = first; day <= last; day += date::days{1}) {
      const auto from_top = static_cast<std::size_t>((day - top).count());
      const std::size_t line = corner.line + head_lines + from_top / 7;
      if (style_.weeks && (day == first || from_top % 7 == 0)) {
        page_.write({corner.column, line}, fmt::format("{:2}", week_number(day, style_.week_start)),
                    style_.colors.dim);
      }
      draw_day({corner.column + margin() + from_top % 7 * cell() + lead_, line}, day);
    }
    return head_lines + static_cast<std::size_t>((last - top).count()) / 7 + 1;
  }

  void draw_head(place corner, date::year_month month) {
    const std::string title =
        fmt::format("{} {:04}", month_names[static_cast<unsigned>(month.month()) - 1],
                    static_cast<int>(month.year()));
    const std::size_t days_width = 7 * cell() - slots_ + lead_;
    const std::size_t left = (days_width - std::min(days_width, title.size())) / 2;
    page_.write({corner.column + margin() + left, corner.line}, title);
    for (unsigned i = 0; i < 7; ++i) {
      const date::weekday day = style_.week_start + date::days{i};
      page_.write({corner.column + margin() + i * cell() + lead_, corner.line + 1},
                  weekday_names[day.c_encoding()].substr(0, 2), style_.colors.dim);
    }
  }

  void draw_day(place at, date::local_days day) {
    const std::vector<mark> marks = marks_of(day);
    const bool is_today = day == of_.today;
    const std::string number =
        fmt::format("{:2}", static_cast<unsigned>(date::year_month_day{day}.day()));
    std::string_view tint = marks.size() == 1 ? marks.front().tint : std::string_view{};
    if (is_today && style_.colored()) tint = style_.colors.today;
    page_.write(at, number, tint);
    for (std::size_t i = 0; i < std::min(marks.size(), slots_); ++i) {
      const bool no_room = i + 1 == slots_ && marks.size() > slots_;
      page_.put({at.column + 2 + i, at.line}, no_room ? style_.glyphs.more : marks[i].glyph,
                no_room ? std::string_view{} : marks[i].tint);
    }
    if (is_today && !style_.colored()) mark_today(at, !marks.empty());
  }

  void mark_today(place at, bool busy) {
    if (brackets_) {
      page_.put({at.column - 1, at.line}, "[");
      page_.put({at.column + 2 + slots_, at.line}, "]");
    } else {
      page_.put({at.column + 2, at.line}, busy ? style_.glyphs.busy_today : style_.glyphs.today);
    }
  }

  [[nodiscard]] std::vector<mark> marks_of(date::local_days day) const {
    std::vector<mark> marks;
    for (std::size_t i = 0; i < of_.rows.size(); ++i) {
      const std::uint64_t count = of_.count(of_.rows[i], day);
      if (count > 0) marks.push_back({several() ? series_glyph(i) : shade(count), tint(i)});
    }
    return marks;
  }

  [[nodiscard]] std::string_view shade(std::uint64_t count) const {
    if (shades_.levels() == 1) return style_.glyphs.one;
    return shades_.shade(shades_.level(count), style_.glyphs);
  }

  [[nodiscard]] std::string_view series_glyph(std::size_t i) const {
    return style_.glyphs.series[i % style_.glyphs.series.size()];
  }

  [[nodiscard]] std::string_view tint(std::size_t i) const {
    return style_.colors.series[i % style_.colors.series.size()];
  }

  [[nodiscard]] std::string legend_line(std::size_t i) const {
    constexpr unsigned room = 24;
    const agenda_row& row = of_.rows[i];
    const std::string label = short_label(row.name, std::max(style_.columns, 2 * room) - room);
    const bool shaded = !several() && shades_.levels() > 1;
    std::string text;
    if (!shaded) {
      text = fmt::format("{}{}{} ", tint(i), several() ? series_glyph(i) : style_.glyphs.one,
                         style_.colors.reset);
    }
    text += fmt::format("{}  {}\n", label, times(row.sum()));
    if (shaded) text += shades_.legend(style_.glyphs, tint(i), style_.colors.reset);
    return text;
  }

  [[nodiscard]] std::string today_line() const {
    const agenda_row& row = of_.rows.front();
    const auto days = static_cast<std::int64_t>(row.counts.size());
    const bool shown = of_.today >= of_.first && (of_.today - of_.first).count() < days;
    if (!shown || style_.colored()) return {};
    if (brackets_) return "[ ] today\n";
    const std::uint64_t count = of_.count(row, of_.today);
    return count == 0 ? fmt::format("{} today\n", style_.glyphs.today)
                      : fmt::format("{} today  {}\n", style_.glyphs.busy_today, times(count));
  }

  const agenda& of_;
  const calendar_style& style_;
  scale shades_;
  std::size_t slots_ = 1;
  std::size_t lead_ = 0;
  bool brackets_ = false;
  canvas page_;
};

}  // namespace

std::string month_grids(const agenda& of, date::year_month first, unsigned count,
                        const calendar_style& style) {
  month_sheet sheet{of, style};
  std::string text = sheet.draw(first, count);
  return text + '\n' + sheet.legend();
}

}  // namespace occur::cli
