// Schedules for other programs: what is written, and what is said to be lost.
#include <occur/cron.hpp>
#include <occur/set.hpp>
#include <occur/systemd.hpp>
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>
#include <catch2/catch.hpp>

namespace {

using strings = std::vector<std::string>;

occur::recurrence_set set_of(const std::string& text) {
  auto set = occur::parse_set(text);
  REQUIRE(set);
  return std::move(set->value);
}

occur::zone zone_of(std::string_view name) { return occur::zone::find(name).value(); }

/// The lines, or why there are none.
strings for_systemd(const std::string& text) {
  const auto lines = occur::to_systemd(std::vector{set_of(text)});
  return lines ? lines->value : strings{lines.error().message};
}

/// What was lost, in the words of the warnings.
template <class Lines>
strings losses(const Lines& written) {
  REQUIRE(written);
  strings all;
  for (const occur::error& lost : written->warnings)
    all.push_back(lost.message.substr(lost.message.find(" cannot say ") + 12));
  return all;
}

strings lost_by_cron(const std::string& text, std::string_view clock,
                     occur::cron_dialect dialect = occur::cron_dialect::crontab) {
  return losses(occur::to_cron(std::vector{set_of(text)}, {dialect, zone_of(clock), true}));
}

const std::string new_york = "DTSTART;TZID=America/New_York:20261123T090000\n";

}  // namespace

TEST_CASE("days 29 to 31 from the end of a month are days from its start, by its length") {
  const std::string start = "DTSTART:20261123T030000Z\nRRULE:FREQ=MONTHLY;";
  CHECK(for_systemd(start + "BYMONTHDAY=-28") == strings{"*-*~28 03:00:00 UTC"});
  CHECK(for_systemd(start + "BYMONTHDAY=-31") == strings{"*-01,03,05,07,08,10,12-01 03:00:00 UTC"});
  CHECK(for_systemd(start + "BYMONTHDAY=-30") ==
        strings{"*-04,06,09,11-01 03:00:00 UTC", "*-01,03,05,07,08,10,12-02 03:00:00 UTC"});
  CHECK(for_systemd(start + "BYMONTHDAY=-31,-1") ==
        strings{"*-*~01 03:00:00 UTC", "*-01,03,05,07,08,10,12-01 03:00:00 UTC"});
  CHECK(for_systemd(start + "BYMONTHDAY=-31;BYMONTH=1,2,4") == strings{"*-01-01 03:00:00 UTC"});
}

TEST_CASE("day 29 from the end of February is the first of a leap year's") {
  const std::string start = "DTSTART:20261123T030000Z\nRRULE:FREQ=MONTHLY;";
  CHECK(for_systemd(start + "BYMONTHDAY=-29") ==
        strings{"2028..2096/4,2104..2196/4-02-01 03:00:00 UTC", "*-04,06,09,11-02 03:00:00 UTC",
                "*-01,03,05,07,08,10,12-03 03:00:00 UTC"});
  CHECK(for_systemd(start + "BYDAY=-5TU") ==
        strings{"Tue 2028..2096/4,2104..2196/4-02-01 03:00:00 UTC",
                "Tue *-04,06,09,11-01,02 03:00:00 UTC",
                "Tue *-01,03,05,07,08,10,12-01..03 03:00:00 UTC"});
  CHECK(for_systemd("DTSTART:20260223T030000Z\nRRULE:FREQ=YEARLY;INTERVAL=6;BYMONTH=2;"
                    "BYMONTHDAY=-29") == strings{"2032..2188/12-02-01 03:00:00 UTC"});
}

TEST_CASE("a zone is lost beside whatever else is") {
  CHECK(lost_by_cron(new_york + "RRULE:FREQ=DAILY;COUNT=3", "Europe/Zagreb") ==
        strings{"COUNT=3", "the zone America/New_York"});
  CHECK(lost_by_cron(new_york + "RRULE:FREQ=DAILY;COUNT=3", "Europe/Zagreb",
                     occur::cron_dialect::quartz) ==
        strings{"COUNT=3", "the zone America/New_York"});
  CHECK(lost_by_cron("DTSTART:20261123T090000Z\nRRULE:FREQ=DAILY;COUNT=3", "Europe/Zagreb") ==
        strings{"COUNT=3", "the zone UTC"});
  CHECK(lost_by_cron(new_york + "RRULE:FREQ=DAILY", "Europe/Zagreb") ==
        strings{"the zone America/New_York"});
}

TEST_CASE("a zone with the same clock is not lost") {
  CHECK(lost_by_cron(new_york + "RRULE:FREQ=DAILY;COUNT=3", "America/New_York") ==
        strings{"COUNT=3"});
  CHECK(lost_by_cron("DTSTART:20261123T090000Z\nRRULE:FREQ=DAILY;COUNT=3", "Etc/UTC") ==
        strings{"COUNT=3"});
}

TEST_CASE("of several zones each is lost that is not the program's") {
  const std::vector sets{
      set_of(new_york + "RRULE:FREQ=DAILY"),
      set_of("DTSTART;TZID=Asia/Tokyo:20261123T100000\nRRULE:FREQ=DAILY"),
      set_of("DTSTART;TZID=Europe/Zagreb:20261123T110000\nRRULE:FREQ=DAILY;COUNT=9")};
  CHECK(losses(
            occur::to_cron(sets, {occur::cron_dialect::crontab, zone_of("Europe/Zagreb"), true})) ==
        strings{"COUNT=9", "the zone America/New_York", "the zone Asia/Tokyo"});
}

TEST_CASE("each part that is lost is named, in pairs and all together") {
  struct part {
    std::string rule, lines, lost;
  };
  const std::vector<part> parts{
      {";COUNT=30", "", "COUNT=30"},
      {";INTERVAL=5", "", "INTERVAL=5"},
      {";BYMONTHDAY=-1,-3", "", "BYMONTHDAY=-1,-3"},
      {";BYSECOND=30", "", "seconds"},
      {";SKIP=BACKWARD;RSCALE=GREGORIAN", "", "SKIP"},
      {"", "\nEXDATE;TZID=America/New_York:20270131T090000", "EXDATE"},
      {"", "\nRDATE;TZID=America/New_York:20270104T090000", "RDATE"},
  };
  const std::string rule = "RRULE:FREQ=MONTHLY;BYHOUR=9;BYMINUTE=0";
  const auto with = [](const strings& all, const part& p) {
    return std::find(all.begin(), all.end(), p.lost) != all.end();
  };
  strings every;
  std::string rules, lines;
  for (const part& a : parts) {
    for (const part& b : parts) {
      if (&a == &b) continue;
      const strings lost =
          lost_by_cron(new_york + rule + a.rule + b.rule + a.lines + b.lines, "Europe/Zagreb");
      INFO(a.lost << " and " << b.lost);
      CHECK(with(lost, a));
      CHECK(with(lost, b));
      CHECK(with(lost, {"", "", "the zone America/New_York"}));
    }
    rules += a.rule;
    lines += a.lines;
    every.push_back(a.lost);
  }
  every.emplace_back("the zone America/New_York");
  strings lost = lost_by_cron(new_york + rule + rules + lines, "Europe/Zagreb");
  std::sort(lost.begin(), lost.end());
  std::sort(every.begin(), every.end());
  CHECK(lost == every);
}
