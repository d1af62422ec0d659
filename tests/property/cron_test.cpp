// Random cron expressions are due when trying every minute says so.
#include <occur/cron.hpp>
#include <occur/stream.hpp>
#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>
#include <catch2/catch.hpp>

#include "agreement.hpp"
#include "complaint.hpp"
#include "naive_cron.hpp"
#include "random_cron.hpp"
#include "random_rules.hpp"
#include "random_starts.hpp"

namespace {

using occur::testing::dice;
using instants = std::vector<date::sys_seconds>;

constexpr int days_tried = 1000;
constexpr std::size_t most = 40;

/// OCCUR_RANDOM_RULES may make what is tried fewer.
std::uint64_t at_most(std::uint64_t many) {
  return std::min(many, occur::testing::from_environment("OCCUR_RANDOM_RULES", many));
}

instants first_of(const std::vector<occur::recurrence_set>& sets, date::sys_seconds end) {
  instants list;
  occur::stream all{occur::selection{sets}};
  while (list.size() < most) {
    const auto next = all.next();
    if (!next || next->time >= end) break;
    list.push_back(next->time);
  }
  return list;
}

/// A start away from clock changes: a set counts from what the clock shows, not from an instant, so
/// that a start in a repeated hour leaves out what the second pass shows before it.
occur::start random_place(dice& d) {
  occur::start from = occur::testing::random_start(d, occur::start_kind::zoned);
  const auto at = from.where.read(from.time).before;
  const auto period = from.where.period(at - date::days{2});
  if (period.end < at + std::chrono::hours{3}) from.time += date::days{3};
  return from;
}

void check(std::uint64_t seed) {
  dice d{seed};
  const std::string text = occur::testing::random_cron(d);
  occur::set_options options;
  options.default_start = random_place(d);
  const occur::start& from = *options.default_start;
  const auto instant = from.where.read(from.time).before;
  const date::sys_seconds horizon{occur::horizon_last.time_since_epoch() - date::days{1}};
  const auto end = std::min(instant + date::days{days_tried - 3}, horizon);
  auto expected = occur::testing::naive_cron(text, from.where, instant, most, days_tried);
  while (!expected.empty() && expected.back() >= end) expected.pop_back();
  INFO("seed " << seed << ": " << text << " from " << date::format("%FT%T", from.time) << " in "
               << from.where.name());
  const auto sets = occur::parse_cron(text, options);
  if (!sets) {
    INFO(occur::testing::complaint(sets, text));
    CHECK(sets.error().code == occur::error_code::conflict);
    CHECK(expected.empty());
    return;
  }
  CHECK(first_of(sets->value, end) == expected);
}

/// Whether expressions for some sets were written, and are due when the sets occur.
bool survives_writing(const std::vector<occur::recurrence_set>& sets, const occur::start& from,
                      occur::cron_dialect dialect) {
  const occur::recurrence_set& first = sets.front();
  const auto written = to_cron(sets, {dialect, first.anchor.where});
  if (!written) return false;
  CHECK(written->warnings.empty());
  occur::set_options options;
  options.default_start = from;
  std::vector<occur::recurrence_set> read;
  for (const std::string& line : written->value) {
    INFO(line);
    auto again = parse_cron(line, options);
    REQUIRE(again);
    for (occur::recurrence_set& set : again->value) {
      set.gap = first.gap;
      set.fold = first.fold;
      read.push_back(std::move(set));
    }
  }
  const date::sys_seconds end{occur::horizon_last.time_since_epoch()};
  CHECK(first_of(sets, end) == first_of(read, end));
  return true;
}

}  // namespace

TEST_CASE("random sets survive being written as cron, where they can be") {
  std::uint64_t written = 0;
  for (std::uint64_t seed = 1; seed <= at_most(250); ++seed) {
    const std::vector sets{occur::testing::random_set(seed)};
    INFO("seed " << seed << "\n" << occur::testing::described(sets.front()));
    for (const auto dialect : {occur::cron_dialect::crontab, occur::cron_dialect::quartz})
      written += survives_writing(sets, sets.front().anchor, dialect) ? 1 : 0;
  }
  CHECK(written > at_most(250) / 25);
}

TEST_CASE("random cron expressions survive being written, where they can be") {
  std::uint64_t written = 0;
  for (std::uint64_t seed = 1; seed <= at_most(200); ++seed) {
    dice d{seed};
    const std::string text = occur::testing::random_cron(d);
    INFO("seed " << seed << ": " << text);
    occur::set_options options;
    options.default_start =
        occur::start{occur::start_kind::utc, date::local_days{date::year{2026} / 11 / 23}, {}};
    const auto sets = occur::parse_cron(text, options);
    if (!sets) continue;
    for (const auto dialect : {occur::cron_dialect::crontab, occur::cron_dialect::quartz})
      written += survives_writing(sets->value, options.default_start.value(), dialect) ? 1 : 0;
  }
  CHECK(written > at_most(200) / 4);
}

TEST_CASE("random cron expressions are due when trying every minute says so") {
  for (std::uint64_t seed = 1; seed <= at_most(1000); ++seed) check(seed);
}

TEST_CASE("so are fifty thousand more", "[.long][long]") {
  for (std::uint64_t seed = 10'001; seed <= 60'000; ++seed) check(seed);
}
