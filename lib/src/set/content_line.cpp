#include "set/content_line.hpp"

#include <optional>
#include <fmt/format.h>

namespace occur::detail {
namespace {

/// Where the first of some separators stands that is not within quotes.
std::optional<std::size_t> find_unquoted(std::string_view text, std::string_view separators) {
  bool in_quotes = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') in_quotes = !in_quotes;
    if (!in_quotes && separators.find(text[i]) != std::string_view::npos) return i;
  }
  return std::nullopt;
}

piece without_quotes(piece text) {
  const bool in_quotes =
      text.text.size() >= 2 && text.text.front() == '"' && text.text.back() == '"';
  return in_quotes ? text.from(1, text.text.size() - 2) : text;
}

tl::unexpected<error> no_value(piece line) {
  return fail(error_code::syntax, fmt::format("no \":\" in {}", quoted(line.text)), line.where(),
              "a property is a name, a colon and a value: RRULE:FREQ=DAILY");
}

result<parameter> read_parameter(piece text, tolerance& tolerated) {
  const auto [name, value] = split_once(text, "=");
  if (!value) {
    return fail(error_code::syntax, fmt::format("{} is no parameter", quoted(text.text)),
                text.where(), "a parameter is a name and a value: TZID=Europe/Zagreb");
  }
  return parameter{tolerated.without_blanks(name),
                   without_quotes(tolerated.without_blanks(*value))};
}

}  // namespace

piece name_of_line(piece line) { return without_blanks(split_once(line, ":;").before); }

result<content_line> read_content_line(piece line, tolerance& tolerated) {
  content_line read;
  read.whole = tolerated.without_blanks(line);
  const auto colon = find_unquoted(read.whole.text, ":");
  if (!colon) return no_value(read.whole);
  auto [name, rest] = split_once(read.whole.from(0, *colon), ";");
  read.name = tolerated.without_blanks(name);
  read.value = tolerated.without_blanks(read.whole.from(*colon + 1));
  while (rest) {
    const auto end = find_unquoted(rest->text, ";");
    auto parameter = read_parameter(end ? rest->from(0, *end) : *rest, tolerated);
    if (!parameter) return tl::unexpected(parameter.error());
    read.parameters.push_back(*parameter);
    rest = end ? std::optional(rest->from(*end + 1)) : std::nullopt;
  }
  return read;
}

}  // namespace occur::detail
