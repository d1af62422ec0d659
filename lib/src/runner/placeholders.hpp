// Placeholders: what an argument of a command may leave open until an occurrence is due.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "occur/clock_face.hpp"
#include "occur/result.hpp"
#include "occur/stream.hpp"
#include "occur/time_pattern.hpp"

namespace occur::detail {

/// What the placeholders stand for.
struct placeholder_values {
  std::string_view id;
  const occurrence& at;
  clock_face& face;            ///< of the set that `at` comes from
  std::uint64_t seq = 0;       ///< counted from 1 at the start of the schedule
  std::string_view next{};     ///< as RFC 3339 writes it; empty after the last
  std::string_view summary{};  ///< of a calendar's event
  std::string_view context{};  ///< a JSON object; empty for none
};

/// One argument with placeholders: `{id}`, `{at}` (RFC 3339), `{at:FORMAT}`
/// (strftime), `{unix}` (seconds since 1970), `{seq}`, `{next}`, `{summary}` and
/// `{context.KEY}`, where dots lead into objects within objects. `{{` is a
/// brace; a `}` that closes nothing is one too.
class argument_template {
 public:
  /// Errors: a placeholder nobody knows, a brace that nothing closes, an
  /// unknown conversion in a format; spans are bytes of `text`.
  [[nodiscard]] static result<argument_template> parse(std::string_view text);

  /// The argument. What stands for a placeholder is never read again; a KEY
  /// that the context lacks is empty. Text of the context comes as it is,
  /// anything else as JSON.
  [[nodiscard]] std::string expand(const placeholder_values& values) const;

 private:
  enum class name : std::uint8_t { none, id, at, unix_time, seq, next, summary, context };
  struct piece {
    name what = name::none;
    std::string text{};  ///< literal, or the KEY
    time_pattern pattern{};
    bool has_pattern = false;
  };
  class reader;

  static void append(std::string& to, const piece& p, const placeholder_values& values);

  std::vector<piece> pieces_;
};

/// A text as the argument that stands for it, its braces none of a placeholder.
[[nodiscard]] std::string without_placeholders(std::string_view text);

/// What a JSON object has under a KEY; the text of a string, the JSON of
/// anything else, nothing where there is none.
[[nodiscard]] std::string context_value(std::string_view json, std::string_view key);

}  // namespace occur::detail
