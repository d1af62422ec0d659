// Any text is a cron expression or a good error; what it means is valid rules.
#include <occur/cron.hpp>
#include <occur/stream.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "invariant.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace occur::fuzz;
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  occur::set_options options;
  options.default_start =
      occur::start{occur::start_kind::utc,
                   date::local_days{date::year{2026} / 3 / 4} + std::chrono::minutes{615},
                   {}};
  const auto read = occur::parse_cron(text, options);
  if (!read) {
    must_point_into(text, read.error());
    must(!read.error().hint.empty(), "an error of a cron expression has a hint");
    return 0;
  }
  must(!read->value.empty(), "a cron expression has a set");
  for (const auto& set : read->value) {
    must(set.rules.size() == 1, "a set of a cron expression has one rule");
    must(occur::validate(set.rules.front()).has_value(), "a rule of a cron expression is valid");
    occur::stream all{set};
    const auto first = all.next();
    if (!first) continue;
    must(first->local == set.anchor.time, "a set of a cron expression starts with its first");
    const auto again = occur::parse_set(occur::to_string(set));
    must(again.has_value(), "a set of a cron expression can be read as a block");
    must(again->value.rules == set.rules, "a set of a cron expression reads as itself");
  }
  return 0;
}
