// Time zones: an IANA name and what its clocks do, to the year 9999.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "occur/civil.hpp"

namespace [[gnu::visibility("default")]] occur {

/// A stretch of time in which a zone's offset does not change.
struct zone_period {
  date::sys_seconds begin;   ///< first instant; the least value when there is none
  date::sys_seconds end;     ///< first instant after it; the greatest value when there is none
  seconds offset;            ///< local time minus UTC
  bool daylight_saving;      ///< whether the zone calls it daylight saving
  std::string abbreviation;  ///< `CET`, `-03`
};

/// How often a zone's clocks show a local time.
enum class local_kind { unique, skipped, repeated };

/// The instants behind a local time. `before` reads it with the offset that
/// held before the clock change, `after` with the one after it; for a unique
/// time both are the same. For a repeated time `before` is the first of the
/// two; for a skipped one `before` is the later instant (02:30 reads as 03:30).
struct local_reading {
  local_kind kind;
  date::sys_seconds before;
  date::sys_seconds after;
  date::sys_seconds change;  ///< the instant of the clock change; for a unique time as `before`
};

/// An instant from which on a zone's clocks are set in another way.
struct zone_change {
  date::sys_seconds at;
  seconds offset;  ///< local time minus UTC, from there on
  bool daylight_saving = false;
  std::string abbreviation{};
};

/// An IANA time zone. A cheap handle to shared, immutable data; safe to copy
/// and to use from several threads.
///
/// Right for all years 1 to 9999: after the last tabulated transition the
/// zone's POSIX rule (the footer of its TZif file, RFC 9636 3.3) decides.
class zone {
 public:
  /// UTC.
  zone();
  zone(const zone&) = default;  // and no moves: a zone that was moved from stays one
  zone& operator=(const zone&) = default;
  ~zone() = default;

  /// The zone of an IANA name (`Europe/Zagreb`; case counts), from TZDIR or
  /// the system's zone files. Errors: unknown name (the hint has the nearest
  /// names), unreadable file; never UTC instead. Cost: reads one file, once.
  ///
  /// Example: `zone::find("America/New_York")`.
  [[nodiscard]] static result<zone> find(std::string_view name);

  /// The zone that the value of the TZ variable names, as POSIX has it: an IANA
  /// name or the absolute path of a zone file, with or without a leading `:`;
  /// a rule such as `CET-1CEST,M3.5.0,M10.5.0/3`, which is its own name; empty
  /// for UTC. Without a value the system's zone (/etc/localtime), named after
  /// what it links to; UTC where there is none. Errors: those of `find`.
  ///
  /// Example: `zone::local(":Europe/Zagreb")`.
  [[nodiscard]] static result<zone> local(std::optional<std::string_view> tz_variable);

  /// A zone that no file has, from what its clocks show before all changes and
  /// the changes, in any order. Cost: linear in them.
  ///
  /// Example: `zone::of_changes("Ship", seconds{3600}, {})` is an hour ahead of UTC.
  [[nodiscard]] static zone of_changes(std::string name, seconds offset_before,
                                       std::vector<zone_change> changes);

  /// The name it was found under; `UTC` for UTC.
  [[nodiscard]] const std::string& name() const noexcept;

  /// Whether it shows UTC at all times, under whatever name (`Etc/GMT`).
  [[nodiscard]] bool is_utc() const noexcept;

  /// The period that holds an instant; `period(p.end).begin == p.end`. A change
  /// of the abbreviation alone begins a period too. Cost: a binary search.
  [[nodiscard]] zone_period period(date::sys_seconds instant) const;

  /// What a local time means. Cost: a binary search.
  ///
  /// Example: `zagreb.to_local(zagreb.read(half_past_two).before) == half_past_two + 1h`
  /// in the night of March in which the clock skips it.
  [[nodiscard]] local_reading read(date::local_seconds local) const;

  /// The wall clock at an instant.
  [[nodiscard]] date::local_seconds to_local(date::sys_seconds instant) const;

  [[nodiscard]] bool operator==(const zone& other) const noexcept;

 private:
  struct data;
  explicit zone(std::shared_ptr<const data> d) noexcept;
  std::shared_ptr<const data> data_;
};

/// All zone names the system has, sorted. Cost: walks the zone directory.
[[nodiscard]] std::vector<std::string> zone_names();

}  // namespace occur
