// Any text is a rule or a good error; a rule survives being written and read again.
#include <occur/rule.hpp>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "invariant.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace occur::fuzz;
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const auto read = occur::parse_rule(text);
  if (!read) {
    must_point_into(text, read.error());
    return 0;
  }
  for (const auto& warning : read->warnings) must_point_into(text, warning);
  const auto written = occur::to_string(read->value);
  const auto again = occur::parse_rule(written);
  must(again.has_value(), "a rule that was written can be read");
  must(again->value == read->value, "a rule that was written reads as itself");
  must(occur::validate(read->value).has_value(), "a rule that was read is valid");
  return 0;
}
