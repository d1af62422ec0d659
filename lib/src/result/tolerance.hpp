// What is read although the standard asks for something else.
#pragma once

#include "result/piece.hpp"

#include <string>
#include <vector>

namespace occur::detail {

/// Notes a warning for each habit of a property's text that is tolerated: once
/// for each habit, where it first shows, since a text that has it once mostly
/// has it all over.
class tolerance {
 public:
  explicit tolerance(std::vector<error>& warnings) : warnings_(&warnings) {}

  /// The text without the blanks around it.
  [[nodiscard]] piece without_blanks(piece text);

  /// The word in capitals.
  [[nodiscard]] std::string upper_case(piece word);

  /// Notes a warning of its own.
  void warn(error warning) { warnings_->push_back(std::move(warning)); }

 private:
  std::vector<error>* warnings_;
  bool met_blanks_ = false;
  bool met_lower_case_ = false;
};

}  // namespace occur::detail
