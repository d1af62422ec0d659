// Formats: how occurrences become text.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "occur/calendar.hpp"
#include "occur/clock_face.hpp"
#include "occur/time_pattern.hpp"
#include "color.hpp"
#include "outcome.hpp"
#include "output/line_writer.hpp"
#include "output/relative.hpp"

namespace occur::cli {

/// Turns occurrences into text, a block at a time.
class formatter {
 public:
  virtual ~formatter() = default;

  /// Appends one line for each occurrence, in order.
  virtual void print(std::span<const occurrence> block, line_writer& to) = 0;

  /// Appends what stands behind the last occurrence.
  virtual void finish(line_writer& /*to*/) {}
};

/// What the formats need to know besides the occurrences.
struct format_setting {
  std::vector<clock_face> faces;  ///< one a set
  char line_end = '\n';           ///< NUL with `-0`
  vantage from{};                 ///< of relative times
  palette colors = no_colors;
  /// The ordinal, counted from 1 at the start of the schedule, of the first
  /// occurrence to be printed, where it is known.
  std::optional<std::uint64_t> first_ordinal;
  bool newest_first = false;             ///< whether ordinals go down
  std::string id{};                      ///< of the schedule, where it has one
  std::vector<event_details> details{};  ///< one a set, of calendars; or none
};

enum class format_name : std::uint8_t {
  rfc3339,
  human,
  local,
  date,
  epoch,
  epoch_ms,
  json,
  ics,
  pattern
};

/// A format as the user names it.
struct format_choice {
  format_name name = format_name::rfc3339;
  time_pattern pattern{};  ///< of `pattern`
};

/// The names that `--format` takes.
[[nodiscard]] std::span<const std::string_view> format_names();

/// Reads the value of `--format`; text with a `%` is a pattern.
[[nodiscard]] outcome<format_choice> read_format(std::string_view value);

[[nodiscard]] std::unique_ptr<formatter> make_formatter(const format_choice& choice,
                                                        format_setting setting);

// The families behind `make_formatter`, one a file.

/// rfc3339, local and date.
[[nodiscard]] std::unique_ptr<formatter> make_calendar_formatter(format_name name,
                                                                 format_setting setting);
/// epoch and epoch-ms.
[[nodiscard]] std::unique_ptr<formatter> make_epoch_formatter(format_name name,
                                                              const format_setting& setting);
[[nodiscard]] std::unique_ptr<formatter> make_json_formatter(format_setting setting);
[[nodiscard]] std::unique_ptr<formatter> make_ics_formatter(format_setting setting);
[[nodiscard]] std::unique_ptr<formatter> make_human_formatter(format_setting setting);
[[nodiscard]] std::unique_ptr<formatter> make_pattern_formatter(const time_pattern& pattern,
                                                                format_setting setting);

}  // namespace occur::cli
