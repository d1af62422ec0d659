#include "zone/zone_directory.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

#include "zone/name_hint.hpp"
#include "zone/tzif.hpp"

namespace occur::detail {
namespace {

constexpr std::size_t longest_name = 255;
constexpr std::size_t largest_file = 1U << 20U;

class descriptor {
 public:
  // Without O_NONBLOCK a named pipe in the place of a zone would wait for its writer for ever.
  explicit descriptor(const std::string& path)
      : number_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)) {}
  ~descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  descriptor(const descriptor&) = delete;
  descriptor& operator=(const descriptor&) = delete;
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

std::error_code last_error() { return {errno, std::generic_category()}; }

tl::expected<std::string, std::error_code> contents(const std::string& path) {
  const descriptor file(path);
  struct stat status {};
  if (file.number() < 0 || ::fstat(file.number(), &status) != 0) {
    return tl::unexpected(last_error());
  }
  if (!S_ISREG(status.st_mode)) {
    return tl::unexpected(std::make_error_code(std::errc::no_such_file_or_directory));
  }
  if (static_cast<std::size_t>(status.st_size) > largest_file) {
    return tl::unexpected(std::make_error_code(std::errc::file_too_large));
  }
  std::string bytes(static_cast<std::size_t>(status.st_size), '\0');
  std::size_t filled = 0;
  while (filled < bytes.size()) {
    const auto got = ::read(file.number(), bytes.data() + filled, bytes.size() - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return tl::unexpected(last_error());
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  bytes.resize(filled);
  return bytes;
}

bool means_absent(std::error_code code) {
  return code == std::errc::no_such_file_or_directory || code == std::errc::not_a_directory ||
         code == std::errc::filename_too_long || code == std::errc::too_many_symbolic_link_levels;
}

/// A text as an error message may show it: bounded, without control characters.
std::string quoted(std::string_view text) {
  std::string shown = "\"";
  for (const char c : text.substr(0, longest_name)) {
    shown += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? '?' : c;
  }
  return shown + (text.size() > longest_name ? "...\"" : "\"");
}

tl::unexpected<error> failed(error_code code, std::string message, std::string_view name) {
  return tl::unexpected(error{code, std::move(message), {0, name.size()}, {}});
}

tl::unexpected<error> unknown(std::string_view name) {
  return failed(error_code::unknown_name, "unknown time zone " + quoted(name), name);
}

bool holds_zone(const std::filesystem::path& path) {
  std::array<char, 4> begin{};
  std::ifstream(path, std::ios::binary).read(begin.data(), begin.size());
  return looks_like_tzif({begin.data(), begin.size()});
}

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '+' || c == '-' || c == '/';
}

}  // namespace

bool is_zone_name(std::string_view text) noexcept {
  if (text.empty() || text.size() > longest_name) return false;
  if (!std::all_of(text.begin(), text.end(), is_name_character)) return false;
  if (text.starts_with('/') || text.ends_with('/') || text.find("//") != text.npos) return false;
  // Factory is what a machine shows whose zone nobody has set.
  return text != "localtime" && text != "posixrules" && text != "Factory" &&
         !text.starts_with("posix/") && !text.starts_with("right/");
}

result<timeline> load_zone_file(const std::string& path, std::string_view shown_as) {
  const auto bytes = contents(path);
  if (!bytes && means_absent(bytes.error())) return unknown(shown_as);
  if (!bytes) {
    return failed(error_code::missing,
                  "cannot read the time zone " + quoted(shown_as) + ": " + bytes.error().message(),
                  shown_as);
  }
  if (!looks_like_tzif(*bytes)) return unknown(shown_as);
  auto file = read_tzif(*bytes);
  if (!file) {
    return failed(
        file.error().code,
        "cannot use the file of the time zone " + quoted(shown_as) + ": " + file.error().message,
        shown_as);
  }
  return timeline(std::move(*file));
}

zone_directory::zone_directory(std::string path) : path_(std::move(path)) {}

zone_directory zone_directory::from_environment() {
  const char* given = std::getenv("TZDIR");
  return zone_directory(given != nullptr && *given != '\0' ? given : "/usr/share/zoneinfo");
}

result<timeline> zone_directory::load(std::string_view name) const {
  if (name == "UTC") return timeline();
  const auto path = path_ + '/' + std::string(name);
  auto loaded = is_zone_name(name) ? load_zone_file(path, name) : unknown(name);
  if (!loaded && loaded.error().code == error_code::unknown_name) {
    loaded.error().hint = name_hint(name.substr(0, longest_name), *this);
  }
  return loaded;
}

bool zone_directory::has(std::string_view name) const {
  return is_zone_name(name) && ::access((path_ + '/' + std::string(name)).c_str(), F_OK) == 0;
}

std::vector<std::string> zone_directory::names() const {
  namespace fs = std::filesystem;
  std::vector<std::string> found;
  std::error_code failure;
  fs::recursive_directory_iterator entry(path_, fs::directory_options::skip_permission_denied,
                                         failure);
  for (; !failure && entry != fs::recursive_directory_iterator(); entry.increment(failure)) {
    std::error_code ignored;
    const auto name = entry->path().lexically_relative(path_).generic_string();
    if (entry->is_directory(ignored)) {
      if (name == "posix" || name == "right") entry.disable_recursion_pending();
    } else if (is_zone_name(name) && entry->is_regular_file(ignored) && holds_zone(entry->path())) {
      found.push_back(name);
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace occur::detail
