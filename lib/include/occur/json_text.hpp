// Text as JSON strings.
#pragma once

#include <string>
#include <string_view>

namespace [[gnu::visibility("default")]] occur {

/// Appends a text as a JSON string, in quotes (RFC 8259 7). Bytes that are not
/// UTF-8 become U+FFFD, one each. Cost: linear.
///
/// Example: `json_string("say \"hi\"") == R"("say \"hi\"")"`.
void append_json_string(std::string& to, std::string_view text);

[[nodiscard]] inline std::string json_string(std::string_view text) {
  std::string made;
  append_json_string(made, text);
  return made;
}

}  // namespace occur
