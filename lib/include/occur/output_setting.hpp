// Where what commands write goes to, and its text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "occur/host.hpp"
#include "occur/result.hpp"

namespace [[gnu::visibility("default")]] occur {

/// What becomes of what a command writes.
enum class output_mode : std::uint8_t {
  pass,    ///< it goes where the runner's goes
  prefix,  ///< its lines are read, for someone who says whose they are
  json,    ///< the same, for programs
  file,    ///< it is added to a file
  null     ///< nothing
};

/// A mode, and the file that it may need.
struct output_setting {
  output_mode mode = output_mode::pass;
  std::string path{};  ///< of a file
  friend bool operator==(const output_setting&, const output_setting&) = default;
};

/// Reads `pass`, `prefix`, `json`, `null` or `file:PATH`. Errors: anything
/// else, `file` without a path; the span is within `text`.
///
/// Example: `parse_output("file:/var/log/backup")`.
[[nodiscard]] result<output_setting> parse_output(std::string_view text);

/// How a host is told of it.
///
/// Example: `route_of({output_mode::null}).where == output_route::kind::discard`.
[[nodiscard]] output_route route_of(const output_setting& s);

}  // namespace occur
