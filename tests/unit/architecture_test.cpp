// Holds the #include lines of the library and the tool to the picture in DESIGN: who may know whom.
#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>
#include <catch2/catch.hpp>

#include "source_tree.hpp"

namespace {

using names = std::set<std::string, std::less<>>;

const std::map<std::string, names, std::less<>> known_by_room{
    {"version", {}},
    {"result", {}},
    {"civil", {"result"}},
    {"zone", {"civil", "result"}},
    {"rule", {"civil", "result"}},
    {"expand", {"rule", "civil", "result"}},
    {"set", {"expand", "rule", "zone", "civil", "result"}},
    {"stream", {"set", "expand", "rule", "zone", "civil", "result"}},
    {"phrase", {"stream", "set", "rule", "zone", "civil", "result"}},
    {"cron", {"stream", "set", "expand", "rule", "zone", "civil", "result"}},
    {"calendar", {"version", "stream", "set", "rule", "zone", "civil", "result"}},
    {"schedule",
     {"phrase", "cron", "calendar", "stream", "set", "rule", "zone", "civil", "result"}},
    {"runner", {"schedule", "stream", "set", "rule", "zone", "civil", "result"}},
};

/// Public headers that a room offers beside the one of its own name.
const std::map<std::string, std::string, std::less<>> room_of_header{
    {"clock_face", "stream"},      {"json_text", "result"},
    {"nearest", "result"},         {"agenda", "stream"},
    {"find_calendar", "calendar"}, {"policies", "runner"},
    {"output_setting", "runner"},  {"host", "runner"},
    {"linux_host", "runner"},      {"simulated_host", "runner"},
    {"schedule_file", "runner"},   {"time_pattern", "stream"},
    {"systemd", "cron"},           {"jcal", "calendar"}};

/// Libraries that a single place may know: the first directory of an #include, and that place.
const std::map<std::string, std::string, std::less<>> owner_of_library{
    {"libical", "calendar"}, {"unicode", "calendar"}, {"toml++", "runner"}, {"CLI", "cli"}};

/// What a public header may take from outside, beside the standard library.
const names public_libraries{"date", "tl"};

/// A source file, by what its path says of it.
struct source {
  std::string room;  ///< `cli` for the tool
  bool is_public = false;
};

std::string room_of(const std::filesystem::path& header) {
  const auto name = header.stem().string();
  const auto room = room_of_header.find(name);
  return room == room_of_header.end() ? name : room->second;
}

source source_at(const std::filesystem::path& path) {
  const auto in_include = path.parent_path() == "lib/include/occur";
  if (in_include) return {room_of(path), true};
  const std::vector<std::filesystem::path> steps(path.begin(), path.end());
  return {(steps[0] == "cli" ? steps[0] : steps.at(2)).string()};
}

std::vector<std::string> included_names(const std::string& text) {
  std::vector<std::string> found;
  std::istringstream lines{text};
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("#include")) continue;
    const auto open = line.find_first_of("\"<");
    const auto close = line.find_first_of("\">", open + 1);
    found.push_back(line.substr(open + 1, close - open - 1));
  }
  return found;
}

/// What is wrong with one #include, if anything.
std::optional<std::string> objection(const source& from, const std::string& include) {
  const auto slash = include.find('/');
  if (slash == std::string::npos) return std::nullopt;
  const auto folder = include.substr(0, slash);
  if (const auto owner = owner_of_library.find(folder); owner != owner_of_library.end()) {
    if (owner->second == from.room && !from.is_public) return std::nullopt;
    return "only " + owner->second + " may know " + folder;
  }
  const auto is_face = folder == "occur";
  if (include == "date/tz.h" || folder == "cctz") return "zones come from <occur/zone.hpp>";
  if (!is_face && !known_by_room.contains(folder)) {
    if (!from.is_public || public_libraries.contains(folder)) return std::nullopt;
    return "a public header must not need " + folder;
  }
  if (from.room == "cli") {
    return is_face ? std::nullopt : std::optional{"the tool may know public headers only"};
  }
  if (from.is_public && !is_face) return "a public header must not know a private one";
  const auto to = is_face ? room_of(include) : folder;
  if (to == from.room || known_by_room.at(from.room).contains(to)) return std::nullopt;
  return from.room + " must not know " + to;
}

