#include "rule/rule_checks.hpp"
#include "rule/words.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <fmt/format.h>

namespace occur::detail {
namespace {

/// A set of frequencies.
class frequencies {
 public:
  constexpr frequencies(std::initializer_list<frequency> members) {
    for (const frequency f : members) bits_ |= bit(f);
  }
  [[nodiscard]] constexpr bool contains(frequency f) const { return (bits_ & bit(f)) != 0; }

 private:
  static constexpr unsigned bit(frequency f) { return 1U << static_cast<unsigned>(f); }
  unsigned bits_ = 0;
};

/// A row of the table in RFC 5545 3.3.10 that has cells "N/A". The rows that
/// are not here have none.
struct table_row {
  std::string_view part;
  frequencies allowed;
  std::string_view hint;
};

using enum frequency;
constexpr std::array<table_row, 3> table{{
    {"BYWEEKNO", {yearly}, "it goes with FREQ=YEARLY only"},
    {"BYYEARDAY",
     {yearly, hourly, minutely, secondly},
     "it goes with YEARLY, HOURLY, MINUTELY and SECONDLY"},
    {"BYMONTHDAY",
     {yearly, monthly, daily, hourly, minutely, secondly},
     "it goes with every FREQ but WEEKLY"},
}};

constexpr std::array<std::string_view, 8> parts_to_pick_from{
    "BYSECOND", "BYMINUTE", "BYHOUR", "BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH"};

/// The first item of a list that `is_wanted`; the whole where none is.
template <class Predicate>
piece find_item(piece list, Predicate is_wanted) {
  for (const piece raw : split(list, ',')) {
    if (const piece item = without_blanks(raw); is_wanted(item.text)) return item;
  }
  return list;
}

result<void> check_frequency_stands(const written_rule& written, piece text) {
  if (written.part("FREQ") != nullptr) return {};
  return fail(error_code::missing, "the rule has no FREQ", text.where(),
              "add FREQ=DAILY or another frequency");
}

result<void> check_table(const written_rule& written, piece) {
  const frequency freq = written.value.freq;
  for (const table_row& row : table) {
    const written_part* part = written.part(row.part);
    if (part == nullptr || row.allowed.contains(freq)) continue;
    return fail(error_code::conflict,
                fmt::format("{} does not go with FREQ={}", row.part, to_string(freq)),
                part->whole.where(), std::string(row.hint));
  }
  return {};
}

bool has_ordinal(std::string_view weekday) {
  return !weekday.empty() && !(is_upper(weekday[0]) || is_lower(weekday[0]));
}

tl::unexpected<error> stray_ordinal(piece item, std::string_view with) {
  return fail(error_code::conflict,
              fmt::format("{} in BYDAY does not go with {}", quoted(item.text), with), item.where(),
              fmt::format("write the weekday without its number: {}",
                          item.text.substr(item.text.size() - 2)));
}

/// Notes 1 and 2 of the table, and the paragraph on BYDAY.
result<void> check_ordinals(const written_rule& written, piece) {
  const rule& r = written.value;
  const bool any = std::any_of(r.by_day.begin(), r.by_day.end(),
                               [](const weekday_number& w) { return w.ordinal != 0; });
  if (!any) return {};
  const piece item = find_item(written.part("BYDAY")->value, has_ordinal);
  if (r.freq != monthly && r.freq != yearly) {
    return stray_ordinal(item, fmt::format("FREQ={}", to_string(r.freq)));
  }
  if (r.freq == yearly && !r.by_week_number.empty()) return stray_ordinal(item, "BYWEEKNO");
  return {};
}

result<void> check_set_position(const written_rule& written, piece) {
  const written_part* position = written.part("BYSETPOS");
  const bool has_company =
      std::any_of(parts_to_pick_from.begin(), parts_to_pick_from.end(),
                  [&](std::string_view name) { return written.part(name) != nullptr; });
  if (position == nullptr || has_company) return {};
  return lonely_set_position(*position);
}

result<void> check_end(const written_rule& written, piece) {
  const written_part* count = written.part("COUNT");
  const written_part* until = written.part("UNTIL");
  if (count == nullptr || until == nullptr) return {};
  const written_part* later = count->whole.at > until->whole.at ? count : until;
  return fail(error_code::conflict, "COUNT and UNTIL exclude each other", later->whole.where(),
              "keep one of them");
}

result<void> check_calendar_stands(const written_rule& written, piece) {
  const written_part* skip = written.part("SKIP");
  if (skip == nullptr || written.part("RSCALE") != nullptr) return {};
  return fail(error_code::missing, "SKIP without RSCALE", skip->whole.where(),
              "add RSCALE=GREGORIAN");
}

/// A year of another calendar has up to 13 months, and leap months.
result<void> check_months(const written_rule& written, piece) {
  if (is_other_calendar(written.value)) return {};
  const auto& months = written.value.by_month;
  const bool any = std::any_of(months.begin(), months.end(),
                               [](month_number m) { return m.leap || m.number > 12; });
  if (!any) return {};
  const piece item = find_item(written.part("BYMONTH")->value, [](std::string_view text) {
    return !is_digit(text.back()) || text.ends_with("13");
  });
  return fail(error_code::out_of_range,
              fmt::format("{} is out of range in BYMONTH", quoted(item.text)), item.where(),
              "BYMONTH is 1 to 12");
}

tl::unexpected<error> beyond_calendar(const written_part& what) {
  return fail(error_code::unsupported,
              fmt::format("{} goes with the Gregorian calendar only", what.whole.text),
              what.whole.where(), "leave it out, or write RSCALE=GREGORIAN");
}

/// What rules of other calendars than the Gregorian one cannot have.
result<void> check_other_calendar(const written_rule& written, piece) {
  if (!is_other_calendar(written.value)) return {};
  if (written.value.freq > frequency::daily) return beyond_calendar(*written.part("FREQ"));
  if (const auto* week = written.part("BYWEEKNO")) return beyond_calendar(*week);
  const auto times = [](const auto& list) { return std::max<std::size_t>(list.size(), 1); };
  const rule& r = written.value;
  const bool several = times(r.by_hour) * times(r.by_minute) * times(r.by_second) > 1;
  if (several && !r.by_set_position.empty()) return beyond_calendar(*written.part("BYSETPOS"));
  return {};
}

constexpr std::array checks{check_frequency_stands, check_table,         check_ordinals,
                            check_set_position,     check_end,           check_calendar_stands,
                            check_months,           check_other_calendar};

}  // namespace

result<void> check_rule(const written_rule& written, piece text) {
  for (const auto check : checks) {
    if (auto checked = check(written, text); !checked) return checked;
  }
  return {};
}

tl::unexpected<error> lonely_set_position(const written_part& part) {
  return fail(error_code::missing, "BYSETPOS has no other BY part to pick from", part.whole.where(),
              "add what it picks from, such as BYDAY=MO,TU,WE,TH,FR");
}

}  // namespace occur::detail
