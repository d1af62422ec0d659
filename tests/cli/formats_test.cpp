#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "output/formatter.hpp"
#include "output/relative.hpp"

namespace {

using namespace std::chrono_literals;
using namespace occur::cli;
using occur::clock_change;
using occur::occurrence;
using occur::start;
using occur::start_kind;
using occur::time_pattern;

occur::zone zone_of(const char* name) { return occur::zone::find(name).value(); }

date::sys_seconds utc(int year, unsigned month, unsigned day, std::chrono::seconds time = 0s) {
  return date::sys_days{date::year{year} / month / day} + time;
}

occurrence at(date::sys_seconds time, std::chrono::seconds offset = 0s, std::uint32_t set = 0) {
  occurrence o;
  o.time = time;
  o.local = date::local_seconds{time.time_since_epoch() + offset};
  o.set = set;
  return o;
}

const start in_utc{start_kind::utc, {}, {}};
const start floating{start_kind::floating, {}, {}};
const start whole_day{start_kind::date, {}, {}};
start in(const char* name) { return {start_kind::zoned, {}, zone_of(name)}; }

format_setting setting(const std::vector<start>& anchors,
                       const std::optional<occur::zone>& shown = std::nullopt) {
  std::vector<occur::recurrence_set> sets;
  for (const start& a : anchors) {
    occur::recurrence_set set;
    set.anchor = a;
    sets.push_back(set);
  }
  format_setting made;
  made.faces = clock_faces(sets, shown);
  return made;
}

struct zone_and_now {
  const char* zone;
  date::sys_seconds now;
  [[nodiscard]] std::string text(date::sys_seconds instant) const {
    return relative_text(instant, {now, zone_of(zone)});
  }
};

/// What a format makes of occurrences.
std::string printed(const std::string& format, format_setting with,
                    const std::vector<occurrence>& all) {
  const std::unique_ptr<std::FILE, decltype(&std::fclose)> file{std::tmpfile(), &std::fclose};
  line_writer out{::fileno(file.get())};
  make_formatter(read_format(format).value(), std::move(with))->print(all, out);
  out.flush();
  CHECK(out.is_open());
  std::rewind(file.get());
  std::string text;
  for (int c = 0; (c = std::fgetc(file.get())) != EOF;) text += static_cast<char>(c);
  return text;
}

}  // namespace

TEST_CASE("epochs have the digits of the number, whatever its size and sign") {
  std::vector<occurrence> all;
  std::string expected;
  std::string expected_ms;
  for (const std::int64_t t :
       {-62135596800LL, -10001LL, -10000LL, -9999LL, -1LL, 0LL, 1LL, 9999LL, 10000LL, 10001LL,
        99999999LL, 1795420800LL, 1795420801LL, 1795429999LL, 1795430000LL, 253402300799LL, 5LL}) {
    all.push_back(at(date::sys_seconds{std::chrono::seconds{t}}));
    expected += std::to_string(t) + "\n";
    expected_ms += std::to_string(t * 1000) + "\n";
  }
  CHECK(printed("epoch", setting({in_utc}), all) == expected);
  CHECK(printed("epoch-ms", setting({in_utc}), all) == expected_ms);
}

TEST_CASE("rfc3339 follows what the start is made of") {
  const occurrence o = at(utc(2026, 11, 23, 9h), 3600s);
  CHECK(printed("rfc3339", setting({in("Europe/Zagreb")}), {o}) == "2026-11-23T10:00:00+01:00\n");
  CHECK(printed("rfc3339", setting({in("America/New_York")}), {at(utc(2026, 11, 23, 9h), -5h)}) ==
        "2026-11-23T04:00:00-05:00\n");
  CHECK(printed("rfc3339", setting({in_utc}), {at(utc(2026, 11, 23, 9h))}) ==
        "2026-11-23T09:00:00Z\n");
  CHECK(printed("rfc3339", setting({floating}), {o}) == "2026-11-23T10:00:00\n");
  CHECK(printed("rfc3339", setting({whole_day}), {at(utc(2026, 11, 22, 23h), 1h)}) ==
        "2026-11-23\n");
}

TEST_CASE("local has no offset, and date no time") {
  const occurrence o = at(utc(2026, 11, 23, 23h + 30min), 1h);
  CHECK(printed("local", setting({in("Europe/Zagreb")}), {o}) == "2026-11-24T00:30:00\n");
  CHECK(printed("date", setting({in("Europe/Zagreb")}), {o}) == "2026-11-24\n");
  CHECK(printed("local", setting({whole_day}), {at(utc(2026, 11, 22, 23h), 1h)}) == "2026-11-23\n");
}

