// The parts of a rule: their names, what their values may be, and who reads them.
#pragma once

#include "occur/rule.hpp"
#include "result/piece.hpp"
#include "result/tolerance.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace occur::detail {

struct part_kind;

/// The value of a part, on its way into a rule.
struct part_value {
  const part_kind& kind;
  piece value;
  tolerance& tolerated;
};

/// What there is to know of a part.
struct part_kind {
  std::string_view name;
  result<void> (*read)(const part_value& part, rule& into);
  std::string_view values;  ///< what is right, in words; empty where the numbers say it
  std::int64_t first = 0;   ///< the least number; below 0, which then is none itself
  std::int64_t last = 0;
};

/// All parts, in the order of RFC 5545 3.3.10; RSCALE and SKIP of RFC 7529 follow.
[[nodiscard]] std::span<const part_kind> part_kinds();

/// The part of a name in any case, or null.
[[nodiscard]] const part_kind* find_part_kind(std::string_view name);

/// What the values of a part may be: `BYHOUR is 0 to 23`.
[[nodiscard]] std::string right_values(const part_kind& kind);

}  // namespace occur::detail
