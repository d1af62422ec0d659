// The rows of the conformance data.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "occur/set.hpp"
#include "occur/stream.hpp"

namespace occur::testing {

/// One row: a property block, and the first occurrences it must have.
struct corpus_row {
  std::string name;  ///< file and id, unique in all files
  std::string input;
  std::size_t limit = 0;  ///< how many occurrences to ask for
  std::vector<std::string> tags;
  std::vector<std::string> expected;
  bool exhausted = false;  ///< whether asking for one more must give none

  [[nodiscard]] bool has_tag(std::string_view tag) const;

  /// Whether its rules count in the one calendar that the naive matcher knows.
  [[nodiscard]] bool is_gregorian() const;
};

/// All rows of a file of tests/conformance/data.
[[nodiscard]] std::vector<corpus_row> read_corpus(std::string_view file);

/// The files that hold property blocks with their occurrences.
[[nodiscard]] std::vector<std::string_view> corpus_files();

/// Reads a row's input with the pinned zones.
[[nodiscard]] recurrence_set set_of(const corpus_row& row);

/// An occurrence in the notation of the rows: offsets as the set's zone has them.
[[nodiscard]] std::string shown(const occurrence& o, const recurrence_set& set);

/// An expected value with its offset written as `shown` writes it (`Z` for `+00:00` in UTC).
[[nodiscard]] std::string normalised(const std::string& expected, const recurrence_set& set);

}  // namespace occur::testing
