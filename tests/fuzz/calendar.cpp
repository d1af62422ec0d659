// iCalendar text of any kind ends in events or in an error, and what is read of it can be listed.
#include <occur/agenda.hpp>
#include <occur/calendar.hpp>
#include <occur/find_calendar.hpp>
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "invariant.hpp"

namespace {

using occur::fuzz::must;

void must_lie_within(const occur::error& e, std::string_view text) {
  must(!e.message.empty(), "what is wrong is said");
  must(e.where.begin <= e.where.end && e.where.end <= text.size(), "it is shown within the text");
}

void must_be_listed_in_order(const occur::calendar& read) {
  occur::agenda all{read.sets};
  std::array<occur::occurrence, 40> found{};
  const std::size_t n = all.read(found);
  for (std::size_t i = 0; i < n; ++i) {
    must(found[i].set < read.sets.size(), "an occurrence is of an event");
    must(i == 0 || found[i - 1].time <= found[i].time, "an agenda is in order");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  occur::calendar_options options;
  options.alarms = size % 2 == 0;
  options.sets.find_calendar = occur::find_calendar;
  const auto read = occur::parse_calendar(text, options);
  if (!read) {
    must_lie_within(read.error(), text);
    return 0;
  }
  must(read->value.sets.size() == read->value.details.size(), "each set has its details");
  for (const auto& warning : read->warnings) must_lie_within(warning, text);
  must_be_listed_in_order(read->value);
  return 0;
}
