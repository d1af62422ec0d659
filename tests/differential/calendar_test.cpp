// Calendars that are written, read by libical, written by it and read again.
#include <occur/calendar.hpp>
#include <occur/find_calendar.hpp>
#include <occur/stream.hpp>
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <vector>
#include <catch2/catch.hpp>
#include <libical/ical.h>
#include <nlohmann/json.hpp>

#include "complaint.hpp"
#include "pinned_zones.hpp"
#include "source_tree.hpp"

namespace {

struct free_component {
  void operator()(icalcomponent* c) const { icalcomponent_free(c); }
};
struct free_text {
  void operator()(char* text) const { icalmemory_free_buffer(text); }
};

/// The text as libical has it; nothing if it finds a mistake.
std::string through_libical(const std::string& text) {
  const std::unique_ptr<icalcomponent, free_component> all{icalparser_parse_string(text.c_str())};
  if (!all || icalcomponent_count_errors(all.get()) != 0) return {};
  const std::unique_ptr<char, free_text> written{icalcomponent_as_ical_string_r(all.get())};
  return written.get();
}

std::vector<date::sys_seconds> first_of(const std::vector<occur::recurrence_set>& sets,
                                        std::size_t most) {
  std::vector<date::sys_seconds> list;
  occur::stream all{occur::selection{sets}};
  while (list.size() < most) {
    const auto next = all.next();
    if (!next) break;
    list.push_back(next->time);
  }
  return list;
}

/// libical holds intervals in 16 bits.
bool fits_libical(const occur::recurrence_set& set) {
  const auto fits = [](const occur::rule& r) { return r.interval <= 32767; };
  return std::ranges::all_of(set.rules, fits) && std::ranges::all_of(set.excluded_rules, fits);
}

struct round_trips {
  std::size_t all = 0;
  std::size_t nothing_occurs = 0;  ///< no event says that
  std::size_t past_libical = 0;    ///< read back by us alone
};

void check_round_trip(const occur::recurrence_set& set, std::size_t limit,
                      const occur::calendar_options& options, round_trips& done) {
  const auto expected = first_of({set}, limit);
  const auto text = occur::write_calendar({{set}, {}}, date::sys_seconds{});
  ++done.all;
  if (!text) {
    CHECK(expected.empty());
    ++done.nothing_occurs;
    return;
  }
  INFO(*text);
  std::vector<std::string> forms{*text};
  if (fits_libical(set))
    forms.push_back(through_libical(*text));
  else
    ++done.past_libical;
  for (const auto& each : forms) {
    const auto back = occur::parse_calendar(each, options);
    REQUIRE(back.has_value());
    for (const auto& w : back->warnings) FAIL_CHECK(w.message << w.hint);
    CHECK(first_of(back->value.sets, limit) == expected);
  }
}

/// OCCUR_EVERY_NTH may have fewer rows tried: every n-th.
std::size_t step() {
  const char* text = std::getenv("OCCUR_EVERY_NTH");
  return text == nullptr ? 1 : std::max<std::size_t>(1, std::strtoull(text, nullptr, 10));
}

}  // namespace

TEST_CASE("what the corpora have keeps its occurrences through a calendar that libical rewrites") {
  occur::calendar_options options;
  options.sets.find_zone = occur::testing::pinned_zone;
  // New moons take long to compute: the calendars remember them.
  std::map<std::string, std::shared_ptr<const occur::other_calendar>, std::less<>> calendars;
  options.sets.find_calendar =
      [&](std::string_view name) -> occur::result<std::shared_ptr<const occur::other_calendar>> {
    auto& known = calendars[std::string(name)];
    if (!known) known = occur::find_calendar(name).value();
    return known;
  };
  round_trips done;
  std::size_t rows = 0;
  for (const auto* file : {"rfc-examples.jsonl", "peers.jsonl", "rfc5545-random.jsonl"}) {
    std::ifstream in{occur::testing::source_tree() / "tests/conformance/data" / file};
    REQUIRE(in);
    for (std::string line; std::getline(in, line);) {
      if (rows++ % step() != 0) continue;
      const auto row = nlohmann::json::parse(line);
      INFO(row.at("id"));
      const auto set = occur::parse_set(row.at("input").get<std::string>(), options.sets);
      REQUIRE(set.has_value());
      check_round_trip(set->value, row.at("limit").get<std::size_t>() + 1, options, done);
    }
  }
  CHECK(rows > 1900);
  if (step() > 1) return;
  CHECK(done.all == rows);
  CHECK(done.nothing_occurs == 110);
  CHECK(done.past_libical == 5);
}
