// Any text is a recurrence set or a good error; a set survives being written and read again.
#include <occur/set.hpp>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "invariant.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace occur::fuzz;
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  occur::set_options options;
  options.default_start = occur::start{};
  const auto read = occur::parse_set(text, options);
  if (!read) {
    must_point_into(text, read.error());
    return 0;
  }
  for (const auto& warning : read->warnings) must_point_into(text, warning);
  const auto again = occur::parse_set(occur::to_string(read->value), options);
  must(again.has_value(), "a set that was written can be read");
  must(again->value == read->value, "a set that was written reads as itself");
  return 0;
}
