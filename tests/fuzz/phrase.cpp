// Any text is a phrase or a good error; what a phrase means can be written and read again.
#include <occur/phrase.hpp>
#include <occur/stream.hpp>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "invariant.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace occur::fuzz;
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  occur::phrase_options options;
  options.now = date::sys_days{date::year{2026} / 3 / 4} + std::chrono::minutes{615};
  const auto read = occur::parse_phrase(text, options);
  if (!read) {
    must_point_into(text, read.error());
    must(!read.error().hint.empty(), "an error of a phrase has a hint");
    return 0;
  }
  must(!read->value.empty(), "a phrase has a set");
  occur::stream all{occur::selection{read->value}};
  must(all.next().has_value(), "a phrase has an occurrence");
  for (const auto& set : read->value) {
    for (const auto& rule : set.rules)
      must(occur::validate(rule).has_value(), "a rule of a phrase is valid");
    const auto again = occur::parse_set(occur::to_string(set));
    must(again.has_value(), "a set of a phrase can be read as a block");
    must(again->value.rules == set.rules, "a set of a phrase reads as itself");
  }
  return 0;
}