TEST_CASE("offsets with seconds keep them") {
  const occurrence o = at(utc(1883, 12, 31, 12h), 3832s);
  CHECK(printed("rfc3339", setting({in("Europe/Zagreb")}), {o}) ==
        "1883-12-31T13:03:52+01:03:52\n");
}

TEST_CASE(
    "the day and the offset on a line are those of its occurrence, in whatever order they come") {
  const std::vector<occurrence> all{
      at(utc(2026, 10, 25, 30min), 2h),       at(utc(2026, 10, 25, 1h + 30min), 1h),
      at(utc(2026, 10, 24, 21h + 59min), 2h), at(utc(2026, 10, 25, 23h), 1h),
      at(utc(1969, 12, 31, 22h), 1h),         at(utc(1, 1, 1, 0s), 0h)};
  CHECK(printed("rfc3339", setting({in("Europe/Zagreb")}), all) ==
        "2026-10-25T02:30:00+02:00\n"
        "2026-10-25T02:30:00+01:00\n"
        "2026-10-24T23:59:00+02:00\n"
        "2026-10-26T00:00:00+01:00\n"
        "1969-12-31T23:00:00+01:00\n"
        "0001-01-01T00:00:00+00:00\n");
}

TEST_CASE("another zone shows its own clock, through its clock changes") {
  const std::vector<occurrence> all{at(utc(2026, 10, 25, 30min), 9h),
                                    at(utc(2026, 10, 25, 1h + 30min), 9h)};
  CHECK(printed("rfc3339", setting({in("Asia/Tokyo")}, zone_of("Europe/Zagreb")), all) ==
        "2026-10-25T02:30:00+02:00\n2026-10-25T02:30:00+01:00\n");
  CHECK(printed("rfc3339", setting({in("Asia/Tokyo")}, occur::zone{}), {all[0]}) ==
        "2026-10-25T00:30:00Z\n");
  CHECK(printed("rfc3339", setting({floating}, zone_of("Europe/Zagreb")), {all[0]}) ==
        "2026-10-25T09:30:00\n");
}

TEST_CASE("a year that only another zone shows has a sign") {
  CHECK(printed("date", setting({in_utc}, zone_of("Asia/Tokyo")), {at(utc(9999, 12, 31, 23h))}) ==
        "+10000-01-01\n");
  CHECK(printed("date", setting({in_utc}, zone_of("America/New_York")), {at(utc(1, 1, 1))}) ==
        "0000-12-31\n");
}

TEST_CASE("the sets of a union keep their own clocks") {
  const std::vector<occurrence> all{at(utc(2026, 11, 23, 9h), 1h, 0),
                                    at(utc(2026, 11, 23, 9h), -5h, 1),
                                    at(utc(2026, 11, 23, 10h), 0h, 2)};
  CHECK(printed("rfc3339", setting({in("Europe/Zagreb"), in("America/New_York"), in_utc}), all) ==
        "2026-11-23T10:00:00+01:00\n2026-11-23T04:00:00-05:00\n2026-11-23T10:00:00Z\n");
}

TEST_CASE("more lines than the buffer holds arrive whole and in order") {
  std::vector<occurrence> block(512);
  const std::unique_ptr<std::FILE, decltype(&std::fclose)> file{std::tmpfile(), &std::fclose};
  line_writer out{::fileno(file.get())};
  const auto format = make_formatter(read_format("epoch").value(), setting({in_utc}));
  const std::int64_t first = 1'700'000'000;
  constexpr std::int64_t count = 512 * 100;
  for (std::int64_t i = 0; i < count; i += 512) {
    for (std::int64_t j = 0; j < 512; ++j) {
      block[static_cast<std::size_t>(j)] =
          at(date::sys_seconds{std::chrono::seconds{first + i + j}});
    }
    format->print(block, out);
  }
  out.flush();
  std::rewind(file.get());
  std::int64_t expected = first;
  for (long read = 0; std::fscanf(file.get(), "%ld", &read) == 1; ++expected) {
    REQUIRE(read == expected);
  }
  CHECK(expected == first + count);
}

TEST_CASE("a writer whose descriptor fails swallows the rest and says why") {
  line_writer out{-1};
  out.write(std::string(2 * line_writer::capacity, 'x'));
  out.flush();
  CHECK_FALSE(out.is_open());
  CHECK(out.failure() == EBADF);
}

