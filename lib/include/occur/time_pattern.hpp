// Time patterns: text with the conversions of strftime, in English whatever the locale.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "occur/clock_face.hpp"
#include "occur/result.hpp"
#include "occur/stream.hpp"

namespace [[gnu::visibility("default")]] occur {

namespace detail {
struct time_conversion;
}

/// A text with the conversions of POSIX strftime and GNU's `%k %l %P %s %:z`,
/// with the flags `-`, `_` and `0` before numbers, read once.
///
/// Example: `time_pattern::parse("%A, %-d %B")->text(face, o)` is `Monday, 23 November`.
class time_pattern {
 public:
  /// Errors: an unknown conversion; the span is within `text`.
  [[nodiscard]] static result<time_pattern> parse(std::string_view text);

  /// Appends what it makes of an occurrence. Cost: up to a microsecond.
  void append(std::string& to, clock_face& face, const occurrence& o) const;

  [[nodiscard]] std::string text(clock_face& face, const occurrence& o) const {
    std::string made;
    append(made, face, o);
    return made;
  }

 private:
  /// How the number of a conversion is filled up to its width: as usual for
  /// it, or as one of the flags `-`, `_`, `0` asks.
  enum class fill : std::uint8_t { usual, none, blank, zero };

  /// Literal text, or a conversion.
  struct piece {
    const detail::time_conversion* what = nullptr;
    fill how = fill::usual;
    std::string text{};
  };

  class reader;

  std::vector<piece> pieces_;
};

}  // namespace occur
