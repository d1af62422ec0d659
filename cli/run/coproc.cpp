#include "run/coproc.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

namespace occur::cli {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr int signal_base = 128;
constexpr milliseconds grace = seconds{20};
constexpr milliseconds kill_after = seconds{5};

int as_timeout(milliseconds time) { return static_cast<int>(time.count()); }

/// How a process is spawned: in a group of its own, its standard input a descriptor.
class spawn_plan {
 public:
  explicit spawn_plan(int input) {
    ::posix_spawn_file_actions_init(&files_);
    ::posix_spawn_file_actions_adddup2(&files_, input, STDIN_FILENO);
    ::posix_spawnattr_init(&attributes_);
    sigset_t all{};
    sigset_t none{};
    sigfillset(&all);
    sigemptyset(&none);
    ::posix_spawnattr_setsigdefault(&attributes_, &all);
    ::posix_spawnattr_setsigmask(&attributes_, &none);
    ::posix_spawnattr_setflags(
        &attributes_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  }
  ~spawn_plan() {
    ::posix_spawnattr_destroy(&attributes_);
    ::posix_spawn_file_actions_destroy(&files_);
  }
  spawn_plan(const spawn_plan&) = delete;
  spawn_plan& operator=(const spawn_plan&) = delete;

  int start(pid_t& pid, char* const* arguments) const {
    return ::posix_spawnp(&pid, arguments[0], &files_, &attributes_, arguments, environ);
  }

 private:
  posix_spawn_file_actions_t files_{};
  posix_spawnattr_t attributes_{};
};

}  // namespace

coproc::~coproc() {
  if (input_ >= 0) ::close(input_);
}

int coproc::start(const std::vector<std::string>& arguments) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return errno;
  std::vector<std::string> words = arguments;
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  const int failure = spawn_plan{ends[0]}.start(pid_, pointers.data());
  ::close(ends[0]);
  input_ = ends[1];
  ::fcntl(input_, F_SETFL, O_NONBLOCK);
  return failure;
}

bool coproc::tell(std::string_view line) {
  while (!line.empty()) {
    const ssize_t written = ::write(input_, line.data(), line.size());
    if (written >= 0) {
      line.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EAGAIN) {
      pollfd room{input_, POLLOUT, 0};
      if (::poll(&room, 1, as_timeout(patience)) == 0) return false;
    } else if (errno != EINTR) {
      return false;
    }
  }
  return true;
}

bool coproc::ends_within(milliseconds time) const {
  const auto descriptor = static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0));
  if (descriptor < 0) return true;
  pollfd end{descriptor, POLLIN, 0};
  const bool ended = ::poll(&end, 1, as_timeout(time)) != 0;
  ::close(descriptor);
  return ended;
}

int coproc::finish() {
  ::close(input_);
  input_ = -1;
  if (!ends_within(grace)) ::kill(-pid_, SIGTERM);
  if (!ends_within(kill_after)) ::kill(-pid_, SIGKILL);
  int status = 0;
  if (::waitpid(pid_, &status, 0) != pid_) return 0;
  return WIFEXITED(status) ? WEXITSTATUS(status) : signal_base + WTERMSIG(status);
}

}  // namespace occur::cli
