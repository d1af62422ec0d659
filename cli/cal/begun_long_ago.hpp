// Schedules without a start of their own, as they were before now.
#pragma once

#include <string_view>

#include "occur/schedule.hpp"
#include "reading.hpp"

namespace occur::cli {

/// What a text means when it begins now also says what it would have meant had it begun centuries
/// ago, if it names no start, counts nothing and its intervals fit into whole cycles of the
/// calendar. Those sets begin that long ago; the others stay as they were read. What is to come
/// stays the same.
///
/// Example: `every friday the 13th`, so that a calendar shows those of the last months too.
[[nodiscard]] schedule begun_long_ago(const schedule& read, std::string_view text,
                                      const reading& in);

}  // namespace occur::cli
