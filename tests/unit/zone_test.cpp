#include "occur/zone.hpp"

#include <date/date.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <ostream>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>
#include <vector>
#include <catch2/catch.hpp>

namespace occur {

std::ostream& operator<<(std::ostream& out, local_kind kind) {
  constexpr std::array names{"unique", "skipped", "repeated"};
  return out << names.at(static_cast<std::size_t>(kind));
}

}  // namespace occur

namespace {

using occur::local_kind;
using occur::zone;
using std::chrono::seconds;

static_assert(std::is_nothrow_move_constructible_v<zone>);
static_assert(std::is_copy_assignable_v<zone>);

zone find(std::string_view name) {
  auto found = zone::find(name);
  REQUIRE(found);
  return *found;
}

occur::error error_of(std::string_view name) {
  const auto found = zone::find(name);
  REQUIRE_FALSE(found);
  return found.error();
}

/// Reads `2026-11-23T09:00:00`.
seconds since_epoch(const std::string& text) {
  const auto number = [&text](std::size_t at, std::size_t size) {
    return std::stoi(text.substr(at, size));
  };
  const auto day = date::year{number(0, 4)} / number(5, 2) / number(8, 2);
  return date::sys_days{day}.time_since_epoch() + std::chrono::hours{number(11, 2)} +
         std::chrono::minutes{number(14, 2)} + seconds{number(17, 2)};
}

date::sys_seconds utc(const std::string& text) { return date::sys_seconds{since_epoch(text)}; }

date::local_seconds local(const std::string& text) {
  return date::local_seconds{since_epoch(text)};
}

std::string text_of(date::sys_seconds instant) { return date::format("%FT%T", instant); }

struct offset_fact {
  const char* zone;
  const char* instant;
  seconds offset;
  bool daylight_saving;
  const char* abbreviation;
};

struct reading_fact {
  const char* zone;
  const char* local;
  local_kind kind;
  const char* before;
  const char* after;
  const char* change;
};

using std::chrono::hours;
using std::chrono::minutes;

}  // namespace

TEST_CASE("a zone knows its offsets in the past and in the far future") {
  const auto fact = GENERATE(values<offset_fact>({
      {"America/New_York", "0001-01-01T00:00:00", -seconds{17762}, false, "LMT"},
      {"America/New_York", "1883-11-18T16:59:59", -seconds{17762}, false, "LMT"},
      {"America/New_York", "1883-11-18T17:00:00", hours{-5}, false, "EST"},
      {"America/New_York", "2040-07-01T00:00:00", hours{-4}, true, "EDT"},
      {"America/New_York", "2040-12-01T00:00:00", hours{-5}, false, "EST"},
      {"America/New_York", "2100-07-01T00:00:00", hours{-4}, true, "EDT"},
      {"America/New_York", "2437-07-01T00:00:00", hours{-4}, true, "EDT"},
      {"America/New_York", "2438-01-01T00:00:00", hours{-5}, false, "EST"},
      {"America/New_York", "9999-07-01T00:00:00", hours{-4}, true, "EDT"},
      {"America/New_York", "9999-12-31T23:59:59", hours{-5}, false, "EST"},
      {"Europe/Berlin", "1893-03-31T23:06:31", seconds{3208}, false, "LMT"},
      {"Europe/Berlin", "1893-03-31T23:06:32", hours{1}, false, "CET"},
      {"Europe/Zagreb", "2040-03-25T00:59:59", hours{1}, false, "CET"},
      {"Europe/Zagreb", "2040-03-25T01:00:00", hours{2}, true, "CEST"},
      {"Europe/Zagreb", "2100-10-31T00:59:59", hours{2}, true, "CEST"},
      {"Europe/Zagreb", "2100-10-31T01:00:00", hours{1}, false, "CET"},
      {"Europe/Zagreb", "9999-03-28T00:59:59", hours{1}, false, "CET"},
      {"Europe/Zagreb", "9999-03-28T01:00:00", hours{2}, true, "CEST"},
      {"Europe/Dublin", "2040-07-01T00:00:00", hours{1}, false, "IST"},
      {"Europe/Dublin", "2040-01-01T00:00:00", hours{0}, true, "GMT"},
      {"America/Nuuk", "2040-07-01T00:00:00", hours{-1}, true, "-01"},
      {"America/Nuuk", "2100-01-01T00:00:00", hours{-2}, false, "-02"},
      {"Australia/Lord_Howe", "2040-07-01T00:00:00", minutes{630}, false, "+1030"},
      {"Australia/Lord_Howe", "2100-01-01T00:00:00", hours{11}, true, "+11"},
      {"Asia/Gaza", "2040-01-15T00:00:00", hours{2}, false, "EET"},
      {"Asia/Gaza", "2040-08-15T00:00:00", hours{3}, true, "EEST"},
      {"Asia/Gaza", "2040-09-15T00:00:00", hours{2}, false, "EET"},
      {"Asia/Gaza", "2040-10-22T00:00:00", hours{3}, true, "EEST"},
      {"Asia/Gaza", "2100-01-15T00:00:00", hours{2}, false, "EET"},
      {"Asia/Gaza", "2100-07-15T00:00:00", hours{3}, true, "EEST"},
      {"Africa/Casablanca", "2020-05-10T00:00:00", hours{0}, true, "+00"},
      {"Africa/Casablanca", "2020-06-10T00:00:00", hours{1}, false, "+01"},
      {"Asia/Kolkata", "9999-07-01T00:00:00", minutes{330}, false, "IST"},
  }));
  const auto period = find(fact.zone).period(utc(fact.instant));
  INFO(fact.zone << " at " << fact.instant);
  CHECK(period.offset == fact.offset);
  CHECK(period.daylight_saving == fact.daylight_saving);
  CHECK(period.abbreviation == fact.abbreviation);
}

