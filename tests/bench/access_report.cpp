// What other engines walk for: far seeks, counting, walking back, reading.
#include <date/date.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "occur/phrase.hpp"
#include "occur/rule.hpp"
#include "occur/set.hpp"
#include "occur/stream.hpp"
#include "benched_rules.hpp"
#include "report.hpp"
#include "stopwatch.hpp"
#include "tool_run.hpp"

namespace occur::bench {
namespace {

using date::sys_days;
using date::year;

constexpr std::string_view epoch_start = ":19700101T000000Z";
constexpr std::string_view office_seconds =
    "FREQ=SECONDLY;BYHOUR=9,10,11,12,13,14,15,16;BYDAY=MO,TU,WE,TH,FR";

recurrence_set read(std::string_view start, std::string_view rule) {
  return parse_set(block(start, rule)).value().value;
}

constexpr date::sys_seconds first_of(int y) { return sys_days{year{y} / date::January / 1}; }

void print_row(report& r, std::string_view name, nanoseconds time) {
  r.out() << fmt::format("{:64}{:>12.2f} us\n", name, time.count() / 1000);
}

/// One row: the least time of a call.
template <class Call>
void measure(report& r, std::string_view name, Call call) {
  constexpr int batch = 20;
  print_row(r, name, least_times(r.how().rounds, {batch_of(batch, call)})[0]);
}

// ---- far seeks ---------------------------------------------------------------

std::vector<std::string_view> first_from(std::string_view from, std::string_view schedule) {
  return {"next", "--from", from, "-f", "epoch", "-n", "1", schedule};
}

/// The first of every 7 minutes since 1970 at or after an instant.
std::int64_t seventh_minute_from(date::sys_seconds instant) {
  constexpr std::int64_t step = 7 * 60;
  return (instant.time_since_epoch().count() + step - 1) / step * step;
}

void measure_far_seek(report& r, std::string_view rule) {
  constexpr std::string_view far = "2500-01-01T00:00:00Z";
  const std::string schedule = block(epoch_start, rule);
  const auto expected = fmt::format("{}\n", seventh_minute_from(first_of(2500)));
  r.expect(printed(first_from(far, schedule)) == expected, fmt::format("{} from 2500", rule));

  constexpr int batch = 20;
  const drained_pipe pipe;
  const auto tool_from = [&](std::string_view from) {
    return batch_of(batch, [&, from] { run_into(pipe, first_from(from, schedule)); });
  };
  const recurrence_set set = parse_set(schedule).value().value;
  const auto first = batch_of(batch, [&] { keep(stream{set}.next()); });
  const auto sought = batch_of(batch, [&] {
    stream s{set};
    s.seek(first_of(2500));
    keep(s.next());
  });
  const auto least =
      least_times(r.how().rounds, {tool_from("start"), tool_from(far), first, sought});
  const auto print_pair = [&](std::string_view by, nanoseconds near, nanoseconds there) {
    r.out() << fmt::format("{:64}{:>12.2f} us{:>12.2f} us{:>7.2f}x\n",
                           fmt::format("{}: {}", by, rule), near.count() / 1000,
                           there.count() / 1000, there / near);
  };
  print_pair("tool", least[0], least[1]);
  print_pair("library", least[2], least[3]);
}

// ---- random access -----------------------------------------------------------

void measure_counting(report& r) {
  const recurrence_set set = read(":16000101T000000Z", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13");
  const auto count = [&] { return stream{set}.count(first_of(1600), first_of(10'000)); };
  r.expect(count() == 14'448, fmt::format("{} Friday 13ths from 1600 to 9999", count()));
  measure(r, "count: Friday 13ths from 1600 to 9999", [&] { keep(count()); });
}

/// The second with `index` seconds of office hours before it since 1970, which
/// began on a Thursday.
date::sys_seconds office_second(std::int64_t index) {
  constexpr std::int64_t per_day = 8 * 3600;
  const std::int64_t workdays = index / per_day + 3;  // since the Monday before
  const date::days day{workdays / 5 * 7 + workdays % 5 - 3};
  return date::sys_seconds{day + std::chrono::hours{9} + seconds{index % per_day}};
}

void measure_office_seconds(report& r) {
  constexpr std::int64_t index = 999'999'999;
  constexpr date::sys_seconds before_9000 =
      sys_days{year{8999} / date::December / 31} + std::chrono::hours{16} + seconds{3599};
  const recurrence_set set = read(epoch_start, office_seconds);
  const auto nth = [&] { return stream{set}.nth(index); };
  const auto index_of = [&] { return stream{set}.index_of(office_second(index)); };
  const auto previous = [&] {
    stream s{set};
    s.seek(first_of(9000));
    return s.previous();
  };
  r.expect(nth() && nth()->time == office_second(index), "the 10^9-th second of office hours");
  r.expect(index_of() == index, "the index of the 10^9-th second of office hours");
  r.expect(previous() && previous()->time == before_9000, "the last office second before 9000");
  measure(r, "nth: the 10^9-th second of office hours", [&] { keep(nth()); });
  measure(r, "index_of: the same second", [&] { keep(index_of()); });
  measure(r, "previous: the last office second before the year 9000", [&] { keep(previous()); });
  measure(r, "last: the last office second of all", [&] { keep(stream{set}.last()); });
}

void measure_comparing(report& r) {
  const recurrence_set monthly = read(epoch_start, "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13");
  const recurrence_set daily = read(epoch_start, "FREQ=DAILY;BYDAY=FR;BYMONTHDAY=13");
  const recurrence_set workdays = read(epoch_start, "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR");
  const recurrence_set days = read(epoch_start, "FREQ=DAILY");
  const auto same = compare(monthly, daily, 1);
  r.expect(same.differences.empty() && same.proved, "Friday 13th by month and by day are the same");
  const auto other = compare(workdays, days, 1);
  r.expect(other.differences.size() == 1 &&
               other.differences[0].what.time == sys_days{year{1970} / date::January / 3},
           "workdays lack the first Saturday");
  measure(r, "compare: Friday 13th by month and by day, the same up to 9999",
          [&] { keep(compare(monthly, daily, 1)); });
  measure(r, "compare: workdays and days, the first difference",
          [&] { keep(compare(workdays, days, 1)); });
}

void measure_extent(report& r) {
  const recurrence_set endless = read(epoch_start, "FREQ=MINUTELY;INTERVAL=7");
  const recurrence_set finite = read(epoch_start, "FREQ=MINUTELY;INTERVAL=7;COUNT=500000000");
  r.expect(extent_of(endless).kind == extent_kind::endless, "every 7 minutes has no end");
  r.expect(extent_of(finite).count == 500'000'000, "as many as COUNT says");
  measure(r, "extent_of: every 7 minutes", [&] { keep(extent_of(endless)); });
  measure(r, "extent_of: every 7 minutes, 500,000,000 times", [&] { keep(extent_of(finite)); });
}

void measure_emptiness(report& r) {
  const recurrence_set set = read(epoch_start, "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30");
  r.expect(why_empty(set).has_value(), "30 February");
  measure(r, "why_empty: every second of 30 February", [&] { keep(why_empty(set)); });
}

// ---- reading -----------------------------------------------------------------

void measure_reading(report& r) {
  constexpr std::string_view rule = "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1";
  constexpr std::string_view phrase = "every weekday at 9:00 and 17:30 until 2030-12-31";
  const std::string property_block = block(epoch_start, rule);
  const phrase_options options{.now = first_of(2026), .where = zone{}};
  r.expect(parse_phrase(phrase, options).has_value(), phrase);
  measure(r, fmt::format("parse_rule: {}", rule), [&] { keep(parse_rule(rule)); });
  measure(r, "parse_set: the same with DTSTART", [&] { keep(parse_set(property_block)); });
  measure(r, fmt::format("parse_phrase: {}", phrase), [&] { keep(parse_phrase(phrase, options)); });
}

}  // namespace

void report_access(report& r) {
  r.out() << fmt::format("\n{:64}{:>15}{:>15}\n", "the first occurrence, and the first from 2500",
                         "first", "from 2500");
  measure_far_seek(r, "FREQ=MINUTELY;INTERVAL=7");
  measure_far_seek(r, "FREQ=MINUTELY;INTERVAL=7;COUNT=1000000000");
  r.out() << "\naccess, each from a new stream\n";
  measure_counting(r);
  measure_office_seconds(r);
  measure_comparing(r);
  measure_extent(r);
  measure_emptiness(r);
  r.out() << "\nreading\n";
  measure_reading(r);
}

}  // namespace occur::bench
