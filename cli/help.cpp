#include "help.hpp"

#include <array>
#include <cerrno>

#include "diagnostics.hpp"
#include "output/descriptor.hpp"

namespace occur::cli {

int show(const environment& around, std::string_view text) {
  const int failure = write_all(around.output, text);
  if (failure == 0 || failure == EPIPE) return static_cast<int>(exit_code::done);
  return diagnostics{around}.error(io_error("cannot write", failure));
}

void declare(option_reader& reader, common_options& o) {
  reader.value("--color", o.color);
  reader.flag("-h", o.short_help);
  reader.flag("--help", o.long_help);
}

std::optional<int> show_help(const common_options& o, const help_text& help,
                             const environment& around) {
  if (!o.short_help && !o.long_help) return std::nullopt;
  return show(around, std::string{help.usage}.append(o.long_help ? help.details : help.example));
}

outcome<color_choice> read_color(const common_options& o) {
  constexpr std::array<option_word<color_choice>, 3> words{{{"auto", color_choice::automatic},
                                                            {"always", color_choice::always},
                                                            {"never", color_choice::never}}};
  return read_word("--color", o.color, words, color_choice::automatic);
}

}  // namespace occur::cli
