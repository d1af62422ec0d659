#include "set/read_dates.hpp"

#include "civil/read_date_time.hpp"
#include "result/nearest.hpp"
#include "set/duration.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace occur::detail {
namespace {

/// The value types of RFC 5545 3.2.20 that dates have.
constexpr std::array<std::string_view, 3> value_types{"DATE-TIME", "DATE", "PERIOD"};
enum class value_type { date_time, date, period };

/// What the parameters of a line say about its dates.
struct date_parameters {
  std::string_view property;
  std::optional<value_type> type;
  std::optional<parameter> zone_name;
  std::optional<zone> where;
};

tl::unexpected<error> unknown_parameter(piece name, std::string_view property,
                                        std::span<const std::string_view> known) {
  const auto near = nearest(name.text, known);
  return fail(
      error_code::unknown_name,
      fmt::format("unknown parameter {} in {}", quoted(name.text), property), name.where(),
      near.empty() ? fmt::format("it takes {}", fmt::join(known, " and ")) : did_you_mean(near));
}

bool is_experimental(piece name) {
  return name.text.starts_with("X-") || name.text.starts_with("x-");
}

tl::unexpected<error> repeated_parameter(const parameter& again, std::string_view property) {
  return fail(error_code::repeated,
              fmt::format("{} stands twice in {}", upper_case(again.name.text), property),
              {again.name.at, again.value.where().end}, "keep one of them");
}

result<value_type> read_value_type(piece text, std::string_view property) {
  for (std::size_t i = 0; i < value_types.size(); ++i) {
    const bool has_periods = property == "RDATE";
    const bool fits = has_periods || static_cast<value_type>(i) != value_type::period;
    if (fits && same_word(text.text, value_types[i])) return static_cast<value_type>(i);
  }
  return fail(error_code::unknown_name,
              fmt::format("unknown value type {} in {}", quoted(text.text), property), text.where(),
              property == "RDATE" ? "it is DATE-TIME, DATE or PERIOD" : "it is DATE-TIME or DATE");
}

result<void> read_date_parameter(const parameter& given, date_parameters& into) {
  constexpr std::array<std::string_view, 2> known{"TZID", "VALUE"};
  if (same_word(given.name.text, "TZID")) {
    if (into.zone_name) return repeated_parameter(given, into.property);
    into.zone_name = given;
    return {};
  }
  if (same_word(given.name.text, "VALUE")) {
    if (into.type) return repeated_parameter(given, into.property);
    return read_value_type(given.value, into.property).map([&](value_type t) { into.type = t; });
  }
  if (is_experimental(given.name)) return {};
  return unknown_parameter(given.name, into.property, known);
}

/// The zone of a TZID; the finder's own words where it knows none, at the name.
result<void> find_zone(date_parameters& into, const set_options& options) {
  if (!into.zone_name) return {};
  const piece name = into.zone_name->value;
  auto found = options.find_zone(name.text);
  if (!found) {
    error e = std::move(found.error());
    e.where = name.where();
    if (e.hint.empty()) e.hint = "zones have IANA names, such as Europe/Zagreb";
    return tl::unexpected(std::move(e));
  }
  into.where = std::move(*found);
  return {};
}

result<date_parameters> read_parameters(const content_line& line, std::string_view property,
                                        const set_options& options) {
  date_parameters read{property, {}, {}, {}};
  for (const parameter& given : line.parameters) {
    if (auto done = read_date_parameter(given, read); !done) return tl::unexpected(done.error());
  }
  return find_zone(read, options).map([&] { return std::move(read); });
}

span parameter_place(const parameter& p) { return {p.name.at, p.value.where().end}; }

/// VALUE=DATE with a time, or DATE-TIME with none.
result<void> check_type(const date_time& value, piece text, const date_parameters& given,
                        tolerance& tolerated) {
  const bool is_date = value.form == date_form::date;
  if (given.type == value_type::date && !is_date) {
    return fail(error_code::conflict, fmt::format("{} has VALUE=DATE and a time", given.property),
                text.where(),
                fmt::format("write {}, or leave VALUE=DATE out", text.text.substr(0, 8)));
  }
  if (is_date && given.type && given.type != value_type::date) {
    return fail(error_code::conflict,
                fmt::format("{} has VALUE={} and a date without a time", given.property,
                            value_types[static_cast<std::size_t>(*given.type)]),
                text.where(), fmt::format("write VALUE=DATE, or {}T000000", text.text));
  }
  if (is_date && !given.type) {
    tolerated.warn({error_code::deprecated_form,
                    fmt::format("{} has a date and no VALUE=DATE", given.property), text.where(),
                    fmt::format("write {};VALUE=DATE:{}", given.property, text.text)});
  }
  return {};
}

/// TZID goes with local times only (RFC 5545 3.2.19).
result<void> check_zone(const date_time& value, piece text, const date_parameters& given,
                        tolerance& tolerated) {
  if (!given.zone_name || value.form == date_form::local) return {};
  const std::string_view name = given.zone_name->value.text;
  if (value.form == date_form::utc) {
    return fail(error_code::conflict,
                fmt::format("{} has a TZID and a time in UTC", given.property), text.where(),
                fmt::format("drop the Z for a time in {}, or the TZID for UTC", quoted(name)));
  }
  tolerated.warn({error_code::deprecated_form,
                  fmt::format("TZID means nothing to the date in {}", given.property),
                  parameter_place(*given.zone_name), "leave it out"});
  return {};
}

result<date_time> read_one(piece text, const date_parameters& given, tolerance& tolerated) {
  auto value = read_date_time(text, given.property, tolerated);
  if (!value) return value;
  return check_type(*value, text, given, tolerated)
      .and_then([&] { return check_zone(*value, text, given, tolerated); })
      .map([&] { return *value; });
}

start_kind kind_of(const date_time& value, const date_parameters& given) {
  if (value.form == date_form::date) return start_kind::date;
  if (value.form == date_form::utc) return start_kind::utc;
  return given.where ? start_kind::zoned : start_kind::floating;
}

zone zone_of(start_kind kind, const date_parameters& given, const set_options& options) {
  if (kind == start_kind::zoned) return *given.where;
  return kind == start_kind::utc ? zone{} : options.reading_zone;
}

tl::unexpected<error> two_starts(piece values) {
  const piece second = values.from(values.text.find(','));
  return fail(error_code::repeated, "two values in DTSTART", second.where(),
              "DTSTART has one value; further dates stand in RDATE");
}

tl::unexpected<error> no_dates(const content_line& line, std::string_view property) {
  return fail(error_code::missing, fmt::format("{} has no value", property), line.whole.where(),
              "write 20261123T090000, 20261123T090000Z, or 20261123 with VALUE=DATE");
}

/// From a period's beginning to its end, on the clock that both are read on.
result<displacement> length_to(const date_time& begin, const date_time& end, piece text,
                               const date_parameters& given) {
  if (begin.form != end.form) {
    return fail(error_code::conflict, "the ends of the period are of two kinds in RDATE",
                text.where(), "both have a Z or none has");
  }
  const seconds length =
      given.where ? given.where->read(end.time).before - given.where->read(begin.time).before
                  : end.time - begin.time;
  if (length > seconds{0}) return displacement{{}, length};
  return fail(error_code::out_of_range, "the period ends before it has begun in RDATE",
              text.where(), "the second date is the later one");
}

bool is_duration(std::string_view text) {
  return text.find_first_of("Pp") != std::string_view::npos;
}

/// `20261123T090000Z/PT1H` or `20261123T090000Z/20261123T100000Z` (RFC 5545 3.3.9).
result<listed_date> read_period(piece text, const date_parameters& given, tolerance& tolerated) {
  const split_piece ends = split_once(text, "/");
  if (!ends.after) {
    return fail(error_code::syntax, fmt::format("{} is no period in RDATE", quoted(text.text)),
                text.where(), "a period is a date-time, a slash, and its end or length");
  }
  const auto begin = read_one(ends.before, given, tolerated);
  if (!begin) return tl::unexpected(begin.error());
  const auto length =
      is_duration(ends.after->text)
          ? read_duration(*ends.after)
          : read_one(*ends.after, given, tolerated).and_then([&](const date_time& end) {
              return length_to(*begin, end, *ends.after, given);
            });
  return length.map([&](const displacement& d) { return listed_date{*begin, given.where, d}; });
}

result<listed_date> read_listed(piece text, const date_parameters& given, tolerance& tolerated) {
  if (given.type == value_type::period) return read_period(text, given, tolerated);
  if (text.text.find('/') != std::string_view::npos && given.property == "RDATE") {
    return fail(error_code::syntax, "RDATE has a period and no VALUE=PERIOD", text.where(),
                "write RDATE;VALUE=PERIOD:...");
  }
  return read_one(text, given, tolerated).map([&](const date_time& value) {
    const bool is_local = value.form == date_form::local;
    return listed_date{value, is_local ? given.where : std::nullopt, std::nullopt};
  });
}

}  // namespace