TEST_CASE("each conversion of a pattern does what strftime does") {
  std::mt19937_64 random{20261123};
  std::uniform_int_distribution<std::int64_t> any{-62135596800, 253402300799};
  const std::string letters = "aAbBcCdDeFgGhHIjklmMnpPrRsStTuUVwWxXyY%";
  for (int i = 0; i < 3000; ++i) {
    const std::int64_t t = any(random);
    const std::time_t time = t;
    std::tm fields{};
    ::gmtime_r(&time, &fields);
    if (fields.tm_year + 1900 < 1000) continue;  // glibc does not pad such years
    std::string format;
    for (const char c : letters) {
      if (c != 's') format += std::string{"%"} + c + '|';
    }
    std::array<char, 1000> expected{};
    std::strftime(expected.data(), expected.size(), format.c_str(), &fields);
    REQUIRE(printed(format, setting({in_utc}), {at(date::sys_seconds{std::chrono::seconds{t}})}) ==
            std::string{expected.data()} + "\n");
  }
}

TEST_CASE("a pattern knows the zone, where there is one") {
  const std::string format = "[%z] [%:z] [%Z] [%s]";
  CHECK(printed(format, setting({in("Asia/Kolkata")}), {at(utc(2026, 1, 1), 5h + 30min)}) ==
        "[+0530] [+05:30] [IST] [1767225600]\n");
  CHECK(printed(format, setting({in("America/New_York")}), {at(utc(2026, 7, 1), -4h)}) ==
        "[-0400] [-04:00] [EDT] [1782864000]\n");
  CHECK(printed(format, setting({in_utc}), {at(utc(2026, 1, 1))}) ==
        "[+0000] [+00:00] [UTC] [1767225600]\n");
  CHECK(printed(format, setting({floating}), {at(utc(2026, 1, 1), 1h)}) ==
        "[] [] [] [1767225600]\n");
}

TEST_CASE("flags change how numbers are filled up") {
  const occurrence o = at(utc(2026, 3, 5, 7h + 8min + 9s));
  CHECK(printed("%-d %_d %0e %-j %_H %-M", setting({in_utc}), {o}) == "5  5 05 64  7 8\n");
}

TEST_CASE("an unknown conversion is refused with its place") {
  CHECK(time_pattern::parse("%Y-%Q").error().where == occur::span{3, 5});
  CHECK(time_pattern::parse("50%").error().where == occur::span{2, 3});
  CHECK(time_pattern::parse("%:d").error().where == occur::span{0, 3});
  CHECK(time_pattern::parse("%Y%%%n").has_value());
}

TEST_CASE("json leaves out what does not exist, and numbers the occurrences when it can") {
  format_setting with = setting({floating});
  with.first_ordinal = 7;
  CHECK(printed("json", with, {at(utc(2026, 1, 1), 1h), at(utc(2026, 1, 2), 1h)}) ==
        R"({"time":"2026-01-01T01:00:00","local":"2026-01-01T01:00:00","epoch":1767225600,"seq":7})"
        "\n"
        R"({"time":"2026-01-02T01:00:00","local":"2026-01-02T01:00:00","epoch":1767312000,"seq":8})"
        "\n");
}

TEST_CASE("people are told the distance in the largest unit that fits") {
  const vantage from{utc(2026, 11, 22), {}};
  const auto text = [&](std::chrono::seconds distance) {
    return relative_text(from.now + distance, from);
  };
  CHECK(text(0s) == "now");
  CHECK(text(1s) == "in 1 second");
  CHECK(text(59s) == "in 59 seconds");
  CHECK(text(60s) == "in 1 minute");
  CHECK(text(-2h) == "2 hours ago");
  CHECK(text(23h + 59min) == "in 23 hours");
  CHECK(text(24h) == "in 1 day");
  CHECK(text(24h * 40) == "in 1 month");
  CHECK(text(24h * 366) == "in 1 year");
}

TEST_CASE("days are told by their names, and then by their number") {
  const date::local_days today{date::year{2026} / 11 / 22};
  const auto text = [&](int days) { return relative_text(today + date::days{days}, today); };
  CHECK(text(0) == "today");
  CHECK(text(1) == "tomorrow");
  CHECK(text(-1) == "yesterday");
  CHECK(text(9) == "in 9 days");
  CHECK(text(29) == "in 29 days");
  CHECK(text(30) == "in 1 month");
  CHECK(text(-365) == "1 year ago");
}

