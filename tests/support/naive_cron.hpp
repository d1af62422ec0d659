// A second opinion on cron expressions: tries every minute of every day against the text.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "occur/zone.hpp"

namespace occur::testing {

/// The first instants at or after `from` at which a valid expression of five or six fields is due
/// on the clock of a zone, up to `most`; fewer where `days` days from the first on have no more.
/// Where minutes or hours begin with a star every showing of a time counts and skipped times do
/// not; otherwise a skipped time comes after the gap, and one shown twice comes once.
[[nodiscard]] std::vector<date::sys_seconds> naive_cron(std::string_view expression, const zone& on,
                                                        date::sys_seconds from, std::size_t most,
                                                        int days = 15'000);

}  // namespace occur::testing
