// The warnings of a calendar: bounded, with places in the text as it stands.
#pragma once

#include "calendar/content_lines.hpp"

#include <vector>

namespace occur::detail {

/// Takes warnings in any order.
class warnings {
 public:
  explicit warnings(const content_lines& lines) : lines_(&lines) {}

  void add(error warning);
  void add(std::vector<error> some);

  /// All of them in text order.
  [[nodiscard]] std::vector<error> take();

 private:
  static constexpr std::size_t most = 1000;
  const content_lines* lines_;
  std::vector<error> all_;
};

}  // namespace occur::detail
