// Zones against two other libraries: date-tz, which reads the tables of the zone files and no rule
// behind them, up to 2037; cctz, which has the rule too, up to 9999.
#include <cctz/time_zone.h>
#include <date/tz.h>

#include <chrono>
#include <string>
#include <vector>
#include <catch2/catch.hpp>

#include "occur/zone.hpp"

namespace {

using std::chrono::seconds;

constexpr date::sys_seconds start_of(int year) {
  return date::sys_days{date::year{year} / date::January / 1};
}

date::local_seconds as_local(date::sys_seconds time) {
  return date::local_seconds{time.time_since_epoch()};
}

/// Regular steps, and the seconds around each change that the zone under test claims.
std::vector<date::sys_seconds> instants(const occur::zone& zone, int from, int to, seconds step) {
  std::vector<date::sys_seconds> found;
  for (auto instant = start_of(from); instant < start_of(to); instant += step) {
    found.push_back(instant);
  }
  for (auto change = zone.period(start_of(from)).end; change < start_of(to);
       change = zone.period(change).end) {
    for (const int near : {-3601, -1, 0, 1, 1800, 3600}) found.push_back(change + seconds{near});
  }
  return found;
}

std::string difference(const occur::zone& zone, const date::time_zone& other,
                       date::sys_seconds instant) {
  const auto period = zone.period(instant);
  const auto info = other.get_info(instant);
  const bool same = period.offset == info.offset && period.abbreviation == info.abbrev &&
                    period.daylight_saving == (info.save != std::chrono::minutes{0});
  return same ? std::string{} : zone.name() + date::format(" at %FT%TZ", instant);
}

std::string difference(const occur::zone& zone, const date::time_zone& other,
                       date::local_seconds local) {
  const auto reading = zone.read(local);
  const auto info = other.get_info(local);
  const auto time = date::sys_seconds{local.time_since_epoch()};
  bool same = reading.before == time - info.first.offset;
  if (info.result == date::local_info::unique) {
    same = same && reading.kind == occur::local_kind::unique && reading.after == reading.before;
  } else {
    const auto kind = info.result == date::local_info::ambiguous ? occur::local_kind::repeated
                                                                 : occur::local_kind::skipped;
    same = same && reading.kind == kind && reading.after == time - info.second.offset &&
           reading.change == info.first.end;
  }
  return same ? std::string{} : zone.name() + date::format(" at local %FT%T", local);
}

cctz::civil_second civil(date::local_seconds local) {
  return cctz::civil_second() + local.time_since_epoch().count();
}

std::string difference(const occur::zone& zone, const cctz::time_zone& other,
                       date::sys_seconds instant) {
  const auto period = zone.period(instant);
  const auto seen = other.lookup(cctz::time_point<cctz::seconds>{instant.time_since_epoch()});
  const bool same = period.offset == seconds{seen.offset} && period.abbreviation == seen.abbr &&
                    period.daylight_saving == seen.is_dst;
  return same ? std::string{} : zone.name() + date::format(" at %FT%TZ", instant);
}

std::string difference(const occur::zone& zone, const cctz::time_zone& other,
                       date::local_seconds local) {
  using lookup = cctz::time_zone::civil_lookup;
  const auto reading = zone.read(local);
  const auto seen = other.lookup(civil(local));
  const auto kind = seen.kind == lookup::UNIQUE     ? occur::local_kind::unique
                    : seen.kind == lookup::REPEATED ? occur::local_kind::repeated
                                                    : occur::local_kind::skipped;
  const auto instant = [](const auto& time) { return date::sys_seconds{time.time_since_epoch()}; };
  const bool same = reading.kind == kind && reading.before == instant(seen.pre) &&
                    reading.after == instant(seen.post) &&
                    (kind == occur::local_kind::unique || reading.change == instant(seen.trans));
  return same ? std::string{} : zone.name() + date::format(" at local %FT%T", local);
}

template <class Other>
std::vector<std::string> differences(const occur::zone& zone, const Other& other,
                                     const std::vector<date::sys_seconds>& times) {
  std::vector<std::string> found;
  const auto note = [&found](std::string text) {
    if (!text.empty()) found.push_back(std::move(text));
  };
  for (const auto time : times) {
    note(difference(zone, other, time));
    note(difference(zone, other, as_local(time)));
    note(difference(zone, other, zone.to_local(time)));
  }
  return found;
}

void compare_with_date_tz(seconds step) {
  for (const auto& name : occur::zone_names()) {
    const auto zone = occur::zone::find(name);
    REQUIRE(zone);
    const auto& other = *date::locate_zone(name);
    const auto found = differences(*zone, other, instants(*zone, 1900, 2037, step));
    CAPTURE(found);
    CHECK(found.empty());
  }
}

void compare_with_cctz(const std::vector<int>& years, seconds step) {
  for (const auto& name : occur::zone_names()) {
    const auto zone = occur::zone::find(name);
    cctz::time_zone other;
    REQUIRE(zone);
    REQUIRE(cctz::load_time_zone(name, &other));
    for (const int year : years) {
      const auto found = differences(*zone, other, instants(*zone, year, year + 3, step));
      CAPTURE(found);
      CHECK(found.empty());
    }
  }
}

}  // namespace

TEST_CASE("every zone agrees with date-tz from 1900 to 2037") {
  compare_with_date_tz(date::days{97} + seconds{3607});
}

TEST_CASE("every zone agrees with date-tz every few hours", "[.long]") {
  compare_with_date_tz(std::chrono::hours{11} + seconds{7});
}

TEST_CASE("every zone agrees with cctz from year 1 to 9999") {
  compare_with_cctz({1, 1899, 2036, 2099, 2399, 2436, 2800, 5555, 9997}, date::days{31});
}

TEST_CASE("every zone agrees with cctz in every fourth year", "[.long]") {
  std::vector<int> years;
  for (int year = 1; year < 9998; year += 4) years.push_back(year);
  compare_with_cctz(years, date::days{17});
}

TEST_CASE("the zone names are those of date-tz, without the names of no place") {
  std::vector<std::string> names;
  for (const auto& other : date::get_tzdb().zones) names.push_back(other.name());
  std::erase(names, "localtime");
  std::erase(names, "posixrules");
  CHECK(occur::zone_names() == names);
}
