// One property line: `DTSTART;TZID=Europe/Zagreb:20261123T090000`.
#pragma once

#include "result/piece.hpp"
#include "result/tolerance.hpp"

#include <vector>

namespace occur::detail {

/// `TZID=Europe/Zagreb`; the value without the quotes it may stand in.
struct parameter {
  piece name;
  piece value;
};

/// A property line in its pieces (RFC 5545 3.1).
struct content_line {
  piece whole;
  piece name;
  std::vector<parameter> parameters;
  piece value;
};

/// The name of a line, as far as it can be told without reading the rest.
[[nodiscard]] piece name_of_line(piece line);

[[nodiscard]] result<content_line> read_content_line(piece line, tolerance& tolerated);

}  // namespace occur::detail