TEST_CASE("years and months are those of the calendar, not their average") {
  const vantage from{utc(2026, 11, 22, 9h), zone_of("Europe/Zagreb")};
  CHECK(relative_text(utc(2027, 11, 22, 9h), from) == "in 1 year");
  CHECK(relative_text(utc(2027, 11, 22, 9h - 1s), from) == "in 11 months");
  CHECK(relative_text(utc(2025, 11, 22, 9h), from) == "1 year ago");
  CHECK(relative_text(utc(2025, 11, 22, 9h + 1s), from) == "11 months ago");
  CHECK(relative_text(utc(2031, 11, 22, 9h), from) == "in 5 years");
  CHECK(relative_text(utc(2126, 11, 22, 9h), from) == "in 100 years");
  CHECK(relative_text(utc(3025, 11, 22, 9h), from) == "in 999 years");
  CHECK(relative_text(utc(2026, 12, 22, 9h), from) == "in 1 month");
  CHECK(relative_text(utc(2026, 12, 22, 9h - 1s), from) == "in 29 days");
  CHECK(relative_text(utc(2027, 5, 22, 8h), from) == "in 6 months");
}

TEST_CASE("the last day stands for a day that a month lacks") {
  const auto text = [](date::sys_seconds now, date::sys_seconds instant) {
    return relative_text(instant, {now, {}});
  };
  CHECK(text(utc(2027, 2, 28), utc(2027, 3, 31)) == "in 1 month");
  CHECK(text(utc(2027, 2, 28) + 1s, utc(2027, 3, 31)) == "in 30 days");
  CHECK(text(utc(2027, 2, 28), utc(2027, 1, 31)) == "1 month ago");
  CHECK(text(utc(2027, 3, 28), utc(2027, 2, 28)) == "1 month ago");
  CHECK(text(utc(2027, 1, 31), utc(2027, 2, 28)) == "in 1 month");
  CHECK(text(utc(2027, 1, 31) + 1s, utc(2027, 2, 28)) == "in 27 days");
  CHECK(text(utc(2027, 1, 28) + 1s, utc(2027, 2, 28)) == "in 1 month");
  CHECK(text(utc(2027, 1, 31), utc(2027, 4, 30)) == "in 3 months");
  CHECK(text(utc(2027, 2, 28), utc(2028, 2, 29)) == "in 1 year");
  CHECK(text(utc(2029, 2, 28), utc(2028, 2, 29)) == "1 year ago");
}

TEST_CASE("a day is a day though it has 23 hours or 25") {
  const zone_and_now spring{"Europe/Zagreb", utc(2026, 3, 28, 9h)};
  CHECK(spring.text(utc(2026, 3, 29, 8h)) == "in 1 day");
  CHECK(spring.text(utc(2026, 3, 29, 8h - 1s)) == "in 22 hours");
  CHECK(zone_and_now{"Europe/Zagreb", utc(2026, 3, 29, 8h)}.text(utc(2026, 3, 28, 9h)) ==
        "1 day ago");
  const zone_and_now autumn{"Europe/Zagreb", utc(2026, 10, 24, 8h)};
  CHECK(autumn.text(utc(2026, 10, 25, 9h)) == "in 1 day");
  CHECK(autumn.text(utc(2026, 10, 25, 8h)) == "in 24 hours");
  CHECK(autumn.text(utc(2026, 10, 31, 9h)) == "in 7 days");
  const zone_and_now first{"Europe/Zagreb", utc(2026, 10, 25, 0h + 30min)};
  CHECK(first.text(utc(2026, 10, 25, 1h + 30min)) == "in 1 hour");
  CHECK(first.text(utc(2026, 10, 26, 1h + 30min)) == "in 1 day");
}

TEST_CASE("whole days are as far as their dates, though the clocks change in between") {
  format_setting with = setting({whole_day});
  // Half an hour before midnight, in winter; the occurrence begins at a midnight of summer.
  with.from = {utc(2026, 3, 20, 22h + 30min), zone_of("Europe/Zagreb")};
  CHECK(printed("human", with, {at(utc(2026, 3, 29, 22h), 2h)}) == "Mon 2026-03-30  in 10 days\n");
}

TEST_CASE("columns line up over what a block holds") {
  format_setting with = setting({in("Europe/Zagreb"), whole_day});
  with.from = {utc(2026, 11, 22, 9h), zone_of("Europe/Zagreb")};
  CHECK(printed("human", with,
                {at(utc(2026, 11, 22, 23h), 1h, 1), at(utc(2026, 11, 23, 8h), 1h, 0),
                 at(utc(2027, 7, 1, 7h + 5s), 2h, 0)}) ==
        "Mon 2026-11-23                tomorrow\n"
        "Mon 2026-11-23 09:00:00 CET   in 23 hours\n"
        "Thu 2027-07-01 09:00:05 CEST  in 7 months\n");
}
