// What the clock shows at an occurrence: in its own zone, or in another.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "occur/set.hpp"
#include "occur/stream.hpp"

namespace occur::cli {

/// The clock of one set's occurrences. Shows their own local time, or that of
/// the zone the user asked for, or of the zone beside a UTC start; dates and floating times are no
/// instants and stay as they are.
class clock_face {
 public:
  struct reading {
    std::int64_t local;   ///< seconds of the wall clock since 1970-01-01T00:00:00
    std::int64_t offset;  ///< local minus UTC; means nothing without a zone
  };

  clock_face(const start& anchor, const std::optional<zone>& asked);

  [[nodiscard]] bool is_date() const noexcept { return is_date_; }
  [[nodiscard]] bool has_zone() const noexcept { return has_zone_; }
  [[nodiscard]] bool is_utc() const noexcept { return is_utc_; }
  [[nodiscard]] const std::string& zone_name() const noexcept { return where_.name(); }

  [[nodiscard]] reading at(const occurrence& o) {
    const std::int64_t time = o.time.time_since_epoch().count();
    if (!converts_) {
      const std::int64_t local = o.local.time_since_epoch().count();
      return {local, local - time};
    }
    const std::int64_t offset = period_at(o.time).offset.count();
    return {time + offset, offset};
  }

  /// The stretch of the zone that holds an instant; only with a zone.
  [[nodiscard]] const zone_period& period_at(date::sys_seconds instant) {
    if (!period_ || instant < period_->begin || instant >= period_->end) {
      period_ = where_.period(instant);
    }
    return *period_;
  }

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

/// The faces of a schedule's sets, in their order.
[[nodiscard]] std::vector<clock_face> clock_faces(const std::vector<recurrence_set>& sets,
                                                  const std::optional<zone>& shown);

/// The offset as ISO 8601 writes it: `Z`, `+01:00`; with seconds where the zone
/// has them (`+01:03:52`, local mean time), which RFC 3339 has no form for but
/// without which the instant would be wrong.
[[nodiscard]] std::string offset_text(const clock_face& face, std::int64_t offset);

/// `2026-11-23`. Years outside 0 to 9999, which only another zone than the
/// occurrence's own can show, have a sign and the digits they need.
[[nodiscard]] std::string date_text(std::int64_t day);

/// `09:00:00`, from the seconds of the day.
[[nodiscard]] std::string time_text(std::uint32_t second_of_day);

/// A wall clock reading, split at midnight.
struct day_and_second {
  std::int64_t day;      ///< since 1970-01-01
  std::uint32_t second;  ///< of the day
};

[[nodiscard]] inline day_and_second split(std::int64_t local) noexcept {
  constexpr std::int64_t day_length = 86400;
  const std::int64_t day = (local >= 0 ? local : local - (day_length - 1)) / day_length;
  return {day, static_cast<std::uint32_t>(local - day * day_length)};
}

}  // namespace occur::cli
