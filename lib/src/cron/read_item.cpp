#include "cron/read_item.hpp"

#include "result/nearest.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <fmt/format.h>

namespace occur::detail::cron {
namespace {

constexpr std::array<std::string_view, 12> month_names{"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                                       "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
constexpr std::array<std::string_view, 7> weekday_names{"SUN", "MON", "TUE", "WED",
                                                        "THU", "FRI", "SAT"};
constexpr std::size_t name_length = 3;

constexpr field_kind month_day_kind{"days of the month", 1, 31, false, {}};
constexpr field_kind weekday_kind{"weekdays", 0, 6, true, weekday_names};
constexpr int sunday_again = 7;

// What can be wrong

std::string right_values(const field_kind& kind) {
  if (kind.names.empty())
    return fmt::format("the {} are {} to {}", kind.name, kind.first, kind.last);
  const int last = &kind.names.front() == weekday_names.begin() ? sunday_again : kind.last;
  return fmt::format("the {} are {} to {}, or {}", kind.name, kind.first, last,
                     fmt::join(kind.names, " "));
}

tl::unexpected<error> unreadable(const field_kind& kind, piece item) {
  return fail(error_code::syntax,
              fmt::format("{} is nothing for the {}", quoted(item.text), kind.name), item.where(),
              right_values(kind));
}

tl::unexpected<error> out_of_range(const field_kind& kind, piece number) {
  return fail(error_code::out_of_range,
              fmt::format("{} is out of range in the {}", quoted(number.text), kind.name),
              number.where(), right_values(kind));
}

tl::unexpected<error> empty_item(const field_kind& kind, piece field, piece item) {
  const std::size_t begin = item.at > field.at ? item.at - 1 : item.at;
  return fail(error_code::syntax, fmt::format("empty item in the {}", kind.name),
              {begin, begin + 1}, "items have one comma between them, and none at the ends");
}

/// A full or a misspelt name has its short form offered.
std::string name_hint(const field_kind& kind, std::string_view word) {
  for (const std::string_view name : kind.names) {
    if (same_word(word.substr(0, name_length), name)) return fmt::format("write {}", name);
  }
  const auto near = nearest(word, kind.names);
  return near.empty() ? right_values(kind) : did_you_mean(near);
}

tl::unexpected<error> unknown_name(const field_kind& kind, piece word) {
  return fail(error_code::unknown_name,
              fmt::format("unknown name {} in the {}", quoted(word.text), kind.name), word.where(),
              name_hint(kind, word.text));
}

// Numbers and names

bool is_letter(char c) { return is_lower(c) || is_upper(c); }

/// The value of some digits; great numbers are all alike.
std::optional<int> digits_value(std::string_view digits) {
  constexpr int great = 100'000;
  if (digits.empty() || !std::all_of(digits.begin(), digits.end(), is_digit)) return std::nullopt;
  int value = 0;
  for (const char c : digits) value = std::min(great, value * 10 + (c - '0'));
  return value;
}

std::optional<int> name_value(const field_kind& kind, std::string_view word) {
  const auto found = std::find_if(kind.names.begin(), kind.names.end(),
                                  [word](std::string_view name) { return same_word(name, word); });
  if (found == kind.names.end()) return std::nullopt;
  return static_cast<int>(found - kind.names.begin()) + kind.first;
}

bool is_weekday(const field_kind& kind) { return &kind == &weekday_kind; }

/// Sunday as 7 stays one, so that a range can end with it.
result<int> read_value(const field_kind& kind, piece word) {
  if (const auto number = digits_value(word.text)) {
    const int last = is_weekday(kind) ? sunday_again : kind.last;
    if (*number < kind.first || *number > last) return out_of_range(kind, word);
    return *number;
  }
  if (const auto named = name_value(kind, word.text)) return *named;
  const bool all_letters =
      !word.empty() && std::all_of(word.text.begin(), word.text.end(), is_letter);
  if (all_letters && !kind.names.empty()) return unknown_name(kind, word);
  return unreadable(kind, word);
}

// Ranges and steps

struct range {
  int first = 0;
  int last = 0;
};

/// A range that goes over the end of its field gets its end beyond that.
result<range> read_range(const field_kind& kind, piece text) {
  const split_piece ends = split_once(text, "-");
  if (ends.before.empty() || ends.after->empty()) return unreadable(kind, text);
  auto first = read_value(kind, ends.before);
  if (!first) return tl::unexpected(first.error());
  auto last = read_value(kind, *ends.after);
  if (!last) return tl::unexpected(last.error());
  range r{*first, *last};
  if (r.first > kind.last) r = {kind.first, r.last % sunday_again};
  if (r.last < r.first) r.last += kind.last - kind.first + 1;
  return r;
}

std::string long_step_hint(const field_kind& kind, int step) {
  const std::string_view unit = &kind == &second_kind   ? "seconds"
                                : &kind == &minute_kind ? "minutes"
                                : &kind == &hour_kind   ? "hours"
                                                        : "";
  if (unit.empty()) return right_values(kind);
  return fmt::format("{}, and a step begins anew with each round: the phrase every {} {} goes on",
                     right_values(kind), step, unit);
}

result<int> read_step(const field_kind& kind, piece text) {
  const auto step = digits_value(text.text);
  if (text.empty()) {
    return fail(error_code::missing, fmt::format("no step after / in the {}", kind.name),
                {text.at - 1, text.at}, "a step is a number: */15");
  }
  if (!step) {
    return fail(error_code::syntax,
                fmt::format("{} is no step in the {}", quoted(text.text), kind.name), text.where(),
                "a step is a number: */15");
  }
  if (*step == 0) {
    return fail(error_code::out_of_range, fmt::format("a step of 0 in the {}", kind.name),
                text.where(), "a step is 1 or more");
  }
  if (*step > kind.last) {
    return fail(
        error_code::out_of_range,
        fmt::format("a step of {} is longer than the {}", text.text.substr(0, 10), kind.name),
        text.where(), long_step_hint(kind, *step));
  }
  return *step;
}

result<number_set> stepped(const field_kind& kind, range r, int step, piece item) {
  if (r.last > kind.last && step > 1 && !kind.has_cycle) {
    return fail(error_code::ambiguous,
                fmt::format("a step over the end of the {} in {}", kind.name, quoted(item.text)),
                item.where(), "months differ in length: list the days, or give two ranges");
  }
  const int length = kind.last - kind.first + 1;
  number_set set = 0;
  for (int n = r.first; n <= r.last; n += step) set |= only(n > kind.last ? n - length : n);
  return set;
}

/// `*`, `5`, `1-5`; a lone number goes on to the end of its field where a step follows.
result<range> read_base(const field_kind& kind, piece base, bool goes_on) {
  if (base.text == "*") return range{kind.first, kind.last};
  if (base.text.find('-') != std::string_view::npos) return read_range(kind, base);
  return read_value(kind, base).map([&](int value) {
    const int first = value > kind.last ? kind.first : value;
    return range{first, goes_on ? kind.last : first};
  });
}

/// A range, with or without a step.
result<number_set> read_item(const field_kind& kind, piece item) {
  const split_piece parts = split_once(item, "/");
  const auto base = read_base(kind, parts.before, parts.after.has_value());
  if (!base) return tl::unexpected(base.error());
  const auto step = parts.after ? read_step(kind, *parts.after) : 1;
  if (!step) return tl::unexpected(step.error());
  return stepped(kind, *base, *step, item);
}

// What cron has not, or not here

struct foreign {
  bool (*is)(const field_kind& kind, std::string_view item);
  error_code code;
  std::string_view message;
  std::string_view hint;
};

bool is_day(const field_kind& kind) { return &kind == &month_day_kind || is_weekday(kind); }

constexpr std::array foreigners{
    foreign{
        [](const field_kind& kind, std::string_view item) { return item == "?" && !is_day(kind); },
        error_code::conflict, "\"?\" stands in a field of days only", "write * for any"},
    foreign{[](const field_kind&, std::string_view item) { return item.find('?') != item.npos; },
            error_code::syntax, "\"?\" stands alone in its field", "write ? or a list of days"},
    foreign{[](const field_kind&, std::string_view item) { return item.find('~') != item.npos; },
            error_code::unsupported, "\"~\" asks for a time at random", "write a fixed number"},
    foreign{[](const field_kind& kind, std::string_view item) {
              return same_word(item.substr(0, 1), "H") &&
                     (item.size() == 1 || std::string_view{"/("}.find(item[1]) != item.npos) &&
                     kind.names.empty();
            },
            error_code::unsupported, "\"H\" is a number that Jenkins makes up for each job",
            "write a fixed number"},
};

std::optional<error> complaint_about(const field_kind& kind, piece item) {
  for (const foreign& f : foreigners) {
    if (f.is(kind, item.text)) {
      return error{f.code, std::string{f.message}, item.where(), std::string{f.hint}};
    }
  }
  return std::nullopt;
}

/// Reads the items between the commas, each by `read`.
template <class Read>
result<void> read_items(const field_kind& kind, piece text, Read read) {
  for (const piece item : split(text, ',')) {
    if (item.empty()) return empty_item(kind, text, item);
    if (auto wrong = complaint_about(kind, item)) return tl::unexpected(std::move(*wrong));
    if (result<void> done = read(item); !done) return done;
  }
  return {};
}

result<void> add_numbers(const field_kind& kind, piece item, number_field& into) {
  return read_item(kind, item).map([&](number_set set) { into.numbers |= set; });
}

bool is_any(piece text) { return text.text == "?"; }

void take_all(const field_kind& kind, number_field& into) {
  into = {numbers(kind.first, kind.last), true};
}

// Days of the month

result<void> read_from_end(piece back, month_day_field& into) {
  const auto days = digits_value(back.text);
  constexpr int most = 30;
  if (!days) return unreadable(month_day_kind, back);
  if (*days == 0 || *days > most) {
    return fail(error_code::out_of_range,
                fmt::format("{} days before the last", back.text.substr(0, 10)), back.where(),
                "L-1 to L-30 count back from the last day");
  }
  into.from_end.push_back(static_cast<std::int8_t>(-*days - 1));
  return {};
}

result<void> read_nearest_work_day(piece day, month_day_field& into) {
  const auto number = digits_value(day.text);
  if (!number) {
    return fail(error_code::syntax, "no number of a day before W", {day.at, day.where().end + 1},
                "15W is the weekday nearest to the 15th, LW the last one of the month");
  }
  if (*number < 1 || *number > month_day_kind.last) return out_of_range(month_day_kind, day);
  into.nearest_work_days.push_back(static_cast<std::int8_t>(*number));
  return {};
}

result<void> read_month_day(piece item, month_day_field& into) {
  if (same_word(item.text, "L")) {
    into.from_end.push_back(-1);
    return {};
  }
  if (same_word(item.text, "LW") || same_word(item.text, "WL")) {
    into.last_work_day = true;
    return {};
  }
  const std::size_t size = item.text.size();
  if (same_word(item.text.substr(0, 2), "L-")) return read_from_end(item.from(2), into);
  if (same_word(item.text.substr(size - 1), "W")) {
    return read_nearest_work_day(item.from(0, size - 1), into);
  }
  return add_numbers(month_day_kind, item, into);
}

// Weekdays

result<date::weekday> read_weekday(piece word) {
  return read_value(weekday_kind, word).map([](int value) {
    return date::weekday{static_cast<unsigned>(value % sunday_again)};
  });
}

result<void> add_numbered(piece day, int ordinal, weekday_field& into) {
  return read_weekday(day).map([&](date::weekday d) {
    into.numbered.push_back({static_cast<std::int8_t>(ordinal), d});
  });
}

result<void> read_weekday_of_month(piece day, piece ordinal, weekday_field& into) {
  const auto number = digits_value(ordinal.text);
  constexpr int most = 5;
  if (same_word(ordinal.text, "L")) return add_numbered(day, -1, into);
  if (number && *number >= 1 && *number <= most) return add_numbered(day, *number, into);
  constexpr std::string_view hint = "fri#1 to fri#5 are the Fridays of a month, friL is the last";
  if (ordinal.empty()) {
    return fail(error_code::missing, "no number after # in the weekdays",
                {ordinal.at - 1, ordinal.at}, std::string{hint});
  }
  return fail(error_code::out_of_range,
              fmt::format("{} after # in the weekdays", quoted(ordinal.text)), ordinal.where(),
              std::string{hint});
}

result<void> read_weekday_item(piece item, weekday_field& into) {
  const auto [day, ordinal] = split_once(item, "#");
  if (ordinal) return read_weekday_of_month(day, *ordinal, into);
  if (same_word(item.text, "L")) {
    return fail(error_code::ambiguous, "\"L\" alone in the weekdays", item.where(),
                "write sat or sun, or friL for the last Friday of the month");
  }
  const std::size_t size = item.text.size();
  const bool is_last = same_word(item.text.substr(size - 1), "L");
  if (is_last) return add_numbered(item.from(0, size - 1), -1, into);
  return add_numbers(weekday_kind, item, into);
}

}  // namespace

const field_kind second_kind{"seconds", 0, 59, true, {}};
const field_kind minute_kind{"minutes", 0, 59, true, {}};
const field_kind hour_kind{"hours", 0, 23, true, {}};
const field_kind month_kind{"months", 1, 12, true, month_names};

result<void> read_numbers(const field_kind& kind, piece text, number_field& into) {
  into = {0, text.text.starts_with('*')};
  return read_items(kind, text, [&](piece item) { return add_numbers(kind, item, into); });
}

result<void> read_month_days(piece text, month_day_field& into) {
  if (is_any(text)) {
    take_all(month_day_kind, into);
    return {};
  }
  into.begins_with_star = text.text.starts_with('*');
  return read_items(month_day_kind, text, [&](piece item) { return read_month_day(item, into); });
}

result<void> read_weekdays(piece text, weekday_field& into) {
  if (is_any(text)) {
    take_all(weekday_kind, into);
    return {};
  }
  into.begins_with_star = text.text.starts_with('*');
  return read_items(weekday_kind, text, [&](piece item) { return read_weekday_item(item, into); });
}

/// Digits behind `#` and `/` number no weekday.
bool has_weekday_numbers(piece text) {
  char before = ',';
  for (const char c : text.text) {
    if (is_digit(c) && before != '#' && before != '/') return true;
    before = c;
  }
  return false;
}

bool begins_with_name(std::string_view word) {
  if (same_word(word, "L")) return true;
  return std::any_of(weekday_names.begin(), weekday_names.end(), [word](std::string_view name) {
    return same_word(word.substr(0, name_length), name);
  });
}

}  // namespace occur::detail::cron
