#include "occur/linux_host.hpp"

#include <stdexcept>

namespace occur {

class linux_host::machine {};

linux_host::linux_host(linux_host_options) {}
linux_host::~linux_host() = default;

wall_time linux_host::now() { return date::floor<microseconds>(std::chrono::system_clock::now()); }
uptime linux_host::elapsed() { return {}; }
void linux_host::wait(std::optional<wall_time>, std::optional<uptime>, listener&) {}
tl::expected<started_process, start_failure> linux_host::start(const process_request&) {
  return tl::unexpected{start_failure{}};
}
void linux_host::send(process_id, int) {}
void linux_host::close_output(process_id) {}
std::size_t linux_host::sweep(int) { return 0; }
void linux_host::watch(const std::vector<std::string>&) {}
void linux_host::wake() noexcept {}

}  // namespace occur
