#include "calendar/zones.hpp"

#include "calendar/observances.hpp"
#include "calendar/property_text.hpp"
#include "calendar/windows_zones.hpp"

#include <algorithm>
#include <optional>
#include <fmt/format.h>

namespace occur::detail {
namespace {

/// More zones of a calendar's own than any real one has.
constexpr std::size_t most_own_zones = 100;

/// To look for one, and for names that are like it, takes milliseconds.
constexpr std::size_t most_unknown = 100;

bool is_microsoft_utc(std::string_view id) { return same_word(id, "tzone://Microsoft/Utc"); }

std::string_view without_quotes(std::string_view id) {
  if (id.size() >= 2 && id.front() == '"' && id.back() == '"') id = id.substr(1, id.size() - 2);
  return id;
}

}  // namespace

zones::zones(const component& calendar, const finder& find, warnings& warn)
    : find_(&find), warn_(&warn) {
  for (const component& c : calendar.children)
    if (c.name == component_name::timezone) defined_.emplace(text_of(c, property_name::tzid), &c);
}

const result<zone>& zones::find(std::string_view id) {
  const auto known = found_.find(id);
  if (known != found_.end()) return known->second;
  return found_.emplace(std::string(id), look_for(id)).first->second;
}

result<zone> zones::look_for(std::string_view id) {
  if (unknown_ >= most_unknown) {
    return fail(error_code::unknown_name, "too many time zones that are unknown", {},
                fmt::format("{} are looked for", most_unknown));
  }
  const auto defined = defined_.find(id);
  if (defined != defined_.end()) {
    const std::string location = text_of(*defined->second, property_name::lic_location);
    if (auto found = find_named(location)) return *std::move(found);
  }
  if (auto found = find_named(id)) return *std::move(found);
  if (defined != defined_.end() && own_zones_ < most_own_zones) {
    ++own_zones_;
    if (auto own = zone_of(*defined->second, std::string(id), *warn_)) return *std::move(own);
  }
  ++unknown_;
  return (*find_)(id);
}

/// An IANA zone by its name, a vendor's name for it, or that of Windows.
std::optional<zone> zones::find_named(std::string_view id) const {
  id = without_quotes(id);
  if (is_microsoft_utc(id)) return zone{};
  if (const auto name = iana_name(id)) return find_iana(*name);
  if (auto found = find_iana(id)) return found;
  // /vendor.org/20050126_1/Europe/Berlin: a name is one to three words at the end.
  if (!id.starts_with('/')) return std::nullopt;
  std::size_t slash = id.size();
  std::optional<zone> found;
  for (int words = 0; words < 3 && slash != 0 && slash != std::string_view::npos; ++words) {
    slash = id.rfind('/', slash - 1);
    if (slash == std::string_view::npos) break;
    if (auto longer = find_iana(id.substr(slash + 1))) found = std::move(longer);
  }
  return found;
}

std::optional<zone> zones::find_iana(std::string_view name) const {
  if (name.empty() || name.front() == '/') return std::nullopt;
  auto found = (*find_)(name);
  return found ? std::optional(*std::move(found)) : std::nullopt;
}

}  // namespace occur::detail