result<start> read_start(const content_line& line, const set_options& options,
                         tolerance& tolerated) {
  const auto given = read_parameters(line, "DTSTART", options);
  if (!given) return tl::unexpected(given.error());
  if (line.value.empty()) return no_dates(line, "DTSTART");
  if (line.value.text.find(',') != std::string_view::npos) return two_starts(line.value);
  return read_one(line.value, *given, tolerated).map([&](const date_time& value) {
    const start_kind kind = kind_of(value, *given);
    return start{kind, value.time, zone_of(kind, *given, options)};
  });
}

result<written_dates> read_dates(const content_line& line, std::string_view property,
                                 const set_options& options, tolerance& tolerated) {
  const auto given = read_parameters(line, property, options);
  if (!given) return tl::unexpected(given.error());
  if (line.value.empty()) return no_dates(line, property);
  written_dates read{property, {}};
  for (const piece raw : split(line.value, ',')) {
    const piece text = tolerated.without_blanks(raw);
    auto value = read_listed(text, *given, tolerated);
    if (!value) return tl::unexpected(value.error());
    read.dates.push_back({std::move(*value), text});
  }
  return read;
}

result<void> check_rule_parameters(const content_line& line, std::string_view property) {
  for (const parameter& given : line.parameters) {
    if (is_experimental(given.name)) continue;
    const bool zoned = same_word(given.name.text, "TZID");
    return fail(
        error_code::conflict, fmt::format("{} takes no {}", property, quoted(given.name.text)),
        parameter_place(given),
        zoned ? "the zone stands with DTSTART" : fmt::format("write {}:FREQ=...", property));
  }
  return {};
}

}  // namespace occur::detail