TEST_CASE("a local time is unique, skipped or repeated") {
  const auto fact = GENERATE(values<reading_fact>({
      {"Europe/Zagreb", "2026-03-29T01:59:59", local_kind::unique, "2026-03-29T00:59:59",
       "2026-03-29T00:59:59", ""},
      {"Europe/Zagreb", "2026-03-29T02:00:00", local_kind::skipped, "2026-03-29T01:00:00",
       "2026-03-29T00:00:00", "2026-03-29T01:00:00"},
      {"Europe/Zagreb", "2026-03-29T02:30:00", local_kind::skipped, "2026-03-29T01:30:00",
       "2026-03-29T00:30:00", "2026-03-29T01:00:00"},
      {"Europe/Zagreb", "2026-03-29T03:00:00", local_kind::unique, "2026-03-29T01:00:00",
       "2026-03-29T01:00:00", ""},
      {"Europe/Zagreb", "2026-10-25T01:59:59", local_kind::unique, "2026-10-24T23:59:59",
       "2026-10-24T23:59:59", ""},
      {"Europe/Zagreb", "2026-10-25T02:00:00", local_kind::repeated, "2026-10-25T00:00:00",
       "2026-10-25T01:00:00", "2026-10-25T01:00:00"},
      {"Europe/Zagreb", "2026-10-25T02:59:59", local_kind::repeated, "2026-10-25T00:59:59",
       "2026-10-25T01:59:59", "2026-10-25T01:00:00"},
      {"Europe/Zagreb", "2026-10-25T03:00:00", local_kind::unique, "2026-10-25T02:00:00",
       "2026-10-25T02:00:00", ""},
      {"America/New_York", "2040-03-11T02:30:00", local_kind::skipped, "2040-03-11T07:30:00",
       "2040-03-11T06:30:00", "2040-03-11T07:00:00"},
      {"America/New_York", "9999-11-07T01:30:00", local_kind::repeated, "9999-11-07T05:30:00",
       "9999-11-07T06:30:00", "9999-11-07T06:00:00"},
      {"America/New_York", "1883-11-18T12:01:00", local_kind::repeated, "1883-11-18T16:57:02",
       "1883-11-18T17:01:00", "1883-11-18T17:00:00"},
      {"Europe/Berlin", "1893-04-01T00:05:00", local_kind::skipped, "1893-03-31T23:11:32",
       "1893-03-31T23:05:00", "1893-03-31T23:06:32"},
      {"Australia/Lord_Howe", "2040-10-07T02:15:00", local_kind::skipped, "2040-10-06T15:45:00",
       "2040-10-06T15:15:00", "2040-10-06T15:30:00"},
      {"Australia/Lord_Howe", "2040-04-01T01:45:00", local_kind::repeated, "2040-03-31T14:45:00",
       "2040-03-31T15:15:00", "2040-03-31T15:00:00"},
      {"Pacific/Apia", "2011-12-29T23:59:59", local_kind::unique, "2011-12-30T09:59:59",
       "2011-12-30T09:59:59", ""},
      {"Pacific/Apia", "2011-12-30T12:00:00", local_kind::skipped, "2011-12-30T22:00:00",
       "2011-12-29T22:00:00", "2011-12-30T10:00:00"},
      {"Pacific/Apia", "2011-12-31T00:00:00", local_kind::unique, "2011-12-30T10:00:00",
       "2011-12-30T10:00:00", ""},
      {"Asia/Manila", "1844-12-31T12:00:00", local_kind::skipped, "1845-01-01T03:56:08",
       "1844-12-31T03:56:08", "1844-12-31T15:56:08"},
      {"UTC", "2026-03-29T02:30:00", local_kind::unique, "2026-03-29T02:30:00",
       "2026-03-29T02:30:00", ""},
  }));
  const auto reading = find(fact.zone).read(local(fact.local));
  INFO(fact.zone << " at " << fact.local);
  CHECK(reading.kind == fact.kind);
  CHECK(text_of(reading.before) == fact.before);
  CHECK(text_of(reading.after) == fact.after);
  if (fact.kind != local_kind::unique) CHECK(text_of(reading.change) == fact.change);
}

