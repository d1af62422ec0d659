// --only and --except: a schedule narrowed by others.
#pragma once

#include <string>
#include <vector>

#include "occur/schedule.hpp"
#include "occur/stream.hpp"
#include "diagnostics.hpp"
#include "options.hpp"
#include "outcome.hpp"
#include "reading.hpp"

namespace occur::cli {

/// The options as given.
struct narrowing_options {
  std::vector<std::string> only, except;
};

void declare(option_reader& reader, narrowing_options& o);

/// The schedules that they name.
struct narrowing {
  std::vector<schedule> only;
  std::vector<schedule> except;

  /// What is left of a selection.
  [[nodiscard]] selection of(selection all) const;
};

/// Reads them; says the warnings.
[[nodiscard]] outcome<narrowing> read_narrowing(const narrowing_options& o, const reading& in,
                                                const environment& around, const diagnostics& talk);

}  // namespace occur::cli
