// The library against the naive matcher. OCCUR_RANDOM_RULES and OCCUR_RANDOM_SEED change how many
// random sets there are and where they begin.
#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "agreement.hpp"
#include "random_rules.hpp"

namespace occur::testing {
namespace {

constexpr std::uint64_t quick_rules = 10'000;
constexpr std::uint64_t long_rules = 1'000'000;
constexpr std::size_t failures_shown = 3;

std::string report(std::uint64_t seed, const std::string& what) {
  const recurrence_set set = random_set(seed);
  const recurrence_set small = smallest_disagreeing(set, seed);
  return "seed " + std::to_string(seed) + ": " + what + "\n" + described(set) +
         "\n-- as small as it goes: " + disagreement(small, seed).value_or("") + "\n" +
         described(small);
}

// Random sets first_seed, first_seed + 1, ... on every core; the first few failures in words.
std::vector<std::string> failures_among(std::uint64_t first_seed, std::uint64_t count) {
  std::atomic<std::uint64_t> next{0};
  std::mutex guard;
  std::vector<std::string> failures;
  const auto work = [&] {
    for (std::uint64_t i = next++; i < count; i = next++) {
      const std::uint64_t seed = first_seed + i;
      std::string failure;
      try {
        if (const auto what = disagreement(random_set(seed), seed)) failure = report(seed, *what);
      } catch (const std::exception& problem) {
        failure = "seed " + std::to_string(seed) + ": " + problem.what();
      }
      if (failure.empty()) continue;
      const std::lock_guard lock{guard};
      failures.push_back(failure);
      if (failures.size() >= failures_shown) next = count;
    }
  };
  std::vector<std::thread> workers;
  for (unsigned n = std::max(1U, std::thread::hardware_concurrency()); n > 0; --n) {
    workers.emplace_back(work);
  }
  for (std::thread& worker : workers) worker.join();
  return failures;
}

void all_agree(std::uint64_t first_seed, std::uint64_t count) {
  const std::uint64_t seed = from_environment("OCCUR_RANDOM_SEED", first_seed);
  const std::uint64_t rules = from_environment("OCCUR_RANDOM_RULES", count);
  for (const std::string& failure : failures_among(seed, rules)) FAIL_CHECK(failure);
  WARN(rules << " random sets from seed " << seed);
}

std::set<std::string> parts_of(const rule& r) {
  std::set<std::string> parts;
  const std::string name{to_string(r.freq)};
  const auto add = [&](bool has, const char* part) {
    if (has) parts.insert(name + " " + part);
  };
  add(r.interval > 1, "INTERVAL");
  add(r.count.has_value(), "COUNT");
  add(r.until && r.until->form == date_form::date, "UNTIL a date");
  add(r.until && r.until->form == date_form::local, "UNTIL local");
  add(r.until && r.until->form == date_form::utc, "UNTIL in UTC");
  add(!r.by_month.empty(), "BYMONTH");
  add(!r.by_week_number.empty(), "BYWEEKNO");
  add(!r.by_year_day.empty(), "BYYEARDAY");
  add(!r.by_month_day.empty(), "BYMONTHDAY");
  add(!r.by_day.empty(), "BYDAY");
  add(!r.by_hour.empty(), "BYHOUR");
  add(!r.by_minute.empty(), "BYMINUTE");
  add(!r.by_second.empty(), "BYSECOND");
  add(!r.by_set_position.empty(), "BYSETPOS");
  add(r.week_start != date::Monday, "WKST");
  add(r.skip == skip_rule::backward, "SKIP=BACKWARD");
  add(r.skip == skip_rule::forward, "SKIP=FORWARD");
  return parts;
}

}  // namespace

TEST_CASE("streams agree with a matcher that tries every day and second") {
  all_agree(1, quick_rules);
}

TEST_CASE("sets that were once wrong or slow to end stay right") {
  // A rule with a count and an interval that the day does not hold, less every second; dates that
  // lie thousands of years apart.
  constexpr std::string_view less_every_second =
      "DTSTART;TZID=America/Sao_Paulo:20690128T164935\n"
      "RRULE:FREQ=SECONDLY;BYSECOND=23,31,35;BYHOUR=5,6,7,16,21,23;BYDAY=TH,MO;WKST=TU\n"
      "RRULE:FREQ=MINUTELY;COUNT=288;INTERVAL=86399;WKST=TH\n"
      "RRULE:FREQ=MINUTELY;BYSECOND=35,48,51;BYDAY=TU,MO,SA,WE;BYYEARDAY=-116,28,66;WKST=WE;"
      "RSCALE=GREGORIAN;SKIP=BACKWARD\n"
      "EXRULE:FREQ=SECONDLY";
  constexpr std::string_view far_apart =
      "DTSTART;TZID=Australia/Lord_Howe:19810301T020000\n"
      "RRULE:FREQ=MONTHLY;COUNT=5;INTERVAL=86399;BYSECOND=0,24,46;BYMINUTE=5,13,50\n"
      "RDATE;VALUE=DATE:99991231\n"
      "RDATE;TZID=Africa/Casablanca:91810201T010000\n"
      "RDATE;TZID=Australia/Lord_Howe:99991231T235959\n"
      "RDATE;TZID=Asia/Gaza:91810201T004500\n"
      "RDATE;VALUE=PERIOD;TZID=Australia/Lord_Howe:99991231T224459/PT3H15M";
  const auto agrees = [](std::string_view block, occur::gap_policy gap) {
    occur::set_options options;
    options.gap = gap;
    const recurrence_set set = occur::parse_set(block, options).value().value;
    for (std::uint64_t seed = 1; seed <= 4; ++seed)
      CHECK(disagreement(set, seed).value_or("") == "");
  };
  agrees(less_every_second, occur::gap_policy::skip);
  agrees(far_apart, occur::gap_policy::forward);
}

TEST_CASE("a million streams agree with a matcher that tries every day and second",
          "[.long][long]") {
  all_agree(1'000'000'000, long_rules);
}

TEST_CASE("random sets have every part that every FREQ allows") {
  std::set<std::string> seen;
  for (std::uint64_t seed = 1; seed <= quick_rules; ++seed) {
    for (const rule& r : random_set(seed).rules) seen.merge(parts_of(r));
  }
  // 17 parts with each of 7 frequencies, less those that RFC 5545 3.3.10 keeps from some:
  // BYWEEKNO from all but YEARLY, BYYEARDAY from DAILY, WEEKLY, MONTHLY, BYMONTHDAY from WEEKLY.
  CHECK(seen.size() == 17 * 7 - 6 - 3 - 1);
}

TEST_CASE("random rules are valid") {
  for (std::uint64_t seed = 1; seed <= quick_rules; ++seed) {
    const recurrence_set set = random_set(seed);
    for (const rule& r : set.rules) {
      const auto valid = validate(r);
      INFO(described(set));
      REQUIRE((valid ? "valid" : valid.error().message) == "valid");
    }
  }
}

TEST_CASE("a random set is the same for its seed") {
  CHECK(random_set(17) == random_set(17));
  CHECK_FALSE(random_set(17) == random_set(18));
}

TEST_CASE("most random sets have occurrences and some have none") {
  constexpr std::uint64_t sets = 1000;
  std::uint64_t with = 0;
  std::uint64_t without = 0;
  for (std::uint64_t seed = 1; seed <= sets; ++seed) {
    const auto found = naive_expand(random_set(seed), {.occurrences = 1, .trials = 100'000});
    if (!found.occurrences.empty())
      ++with;
    else
      ++without;
  }
  CHECK(with > sets / 2);
  CHECK(without > sets / 20);
}

}  // namespace occur::testing
