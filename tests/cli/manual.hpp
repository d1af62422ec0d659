// The manual pages as data: what they say of options, and the sessions they show.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "transcript.hpp"

namespace occur::testing {

/// The pages, occur.1 and so on.
[[nodiscard]] std::vector<std::filesystem::path> manual_pages();

/// The names of the options that a page lists: `-n`, `--from`.
[[nodiscard]] std::set<std::string> listed_options(std::string_view page);

/// The sessions that a page shows in its literal displays.
[[nodiscard]] std::vector<session> shown_sessions(std::string_view page, const variables& set);

}  // namespace occur::testing
