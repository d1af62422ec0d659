#include "set/written_set.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace occur::detail {
namespace {

constexpr seconds last_second_of_day{86'399};

tl::unexpected<error> needs_time(const written_rule& written, const start& anchor) {
  const written_part& part = *written.part("FREQ");
  const std::string time = to_string(date_time{anchor.time, date_form::local});
  return fail(error_code::conflict,
              fmt::format("FREQ={} needs a start with a time", to_string(written.value.freq)),
              part.whole.where(),
              fmt::format("the start is a date: write DTSTART:{}, or FREQ=DAILY", time));
}

struct time_part {
  std::string_view name;
  std::vector<std::uint8_t> rule::*list;
};

constexpr std::array<time_part, 3> time_parts{
    {{"BYSECOND", &rule::by_second}, {"BYMINUTE", &rule::by_minute}, {"BYHOUR", &rule::by_hour}}};

bool picks_from_nothing(const rule& r) {
  return !r.by_set_position.empty() && r.by_day.empty() && r.by_month_day.empty() &&
         r.by_year_day.empty() && r.by_week_number.empty() && r.by_month.empty();
}

/// Takes the parts out that a date has no time for (RFC 5545 3.3.10).
result<void> drop_times(written_rule& written, std::vector<error>& warnings) {
  for (const time_part& time : time_parts) {
    const written_part* part = written.part(time.name);
    if (part == nullptr) continue;
    (written.value.*time.list).clear();
    warnings.push_back({error_code::deprecated_form,
                        fmt::format("{} is ignored: the start is a date", time.name),
                        part->whole.where(), "leave it out, or give DTSTART a time"});
  }
  if (!picks_from_nothing(written.value)) return {};
  return lonely_set_position(*written.part("BYSETPOS"));
}

result<void> fit_frequency(written_rule& written, const start& anchor,
                           std::vector<error>& warnings) {
  if (anchor.kind != start_kind::date) return {};
  if (written.value.freq >= frequency::hourly) return needs_time(written, anchor);
  return drop_times(written, warnings);
}

bool has_zone(const start& anchor) {
  return anchor.kind == start_kind::zoned || anchor.kind == start_kind::utc;
}

/// The form of UNTIL that RFC 5545 3.3.10 asks for.
date_form right_form(const start& anchor) {
  if (anchor.kind == start_kind::date) return date_form::date;
  return has_zone(anchor) ? date_form::utc : date_form::local;
}

/// UNTIL on the clock of the start, inclusive.
date::local_seconds local_until(const date_time& until, const start& anchor) {
  date::local_seconds local = until.time;
  if (until.form == date_form::date) local += last_second_of_day;
  if (until.form == date_form::utc) {
    local = anchor.where.to_local(date::sys_seconds{until.time.time_since_epoch()});
  }
  if (anchor.kind == start_kind::date) local = date::floor<date::days>(local);
  return local;
}

std::string_view form_name(date_form form) {
  if (form == date_form::date) return "a date";
  return form == date_form::utc ? "in UTC" : "a local time";
}

std::string_view kind_name(start_kind kind) {
  constexpr std::array<std::string_view, 4> names{"a date", "a local time", "in a zone", "in UTC"};
  return names[static_cast<std::size_t>(kind)];
}

void warn_of_until_form(const date_time& until, const written_part& part, const start& anchor,
                        std::vector<error>& warnings) {
  if (until.form == right_form(anchor)) return;
  warnings.push_back({error_code::deprecated_form,
                      fmt::format("UNTIL is {} while the start is {}", form_name(until.form),
                                  kind_name(anchor.kind)),
                      part.value.where(),
                      fmt::format("it reads as UNTIL={}", to_string(right_until(until, anchor)))});
}

void warn_of_until(const written_rule& written, const start& anchor, std::vector<error>& warnings) {
  const auto& until = written.value.until;
  if (!until) return;
  const written_part& part = *written.part("UNTIL");
  warn_of_until_form(*until, part, anchor, warnings);
  if (local_until(*until, anchor) >= anchor.time) return;
  const bool is_date = anchor.kind == start_kind::date;
  const date_time shown{anchor.time, is_date ? date_form::date : date_form::local};
  warnings.push_back({error_code::conflict, "nothing occurs: UNTIL is before the start",
                      part.value.where(), fmt::format("the start is {}", to_string(shown))});
}

/// What a date of RDATE or EXDATE is, in the words of a warning; none where it goes with the start.
std::optional<std::string_view> misfit(const listed_date& date, const start& anchor) {
  const date_form form = date.value.form;
  const bool start_is_date = anchor.kind == start_kind::date;
  if (start_is_date != (form == date_form::date)) {
    return start_is_date ? "a date-time" : "a date";
  }
  if (start_is_date) return std::nullopt;
  const bool floats = form == date_form::local && !date.where;
  if (floats == !has_zone(anchor)) return std::nullopt;
  return floats ? "a local time without TZID" : "in a zone";
}

/// A listed date as the start would have it: a date takes the time of the start.
std::string right_listed_date(std::string_view property, const date_time& value,
                              const start& anchor) {
  const auto day = date::floor<date::days>(value.time);
  const seconds time_of_start = anchor.time - date::floor<date::days>(anchor.time);
  const bool has_time = value.form != date_form::date;
  const date::local_seconds time = has_time ? value.time : day + time_of_start;
  switch (anchor.kind) {
    case start_kind::date:
      return fmt::format("{};VALUE=DATE:{}", property, to_string(date_time{day, date_form::date}));
    case start_kind::zoned:
      return fmt::format("{};TZID={}:{}", property, anchor.where.name(),
                         to_string(date_time{time, date_form::local}));
    case start_kind::utc:
      return fmt::format("{}:{}", property, to_string(date_time{time, date_form::utc}));
    case start_kind::floating:
      break;
  }
  return fmt::format("{}:{}", property, to_string(date_time{time, date_form::local}));
}

/// One warning a line: what is wrong with its first date mostly is with all.
void warn_of_misfit(const written_dates& line, const start& anchor, std::vector<error>& warnings) {
  for (const written_date& date : line.dates) {
    const auto what = misfit(date.value, anchor);
    if (!what) continue;
    warnings.push_back(
        {error_code::deprecated_form,
         fmt::format("{} is {} while the start is {}", line.property, *what,
                     kind_name(anchor.kind)),
         date.text.where(),
         fmt::format("write {}", right_listed_date(line.property, date.value.value, anchor))});
    return;
  }
}

}  // namespace

date_time right_until(const date_time& until, const start& anchor) {
  if (until.form == right_form(anchor)) return until;
  const date::local_seconds local = local_until(until, anchor);
  if (!has_zone(anchor)) return {local, right_form(anchor)};
  return {date::local_seconds{anchor.where.read(local).before.time_since_epoch()}, date_form::utc};
}

result<void> fit_to_start(written_set& set, std::vector<error>& warnings) {
  const start& anchor = *set.anchor;
  for (auto* rules : {&set.rules, &set.excluded_rules}) {
    for (written_rule& written : *rules) {
      if (auto fits = fit_frequency(written, anchor, warnings); !fits) return fits;
      warn_of_until(written, anchor, warnings);
    }
  }
  for (const auto* dates : {&set.dates, &set.excluded_dates}) {
    for (const written_dates& line : *dates) warn_of_misfit(line, anchor, warnings);
  }
  return {};
}

}  // namespace occur::detail
