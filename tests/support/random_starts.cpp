#include "random_starts.hpp"

#include "pinned_zones.hpp"

namespace occur::testing {
namespace {

using date::days;
using date::local_days;
using date::local_seconds;
using std::chrono::hours;
using std::chrono::minutes;

local_days day_of(int year, int month, int day) {
  return local_days{date::year{year} / month / 1} + days{day - 1};
}

int ordinary_year(dice& d) {
  return static_cast<int>(d.chance(80) ? d.between(1950, 2100) : d.between(1583, 3000));
}

int leap_year(dice& d) {
  int year = ordinary_year(d);
  while (!date::year{year}.is_leap()) ++year;
  return year;
}

local_days random_day(dice& d) {
  const int year = ordinary_year(d);
  const auto in_month = static_cast<int>(d.between(1, 31));
  switch (d.below(20)) {
    case 0:
      return day_of(leap_year(d), 2, 29);
    case 1:
      return day_of(year, 12, static_cast<int>(d.between(26, 37)));
    case 2:
      return day_of(year, static_cast<int>(d.between(1, 12)), static_cast<int>(d.between(28, 31)));
    case 3:
      return d.chance(50) ? day_of(1, 1, in_month)
                          : day_of(1, static_cast<int>(d.between(1, 12)), 2);
    case 4:
      return day_of(static_cast<int>(d.between(9990, 9999)), static_cast<int>(d.between(1, 11)),
                    in_month);
    case 5:
      return day_of(static_cast<int>(d.one_of({1600, 1900, 2000, 2100, 2400})), 2,
                    static_cast<int>(d.between(26, 30)));
    default:
      return day_of(year, 1, static_cast<int>(d.between(1, 365)));
  }
}

seconds random_time_of_day(dice& d) {
  switch (d.below(5)) {
    case 0:
      return seconds{0};
    case 1:
      return hours{d.below(24)};
    case 2:
      return seconds{d.below(86400)};
    default:
      return minutes{15 * d.below(96)};
  }
}

local_seconds near_clock_change(dice& d, const zone& z, local_days day) {
  const date::sys_seconds from{local_seconds{day}.time_since_epoch()};
  const zone_period p = z.period(from);
  if (p.end == date::sys_seconds::max() || p.end > from + days{5000}) {
    return day + random_time_of_day(d);
  }
  const auto shift =
      d.chance(60) ? minutes{15 * d.between(-12, 12)} : minutes{30 * d.between(-200, 20)};
  return local_seconds{(p.end + p.offset).time_since_epoch()} + shift;
}

}  // namespace

zone random_zone(dice& d) {
  static const std::vector<zone> zones = [] {
    std::vector<zone> found;
    for (const char* name :
         {"Pacific/Apia", "Australia/Lord_Howe", "Africa/Casablanca", "America/New_York",
          "Europe/Zagreb", "Asia/Gaza", "America/Sao_Paulo", "Asia/Kolkata"}) {
      found.push_back(pinned_zone(name).value());
    }
    return found;
  }();
  return d.one_of(zones);
}

start random_start(dice& d, start_kind kind) {
  start s;
  s.kind = kind;
  if (kind == start_kind::zoned) s.where = random_zone(d);
  const local_days day = random_day(d);
  s.time = day;
  if (kind == start_kind::zoned && d.chance(50))
    s.time = near_clock_change(d, s.where, day);
  else if (kind != start_kind::date)
    s.time = day + random_time_of_day(d);
  if (kind == start_kind::zoned && s.where.name() == "Pacific/Apia" && d.chance(25)) {
    s.time = day_of(2011, 12, static_cast<int>(d.between(25, 32))) + random_time_of_day(d);
  }
  return s;
}

}  // namespace occur::testing
