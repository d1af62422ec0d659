// Reaches into every public header, so that what one of them declares and the library hides is
// found.
#include <occur/civil.hpp>
#include <occur/nearest.hpp>
#include <occur/result.hpp>
#include <occur/rule.hpp>
#include <occur/set.hpp>
#include <occur/stream.hpp>
#include <occur/version.hpp>
#include <occur/zone.hpp>
#include <iostream>

namespace {

bool zones_compare() { return occur::zone::find("Europe/Zagreb").value() != occur::zone{}; }

bool rules_read_and_write() {
  const auto read = occur::parse_rule("freq=weekly;byday=mo");
  return occur::to_string(read.value().value) == "FREQ=WEEKLY;BYDAY=MO" &&
         occur::validate(read->value).has_value();
}

bool a_stream_answers() {
  const auto read = occur::parse_set(
      "DTSTART;TZID=Europe/Zagreb:20191021T090000\nRRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=2\n");
  occur::stream stream{read.value().value};
  const auto first = stream.next();
  const auto second = stream.next();
  return second.value().time - first.value().time == std::chrono::hours{7 * 24 + 1} &&
         !stream.next() && !occur::why_empty(read->value);
}

}  // namespace

int main() {
  std::cout << "built on occur " << occur::version() << '\n';
  const auto day = occur::parse_date_time("20261123");
  const auto good = occur::to_string(day.value()) == "20261123" && zones_compare() &&
                    rules_read_and_write() && a_stream_answers();
  return good ? 0 : 1;
}
