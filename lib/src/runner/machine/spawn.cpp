#include "runner/machine/spawn.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <string_view>

namespace occur::detail {
namespace {

constexpr int first_other = 3;
constexpr mode_t file_mode = 0666;

/// What posix_spawn is told to do with descriptors and the folder.
class file_actions {
 public:
  file_actions() { ::posix_spawn_file_actions_init(&actions_); }
  file_actions(const file_actions&) = delete;
  file_actions& operator=(const file_actions&) = delete;
  ~file_actions() { ::posix_spawn_file_actions_destroy(&actions_); }

  void put(int from, int as) { ::posix_spawn_file_actions_adddup2(&actions_, from, as); }
  void open(int as, const char* path, int flags) {
    ::posix_spawn_file_actions_addopen(&actions_, as, path, flags, file_mode);
  }
  void enter(const std::string& folder) {
    ::posix_spawn_file_actions_addchdir_np(&actions_, folder.c_str());
  }
  void close_others() { ::posix_spawn_file_actions_addclosefrom_np(&actions_, first_other); }
  [[nodiscard]] const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

/// A group of its own, and signals as they usually are.
class attributes {
 public:
  attributes() {
    ::posix_spawnattr_init(&attributes_);
    sigset_t set{};
    ::sigemptyset(&set);
    ::posix_spawnattr_setsigmask(&attributes_, &set);
    ::sigfillset(&set);
    ::posix_spawnattr_setsigdefault(&attributes_, &set);
    ::posix_spawnattr_setpgroup(&attributes_, 0);
    ::posix_spawnattr_setflags(
        &attributes_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  attributes(const attributes&) = delete;
  attributes& operator=(const attributes&) = delete;
  ~attributes() { ::posix_spawnattr_destroy(&attributes_); }
  [[nodiscard]] const posix_spawnattr_t* get() const { return &attributes_; }

 private:
  posix_spawnattr_t attributes_{};
};

start_failure failure(int error, std::string_view doing) {
  const bool transient =
      error == EAGAIN || error == ENOMEM || error == EMFILE || error == ENFILE || error == ENOBUFS;
  return {error == ENOENT ? 127 : 126, transient,
          fmt::format("{}: {}", doing, std::strerror(error))};
}

/// A descriptor beyond the first three, which are given away.
descriptor moved_up(descriptor d) {
  if (!d || d.get() >= first_other) return d;
  return descriptor{::fcntl(d.get(), F_DUPFD_CLOEXEC, first_other)};
}

/// A file in memory that holds what a process is to read.
descriptor holding(std::string_view text) {
  descriptor file = moved_up(descriptor{::memfd_create("input", MFD_CLOEXEC)});
  while (file && !text.empty()) {
    const auto written = ::write(file.get(), text.data(), text.size());
    if (written < 0) return {};
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  if (file) ::lseek(file.get(), 0, SEEK_SET);
  return file;
}

/// The pipes and files of a process that is about to be.
struct connections {
  descriptor input;
  std::array<descriptor, 2> ours;
  std::array<descriptor, 2> theirs;
};

bool connect_pipe(connections& all, std::size_t which) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return false;
  all.ours[which] = moved_up(descriptor{ends[0]});
  all.theirs[which] = moved_up(descriptor{ends[1]});
  if (!all.ours[which] || !all.theirs[which]) return false;
  ::fcntl(all.ours[which].get(), F_SETFL, O_NONBLOCK);
  return true;
}

tl::expected<connections, start_failure> connect(const process_request& what) {
  connections all;
  if (!what.input.empty()) {
    all.input = holding(what.input);
    if (!all.input) return tl::unexpected{failure(errno, "its input cannot be held")};
  }
  const std::array routes{&what.output, &what.errors};
  for (std::size_t i = 0; i < routes.size(); ++i) {
    if (routes[i]->where == output_route::kind::read && !connect_pipe(all, i)) {
      return tl::unexpected{failure(errno, "its output cannot be read")};
    }
  }
  return all;
}

void route(file_actions& actions, const output_route& to, const descriptor& pipe, int as) {
  switch (to.where) {
    case output_route::kind::inherit:
      break;
    case output_route::kind::read:
      actions.put(pipe.get(), as);
      break;
    case output_route::kind::discard:
      actions.open(as, "/dev/null", O_WRONLY);
      break;
    case output_route::kind::file:
      actions.open(as, to.path.c_str(), O_WRONLY | O_CREAT | O_APPEND);
      break;
  }
}

std::string_view name_of(std::string_view variable) {
  return variable.substr(0, variable.find('='));
}

/// Variables, the later ones of a name above the earlier.
std::vector<const char*> merged(const std::vector<std::string>& below,
                                const std::vector<std::string>& above) {
  std::vector<const char*> all;
  const auto stands_above = [&](std::string_view name, std::size_t from) {
    return std::any_of(above.begin() + static_cast<std::ptrdiff_t>(from), above.end(),
                       [name](const std::string& v) { return name_of(v) == name; });
  };
  for (const std::string& v : below) {
    if (!stands_above(name_of(v), 0)) all.push_back(v.c_str());
  }
  for (std::size_t i = 0; i < above.size(); ++i) {
    if (!stands_above(name_of(above[i]), i + 1)) all.push_back(above[i].c_str());
  }
  all.push_back(nullptr);
  return all;
}

std::vector<const char*> terminated(const std::vector<std::string>& words) {
  std::vector<const char*> all;
  all.reserve(words.size() + 1);
  for (const std::string& w : words) all.push_back(w.c_str());
  all.push_back(nullptr);
  return all;
}

/// posix_spawn does not say which of its steps failed.
start_failure explained(int error, const process_request& what) {
  struct stat found {};
  if (!what.folder.empty() && ::stat(what.folder.c_str(), &found) != 0) {
    return {126, false, fmt::format("cannot enter {}: {}", what.folder, std::strerror(errno))};
  }
  return failure(error, fmt::format("cannot execute {}", what.arguments.front()));
}

}  // namespace

tl::expected<spawned, start_failure> spawn(const process_request& what,
                                           const std::vector<std::string>& environment) {
  auto connected = connect(what);
  if (!connected) return tl::unexpected{std::move(connected.error())};
  file_actions actions;
  if (connected->input) {
    actions.put(connected->input.get(), STDIN_FILENO);
  } else {
    actions.open(STDIN_FILENO, "/dev/null", O_RDONLY);
  }
  route(actions, what.output, connected->theirs[0], STDOUT_FILENO);
  route(actions, what.errors, connected->theirs[1], STDERR_FILENO);
  actions.close_others();
  if (!what.folder.empty()) actions.enter(what.folder);

  const attributes how;
  const auto arguments = terminated(what.arguments);
  const auto variables = merged(environment, what.variables);
  spawned made;
  const int error = ::posix_spawnp(&made.pid, arguments.front(), actions.get(), how.get(),
                                   const_cast<char* const*>(arguments.data()),
                                   const_cast<char* const*>(variables.data()));
  if (error != 0) return tl::unexpected{explained(error, what)};
  made.outputs = std::move(connected->ours);
  return made;
}

}  // namespace occur::detail
