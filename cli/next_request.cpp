#include "next_request.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <utility>

#include "occur/clock_face.hpp"

namespace occur::cli {
namespace {

/// An option that was given, and another that was.
struct exclusion {
  bool one;
  std::string_view one_name;
  bool other;
  std::string_view other_name;
};

outcome<void> check_exclusions(const next_options& o) {
  const std::array exclusions{
      exclusion{o.number.has_value(), "-n", o.all, "--all"},
      exclusion{o.json, "--json", o.format.has_value(), "--format"},
      exclusion{o.before.has_value(), "--before", o.to.has_value(), "--to"},
      exclusion{o.nth.has_value(), "--nth", o.number.has_value(), "-n"},
      exclusion{o.nth.has_value(), "--nth", o.all, "--all"},
      exclusion{o.nth.has_value(), "--nth", o.before.has_value(), "--before"},
      exclusion{o.watch, "--watch", o.all, "--all"},
      exclusion{o.watch, "--watch", o.from.has_value(), "--from"},
      exclusion{o.watch, "--watch", o.before.has_value(), "--before"},
      exclusion{o.watch, "--watch", o.nth.has_value(), "--nth"},
      exclusion{o.watch, "--watch", o.count, "--count"},
      exclusion{o.watch, "--watch", o.format == "ics", "--format ics"},
      exclusion{o.nul, "-0", o.format == "ics", "--format ics"},
      exclusion{o.count, "--count", o.number.has_value(), "-n"},
      exclusion{o.count, "--count", o.nth.has_value(), "--nth"},
      exclusion{o.count, "--count", o.format.has_value(), "--format"},
      exclusion{o.count, "--count", o.json, "--json"},
  };
  for (const exclusion& e : exclusions) {
    if (e.one && e.other) {
      return usage_error(fmt::format("{} and {} exclude each other", e.one_name, e.other_name));
    }
  }
  return {};
}

outcome<std::uint64_t> read_limit(const next_options& o) {
  constexpr std::uint64_t usual = 10;
  if (!o.number) return o.all || (o.to && !o.watch) ? no_limit : usual;
  const auto number = whole_number(*o.number);
  if (number && *number >= 0) return static_cast<std::uint64_t>(*number);
  return value_error("-n", *o.number,
                     {error_code::syntax,
                      fmt::format("\"{}\" is not a number of occurrences", *o.number),
                      {0, o.number->size()},
                      "-n takes 0 or more; --all has no limit"});
}

outcome<std::optional<std::int64_t>> read_nth(const next_options& o) {
  if (!o.nth) return std::nullopt;
  const auto number = whole_number(*o.nth);
  if (number && *number != 0) return number;
  return value_error("--nth", *o.nth,
                     {error_code::syntax,
                      fmt::format("\"{}\" is not the number of an occurrence", *o.nth),
                      {0, o.nth->size()},
                      "the first is 1, the last is -1"});
}

outcome<format_choice> read_format_options(const next_options& o, const environment& around) {
  if (o.json) return format_choice{format_name::json};
  if (o.format) return read_format(*o.format);
  return format_choice{around.output_is_terminal ? format_name::human : format_name::rfc3339};
}

outcome<void> read_from(const next_options& o, request& r) {
  const bool looks_ahead = !o.before && !o.nth;
  if (!o.from && looks_ahead) r.from = r.in.now;
  if (!o.from || *o.from == "start") return {};
  const auto from = read_moment("--from", *o.from, r.in);
  if (!from) return tl::unexpected{from.error()};
  r.from = from->first;
  return {};
}

outcome<void> read_end(const next_options& o, request& r) {
  if (!o.to && !o.before) return {};
  const bool inclusive = o.to.has_value();
  const auto read =
      inclusive ? read_moment("--to", *o.to, r.in) : read_moment("--before", *o.before, r.in);
  if (!read) return tl::unexpected{read.error()};
  const date::sys_seconds shown = inclusive ? read->last : read->first;
  r.end = inclusive ? shown + seconds{1} : shown;
  r.end_words = fmt::format("{} {}", inclusive ? "to" : "before", instant_text(shown, r.in.where));
  r.backwards = !inclusive;
  return {};
}

outcome<void> check_window(const next_options& o, const request& r) {
  if (!r.from || !r.end || *r.from < *r.end) return {};
  const std::string_view option = o.to ? "--to" : "--before";
  const std::string& value = o.to ? *o.to : *o.before;
  return value_error(
      option, value,
      {error_code::conflict,
       o.to ? "--to lies before --from" : "nothing lies before --before and after --from",
       {0, value.size()},
       o.from ? "--from is " + instant_text(*r.from, r.in.where)
              : "--from is now unless it is given; --from start begins with the schedule"});
}

}  // namespace

void declare(option_reader& reader, next_options& o) {
  reader.value({"-n", "N", "at most N of them (10; no limit with --to)"}, o.number);
  reader.flag({"--all", {}, "all of them"}, o.all);
  reader.value({"--from",
                "WHEN",
                "those from then on (now); start: from the schedule's own start",
                value_kind::moment,
                {"start"}},
               o.from);
  reader.value({"--to", "WHEN", "those up to then, that moment included; a date up to its end",
                value_kind::moment},
               o.to);
  reader.value({"--before", "WHEN", "those before then, the last one first", value_kind::moment},
               o.before);
  reader.value({"--nth", "K", "the K-th alone, from the start or --from; -1 is the last"}, o.nth);
  reader.flag({"--count", {}, "how many there are"}, o.count);
  declare(reader, o.narrowing);
  reader.value({"-f,--format", "F",
                "rfc3339, human, local, date, epoch, epoch-ms, json, ics, or a text with the "
                "conversions of strftime: '%a %d %b %H:%M'",
                value_kind::format},
               o.format);
  reader.flag({"--json", {}, "the same as --format json"}, o.json);
  reader.flag({"--alarms", {}, "the alarms of calendars' events, too"}, o.reading.alarms);
  reader.flag({"-0", {}, "end lines with NUL"}, o.nul);
  reader.flag({"--watch", {}, "go on, and keep the list current until interrupted"}, o.watch);
  declare(reader, o.reading);
}

outcome<request> read_request(const next_options& o, const environment& around) {
  request r;
  r.line_end = o.nul ? '\0' : '\n';
  r.count = o.count;
  return check_exclusions(o)
      .and_then([&] { return assign(r.limit, read_limit(o)); })
      .and_then([&] { return assign(r.nth, read_nth(o)); })
      .and_then([&] { return assign(r.format, read_format_options(o, around)); })
      .and_then([&] { return assign(r.in, read_reading(o.reading, around)); })
      .and_then([&] { return read_from(o, r); })
      .and_then([&] { return read_end(o, r); })
      .and_then([&] { return check_window(o, r); })
      .map([&] { return std::move(r); });
}

}  // namespace occur::cli
