// systemd takes what is written for its timers, and elapses when the sets occur.
#include <occur/cron.hpp>
#include <occur/phrase.hpp>
#include <occur/set.hpp>
#include <occur/stream.hpp>
#include <occur/systemd.hpp>
#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>
#include <catch2/catch.hpp>

#include "dice.hpp"
#include "random_cron.hpp"

namespace {

using strings = std::vector<std::string>;

constexpr std::size_t how_many = 10;

std::string output_of(const std::string& command) {
  const auto close = [](std::FILE* f) { ::pclose(f); };
  const std::unique_ptr<std::FILE, decltype(close)> pipe{::popen(command.c_str(), "r"), close};
  std::string text;
  std::array<char, 4096> buffer{};
  while (const auto got = std::fread(buffer.data(), 1, buffer.size(), pipe.get()))
    text.append(buffer.data(), got);
  return text;
}

bool is_there() { return !output_of("command -v systemd-analyze").empty(); }

std::string shown(date::sys_seconds at) { return date::format("%F %T UTC", at); }

/// When systemd would elapse next after an instant, in UTC; what it says otherwise.
strings elapses(const strings& lines, date::sys_seconds after) {
  // Away from UTC systemd says the time in UTC too.
  std::string command =
      "TZ=Asia/Kolkata LC_ALL=C systemd-analyze calendar --iterations=" + std::to_string(how_many) +
      " --base-time='" + shown(after) + "'";
  for (const auto& line : lines) command += " '" + line + "'";
  const std::string text = output_of(command + " 2>&1");
  strings found;
  const std::string_view label = "(in UTC): ";
  for (auto at = text.find(label); at != std::string::npos; at = text.find(label, at + 1))
    found.push_back(text.substr(at + label.size() + 4, 23));
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  found.resize(std::min(found.size(), how_many));
  return found.empty() ? strings{text} : found;
}

void check(const std::vector<occur::recurrence_set>& sets, date::sys_seconds from) {
  const auto lines = occur::to_systemd(sets);
  INFO(to_string(sets.front()));
  REQUIRE(lines);
  for (const auto& line : lines->value) UNSCOPED_INFO(line);
  strings due;
  occur::stream all{occur::selection{sets}};
  all.seek(from);
  while (due.size() < how_many) {
    const auto next = all.next();
    if (!next || next->time >= date::sys_days{date::year{2190} / 1 / 1}) break;
    due.push_back(shown(next->time));
  }
  auto found = elapses(lines->value, from - occur::seconds{1});
  found.resize(std::min(found.size(), due.size()));
  CHECK(found == due);
}

}  // namespace

TEST_CASE("systemd elapses when phrases occur that are written for it") {
  if (!is_there()) {
    WARN("skipped: systemd-analyze is not installed");
    return;
  }
  occur::phrase_options options;
  options.where = occur::zone::find("Europe/Zagreb").value();
  options.now = date::sys_days{date::year{2026} / 11 / 23} + std::chrono::hours{9};
  for (const auto* text :
       {"every monday at 9:00", "every weekday at 9:00 and 17:30", "every 5 minutes", "every hour",
        "every 20 minutes between 9:00 and 17:00 on weekdays",
        "every month on the last friday at 17:00", "every month on the 2nd tuesday",
        "every month on the last weekday", "every month on the first weekday",
        "every friday the 13th", "every february 29", "every month on the last day at 23:59",
        "every month on the 1st and 15th at 6:00", "every year on the last monday of may at 9:00",
        "every sunday and saturday in july and august at 8:00",
        "every monday at 9:00 in America/New_York"}) {
    INFO(text);
    check(occur::parse_phrase(text, options).value().value, options.now);
  }
}

TEST_CASE("systemd elapses on days that are far from the end of a month") {
  if (!is_there()) {
    WARN("skipped: systemd-analyze is not installed");
    return;
  }
  const date::sys_seconds from = date::sys_days{date::year{2026} / 11 / 23};
  const date::sys_seconds late = date::sys_days{date::year{2094} / 1 / 1};
  for (const auto* days : {"BYMONTHDAY=-28", "BYMONTHDAY=-29", "BYMONTHDAY=-30", "BYMONTHDAY=-31",
                           "BYDAY=-5TU", "BYDAY=-5MO,-5SU", "BYMONTHDAY=-29;BYMONTH=2",
                           "BYMONTHDAY=-31,-29,-1;BYMONTH=2,3,4", "BYDAY=-5FR;BYMONTH=2"}) {
    const auto set =
        occur::parse_set("DTSTART:20261123T030000Z\nRRULE:FREQ=MONTHLY;" + std::string{days});
    check({set.value().value}, from);
    check({set.value().value}, late);
  }
}

TEST_CASE("systemd meets clock changes as the sets do that are written for it") {
  if (!is_there()) {
    WARN("skipped: systemd-analyze is not installed");
    return;
  }
  int written = 0;
  for (const auto* zone : {"Europe/Zagreb", "America/New_York", "Australia/Lord_Howe"}) {
    const auto where = occur::zone::find(zone).value();
    const auto first = where.period(date::sys_days{date::year{2027} / 1 / 15}).end;
    const std::array changes{first, where.period(first).end};
    for (const auto* rule :
         {"FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=0,30", "FREQ=HOURLY", "FREQ=MINUTELY;INTERVAL=20",
          "FREQ=DAILY;BYHOUR=2", "FREQ=HOURLY;INTERVAL=2"}) {
      const auto read =
          occur::parse_set("DTSTART;TZID=" + std::string{zone} + ":20261122T100000\nRRULE:" + rule);
      for (const auto gap : {occur::gap_policy::forward, occur::gap_policy::skip}) {
        for (const auto fold : {occur::fold_policy::first, occur::fold_policy::both}) {
          std::vector sets{read.value().value};
          sets.front().gap = gap;
          sets.front().fold = fold;
          if (!occur::to_systemd(sets)) continue;
          ++written;
          for (const date::sys_seconds change : changes)
            check(sets, change - std::chrono::hours{4});
        }
      }
    }
  }
  CHECK(written > 15);
}

TEST_CASE("systemd elapses when cron expressions are due that are written for it") {
  if (!is_there()) {
    WARN("skipped: systemd-analyze is not installed");
    return;
  }
  occur::set_options options;
  options.default_start =
      occur::start{occur::start_kind::utc, date::local_days{date::year{2026} / 11 / 23}, {}};
  int written = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    occur::testing::dice d{seed};
    const std::string text = occur::testing::random_cron(d);
    const auto sets = occur::parse_cron(text, options);
    if (!sets || !occur::to_systemd(sets->value)) continue;
    INFO("seed " << seed << ": " << text);
    ++written;
    check(sets->value, date::sys_days{date::year{2026} / 11 / 23});
  }
  CHECK(written > 30);
}
