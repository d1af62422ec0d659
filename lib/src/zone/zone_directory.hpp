// The directory of compiled zones: /usr/share/zoneinfo, or what TZDIR says.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "occur/result.hpp"
#include "zone/timeline.hpp"

namespace occur::detail {

/// Reads one compiled zone. Errors: no such file or no zone in it
/// (unknown_name), unreadable (missing), damaged, leap seconds; the message
/// speaks of `shown_as`.
[[nodiscard]] result<timeline> load_zone_file(const std::string& path, std::string_view shown_as);

class zone_directory {
 public:
  explicit zone_directory(std::string path);
  [[nodiscard]] static zone_directory from_environment();

  [[nodiscard]] const std::string& path() const noexcept { return path_; }

  /// The zone of an IANA name. What else lies in the directory (`posixrules`,
  /// `localtime`, the trees `posix` and `right`) is unknown. UTC needs no file.
  [[nodiscard]] result<timeline> load(std::string_view name) const;

  /// Whether there is a file of that name. Cost: looks, without reading it.
  [[nodiscard]] bool has(std::string_view name) const;

  /// All names, sorted. Cost: opens every file of the directory.
  [[nodiscard]] std::vector<std::string> names() const;

 private:
  std::string path_;
};

/// Whether a text has the form of an IANA name and is not one of the names
/// that the zone directory uses for itself.
[[nodiscard]] bool is_zone_name(std::string_view text) noexcept;

}  // namespace occur::detail
