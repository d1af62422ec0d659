#include "pinned_zones.hpp"

#include <string>

#include "source_tree.hpp"

namespace occur::testing {

result<zone> pinned_zone(std::string_view name) {
  if (name == "UTC") return zone{};
  return zone::local((source_tree() / "tests/support/zoneinfo" / name).string());
}

}  // namespace occur::testing
