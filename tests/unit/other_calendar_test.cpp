// Rules of other calendars than the Gregorian one (RFC 7529).
#include <memory>
#include <string>
#include <vector>
#include <catch2/catch.hpp>

#include "occur/find_calendar.hpp"
#include "occur/set.hpp"
#include "occur/stream.hpp"

namespace occur {
namespace {

/// Twelve months of ten days and, in every third year, a leap month after the
/// second: years are easily told from day numbers.
class decimal_calendar final : public other_calendar {
 public:
  [[nodiscard]] year year_with(date::local_days day) const override {
    year y{0, {}};
    for (date::local_days first{date::days{0}};; ++y.number) {
      y.months.clear();
      for (std::uint8_t m = 1; m <= 12; ++m) {
        add(y, {m, false}, first);
        if (m == 2 && y.number % 3 == 2) add(y, {m, true}, first);
      }
      if (day < first) return y;
    }
  }
  [[nodiscard]] date::year last_year() const override { return date::year{1990}; }

 private:
  static void add(year& y, month_number number, date::local_days& first) {
    y.months.push_back({number, first, 10});
    first += date::days{10};
  }
};

set_options decimal() {
  set_options options;
  options.find_calendar = [](std::string_view) -> result<std::shared_ptr<const other_calendar>> {
    return std::make_shared<const decimal_calendar>();
  };
  return options;
}

/// The days of a rule from a start, counted from 1970-01-01.
std::vector<int> days(const std::string& rule, std::size_t most, int start = 0) {
  const date::local_days first{date::days{start}};
  const std::string text =
      "DTSTART;VALUE=DATE:" + date::format("%Y%m%d", first) + "\nRRULE:RSCALE=COPTIC;" + rule;
  const auto read = parse_set(text, decimal());
  if (!read) FAIL(read.error().message);
  std::vector<int> found;
  stream all{read->value};
  while (found.size() < most) {
    const auto o = all.next();
    if (!o) break;
    found.push_back(static_cast<int>(date::floor<date::days>(o->local).time_since_epoch().count()));
  }
  return found;
}

using numbers = std::vector<int>;

// Years begin at 0, 120, 240, 370, 490, 610 and 740; those from 240 and from 610 have leap months.

TEST_CASE("a yearly rule keeps the day of the calendar's year") {
  CHECK(days("FREQ=YEARLY", 6) == numbers{0, 120, 240, 370, 490, 610});
  CHECK(days("FREQ=YEARLY;INTERVAL=2", 4) == numbers{0, 240, 490, 740});
  CHECK(days("FREQ=YEARLY;BYYEARDAY=-1", 3) == numbers{119, 239, 369});
}

TEST_CASE("a monthly rule meets leap months as well") {
  CHECK(days("FREQ=MONTHLY", 4, 250) == numbers{250, 260, 270, 280});
  CHECK(days("FREQ=MONTHLY;INTERVAL=13", 4) == numbers{0, 130, 260, 390});
  CHECK(days("FREQ=MONTHLY;BYMONTH=2L", 2) == numbers{260, 630});
  CHECK(days("FREQ=MONTHLY;BYMONTH=12;BYMONTHDAY=1,-1", 4) == numbers{110, 119, 230, 239});
}

TEST_CASE("a leap month that a year lacks is left out, or moved by SKIP") {
  CHECK(days("FREQ=YEARLY;BYMONTH=2L;BYMONTHDAY=3", 2) == numbers{262, 632});
  CHECK(days("FREQ=YEARLY;BYMONTH=2L;BYMONTHDAY=3;SKIP=FORWARD", 3) == numbers{22, 142, 262});
  CHECK(days("FREQ=YEARLY;BYMONTH=2L;BYMONTHDAY=3;SKIP=BACKWARD", 3) == numbers{12, 132, 262});
}

TEST_CASE("a day that a month lacks is left out, or moved by SKIP") {
  CHECK(days("FREQ=MONTHLY;BYMONTHDAY=11", 1).empty());
  CHECK(days("FREQ=MONTHLY;BYMONTHDAY=11;SKIP=FORWARD", 2) == numbers{10, 20});
  CHECK(days("FREQ=MONTHLY;BYMONTHDAY=11;SKIP=BACKWARD", 2) == numbers{9, 19});
  CHECK(days("FREQ=MONTHLY;BYMONTHDAY=-11;SKIP=BACKWARD", 2) == numbers{9, 19});
}

TEST_CASE("weekdays are those of the week, numbered within the calendar's month or year") {
  // Day 0 is a Thursday.
  CHECK(days("FREQ=WEEKLY;INTERVAL=2", 3) == numbers{0, 14, 28});
  CHECK(days("FREQ=MONTHLY;BYDAY=1TH", 3) == numbers{0, 14, 21});
  CHECK(days("FREQ=YEARLY;BYDAY=-1TH", 2) == numbers{119, 238});
  CHECK(days("FREQ=DAILY;BYMONTH=3;BYDAY=TH", 3) == numbers{21, 28, 140});
  CHECK(days("FREQ=MONTHLY;BYDAY=TH,FR;BYSETPOS=-1", 3) == numbers{8, 15, 29});
}

TEST_CASE("streams of other calendars count, seek and walk back") {
  const auto read = parse_set(
      "DTSTART:19700101T090000Z\nRRULE:RSCALE=COPTIC;FREQ=MONTHLY;COUNT=5;BYHOUR=9,10", decimal());
  REQUIRE(read);
  stream all{read->value};
  CHECK(all.count(date::sys_seconds::min(), date::sys_seconds::max()) == 5);
  CHECK(all.nth(3)->local ==
        date::local_seconds{date::local_days{date::days{10}}} + std::chrono::hours{10});
  all.seek(all.nth(2)->time);
  CHECK(all.previous()->time == all.nth(1)->time);
}

TEST_CASE("another calendar is an error where nobody finds it") {
  const auto read = parse_set("DTSTART;VALUE=DATE:19700101\nRRULE:RSCALE=COPTIC;FREQ=YEARLY");
  REQUIRE_FALSE(read);
  CHECK(read.error().message == "the calendar \"COPTIC\" in RSCALE is not supported");
  CHECK(read.error().where == span{41, 47});
}

TEST_CASE("what other calendars cannot have is refused") {
  for (const auto* rule :
       {"FREQ=HOURLY", "FREQ=YEARLY;BYWEEKNO=3", "FREQ=DAILY;BYHOUR=1,2;BYSETPOS=1"}) {
    CHECK_FALSE(parse_rule(std::string{rule} + ";RSCALE=HEBREW"));
  }
}

TEST_CASE("ICU knows the months of the calendars that RSCALE names") {
  const date::local_days day{date::year{2014} / 2 / 8};
  for (const auto* name :
       {"BUDDHIST", "CHINESE", "COPTIC", "DANGI", "ETHIOAA", "ETHIOPIC", "ETHIOPIC-AMETE-ALEM",
        "HEBREW", "INDIAN", "ISLAMIC", "ISLAMIC-CIVIL", "ISLAMIC-TBLA", "ISLAMIC-UMALQURA",
        "ISLAMICC", "JAPANESE", "PERSIAN", "ROC"}) {
    INFO(name);
    const auto found = find_calendar(name);
    REQUIRE(found);
    const auto year = (*found)->year_with(day);
    REQUIRE(year.months.size() >= 12);
    CHECK(year.months.front().first <= day);
    for (std::size_t i = 1; i < year.months.size(); ++i) {
      const auto& before = year.months[i - 1];
      CHECK(before.first + date::days{before.length} == year.months[i].first);
      CHECK(before.number < year.months[i].number);
    }
  }
  CHECK_FALSE(find_calendar("MARTIAN"));
}

}  // namespace
}  // namespace occur
