#include "runner/machine/file_watch.hpp"

#include <sys/inotify.h>

#include <array>
#include <cstring>
#include <filesystem>
#include <list>

namespace occur::detail {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t changes = IN_CLOSE_WRITE | IN_MODIFY | IN_ATTRIB | IN_CREATE | IN_DELETE |
                                  IN_MOVED_FROM | IN_MOVED_TO | IN_ONLYDIR;
/// As many links as Linux follows.
constexpr int most_links = 40;

/// A path as the names it consists of, that it may be walked.
void prepend(std::list<fs::path>& way, const fs::path& path) {
  way.insert(way.begin(), path.begin(), path.end());
}

}  // namespace

std::set<std::pair<std::string, std::string>> names_on_the_way(const std::string& path) {
  std::set<std::pair<std::string, std::string>> found;
  std::error_code ignored;
  std::list<fs::path> way;
  prepend(way, fs::absolute(path, ignored).lexically_normal());
  fs::path here = "/";
  for (int links = 0; !way.empty();) {
    const fs::path name = way.front();
    way.pop_front();
    const fs::path there = here / name;
    const auto status = fs::symlink_status(there, ignored);
    if (fs::is_symlink(status) && ++links <= most_links) {
      found.emplace(here, name);
      const fs::path target = fs::read_symlink(there, ignored);
      if (target.is_absolute()) here = "/";
      prepend(way, target);
      continue;
    }
    if (way.empty() || !fs::exists(status)) {
      found.emplace(here, name);
      break;
    }
    here = there.lexically_normal();
  }
  return found;
}

void file_watch::begin() {
  notify_ = descriptor{::inotify_init1(IN_CLOEXEC | IN_NONBLOCK)};
  names_by_folder_.clear();
  for (const std::string& path : paths_) {
    for (const auto& [folder, name] : names_on_the_way(path)) {
      const int id = ::inotify_add_watch(notify_.get(), folder.c_str(), changes);
      if (id >= 0) names_by_folder_[id].insert(name);
    }
  }
}

bool file_watch::take() {
  bool concerns = false;
  alignas(inotify_event) std::array<char, 16384> buffer{};
  for (;;) {
    const auto size = ::read(notify_.get(), buffer.data(), buffer.size());
    if (size <= 0) break;
    for (const char* at = buffer.data(); at < buffer.data() + size;) {
      inotify_event e{};
      std::memcpy(&e, at, sizeof e);
      const auto folder = names_by_folder_.find(e.wd);
      const char* name = at + sizeof e;
      concerns |= (e.mask & (IN_Q_OVERFLOW | IN_IGNORED)) != 0 ||
                  (e.len != 0 && folder != names_by_folder_.end() && folder->second.contains(name));
      at += sizeof e + e.len;
    }
  }
  return concerns;
}

}  // namespace occur::detail