TEST_CASE("the periods of a zone follow each other without gap or overlap") {
  const auto name = GENERATE("Europe/Zagreb", "America/New_York", "Europe/Dublin",
                             "Australia/Lord_Howe", "America/Nuuk", "Asia/Gaza", "Pacific/Apia");
  const auto clocks = find(name);
  auto period = clocks.period(utc("0001-01-01T00:00:00"));
  CHECK(period.begin == date::sys_seconds::min());
  int consistent = 0;
  while (period.end != date::sys_seconds::max()) {
    const auto next = clocks.period(period.end);
    REQUIRE(next.begin == period.end);
    REQUIRE(next.end > next.begin);
    REQUIRE(clocks.period(next.end - seconds{1}).begin == next.begin);
    period = next;
    ++consistent;
  }
  INFO(name);
  CHECK(consistent > (clocks.name() == "Pacific/Apia" ? 20 : 15000));
}

TEST_CASE("reading a wall clock and showing it again are inverse") {
  const auto clocks = find("America/New_York");
  for (auto instant = utc("1880-01-01T00:00:00"); instant < utc("9999-01-01T00:00:00");
       instant += date::days{301} + seconds{4001}) {
    const auto reading = clocks.read(clocks.to_local(instant));
    REQUIRE((reading.before == instant || reading.after == instant));
  }
}

TEST_CASE("the ends of time are no trap") {
  const auto clocks = find("Europe/Zagreb");
  CHECK(clocks.period(date::sys_seconds::max()).end == date::sys_seconds::max());
  CHECK(clocks.period(date::sys_seconds::min()).begin == date::sys_seconds::min());
  CHECK(clocks.to_local(date::sys_seconds::max()) == date::local_seconds::max());
  CHECK(clocks.read(date::local_seconds::max()).kind == local_kind::unique);
  CHECK(clocks.read(date::local_seconds::min()).kind == local_kind::unique);
}

TEST_CASE("UTC has one period and needs no file") {
  const zone universal;
  const auto period = universal.period(utc("2026-11-23T00:00:00"));
  CHECK(universal.name() == "UTC");
  CHECK(period.begin == date::sys_seconds::min());
  CHECK(period.end == date::sys_seconds::max());
  CHECK(period.offset == seconds{0});
  CHECK(period.abbreviation == "UTC");
  CHECK(find("UTC") == universal);
}

TEST_CASE("a zone that shows UTC for ever says so") {
  for (const auto* name : {"UTC", "Etc/UTC", "GMT", "Etc/GMT", "Zulu", "Etc/GMT+0", "Universal"}) {
    INFO(name);
    CHECK(find(name).is_utc());
  }
  for (const auto* name : {"Europe/London", "Africa/Abidjan", "Atlantic/Reykjavik", "Etc/GMT+1"}) {
    INFO(name);
    CHECK_FALSE(find(name).is_utc());
  }
}

