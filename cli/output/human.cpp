// human: columns for reading, with what a clock change did.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "output/clock_note.hpp"
#include "output/formatter.hpp"
#include "output/names.hpp"

namespace occur::cli {
namespace {

/// Columns are as wide as the widest entry so far, of a block at least, so that
/// a screenful lines up and an endless schedule still prints at once.
class human_formatter final : public formatter {
 public:
  explicit human_formatter(format_setting setting) : setting_(std::move(setting)) {}

  void print(std::span<const occurrence> block, line_writer& to) override {
    for (const occurrence& o : block) measure(o);
    for (const occurrence& o : block) {
      line_.clear();
      append(o);
      to.write({line_.data(), line_.size()});
    }
  }

 private:
  void measure(const occurrence& o) {
    clock_face& face = setting_.faces[o.set];
    if (!setting_.details.empty()) measure_event(face, o);
    if (face.is_date()) return;
    has_times_ = true;
    has_seconds_ =
        has_seconds_ || face.at(o).local.time_since_epoch() % std::chrono::minutes{1} != seconds{0};
    if (face.has_zone()) {
      zone_width_ = std::max(zone_width_, face.period_at(o.time).abbreviation.size());
    }
  }

  /// What stands before the summaries is as wide on each line.
  void measure_event(const clock_face& face, const occurrence& o) {
    distance_width_ = std::max(distance_width_, distance(face, o).size());
    const std::string& name = setting_.details[o.set].calendar;
    if (!first_calendar_) first_calendar_ = name;
    several_calendars_ = several_calendars_ || *first_calendar_ != name;
  }

  void append(const occurrence& o) {
    clock_face& face = setting_.faces[o.set];
    const auto local = face.at(o).local;
    const auto day = date::floor<date::days>(local);
    const auto out = std::back_inserter(line_);
    const palette& c = setting_.colors;
    fmt::format_to(out, "{}{}{} {}", c.dim, short_name(weekday_name(day)), c.reset, date_text(day));
    append_time(face, o, local - day);
    fmt::format_to(out, "  {}{:{}}{}", c.dim, distance(face, o), distance_width_, c.reset);
    append_note(face, o);
    append_event(o);
    line_.push_back(setting_.line_end);
  }

  void append_time(clock_face& face, const occurrence& o, seconds since_midnight) {
    if (!has_times_) return;
    const auto out = std::back_inserter(line_);
    const std::size_t width = has_seconds_ ? 8 : 5;
    fmt::format_to(out, " {:{}}", face.is_date() ? "" : clock_text(since_midnight, has_seconds_),
                   width);
    if (zone_width_ == 0) return;
    std::string_view name;
    if (face.has_zone()) name = face.period_at(o.time).abbreviation;
    fmt::format_to(out, " {:{}}", name, zone_width_);
  }

  [[nodiscard]] std::string distance(const clock_face& face, const occurrence& o) const {
    return relative_text(face, o, setting_.from);
  }

  void append_note(const clock_face& face, const occurrence& o) {
    if (o.change == clock_change::none) return;
    const auto out = std::back_inserter(line_);
    fmt::format_to(out, "  {}! {}{}", setting_.colors.mark, clock_note(face, o),
                   setting_.colors.reset);
  }

  void append_event(const occurrence& o) {
    if (setting_.details.empty()) return;
    const event_details& details = setting_.details[o.set];
    const auto out = std::back_inserter(line_);
    if (!details.summary.empty()) fmt::format_to(out, "  {}", one_line(details.summary));
    if (details.alarm)
      fmt::format_to(out, "  {}alarm{}", setting_.colors.mark, setting_.colors.reset);
    if (!several_calendars_ || details.calendar.empty()) return;
    fmt::format_to(out, "  {}({}){}", setting_.colors.dim, one_line(details.calendar),
                   setting_.colors.reset);
  }

  [[nodiscard]] static std::string one_line(std::string text) {
    std::ranges::replace_if(
        text, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7F'; }, ' ');
    return text;
  }

  format_setting setting_;
  fmt::memory_buffer line_;
  bool has_times_ = false;
  bool has_seconds_ = false;
  std::size_t zone_width_ = 0;
  std::size_t distance_width_ = 0;
  std::optional<std::string> first_calendar_;
  bool several_calendars_ = false;
};

}  // namespace

std::unique_ptr<formatter> make_human_formatter(format_setting setting) {
  return std::make_unique<human_formatter>(std::move(setting));
}

}  // namespace occur::cli
