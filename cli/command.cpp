#include "command.hpp"

#include <utility>

namespace occur::cli {
namespace {

call call_of(operands&& given, const help_text& help, const environment& around) {
  call c{std::move(given.words), std::nullopt, around, diagnostics{around}};
  if (!help.takes_command || !given.has_dashes) return c;
  const auto dashes = c.words.begin() + static_cast<std::ptrdiff_t>(given.before_dashes);
  c.behind_dashes.emplace(dashes, c.words.end());
  c.words.erase(dashes, c.words.end());
  return c;
}

}  // namespace

tl::expected<call, int> open_call(option_reader& reader, common_options& common,
                                  std::span<const std::string_view> arguments,
                                  const help_text& help, const environment& around) {
  const diagnostics talk{around};
  auto given = reader.read(arguments);
  if (!given) return tl::unexpected{talk.error(given.error())};
  if (const auto shown = show_help(common, help, reader.options(), around)) {
    return tl::unexpected{*shown};
  }
  const auto color = read_color(common);
  if (!color) return tl::unexpected{talk.error(color.error())};
  call c = call_of(std::move(*given), help, around);
  c.color = *color;
  c.talk.use_color(*color);
  return c;
}

}  // namespace occur::cli