TEST_CASE("zones are equal when their names and their clocks are") {
  const auto zagreb = find("Europe/Zagreb");
  CHECK(zagreb == zone(zagreb));
  CHECK(zagreb == find("Europe/Zagreb"));
  CHECK(zagreb != find("Europe/Belgrade"));
  CHECK(zagreb != zone());
}

TEST_CASE("abbreviations that the zone database has are zones") {
  for (const auto* name : {"EST", "MST", "CET", "EST5EDT"}) {
    INFO(name);
    CHECK(find(name).name() == name);
  }
}

TEST_CASE("an unknown zone is an error with the nearest names") {
  struct fact {
    const char* name;
    const char* hint;
  };
  const auto wrong = GENERATE(values<fact>({
      {"Europe/Zagrebb", "did you mean Europe/Zagreb?"},
      {"europe/zagreb", "did you mean Europe/Zagreb?"},
      {"EUROPE/ZAGREB", "did you mean Europe/Zagreb?"},
      {"Zagreb", "did you mean Europe/Zagreb?"},
      {"zagrebb", "did you mean Europe/Zagreb?"},
      {"America/Nuk", "did you mean America/Nuuk?"},
      {"Europe/New_York", "did you mean America/New_York?"},
      {"new york", "did you mean America/New_York?"},
      {"right/Europe/Zagreb", "did you mean Europe/Zagreb?"},
      {"utc", "did you mean Etc/UTC or UTC?"},
      {"UTC+2", "did you mean Etc/GMT-2? In these names the sign counts westwards"},
      {"gmt-05:00", "did you mean Etc/GMT+5? In these names the sign counts westwards"},
      {"+0100", "did you mean Etc/GMT-1? In these names the sign counts westwards"},
      {"UTC+0", "did you mean UTC?"},
      {"PST", "names are those of the IANA time zone database, such as Europe/Zagreb"},
      {"", "names are those of the IANA time zone database, such as Europe/Zagreb"},
  }));
  const auto error = error_of(wrong.name);
  CHECK(error.code == occur::error_code::unknown_name);
  CHECK(error.message == "unknown time zone \"" + std::string(wrong.name) + "\"");
  CHECK(error.hint == wrong.hint);
  CHECK(error.where == occur::span{0, std::string_view(wrong.name).size()});
}

TEST_CASE("what is no IANA name is unknown, even where a file of that name lies") {
  for (const auto* name :
       {"localtime", "posixrules", "Factory", "posix/Europe/Zagreb", "right/Europe/Zagreb",
        "zone.tab", "tzdata.zi", "leapseconds", "Europe", "Europe/", "/usr/share/zoneinfo/UTC",
        "../zoneinfo/Europe/Zagreb", "Europe/../Europe/Zagreb", "Europe//Zagreb", "./UTC",
        "Fixed/UTC+01:00:00", "file:Europe/Zagreb", "CET-1CEST", " Europe/Zagreb"}) {
    INFO(name);
    CHECK(error_of(name).code == occur::error_code::unknown_name);
  }
}

TEST_CASE("an error never shows control characters or endless names") {
  CHECK(error_of("a\x1b[31m\n").message == "unknown time zone \"a?[31m?\"");
  CHECK(error_of(std::string(100000, 'x')).message.size() < 300);
  CHECK(error_of(std::string_view("UTC\0x", 5)).message == "unknown time zone \"UTC?x\"");
}

TEST_CASE("the zone names are sorted and each of them is a zone") {
  const auto names = occur::zone_names();
  CHECK(names.size() > 400);
  CHECK(std::is_sorted(names.begin(), names.end()));
  for (const auto& name : names) {
    INFO(name);
    CHECK(zone::find(name));
  }
}

TEST_CASE("several threads may find and ask at once") {
  const auto shared = find("Europe/Zagreb");
  std::vector<std::thread> threads;
  std::array<int, 4> agreements{};
  for (int& agreed : agreements) {
    threads.emplace_back([&agreed, &shared] {
      const auto own = zone::find("Europe/Zagreb");
      for (int day = 0; day < 1000; ++day) {
        const auto instant = date::sys_days{date::year{2030} / 1 / 1} + date::days{day};
        if (own && own->period(instant).begin == shared.period(instant).begin) ++agreed;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(agreements == std::array{1000, 1000, 1000, 1000});
}