/// The objections to a file; `path` is relative to the root of the source tree.
std::vector<std::string> objections(const std::filesystem::path& path, const std::string& text) {
  const auto from = source_at(path);
  if (from.room != "cli" && !known_by_room.contains(from.room)) {
    return {path.string() + ": a room that the picture does not have"};
  }
  std::vector<std::string> found;
  for (const auto& include : included_names(text)) {
    if (const auto why = objection(from, include)) {
      found.push_back(path.string() + ": " + include + ": " + *why);
    }
  }
  return found;
}

std::vector<std::filesystem::path> sources_under(const std::filesystem::path& folder) {
  const auto root = occur::testing::source_tree();
  const names kinds{".hpp", ".cpp", ".in"};
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator{root / folder}) {
    if (kinds.contains(entry.path().extension().string())) {
      found.push_back(entry.path().lexically_relative(root));
    }
  }
  std::ranges::sort(found);
  return found;
}

bool is_refused(const std::filesystem::path& path, const std::string& include) {
  return !objections(path, "#include " + include + "\n").empty();
}

}  // namespace

TEST_CASE("every include follows an arrow of the picture") {
  for (const auto* folder : {"lib/include", "lib/src", "cli"}) {
    const auto paths = sources_under(folder);
    CHECK_FALSE(paths.empty());
    for (const auto& path : paths) {
      const auto text = occur::testing::contents(occur::testing::source_tree() / path);
      for (const auto& objection : objections(path, text)) FAIL_CHECK(objection);
    }
  }
}

TEST_CASE("an include against the arrows is refused") {
  CHECK(is_refused("lib/src/expand/days.cpp", "\"occur/zone.hpp\""));
  CHECK(is_refused("lib/src/rule/parse.cpp", "<occur/stream.hpp>"));
  CHECK(is_refused("lib/src/civil/civil.cpp", "\"set/parse.hpp\""));
  CHECK(is_refused("lib/src/phrase/phrase.cpp", "\"expand/days.hpp\""));
  CHECK(is_refused("lib/include/occur/rule.hpp", "\"occur/set.hpp\""));
}

TEST_CASE("an include along the arrows is taken") {
  CHECK_FALSE(is_refused("lib/src/stream/stream.cpp", "\"expand/days.hpp\""));
  CHECK_FALSE(is_refused("lib/src/rule/parse.cpp", "\"occur/result.hpp\""));
  CHECK_FALSE(is_refused("lib/include/occur/set.hpp", "<date/date.h>"));
  CHECK_FALSE(is_refused("cli/next.cpp", "<occur/stream.hpp>"));
  CHECK_FALSE(is_refused("cli/next.cpp", "\"output.hpp\""));
}

TEST_CASE("private headers stay private") {
  CHECK(is_refused("cli/next.cpp", "\"expand/days.hpp\""));
  CHECK(is_refused("lib/include/occur/set.hpp", "\"set/parse.hpp\""));
}

TEST_CASE("a library with an owner is known to its owner only") {
  CHECK_FALSE(is_refused("lib/src/calendar/calendar.cpp", "<libical/ical.h>"));
  CHECK(is_refused("lib/include/occur/calendar.hpp", "<libical/ical.h>"));
  CHECK(is_refused("lib/src/set/set.cpp", "<libical/ical.h>"));
  CHECK(is_refused("lib/src/set/set.cpp", "<CLI/CLI.hpp>"));
  CHECK(is_refused("lib/include/occur/rule.hpp", "<fmt/format.h>"));
}

TEST_CASE("nobody but the tests knows other zones than ours") {
  CHECK(is_refused("lib/src/zone/zone.cpp", "<date/tz.h>"));
  CHECK(is_refused("lib/src/zone/zone.cpp", "<cctz/time_zone.h>"));
}

TEST_CASE("a room that the picture does not have is refused") {
  CHECK_FALSE(objections("lib/src/helpers/misc.cpp", "").empty());
}

TEST_CASE("every public header exports what it declares") {
  for (const auto& path : sources_under("lib/include")) {
    const auto text = occur::testing::contents(occur::testing::source_tree() / path);
    INFO(path);
    CHECK(text.find("\nnamespace [[gnu::visibility(\"default\")]] occur {\n") != std::string::npos);
    CHECK(text.find("\nnamespace occur {\n") == std::string::npos);
  }
}
