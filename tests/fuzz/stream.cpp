// The occurrences of any set are in order, within the horizon, and where seeking finds them again.
#include <occur/set.hpp>
#include <occur/stream.hpp>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "invariant.hpp"

namespace {

using occur::fuzz::must;

void must_be_in_order(std::span<const occur::occurrence> found) {
  for (std::size_t i = 1; i < found.size(); ++i) {
    must(found[i - 1].time < found[i].time, "occurrences are in order, each once");
  }
}

void must_be_found_again(const occur::recurrence_set& set, const occur::occurrence& wanted) {
  occur::stream stream{set};
  stream.seek(wanted.time);
  must(stream.next() == wanted, "seeking an occurrence finds it");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  occur::set_options options;
  options.default_start = occur::start{};
  const auto read = occur::parse_set(text, options);
  if (!read) return 0;
  const auto& set = read->value;
  std::array<occur::occurrence, 40> block{};
  occur::stream stream{set};
  const std::span found{block.data(), stream.read(block)};
  must_be_in_order(found);
  if (!found.empty()) must_be_found_again(set, found.back());
  if (occur::why_empty(set)) must(found.empty(), "a set proved empty has no occurrence");
  return 0;
}
