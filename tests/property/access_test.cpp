// Random access and set algebra against plain enumeration. OCCUR_RANDOM_RULES may make the random
// sets fewer.
#include <catch2/catch.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "occur/stream.hpp"
#include "agreement.hpp"
#include "dice.hpp"
#include "random_rules.hpp"

namespace occur::testing {
namespace {

const std::uint64_t sets_tried =
    std::min(std::uint64_t{1'500}, from_environment("OCCUR_RANDOM_RULES", 1'500));
constexpr std::size_t most_listed = 120;
constexpr std::size_t most_in_window = 5'000;

using times = std::vector<date::sys_seconds>;

std::vector<occurrence> first_of(const selection& s) {
  std::vector<occurrence> list(most_listed);
  stream all{s};
  list.resize(all.read(list));
  return list;
}

bool keeps_local_time(const recurrence_set& set) {
  return set.anchor.kind == start_kind::date || set.anchor.kind == start_kind::floating;
}

// The instants in [from, to]; nothing when they are too many to list.
std::optional<times> times_within(const selection& s, date::sys_seconds from,
                                  date::sys_seconds to) {
  stream all{s};
  all.seek(from);
  times list;
  while (const auto o = all.next()) {
    if (o->time > to) return list;
    if (list.size() == most_in_window) return std::nullopt;
    list.push_back(o->time);
  }
  return list;
}

std::optional<std::string> wrong_access(const recurrence_set& set, std::uint64_t seed) {
  const auto list = first_of(set);
  const bool whole = list.size() < most_listed;
  stream all{set};
  dice d{seed};
  for (int i = 0; i < 8 && !list.empty(); ++i) {
    const auto k = static_cast<std::size_t>(d.below(std::ssize(list)));
    if (all.nth(k) != list[k]) return "nth " + std::to_string(k);
    const auto same_time = std::ranges::find(list, list[k].time, &occurrence::time);
    if (all.index_of(list[k].time) != static_cast<std::uint64_t>(same_time - list.begin()))
      return "index_of the " + std::to_string(k) + "th";
    const auto from = list[static_cast<std::size_t>(d.below(std::ssize(list)))].time;
    const auto counted = std::ranges::count_if(
        list, [&](const occurrence& o) { return o.time >= from && o.time < list[k].time; });
    if (all.count(from, list[k].time) != static_cast<std::uint64_t>(counted)) return "count";
  }
  if (whole && all.nth(list.size())) return "nth past the end";
  if (!list.empty()) {
    all.seek(list.back().time + seconds{1});
    auto it = list.rbegin();
    while (it != list.rend() && it->time == list.back().time) ++it;
    for (it = list.rbegin(); it != list.rend(); ++it)
      if (whole || it->time < list.back().time) {
        const auto o = all.previous();
        if (!o || (whole && *o != *it)) return "previous";
        if (!whole) break;
      }
    if (whole && all.previous()) return "previous before the first";
  }
  if (seed % 10 != 0) return {};
  const extent e = extent_of(set);
  if (list.empty() != (e.kind == extent_kind::empty)) return "extent of nothing";
  const bool finite = e.kind == extent_kind::finite;
  if (whole && finite && e.count != list.size()) return "extent of a short set";
  if (whole && !list.empty() && all.last() != list.back()) return "last";
  if (finite && e.last != all.last()) return "last of a finite set";
  if (!whole && finite && e.count < list.size()) return "extent of a long set";
  return {};
}

// A turn of `next` and `previous`, which must undo each other.
bool turns_around(const recurrence_set& set) {
  stream all{set};
  for (int i = 0; i < 5; ++i) {
    const auto there = all.next();
    if (!there) return true;
    if (all.previous() != there || all.next() != there) return false;
  }
  return true;
}

std::optional<std::string> wrong_algebra(const recurrence_set& a, const recurrence_set& b) {
  if (keeps_local_time(a) || keeps_local_time(b)) return {};
  const auto list = first_of(a);
  if (list.empty()) return {};
  const auto from = list.front().time - date::days{1};
  const auto to = list.back().time;
  const auto of_a = times_within(a, from, to);
  const auto of_b = times_within(b, from, to);
  if (!of_a || !of_b) return {};
  times expected;
  std::ranges::set_intersection(*of_a, *of_b, std::back_inserter(expected));
  if (times_within(selection{a}.only(b), from, to) != expected) return "only";
  expected.clear();
  std::ranges::set_difference(*of_a, *of_b, std::back_inserter(expected));
  if (times_within(selection{a}.except(b), from, to) != expected) return "except";
  expected.clear();
  std::ranges::set_union(*of_a, *of_b, std::back_inserter(expected));
  if (times_within(selection{a}.united(b), from, to) != expected) return "united";
  return {};
}

// Another set from the same start, so that both share a clock.
std::optional<recurrence_set> from_the_same_start(const recurrence_set& a, std::uint64_t seed) {
  recurrence_set b = random_set(seed);
  const auto too_short = [](const rule& r) { return r.freq > frequency::daily; };
  if (a.anchor.kind == start_kind::date &&
      (std::ranges::any_of(b.rules, too_short) || std::ranges::any_of(b.excluded_rules, too_short)))
    return {};
  b.anchor = a.anchor;
  b.gap = a.gap;
  b.fold = a.fold;
  return b;
}

// A set that shares some instants with others of its kind: starts, intervals and ends vary.
recurrence_set one_of_many(int i) {
  constexpr std::array rules{"FREQ=WEEKLY", "FREQ=DAILY;INTERVAL=9", "FREQ=MONTHLY;BYDAY=-1SU",
                             "FREQ=WEEKLY;COUNT=40", "FREQ=YEARLY;BYMONTH=3,10"};
  constexpr std::array zones{"Europe/Zagreb", "America/New_York"};
  return parse_set(fmt::format("DTSTART;TZID={}:2026{:02}{:02}T{:02}3000\nRRULE:{}\n"
                               "EXDATE;VALUE=DATE:20260{}08",
                               zones.at(static_cast<std::size_t>(i / 90 % 2)), i % 12 + 1,
                               i % 28 + 1, i % 5, rules.at(static_cast<std::size_t>(i) % 5),
                               i % 9 + 1))
      .value()
      .value;
}

// The instants of several sets before one, merged.
times merged(const std::vector<recurrence_set>& sets, date::sys_seconds end) {
  times all;
  for (const recurrence_set& set : sets) {
    stream one{set};
    for (auto o = one.next(); o && o->time < end; o = one.next()) all.push_back(o->time);
  }
  std::ranges::sort(all);
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

std::vector<occurrence> without_origin(std::vector<occurrence> list) {
  for (auto& o : list) o.set = 0;
  return list;
}

}  // namespace

TEST_CASE("random access agrees with enumeration") {
  for (std::uint64_t seed = 1; seed <= sets_tried; ++seed) {
    const auto set = random_set(seed);
    if (const auto wrong = wrong_access(set, seed))
      FAIL_CHECK("seed " << seed << ": " << *wrong << "\n" << described(set));
    if (!turns_around(set)) FAIL_CHECK("seed " << seed << ": turning\n" << described(set));
  }
}

TEST_CASE("sets on one clock combine like the lists of their instants") {
  for (std::uint64_t seed = 1; seed <= sets_tried; ++seed) {
    const auto a = random_set(seed);
    const auto b = from_the_same_start(a, seed + 500'000);
    if (!b) continue;
    if (const auto wrong = wrong_algebra(a, *b))
      FAIL_CHECK("seed " << seed << ": " << *wrong << "\n" << described(a) << described(*b));
  }
}

TEST_CASE("sets on different clocks combine like the lists of their instants") {
  for (std::uint64_t seed = 1; seed <= sets_tried; ++seed) {
    const auto a = random_set(seed);
    auto b = random_set(seed + 500'000);
    if (const auto wrong = wrong_algebra(a, b))
      FAIL_CHECK("seed " << seed << ": " << *wrong << "\n" << described(a) << described(b));
  }
}

TEST_CASE("a union of more sets than fit into one mask is the merge of its parts") {
  for (const int many : {100, 600}) {
    std::vector<recurrence_set> sets;
    for (int i = 0; i < many; ++i) sets.push_back(one_of_many(i));
    const date::sys_seconds end = date::sys_days{date::year{2027} / 6 / 1};
    const times expected = merged(sets, end);
    const auto size = std::ssize(expected);
    stream all{selection{sets}};
    times seen;
    for (auto o = all.next(); o && o->time < end; o = all.next()) seen.push_back(o->time);
    CHECK(seen == expected);
    all.seek(end);
    seen.clear();
    while (const auto o = all.previous()) seen.push_back(o->time);
    std::ranges::reverse(seen);
    CHECK(seen == expected);
    for (std::ptrdiff_t from = 0; from < size; from += size / 7) {
      CHECK(all.nth(static_cast<std::uint64_t>(from))->time == expected[from]);
      CHECK(all.index_of(expected[from]) == static_cast<std::uint64_t>(from));
      for (const auto to : {from, std::min(from + 5, size - 1), size - 1})
        CHECK(all.count(expected[from], expected[to]) == static_cast<std::uint64_t>(to - from));
    }
  }
}

TEST_CASE("what many sets share with another, or lack of it, is what each of them does") {
  // They end soon: where nothing is shared, the search for more goes on to the end of either.
  const std::array others{"RRULE:FREQ=DAILY;UNTIL=20270701T000000Z;BYHOUR=0,1,2,3,4",
                          "RRULE:FREQ=WEEKLY;UNTIL=20270701T000000Z;BYDAY=SU",
                          "RRULE:FREQ=DAILY;UNTIL=20270701T000000Z;BYMINUTE=31"};
  std::vector<recurrence_set> sets;
  for (int i = 0; i < 150; ++i) sets.push_back(one_of_many(i));
  const date::sys_seconds end = date::sys_days{date::year{2027} / 6 / 1};
  const times all = merged(sets, end);
  const auto before_end = [&](const selection& s) {
    return *times_within(s, {}, end - seconds{1});
  };
  for (const auto* rule : others) {
    const auto other =
        parse_set(fmt::format("DTSTART;TZID=Europe/Zagreb:20260201T023000\n{}", rule))
            .value()
            .value;
    const times removed = before_end(other);
    times shared;
    std::ranges::set_intersection(all, removed, std::back_inserter(shared));
    CHECK(before_end(selection{sets}.only(other)) == shared);
    CHECK(before_end(selection{other}.only(sets)) == shared);
    times rest;
    std::ranges::set_difference(all, removed, std::back_inserter(rest));
    CHECK(before_end(selection{sets}.except(other)) == rest);
  }
}

// Of what ticks in UTC and what keeps Zagreb's clock: too many to list, so places are counted.
TEST_CASE("in algebra across clocks, counts, places and walks agree near and far") {
  const auto set = [](std::string_view block) { return parse_set(block).value().value; };
  const selection ticks{set("DTSTART:20260101T000000Z\nRRULE:FREQ=SECONDLY;INTERVAL=7")};
  const selection daily{
      set("DTSTART;TZID=Europe/Zagreb:20260101T090000\nRRULE:FREQ=DAILY;BYSECOND=0,1,2,3")};
  for (const selection& s : {selection{ticks}.except(daily), selection{ticks}.united(daily),
                             selection{daily}.except(ticks), selection{daily}.only(ticks)}) {
    stream walked{s};
    stream asked{s};
    const auto first = walked.next().value().time;
    for (std::uint64_t k = 1; k < 6'000; ++k) {
      const occurrence o = walked.next().value();
      if (k % 1'499 != 0 && k != 1023 && k != 1024 && k != 1025) continue;
      CHECK(asked.nth(k) == o);
      CHECK(asked.index_of(o.time) == k);
      CHECK(asked.count(first, o.time) == k);
    }
    const std::uint64_t far = 9 * asked.count(first, date::sys_days{date::year{2030} / 1 / 1});
    const auto o = asked.nth(far);
    REQUIRE(o);
    CHECK(asked.count(first, o->time) == far);
    asked.seek(o->time);
    CHECK(asked.next() == o);
    CHECK(asked.nth(far + 1) == asked.next());
  }
}

TEST_CASE("the canonical form has the same occurrences") {
  for (std::uint64_t seed = 1; seed <= sets_tried / 5; ++seed) {
    const auto set = random_set(seed);
    const auto simple = simplified(set);
    if (without_origin(first_of(set)) != without_origin(first_of(simple)))
      FAIL_CHECK("seed " << seed << "\n" << described(set) << described(simple));
  }
}

TEST_CASE("a set is the same as itself, and its reasons agree with its occurrences") {
  for (std::uint64_t seed = 1; seed <= sets_tried / 5; ++seed) {
    const auto set = random_set(seed);
    const auto list = first_of(set);
    for (std::size_t k = 0; k < list.size(); k += 40) {
      const auto in = why(set, list[k].time);
      const bool admitted = std::ranges::any_of(in.reasons, &reason::admits);
      if (!in.occurs || !admitted)
        FAIL_CHECK("seed " << seed << " " << k << "\n" << described(set));
      const auto beside = list[k].time + seconds{1};
      if (std::ranges::find(list, beside, &occurrence::time) != list.end() || k + 1 >= list.size())
        continue;
      const auto out = why(set, beside);
      const bool kept_out =
          std::ranges::any_of(out.reasons, [](const reason& r) { return !r.admits; });
      if (out.occurs || !kept_out)
        FAIL_CHECK("seed " << seed << " after " << k << "\n" << described(set));
    }
  }
}

}  // namespace occur::testing
