// Any bytes are a zone file or a good error; the periods of a zone file follow each other.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "invariant.hpp"
#include "zone/posix_rule.hpp"
#include "zone/timeline.hpp"
#include "zone/tzif.hpp"

namespace {

using namespace occur::fuzz;

void must_be_consistent(const occur::detail::timeline& line) {
  auto instant = date::sys_seconds::min();
  for (int i = 0; i < 300 && instant != date::sys_seconds::max(); ++i) {
    const auto found = line.at(instant);
    must(found.begin == instant, "a period begins where the one before it ends");
    must(found.end > found.begin, "a period lasts");
    must(line.at(found.end - std::chrono::seconds{1}).begin == instant, "a period is one");
    const auto reading = line.read(date::local_seconds{instant.time_since_epoch()});
    must(reading.kind != occur::local_kind::repeated || reading.before < reading.after,
         "the first of two comes first");
    instant = found.end;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  if (auto file = occur::detail::read_tzif(text)) {
    must_be_consistent(occur::detail::timeline(*std::move(file)));
  }
  if (auto rule = occur::detail::posix_rule::parse(text)) {
    must_be_consistent(occur::detail::timeline(*std::move(rule)));
  }
  return 0;
}
