#include "output/descriptor.hpp"

#include <poll.h>
#include <unistd.h>

#include <cerrno>

namespace occur::cli {

int write_all(int descriptor, std::string_view text) noexcept {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written >= 0) {
      text.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      return errno;
    }
  }
  return 0;
}

bool is_hung_up(int terminal) noexcept {
  pollfd look{terminal, 0, 0};
  return ::poll(&look, 1, 0) == 1 && (look.revents & POLLHUP) != 0;
}

tl::expected<std::string, int> read_all(int descriptor, std::size_t most) {
  constexpr std::size_t step = 16384;
  std::string text;
  while (text.size() <= most) {
    const std::size_t before = text.size();
    text.resize(before + step);
    const ssize_t got = ::read(descriptor, text.data() + before, step);
    text.resize(before + (got > 0 ? static_cast<std::size_t>(got) : 0));
    if (got == 0) return text;
    if (got < 0 && errno != EINTR) return tl::unexpected{errno};
  }
  return text;
}

}  // namespace occur::cli
