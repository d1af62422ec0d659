#pragma once

#include <occur/result.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace occur::testing {

/// An error or warning about `text` on one line, with the words its span covers:
/// `unknown_name: unknown weekday "MX" in BYDAY | MX | weekdays are MO TU WE TH FR SA SU`.
[[nodiscard]] std::string complaint(const error& e, std::string_view text);

/// The error of a result; `none` when it has a value.
template <class T>
[[nodiscard]] std::string complaint(const result<T>& r, std::string_view text) {
  return r ? "none" : complaint(r.error(), text);
}

/// The warnings of a result; its error, in front of which stands `error: `, when it has no value.
template <class T>
[[nodiscard]] std::vector<std::string> warnings(const result<parsed<T>>& r, std::string_view text) {
  if (!r) return {"error: " + complaint(r.error(), text)};
  std::vector<std::string> lines;
  for (const error& warning : r->warnings) lines.push_back(complaint(warning, text));
  return lines;
}

}  // namespace occur::testing
