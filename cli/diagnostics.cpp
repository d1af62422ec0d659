#include "diagnostics.hpp"

#include <fmt/format.h>

#include <iterator>

#include "excerpt.hpp"
#include "output/descriptor.hpp"

namespace occur::cli {
namespace {

constexpr std::string_view indent = "  ";

std::string place(const complaint& c) {
  if (c.origin.empty()) return {};
  return fmt::format("{}:{}: ", c.origin, line_number(c.text, c.what.where.begin));
}

}  // namespace

std::string render(const complaint& c, severity kind, const palette& with, unsigned columns) {
  const bool is_error = kind == severity::error;
  const std::string_view tint = is_error ? with.error : with.warning;
  std::string out = fmt::format("occur: {}{}:{} {}{}\n", tint, is_error ? "error" : "warning",
                                with.reset, place(c), c.what.message);
  if (!c.text.empty()) {
    const auto margin = static_cast<unsigned>(indent.size());
    const unsigned room = columns > 2 * margin ? columns - margin : columns;
    const auto [line, carets] = excerpt_at(c.text, c.what.where, room);
    const std::size_t blanks = carets.find('^');
    fmt::format_to(std::back_inserter(out), "{}{}\n{}{}{}{}{}\n", indent, line, indent,
                   carets.substr(0, blanks), tint, carets.substr(blanks), with.reset);
  }
  if (!c.what.hint.empty()) {
    fmt::format_to(std::back_inserter(out), "{}{}hint:{} {}\n", indent, with.hint, with.reset,
                   c.what.hint);
  }
  return out;
}

int diagnostics::error(const complaint& c) const {
  say(render(c, severity::error, with(), around_->columns));
  return static_cast<int>(c.status);
}

void diagnostics::warning(const complaint& c) const {
  say(render(c, severity::warning, with(), around_->columns));
}

void diagnostics::note(std::string_view line) const { say(fmt::format("occur: {}\n", line)); }

const palette& diagnostics::with() const {
  return colors(choice_, *around_, around_->errors_is_terminal);
}

void diagnostics::say(std::string_view text) const {
  if (voice_) return voice_(text);
  write_all(around_->errors, text);
}

}  // namespace occur::cli
