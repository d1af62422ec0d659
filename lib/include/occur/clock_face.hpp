// What the clock shows at an occurrence, and how that is written.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "occur/civil.hpp"
#include "occur/set.hpp"
#include "occur/stream.hpp"
#include "occur/zone.hpp"

namespace [[gnu::visibility("default")]] occur {

/// The clock of one set's occurrences. It shows their own local time, or that
/// of a zone that is asked for, or of the zone beside a UTC start; dates and
/// floating times are no instants and stay as they are. It keeps the stretch of
/// its zone that it looked at last, so that reading one occurrence after the
/// other costs a comparison.
///
/// Example: `clock_face{set.anchor}.at(o).offset == std::chrono::hours{1}`.
class clock_face {
 public:
  struct reading {
    date::local_seconds local;  ///< of the wall clock
    seconds offset;             ///< local minus UTC; means nothing without a zone
  };

  explicit clock_face(const start& anchor, const std::optional<zone>& asked = std::nullopt);

  [[nodiscard]] bool is_date() const noexcept { return is_date_; }
  [[nodiscard]] bool has_zone() const noexcept { return has_zone_; }
  [[nodiscard]] bool is_utc() const noexcept { return is_utc_; }
  /// The zone it shows; UTC without one.
  [[nodiscard]] const zone& where() const noexcept { return where_; }
  /// The name of that zone.
  [[nodiscard]] const std::string& zone_name() const noexcept { return where_.name(); }

  [[nodiscard]] reading at(const occurrence& o) {
    if (!converts_) return {o.local, o.local.time_since_epoch() - o.time.time_since_epoch()};
    const seconds offset = period_at(o.time).offset;
    return {date::local_seconds{o.time.time_since_epoch() + offset}, offset};
  }

  /// The stretch of the zone that holds an instant; only with a zone. Valid
  /// until the next call.
  [[nodiscard]] const zone_period& period_at(date::sys_seconds instant) {
    if (!period_ || instant < period_->begin || instant >= period_->end) {
      period_ = where_.period(instant);
    }
    return *period_;
  }

  /// A time that comes later than an occurrence, on its own clock: its end. A time that the clock
  /// skips is read with the offset before the gap.
  [[nodiscard]] occurrence later(const occurrence& o, const displacement& by) const;

  /// For an occurrence that a clock change moved: the local time, in its own
  /// zone, that the clock skipped.
  [[nodiscard]] date::local_seconds skipped_time(const occurrence& moved) const;

 private:
  zone own_;
  zone where_;
  bool is_date_;
  bool has_zone_;
  bool is_utc_;
  bool converts_ = false;
  std::optional<zone_period> period_;
};

/// The faces of some sets, in their order: those that `occurrence::set` counts.
///
/// Example: `clock_faces(s.sets)[o.set].at(o)`.
[[nodiscard]] std::vector<clock_face> clock_faces(const std::vector<recurrence_set>& sets,
                                                  const std::optional<zone>& asked = std::nullopt);

/// The offset as ISO 8601 writes it: `Z`, `+01:00`; with seconds where the zone
/// has them (`+01:03:52`, local mean time), which RFC 3339 has no form for but
/// without which the instant would be wrong. Empty without a zone.
///
/// Example: `offset_text(face, std::chrono::minutes{-210}) == "-03:30"`.
[[nodiscard]] std::string offset_text(const clock_face& face, seconds offset);

/// `2026-11-23`. Years outside 0 to 9999, which only another zone than the
/// occurrence's own can show, have a sign and the digits they need.
///
/// Example: `date_text(date::local_days{date::year{2026} / 11 / 23}) == "2026-11-23"`.
[[nodiscard]] std::string date_text(date::local_days day);

/// The time of day, from the time since midnight.
///
/// Example: `time_text(std::chrono::hours{9}) == "09:00:00"`.
[[nodiscard]] std::string time_text(seconds since_midnight);

/// What the clock shows at an occurrence, as RFC 3339 writes it; the date alone for
/// whole days, and without an offset where there is no zone.
///
/// Example: `instant_text(face, o) == "2026-11-23T09:00:00+01:00"`.
[[nodiscard]] std::string instant_text(clock_face face, const occurrence& o);

/// What the clock of a zone shows at an instant.
///
/// Example: `instant_text(date::sys_seconds{}, zone{}) == "1970-01-01T00:00:00Z"`.
[[nodiscard]] std::string instant_text(date::sys_seconds instant, const zone& where);

/// English names, from Sunday and from January; no text depends on the locale.
inline constexpr std::array<std::string_view, 7> weekday_names{
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
inline constexpr std::array<std::string_view, 12> month_names{
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

}  // namespace occur
