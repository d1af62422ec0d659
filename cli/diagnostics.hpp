// Talk on standard error.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "color.hpp"
#include "environment.hpp"
#include "outcome.hpp"

namespace occur::cli {

enum class severity : std::uint8_t { error, warning };

/// A complaint as the tool prints it: what is wrong, the line, carets, a hint.
///
///     occur: error: unknown weekday "MX" in BYDAY
///       FREQ=WEEKLY;BYDAY=MX
///                         ^^
///       hint: weekdays are MO TU WE TH FR SA SU
[[nodiscard]] std::string render(const complaint& c, severity kind, const palette& with,
                                 unsigned columns);

/// Where commands say what went wrong.
class diagnostics {
 public:
  explicit diagnostics(const environment& around) noexcept : around_(&around) {}

  /// Has all of it handed to a function instead of being written to standard error.
  void use_voice(std::function<void(std::string_view)> voice) { voice_ = std::move(voice); }

  void use_color(color_choice choice) noexcept { choice_ = choice; }

  /// Says it, and returns its exit code.
  int error(const complaint& c) const;
  void warning(const complaint& c) const;

  /// `occur: <line>`: a plain answer that is no data.
  void note(std::string_view line) const;

 private:
  [[nodiscard]] const palette& with() const;
  void say(std::string_view text) const;

  const environment* around_;
  std::function<void(std::string_view)> voice_;
  color_choice choice_ = color_choice::automatic;
};

}  // namespace occur::cli
