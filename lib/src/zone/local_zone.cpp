#include "zone/local_zone.hpp"

#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

#include "zone/posix_rule.hpp"

namespace occur::detail {
namespace {

namespace fs = std::filesystem;

constexpr int longest_chain_of_links = 8;

result<named_timeline> with_name(std::string name, result<timeline> line) {
  if (!line) return tl::unexpected(std::move(line.error()));
  return named_timeline{std::move(name), std::move(*line)};
}

std::string_view without_prefix(std::string_view text, std::string_view prefix) {
  return text.starts_with(prefix) ? text.substr(prefix.size()) : text;
}

/// `Europe/Zagreb` for `/usr/share/zoneinfo/posix/Europe/Zagreb`.
std::optional<std::string> name_in_path(std::string_view path, const zone_directory& directory) {
  constexpr std::string_view landmark = "/zoneinfo/";
  const auto root = directory.path() + '/';
  if (path.starts_with(root)) {
    path.remove_prefix(root.size());
  } else if (const auto at = path.rfind(landmark); at != path.npos) {
    path.remove_prefix(at + landmark.size());
  }
  path = without_prefix(path, "posix/");
  return is_zone_name(path) ? std::optional(std::string(path)) : std::nullopt;
}

std::optional<std::string> name_of_link(fs::path link, const zone_directory& directory) {
  for (int i = 0; i < longest_chain_of_links; ++i) {
    std::error_code failure;
    const auto target = fs::read_symlink(link, failure);
    if (failure) return std::nullopt;
    link = link.parent_path() / target;
    if (auto name = name_in_path(link.native(), directory)) return name;
  }
  return std::nullopt;
}

/// The name file is written by hand or by installers and may be out of date:
/// it is believed when its zone has the clocks of the system's file.
std::optional<std::string> name_on_file(const std::string& path, const timeline& line,
                                        const zone_directory& directory) {
  std::string name;
  std::ifstream(path) >> name;
  if (!is_zone_name(name)) return std::nullopt;
  const auto named = directory.load(name);
  return named && *named == line ? std::optional(name) : std::nullopt;
}

result<named_timeline> zone_of_system(const zone_directory& directory, const system_zone& system) {
  auto line = load_zone_file(system.file, system.file);
  std::error_code no_link;
  if (!line && fs::symlink_status(system.file, no_link).type() == fs::file_type::not_found) {
    return named_timeline{"UTC", timeline()};
  }
  if (!line) return tl::unexpected(std::move(line.error()));
  auto name = name_of_link(system.file, directory);
  if (!name) name = name_on_file(system.name_file, *line, directory);
  return named_timeline{name.value_or("localtime"), std::move(*line)};
}

result<named_timeline> zone_of_path(std::string_view path, const zone_directory& directory) {
  auto name = name_in_path(path, directory).value_or(std::string(path));
  return with_name(std::move(name), load_zone_file(std::string(path), path));
}

result<named_timeline> zone_of_value(std::string_view value, const zone_directory& directory,
                                     const system_zone& system) {
  if (value.empty()) return named_timeline{"UTC", timeline()};
  if (value == "localtime" || value == system.file) return zone_of_system(directory, system);
  if (value.starts_with('/')) return zone_of_path(value, directory);
  const auto name = without_prefix(value, "posix/");
  // A file comes before a rule, as in the C library: EST5EDT is both. But to look for a file that
  // is not there ends in a costly hint.
  const auto rule = posix_rule::parse(value);
  if (rule && !directory.has(name)) return named_timeline{std::string(value), timeline(*rule)};
  return with_name(std::string(name), directory.load(name));
}

}  // namespace

result<named_timeline> local_zone(std::optional<std::string_view> tz_variable,
                                  const zone_directory& directory, const system_zone& system) {
  if (!tz_variable) return zone_of_system(directory, system);
  const auto value = without_prefix(*tz_variable, ":");
  auto zone = zone_of_value(value, directory, system);
  if (!zone) zone.error().where = {tz_variable->size() - value.size(), tz_variable->size()};
  return zone;
}

}  // namespace occur::detail
