// Rules inside other text.
#pragma once

#include "occur/rule.hpp"
#include "result/piece.hpp"
#include "result/tolerance.hpp"

#include <string_view>
#include <vector>

namespace occur::detail {

/// One part of a rule as it was written.
struct written_part {
  std::string_view name;  ///< in capitals, whatever the text has
  piece whole;            ///< `BYHOUR=9`
  piece value;            ///< `9`
};

/// A rule together with the text of its parts.
struct written_rule {
  rule value;
  std::vector<written_part> parts;

  /// The part of a name, or null.
  [[nodiscard]] const written_part* part(std::string_view name) const;
};

/// Reads a rule as `parse_rule` does. The pieces are those of `text`.
[[nodiscard]] result<written_rule> read_rule(piece text, tolerance& tolerated);

/// What BYSETPOS lacks when it is the only BYxxx part.
[[nodiscard]] tl::unexpected<error> lonely_set_position(const written_part& part);

/// Whether a name is that of a rule's part, in any case.
[[nodiscard]] bool is_part_name(std::string_view name);

}  // namespace occur::detail
