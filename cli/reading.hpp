// How a command reads schedules: the options that say so, and the reading.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "occur/schedule.hpp"
#include "diagnostics.hpp"
#include "environment.hpp"
#include "options.hpp"
#include "outcome.hpp"
#include "when.hpp"

namespace occur::cli {

/// The options with which every command reads schedules, as given.
struct reading_options {
  std::optional<std::string> start, zone, gap, fold, as;
  bool strict = false;
  bool alarms = false;
};

void declare(option_reader& reader, reading_options& o);

/// Those of them that say what text means, and nothing of clock changes.
void declare_text_options(option_reader& reader, reading_options& o);

/// Where and when a command reads what it is given.
struct reading {
  zone where;                 ///< of what has none
  std::optional<zone> shown;  ///< of the output, where asked for
  date::sys_seconds now{};
  text_form form = text_form::detect;
  set_options options;
  bool alarms = false;  ///< whether alarms of events occur, too
  phrase_options phrases;
};

[[nodiscard]] outcome<reading> read_reading(const reading_options& o, const environment& around);

/// The value of an option that takes a WHEN.
[[nodiscard]] outcome<moment> read_moment(std::string_view option, const std::string& value,
                                          const reading& in);

/// One of several schedules, under the name that the user knows it by.
struct named_schedule {
  std::string name;  ///< its text, or the file it was read from
  std::string text;
  schedule what;
};

/// What SCHEDULE arguments name, one by one; says the warnings.
[[nodiscard]] outcome<std::vector<named_schedule>> read_schedules(
    std::span<const std::string> arguments, const reading& in, const environment& around,
    const diagnostics& talk);

/// The union of what SCHEDULE arguments name; says the warnings.
[[nodiscard]] outcome<schedule> read_schedule(std::span<const std::string> arguments,
                                              const reading& in, const environment& around,
                                              const diagnostics& talk);

/// The schedule that is the value of an option; says the warnings.
[[nodiscard]] outcome<schedule> read_schedule_value(std::string_view option,
                                                    const std::string& value, const reading& in,
                                                    const environment& around,
                                                    const diagnostics& talk);

/// Puts the value of an outcome in its place, or stops with its complaint.
template <class T>
outcome<void> assign(T& place, outcome<T> read) {
  if (!read) return tl::unexpected{std::move(read.error())};
  place = std::move(*read);
  return {};
}

}  // namespace occur::cli
