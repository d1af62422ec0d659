#include "zone/name_hint.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>
#include <span>
#include <system_error>
#include <vector>

#include "result/nearest.hpp"
#include "zone/zone_directory.hpp"

namespace occur::detail {
namespace {

constexpr std::size_t most_suggestions = 3;
// PST is no slip of EST: three letters without an area are near to too much.
constexpr std::size_t shortest_slip = 4;

using views = std::vector<std::string_view>;

std::string_view city(std::string_view name) { return name.substr(name.rfind('/') + 1); }

/// The names that differ from the guess in case only, as a whole or by their city.
views same_but_for_case(std::string_view guess, std::span<const std::string_view> names) {
  views found;
  for (const auto name : names) {
    const bool same =
        edit_distance(guess, name, 0) == 0 || edit_distance(city(guess), city(name), 0) == 0;
    if (same && found.size() < most_suggestions) found.push_back(name);
  }
  return found;
}

/// The names near to the guess as a whole, then those whose city is near to its city.
views similar(std::string_view guess, std::span<const std::string_view> names) {
  if (guess.size() < shortest_slip) return {};
  views cities(names.size());
  std::transform(names.begin(), names.end(), cities.begin(), city);
  views found = nearest(guess, names, most_suggestions);
  for (const auto near_city : nearest(city(guess), cities, most_suggestions)) {
    const auto name = std::find_if(names.begin(), names.end(), [&](std::string_view candidate) {
      return city(candidate).data() == near_city.data();
    });
    const bool is_new = std::find(found.begin(), found.end(), *name) == found.end();
    if (is_new && found.size() < most_suggestions) found.push_back(*name);
  }
  return found;
}

/// For `UTC+2`, `GMT-05:00` and the like the IANA name, which has the opposite
/// sign: the same spelling under Etc would be the wrong way round.
std::optional<std::string> fixed_offset_hint(std::string_view text) {
  const auto prefix = text.substr(0, 3);
  if (edit_distance(prefix, "UTC", 0) == 0 || edit_distance(prefix, "GMT", 0) == 0) {
    text.remove_prefix(3);
  }
  if (!text.starts_with('+') && !text.starts_with('-')) return std::nullopt;
  const bool east = text.front() == '+';
  const auto digits = text.substr(1, 2);
  int hours = 0;
  const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), hours);
  const auto rest = text.substr(static_cast<std::size_t>(end - text.data()));
  const bool whole_hours = rest.empty() || rest == "00" || rest == ":00";
  if (failure != std::errc{} || !whole_hours || hours > (east ? 14 : 12)) return std::nullopt;
  if (hours == 0) return "did you mean UTC?";
  const auto count = std::to_string(hours);
  return "did you mean Etc/GMT" + (east ? "-" + count : "+" + count) +
         "? In these names the sign counts westwards";
}

}  // namespace

std::string name_hint(std::string_view name, const zone_directory& directory) {
  if (auto fixed = fixed_offset_hint(name)) return *fixed;
  const auto known = directory.names();
  if (known.empty()) {
    return "there are no time zones in " + directory.path() + ": install tzdata or set TZDIR";
  }
  const views names(known.begin(), known.end());
  std::string guess(name);
  std::replace(guess.begin(), guess.end(), ' ', '_');
  auto suggested = same_but_for_case(guess, names);
  if (suggested.empty()) suggested = similar(guess, names);
  if (suggested.empty()) {
    return "names are those of the IANA time zone database, such as Europe/Zagreb";
  }
  return did_you_mean(suggested);
}

}  // namespace occur::detail
