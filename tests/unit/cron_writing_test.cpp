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

TEST_CASE("systemd cannot say times that the clocks skip, unless they are left out anyway") {
  const std::string zagreb = "DTSTART;TZID=Europe/Zagreb:20261122T100000\n";
  occur::recurrence_set set = set_of(zagreb + "RRULE:FREQ=DAILY;BYHOUR=2;BYMINUTE=30");
  const auto refused = occur::to_systemd(std::vector{set});
  REQUIRE(!refused);
  CHECK(refused.error().message == "systemd cannot say times that the clocks skip");
  CHECK(refused.error().hint == "a timer leaves out 20270328T033000");
  CHECK(losses(occur::to_systemd(std::vector{set}, {.lossy = true})) ==
        strings{"times that the clocks skip"});
  set.gap = occur::gap_policy::skip;
  CHECK(occur::to_systemd(std::vector{set}).value().value ==
        strings{"*-*-* 02:30:00 Europe/Zagreb"});
}

TEST_CASE("systemd says all times that no clock change of the zone hits") {
  for (const auto* text :
       {"DTSTART;TZID=Europe/Zagreb:20261122T100000\nRRULE:FREQ=DAILY;BYHOUR=1,3;BYMINUTE=59,0",
        "DTSTART;TZID=Europe/Zagreb:20261122T100000\nRRULE:FREQ=HOURLY",
        "DTSTART;TZID=Europe/Zagreb:20261122T100000\nRRULE:FREQ=MINUTELY;INTERVAL=20",
        "DTSTART;TZID=Europe/Zagreb:20261122T023000\nRRULE:FREQ=WEEKLY;BYDAY=MO",
        "DTSTART;TZID=Asia/Tokyo:20261122T023000\nRRULE:FREQ=DAILY",
        "DTSTART:20261122T023000Z\nRRULE:FREQ=DAILY"}) {
    INFO(text);
    CHECK(occur::to_systemd(std::vector{set_of(text)}));
  }
  CHECK(for_systemd("DTSTART;TZID=Europe/Zagreb:20261122T100000\nRRULE:FREQ=HOURLY;INTERVAL=2") ==
        strings{"systemd cannot say times that the clocks skip"});
}

TEST_CASE("clock changes that are over do not matter to timers that are written now") {
  const std::vector sets{set_of("DTSTART;TZID=Europe/Moscow:20000101T023000\nRRULE:FREQ=DAILY")};
  CHECK(!occur::to_systemd(sets));
  CHECK(occur::to_systemd(sets, {.since = date::sys_days{date::year{2026} / 11 / 22}}));
}

TEST_CASE("systemd cannot say both of a time that the clocks show twice") {
  occur::recurrence_set set =
      set_of("DTSTART;TZID=Europe/Zagreb:20261122T023000\nRRULE:FREQ=DAILY;COUNT=900");
  set.gap = occur::gap_policy::skip;
  for (const auto fold : {occur::fold_policy::second, occur::fold_policy::both}) {
    set.fold = fold;
    CHECK(losses(occur::to_systemd(std::vector{set}, {.lossy = true})) ==
          strings{"COUNT=900", "times that the clocks show twice"});
  }
}

TEST_CASE("what comes each hour, in those shown twice too, is on the clock of UTC for timers") {
  const auto lines = [](std::string_view zone, std::string_view cron) {
    occur::set_options options;
    options.default_start = occur::start{
        occur::start_kind::zoned, date::local_days{date::year{2026} / 11 / 22}, zone_of(zone)};
    const auto written = occur::to_systemd(occur::parse_cron(cron, options).value().value);
    return written ? written->value : strings{written.error().message};
  };
  CHECK(lines("Europe/Zagreb", "*/5 * * * *") == strings{"*-*-* *:00/5:00 UTC"});
  CHECK(lines("Australia/Adelaide", "*/15 * * * *") == strings{"*-*-* *:00/15:00 UTC"});
  CHECK(lines("Australia/Adelaide", "*/20 * * * *") ==
        strings{"systemd cannot say times that the clocks show twice"});
  CHECK(lines("Asia/Kolkata", "*/20 * * * *") == strings{"*-*-* *:00/20:00 Asia/Kolkata"});
  CHECK(lines("Europe/Zagreb", "0 */2 * * *") ==
        strings{"systemd cannot say times that the clocks show twice"});
}

TEST_CASE("systemd cannot say a zone that has no IANA name") {
  occur::recurrence_set set = set_of("DTSTART;TZID=Asia/Tokyo:20261122T090000\nRRULE:FREQ=DAILY");
  set.anchor.where = occur::zone::of_changes("Ship", occur::seconds{3600}, {});
  CHECK(!occur::to_systemd(std::vector{set}));
  const auto nearest = occur::to_systemd(std::vector{set}, {.lossy = true});
  CHECK(losses(nearest) == strings{"the zone Ship"});
  CHECK(nearest->value == strings{"*-*-* 09:00:00"});
}
