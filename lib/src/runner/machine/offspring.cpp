#include "runner/machine/offspring.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <charconv>
#include <deque>
#include <filesystem>
#include <fstream>
#include <string>
#include <unordered_map>

namespace occur::detail {
namespace {

/// The parent that /proc names, 0 without one: the fourth word of `stat`, the
/// second of which is a name in parentheses that may hold anything.
int parent_of(const std::filesystem::path& process) {
  std::ifstream file{process / "stat"};
  std::string text;
  std::getline(file, text, '\0');
  const auto name_end = text.rfind(") ");
  constexpr std::size_t state = 4;  // `) S `
  if (name_end == std::string::npos || name_end + state > text.size()) return 0;
  int parent = 0;
  std::from_chars(text.data() + name_end + state, text.data() + text.size(), parent);
  return parent;
}

std::unordered_multimap<int, int> children_by_parent() {
  std::unordered_multimap<int, int> all;
  std::error_code failed;
  for (const auto& process : std::filesystem::directory_iterator{"/proc", failed}) {
    const std::string name = process.path().filename().string();
    int pid = 0;
    const auto read = std::from_chars(name.data(), name.data() + name.size(), pid);
    if (read.ec == std::errc{}) all.emplace(parent_of(process.path()), pid);
  }
  return all;
}

}  // namespace

std::vector<int> offspring() {
  siginfo_t info{};
  // A child that has ended is not waited for here, and counts.
  if (::waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) != 0) return {};
  std::vector<int> found;
  const auto children = children_by_parent();
  std::deque<int> parents{::getpid()};
  for (; !parents.empty(); parents.pop_front()) {
    const auto [begin, end] = children.equal_range(parents.front());
    for (auto c = begin; c != end; ++c) {
      found.push_back(c->second);
      parents.push_back(c->second);
    }
  }
  return found;
}

}  // namespace occur::detail
