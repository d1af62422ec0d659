// What the options of `occur next` ask for.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include "environment.hpp"
#include "narrowing.hpp"
#include "options.hpp"
#include "output/formatter.hpp"
#include "reading.hpp"

namespace occur::cli {

/// The options as given.
struct next_options {
  reading_options reading;
  std::optional<std::string> number, from, to, before, nth, format;
  narrowing_options narrowing;
  bool all = false;
  bool watch = false;
  bool count = false;
  bool json = false;
  bool nul = false;
};

void declare(option_reader& reader, next_options& o);

inline constexpr std::uint64_t no_limit = std::numeric_limits<std::uint64_t>::max();

/// The options, read.
struct request {
  reading in;
  std::optional<date::sys_seconds> from;  ///< nothing: from the schedule's own start
  std::optional<date::sys_seconds> end;   ///< the first instant no longer asked for
  std::string end_words;                  ///< `to 2026-11-23T23:59:59+01:00`
  bool backwards = false;
  std::uint64_t limit = no_limit;
  std::optional<std::int64_t> nth;  ///< from 1, or from -1 at the end
  bool count = false;
  format_choice format;
  char line_end = '\n';
};

/// Errors: a value that cannot be read, options that exclude each other.
[[nodiscard]] outcome<request> read_request(const next_options& o, const environment& around);

}  // namespace occur::cli
