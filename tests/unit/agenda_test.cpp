// Agendas: the occurrences of many sets, each set's own.
#include <cstdint>
#include <string>
#include <utility>
#include <vector>
#include <catch2/catch.hpp>

#include "occur/agenda.hpp"

namespace occur {
namespace {

recurrence_set set_of(const std::string& text) { return parse_set(text).value().value; }

date::sys_seconds day(unsigned d) {
  return date::sys_days{date::year{2026} / 11 / static_cast<int>(d)};
}

/// What an agenda gives: the day of November, and the set.
std::vector<std::pair<unsigned, std::uint32_t>> read(agenda& all, std::size_t most) {
  std::vector<std::pair<unsigned, std::uint32_t>> found;
  while (found.size() < most) {
    const auto o = all.next();
    if (!o) break;
    const date::year_month_day date{date::floor<date::days>(o->local)};
    found.emplace_back(static_cast<unsigned>(date.day()), o->set);
  }
  return found;
}

using turns = std::vector<std::pair<unsigned, std::uint32_t>>;

const std::vector<recurrence_set> three{
    set_of("DTSTART:20261102T090000Z\nRRULE:FREQ=DAILY;INTERVAL=2;COUNT=4"),
    set_of("DTSTART:20261102T090000Z\nRDATE:20261102T090000Z"),
    set_of("DTSTART:20261101T090000Z\nRRULE:FREQ=DAILY;UNTIL=20261105T090000Z"),
};

}  // namespace

TEST_CASE("an agenda gives each set its own occurrences, in order of time and of the sets") {
  agenda all{three};
  CHECK(read(all, 20) ==
        turns{{1, 2}, {2, 0}, {2, 1}, {2, 2}, {3, 2}, {4, 0}, {4, 2}, {5, 2}, {6, 0}, {8, 0}});
}

TEST_CASE("an agenda continues at an instant, before what was read too") {
  agenda all{three};
  all.seek(day(4));
  CHECK(read(all, 2) == turns{{4, 0}, {4, 2}});
  all.seek(day(2));
  CHECK(read(all, 3) == turns{{2, 0}, {2, 1}, {2, 2}});
  all.seek(day(9));
  CHECK(read(all, 1).empty());
}

TEST_CASE("an agenda of more sets than it holds open loses none of their occurrences") {
  std::vector<recurrence_set> many(1500,
                                   set_of("DTSTART:20261101T090000Z\nRRULE:FREQ=DAILY;COUNT=3"));
  agenda all{many};
  std::vector<occurrence> found(5000);
  CHECK(all.read(found) == 4500);
  for (std::uint32_t i = 0; i < 4500; ++i) {
    if (found[i].set != i % 1500) FAIL(i);
  }
}

TEST_CASE("an agenda of nothing is empty") {
  agenda none{{}};
  CHECK_FALSE(none.next());
  none.seek(day(1));
  CHECK_FALSE(none.next());
}

}  // namespace occur
