// Random sets are told as phrases that read as the same sets, or not at all.
#include <occur/phrase.hpp>
#include <occur/stream.hpp>
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>
#include <catch2/catch.hpp>

#include "dice.hpp"
#include "random_rules.hpp"

namespace {

using occur::stream;
using occur::testing::dice;

/// Whether both give the same instants from their places on, as far as `most`.
bool agree(stream& a, stream& b, int most) {
  for (int i = 0; i < most; ++i) {
    const auto x = a.next();
    const auto y = b.next();
    if (x.has_value() != y.has_value()) return false;
    if (!x) return true;
    if (x->time != y->time) return false;
  }
  return true;
}

bool has_count(const occur::recurrence_set& set) {
  for (const occur::rule& r : set.rules)
    if (r.count) return true;
  return false;
}

using sets = std::vector<occur::recurrence_set>;

/// Whether the phrase reads as the sets.
void check(const sets& said, const std::string& text) {
  const auto& set = said.front();
  occur::phrase_options options;
  options.find_zone = [&](std::string_view) -> occur::result<occur::zone> {
    return set.anchor.where;
  };
  auto read = occur::parse_phrase(text, options);
  REQUIRE(read.has_value());
  for (auto& again : read->value) {
    again.gap = set.gap;
    again.fold = set.fold;
  }
  stream a{occur::selection{said}};
  stream b{occur::selection{read->value}};
  REQUIRE(agree(a, b, 1000));
  if (std::any_of(said.begin(), said.end(), has_count)) return;
  for (const int year : {1700, 2024, 2026, 2038, 2100, 2500, 9000}) {
    const date::sys_days there{date::year{year} / 3 / 1};
    a.seek(there);
    b.seek(there);
    REQUIRE(agree(a, b, 100));
  }
}

/// How many of the sets have a phrase; each is read back and compared.
template <class Draw>
int told(Draw draw, std::uint64_t first, std::uint64_t last) {
  int phrases = 0;
  for (std::uint64_t seed = first; seed <= last; ++seed) {
    const sets said = draw(seed);
    const auto text = occur::to_phrase(said);
    if (!text) continue;
    ++phrases;
    INFO("seed " << seed << "\n" << *text);
    for (const auto& set : said) UNSCOPED_INFO(occur::testing::described(set));
    check(said, *text);
  }
  return phrases;
}

sets alone(std::uint64_t seed) { return {occur::testing::random_set(seed)}; }

std::vector<std::uint8_t> hours(dice& d) {
  return d.one_of<std::vector<std::uint8_t>>({{}, {}, {0}, {0, 9}, {9, 10, 11}});
}

/// Days that words after `except` can name; at some times of day, though, not always at all.
occur::rule left_out(dice& d, const occur::rule& from) {
  const date::weekday day{static_cast<unsigned>(d.below(7))};
  occur::rule r;
  r.freq = d.one_of({occur::frequency::daily, occur::frequency::monthly, occur::frequency::yearly});
  if (d.chance(40)) r.by_month.push_back({static_cast<std::uint8_t>(d.between(1, 12)), false});
  if (d.chance(40)) r.by_month_day = d.one_of<std::vector<std::int8_t>>({{-1}, {25}, {29, 30, 31}});
  const bool numbered = r.freq != occur::frequency::daily && r.by_month_day.empty();
  if (d.chance(50)) r.by_day.push_back({static_cast<std::int8_t>(numbered ? 1 : 0), day});
  r.by_hour = d.chance(40) ? from.by_hour : hours(d);
  if (d.chance(20)) r.by_minute = {0};
  return r;
}

/// Some times a day, or ticks, but for such days.
sets with_exceptions(std::uint64_t seed) {
  dice d{seed};
  occur::recurrence_set set;
  set.anchor.kind = occur::start_kind::utc;
  set.anchor.time = date::local_days{date::year{2026} / 3 / static_cast<int>(d.between(1, 28))} +
                    std::chrono::hours{d.one_of({0, 9})};
  occur::rule r;
  r.freq =
      d.one_of({occur::frequency::daily, occur::frequency::hourly, occur::frequency::minutely});
  r.by_hour = hours(d);
  set.rules = {r};
  for (auto n = d.between(1, 2); n > 0; --n) set.excluded_rules.push_back(left_out(d, r));
  return {set};
}

/// A random set beside ticks that elapse, whose zone is the same.
sets beside_ticks(std::uint64_t seed) {
  dice d{seed};
  sets both = alone(seed);
  occur::recurrence_set ticks;
  ticks.anchor = both.front().anchor;
  ticks.anchor.kind = occur::start_kind::utc;
  ticks.anchor.time = date::floor<std::chrono::minutes>(ticks.anchor.time);
  ticks.gap = both.front().gap;
  ticks.fold = both.front().fold;
  occur::rule r;
  r.freq = d.one_of({occur::frequency::hourly, occur::frequency::minutely});
  if (r.freq == occur::frequency::minutely) r.interval = d.one_of({1U, 7U, 30U});
  ticks.rules = {r};
  both.insert(d.chance(50) ? both.begin() : both.end(), ticks);
  return both;
}

}  // namespace

TEST_CASE("phrases of random sets read as these sets") { CHECK(told(alone, 1, 300) > 60); }

TEST_CASE("phrases of ten thousand random sets read as these sets", "[.long][long]") {
  CHECK(told(alone, 1, 10'000) > 2000);
}

TEST_CASE("phrases leave out no more than the exceptions of their sets") {
  CHECK(told(with_exceptions, 1, 80) > 10);
}

TEST_CASE("ticks that elapse do so beside other clauses") {
  CHECK(told(beside_ticks, 1, 200) > 30);
}

TEST_CASE("phrases of thousands of exceptions and unions read as their sets", "[.long][long]") {
  CHECK(told(with_exceptions, 1, 500) > 50);
  CHECK(told(beside_ticks, 1, 1'000) > 150);
}
