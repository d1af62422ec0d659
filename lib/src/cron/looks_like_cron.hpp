// Telling cron expressions from other text.
#pragma once

#include <string_view>

namespace occur::detail::cron {

/// Whether a line is a cron expression, or one with a mistake in it: no phrase,
/// rule or property begins like that.
[[nodiscard]] bool looks_like_cron(std::string_view line);

}  // namespace occur::detail::cron
