#include "occur/output_setting.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "occur/nearest.hpp"
#include "result/piece.hpp"

namespace occur {
namespace {

constexpr std::string_view file_lead = "file:";
constexpr std::array<std::pair<std::string_view, output_mode>, 4> words{
    {{"pass", output_mode::pass},
     {"prefix", output_mode::prefix},
     {"json", output_mode::json},
     {"null", output_mode::null}}};

tl::unexpected<error> no_output(std::string_view text) {
  constexpr std::array<std::string_view, 5> known{"pass", "prefix", "json", "null", "file:PATH"};
  std::string hint = did_you_mean(nearest(text, known));
  if (hint.empty()) hint = "it takes pass, prefix, json, null or file:PATH";
  return detail::fail(error_code::unknown_name,
                      fmt::format("output knows no {}", detail::quoted(text)), {0, text.size()},
                      std::move(hint));
}

}  // namespace

result<output_setting> parse_output(std::string_view text) {
  if (text.starts_with(file_lead) && text.size() > file_lead.size()) {
    return output_setting{output_mode::file, std::string{text.substr(file_lead.size())}};
  }
  if (text == "file" || text == file_lead) {
    return detail::fail(error_code::missing, "output to a file needs to know which",
                        {0, text.size()}, "write file:PATH");
  }
  const auto* const found =
      std::find_if(words.begin(), words.end(), [text](const auto& w) { return w.first == text; });
  if (found == words.end()) return no_output(text);
  return output_setting{found->second};
}

output_route route_of(const output_setting& s) {
  switch (s.mode) {
    case output_mode::prefix:
    case output_mode::json:
      return {output_route::kind::read};
    case output_mode::file:
      return {output_route::kind::file, s.path};
    case output_mode::null:
      return {output_route::kind::discard};
    case output_mode::pass:
      break;
  }
  return {};
}

}  // namespace occur
