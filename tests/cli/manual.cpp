#include "manual.hpp"

#include <algorithm>
#include <array>
#include <sstream>
#include <utility>

#include "source_tree.hpp"

namespace occur::testing {
namespace {

/// A line of a literal display as a reader sees it.
std::string unescaped(std::string line) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> escapes{
      {{"\\&", ""}, {"\\(aq", "'"}, {"\\(ga", "`"}, {"\\(ha", "^"}, {"\\(ti", "~"}, {"\\e", "\\"}}};
  std::string text;
  for (std::size_t at = 0; at < line.size();) {
    const std::string_view rest = std::string_view{line}.substr(at);
    const auto* const found = std::find_if(
        escapes.begin(), escapes.end(), [&](const auto& e) { return rest.starts_with(e.first); });
    const bool escaped = found != escapes.end();
    text += escaped ? found->second : rest.substr(0, 1);
    at += escaped ? found->first.size() : 1;
  }
  return text;
}

}  // namespace

std::vector<std::filesystem::path> manual_pages() {
  std::vector<std::filesystem::path> pages;
  for (const auto& entry : std::filesystem::directory_iterator{source_tree() / "man"}) {
    const std::string kind = entry.path().extension().string();
    if (kind.size() == 2 && kind[1] >= '1' && kind[1] <= '9') pages.push_back(entry.path());
  }
  std::ranges::sort(pages);
  return pages;
}

std::set<std::string> listed_options(std::string_view page) {
  std::set<std::string> names;
  std::istringstream lines{std::string{page}};
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with(".It Fl ")) continue;
    std::istringstream words{line};
    bool is_name = false;
    for (std::string word; words >> word; is_name = word == "Fl") {
      if (is_name) names.insert("-" + word);
    }
  }
  return names;
}

std::vector<session> shown_sessions(std::string_view page, const variables& set) {
  std::string displays;
  bool inside = false;
  std::istringstream lines{std::string{page}};
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(".Bd -literal")) {
      inside = true;
    } else if (line == ".Ed") {
      inside = false;
      displays += '\n';
    } else if (inside) {
      displays += "    " + unescaped(line) + "\n";
    }
  }
  return read_help_examples(displays, set);
}

}  // namespace occur::testing
