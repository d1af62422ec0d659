// Watching files that may be replaced, linked elsewhere, or not there yet.
#pragma once

#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "runner/machine/descriptor.hpp"

namespace occur::detail {

/// The names that decide what a path leads to: the file itself and the symbolic
/// links on the way, each as its folder and its name therein. Of a path that
/// ends too early, the first name that is missing.
[[nodiscard]] std::set<std::pair<std::string, std::string>> names_on_the_way(
    const std::string& path);

/// Tells when one of those names, or what it stands for, changes (inotify).
class file_watch {
 public:
  /// Readable when something happened; none where inotify is refused.
  [[nodiscard]] int number() const noexcept { return notify_.get(); }

  /// What is watched from the next `begin` on.
  void set(std::vector<std::string> paths) { paths_ = std::move(paths); }

  /// Begins anew, with a new descriptor: watches what the paths lead to now.
  void begin();

  /// Takes what happened; whether it concerns one of the paths.
  [[nodiscard]] bool take();

 private:
  descriptor notify_;
  std::vector<std::string> paths_;
  std::unordered_map<int, std::set<std::string>> names_by_folder_;
};

}  // namespace occur::detail
