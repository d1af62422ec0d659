#include "calendar/observances.hpp"

#include "occur/set.hpp"
#include "occur/stream.hpp"
#include "calendar/property_text.hpp"
#include "set/with_start.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>
#include <vector>
#include <fmt/format.h>

namespace occur::detail {
namespace {

/// Two changes a year up to the horizon are fewer.
constexpr std::size_t most_changes = 20'000;

/// `+0100`, `-003045`: hours, minutes, seconds.
std::optional<seconds> read_offset(const property* p, warnings& warn) {
  if (p == nullptr) return std::nullopt;
  const piece text = without_blanks(value_of(*p));
  const std::string_view digits = text.text.empty() ? text.text : text.text.substr(1);
  const bool formed = (text.text.starts_with('+') || text.text.starts_with('-')) &&
                      (digits.size() == 4 || digits.size() == 6) &&
                      std::ranges::all_of(digits, is_digit);
  if (!formed) {
    warn.add({error_code::syntax, fmt::format("malformed offset {}", quoted(text.text)),
              text.where(), "write +0100"});
    return std::nullopt;
  }
  const auto pair = [&](std::size_t at) {
    return at < digits.size() ? (digits[at] - '0') * 10 + (digits[at + 1] - '0') : 0;
  };
  const seconds size =
      std::chrono::hours{pair(0)} + std::chrono::minutes{pair(2)} + seconds{pair(4)};
  return text.text.front() == '-' ? -size : size;
}

/// The onsets of an observance, as local times on the clock before each.
std::optional<recurrence_set> read_onsets(const component& observance, warnings& warn) {
  std::string block;
  for (const property& p : observance.properties) {
    const bool says_when = p.name == property_name::dtstart || p.name == property_name::rrule ||
                           p.name == property_name::rdate;
    if (says_when) block += std::string(p.line.text) + '\n';
  }
  // A lone DTSTART is an onset too.
  auto read = parse_set(block);
  if (!read) {
    warn.add({read.error().code,
              "an observance of the zone cannot be read: " + read.error().message, observance.where,
              read.error().hint});
    return std::nullopt;
  }
  return with_start(std::move(read->value));
}

/// What the zone database calls a clock without a name: `-05`, `+0530`.
std::string name_of_offset(seconds offset) {
  const auto minutes = std::abs(offset.count()) / 60;
  std::string name = fmt::format("{}{:02}", offset < seconds{0} ? '-' : '+', minutes / 60);
  if (minutes % 60 != 0) name += fmt::format("{:02}", minutes % 60);
  return name;
}

struct observance {
  seconds before{};
  seconds after{};
  bool daylight = false;
  std::string name;
  recurrence_set onsets;
};

std::optional<observance> read_observance(const component& from, warnings& warn) {
  const auto before = read_offset(from.find(property_name::tzoffsetfrom), warn);
  const auto after = read_offset(from.find(property_name::tzoffsetto), warn);
  auto onsets = read_onsets(from, warn);
  if (!before || !after || !onsets) return std::nullopt;
  // UNTIL is an instant here, and onsets are read as local times.
  for (rule& r : onsets->rules)
    if (r.until && r.until->form == date_form::utc)
      r.until = {r.until->time + *before, date_form::local};
  std::string name = text_of(from, property_name::tzname);
  if (name.empty()) name = name_of_offset(*after);
  return observance{*before, *after, from.name == component_name::daylight, std::move(name),
                    std::move(*onsets)};
}

void add_changes(const observance& o, std::vector<zone_change>& changes) {
  stream all{selection{o.onsets}};
  for (std::size_t n = 0; n < most_changes; ++n) {
    const auto onset = all.next();
    if (!onset) return;
    const date::sys_seconds at{onset->local.time_since_epoch() - o.before};
    changes.push_back({at, o.after, o.daylight, o.name});
  }
}

}  // namespace

std::optional<zone> zone_of(const component& timezone, std::string name, warnings& warn) {
  std::vector<zone_change> changes;
  std::optional<seconds> offset_before;
  auto first = date::sys_seconds::max();
  for (const component& c : timezone.children) {
    if (c.name != component_name::standard && c.name != component_name::daylight) continue;
    const auto read = read_observance(c, warn);
    if (!read) continue;
    const std::size_t known = changes.size();
    add_changes(*read, changes);
    if (changes.size() == known || changes[known].at >= first) continue;
    first = changes[known].at;
    offset_before = read->before;
  }
  if (!offset_before) return std::nullopt;
  return zone::of_changes(std::move(name), *offset_before, std::move(changes));
}

}  // namespace occur::detail
