// ics: a calendar with an event for each occurrence.
#include <fmt/format.h>

#include <cstddef>
#include <utility>

#include "occur/calendar.hpp"
#include "output/formatter.hpp"

namespace occur::cli {
namespace {

/// So that endless schedules do not fill the memory; more are one calendar after another.
constexpr std::size_t most_events = 50'000;

class ics_formatter final : public formatter {
 public:
  explicit ics_formatter(format_setting setting) : setting_(std::move(setting)) {}

  void print(std::span<const occurrence> block, line_writer& to) override {
    for (const occurrence& o : block) {
      if (all_.size() == most_events) finish(to);
      // A set of one date occurs and is not displaced, so that no error is left.
      static_cast<void>(all_.add(once(o), details_of(o)));
    }
  }

  void finish(line_writer& to) override {
    to.write(std::exchange(all_, calendar_writer{setting_.from.now}).finish());
  }

 private:
  [[nodiscard]] recurrence_set once(const occurrence& o) {
    recurrence_set set;
    set.anchor = start_of(o);
    set.dates.push_back({{set.anchor.time, form_of(set.anchor.kind)}, {}, {}});
    if (set.anchor.kind == start_kind::zoned) set.dates[0].where = set.anchor.where;
    return set;
  }

  [[nodiscard]] start start_of(const occurrence& o) {
    clock_face& face = setting_.faces[o.set];
    const date::local_seconds shown = face.at(o).local;
    if (face.is_date()) return {start_kind::date, date::floor<date::days>(shown), zone{}};
    if (!face.has_zone()) return {start_kind::floating, shown, zone{}};
    // A local time that stands twice means the first of the two (RFC 5545 3.3.5).
    const bool says_it = !face.is_utc() && face.where().read(shown).before == o.time;
    if (says_it) return {start_kind::zoned, shown, face.where()};
    return {start_kind::utc, date::local_seconds{o.time.time_since_epoch()}, zone{}};
  }

  [[nodiscard]] static date_form form_of(start_kind kind) {
    if (kind == start_kind::date) return date_form::date;
    return kind == start_kind::utc ? date_form::utc : date_form::local;
  }

  /// The UID is the same whenever the same occurrence is written.
  [[nodiscard]] event_details details_of(const occurrence& o) const {
    event_details d;
    if (o.set < setting_.details.size()) d = setting_.details[o.set];
    if (!d.uid.empty()) d.uid = fmt::format("{}-{}", o.time.time_since_epoch().count(), d.uid);
    if (d.alarm) d.duration.reset();
    // What goes off once does so by itself.
    std::erase_if(d.alarms, [](const event_alarm& a) { return a.at.has_value(); });
    return d;
  }

  format_setting setting_;
  calendar_writer all_{setting_.from.now};
};

}  // namespace

std::unique_ptr<formatter> make_ics_formatter(format_setting setting) {
  return std::make_unique<ics_formatter>(std::move(setting));
}

}  // namespace occur::cli
