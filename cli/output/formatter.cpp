#include "output/formatter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "occur/nearest.hpp"

namespace occur::cli {
namespace {

constexpr std::array<std::string_view, 8> names{"rfc3339", "human",    "local", "date",
                                                "epoch",   "epoch-ms", "json",  "ics"};

error unknown_format(std::string_view value) {
  const std::vector<std::string_view> near = nearest(value, names);
  std::string hint = near.empty()
                         ? fmt::format("formats are {}, or text with % conversions such as %H:%M",
                                       fmt::join(names, " "))
                         : did_you_mean(near);
  return {error_code::unknown_name,
          fmt::format("unknown format \"{}\"", value),
          {0, value.size()},
          std::move(hint)};
}

}  // namespace

std::span<const std::string_view> format_names() { return names; }

outcome<format_choice> read_format(std::string_view value) {
  if (value.find('%') != std::string_view::npos) {
    auto pattern = time_pattern::parse(value);
    if (!pattern) return value_error("--format", value, pattern.error());
    return format_choice{format_name::pattern, std::move(*pattern)};
  }
  const auto* const found = std::find(names.begin(), names.end(), value);
  if (found == names.end()) return value_error("--format", value, unknown_format(value));
  return format_choice{static_cast<format_name>(found - names.begin())};
}

std::unique_ptr<formatter> make_formatter(const format_choice& choice, format_setting setting) {
  switch (choice.name) {
    case format_name::epoch:
    case format_name::epoch_ms:
      return make_epoch_formatter(choice.name, setting);
    case format_name::json:
      return make_json_formatter(std::move(setting));
    case format_name::ics:
      return make_ics_formatter(std::move(setting));
    case format_name::human:
      return make_human_formatter(std::move(setting));
    case format_name::pattern:
      return make_pattern_formatter(choice.pattern, std::move(setting));
    case format_name::rfc3339:
    case format_name::local:
    case format_name::date:
      break;
  }
  return make_calendar_formatter(choice.name, std::move(setting));
}

}  // namespace occur::cli
