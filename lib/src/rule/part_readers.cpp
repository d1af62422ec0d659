#include "rule/part_readers.hpp"

#include "civil/read_date_time.hpp"
#include "result/nearest.hpp"
#include "rule/words.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>
#include <optional>
#include <tuple>
#include <vector>
#include <fmt/format.h>

namespace occur::detail {
namespace {

constexpr std::string_view weekday_values = "weekdays are MO TU WE TH FR SA SU";

tl::unexpected<error> out_of_range(const part_value& part, piece number, std::string hint) {
  return fail(error_code::out_of_range,
              fmt::format("{} is out of range in {}", quoted(number.text), part.kind.name),
              number.where(), std::move(hint));
}

tl::unexpected<error> no_number(const part_value& part, piece text) {
  return fail(error_code::syntax,
              fmt::format("{} is no whole number in {}", quoted(text.text), part.kind.name),
              text.where(), right_values(part.kind));
}

/// The value of some digits, or the greatest there is where they are too many for it.
std::optional<std::int64_t> digits_value(std::string_view digits) {
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
  if (digits.empty() || !std::all_of(digits.begin(), digits.end(), is_digit)) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : digits) {
    const std::int64_t digit = c - '0';
    if (value > (most - digit) / 10) return most;
    value = value * 10 + digit;
  }
  return value;
}

std::optional<std::int64_t> signed_value(std::string_view text) {
  if (text.starts_with('-')) {
    const auto value = digits_value(text.substr(1));
    return value ? std::optional(-*value) : std::nullopt;
  }
  return digits_value(text.starts_with('+') ? text.substr(1) : text);
}

bool in_range(std::int64_t value, const part_kind& kind) {
  const bool zero_is_none = kind.first < 0;
  return value >= kind.first && value <= kind.last && !(zero_is_none && value == 0);
}

/// Only numbers that may be negative may have a `+` (RFC 5545 3.3.10).
bool has_stray_plus(std::string_view text, const part_kind& kind) {
  return kind.first >= 0 && text.starts_with('+');
}

result<std::int64_t> read_number(const part_value& part, piece text) {
  const auto value = signed_value(text.text);
  if (!value || has_stray_plus(text.text, part.kind)) return no_number(part, text);
  if (!in_range(*value, part.kind)) return out_of_range(part, text, right_values(part.kind));
  return *value;
}

/// `repeats` are dropped too: lists are sets.
template <class T, class Less>
void sort_without_repeats(std::vector<T>& list, Less less) {
  std::sort(list.begin(), list.end(), less);
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

tl::unexpected<error> empty_item(const part_value& part, piece item) {
  const std::size_t begin = item.at > part.value.at ? item.at - 1 : item.at;
  const std::size_t end = std::min(std::max(item.where().end, begin + 1), part.value.where().end);
  return fail(error_code::syntax, fmt::format("empty item in {}", part.kind.name), {begin, end},
              "items have one comma between them, and none at the ends");
}

/// Reads the items between the commas, each by `read_item`, into `list`.
template <class T, class ReadItem>
result<void> read_list(const part_value& part, std::vector<T>& list, ReadItem read_item) {
  for (const piece raw : split(part.value, ',')) {
    const piece item = part.tolerated.without_blanks(raw);
    if (item.empty()) return empty_item(part, item);
    const auto read = read_item(part, item);
    if (!read) return tl::unexpected(read.error());
    list.push_back(static_cast<T>(*read));
  }
  return {};
}

template <auto Member>
result<void> read_numbers(const part_value& part, rule& into) {
  auto& list = into.*Member;
  return read_list(part, list, read_number).map([&] { sort_without_repeats(list, std::less{}); });
}

result<void> read_seconds(const part_value& part, rule& into) {
  constexpr std::uint8_t leap_second = 60;
  auto& list = into.by_second;
  auto read = read_list(part, list, read_number);
  if (!read) return read;
  if (std::find(list.begin(), list.end(), leap_second) != list.end()) {
    part.tolerated.warn({error_code::deprecated_form, "60 in BYSECOND reads as 59",
                         part.value.where(), "leap seconds are not computed: write 59"});
    std::replace(list.begin(), list.end(), leap_second, std::uint8_t{59});
  }
  sort_without_repeats(list, std::less{});
  return {};
}

template <auto Member>
result<void> read_single_number(const part_value& part, rule& into) {
  return read_number(part, part.value).map([&](std::int64_t value) {
    using number = std::remove_reference_t<decltype(into.*Member)>;
    if constexpr (std::is_integral_v<number>) {
      into.*Member = static_cast<number>(value);
    } else {
      into.*Member = static_cast<typename number::value_type>(value);
    }
  });
}

result<month_number> read_month(const part_value& part, piece item) {
  const bool leap = item.text.ends_with('L') || item.text.ends_with('l');
  const piece digits = item.from(0, item.text.size() - (leap ? 1 : 0));
  return read_number(part, digits).map([&](std::int64_t number) {
    return month_number{static_cast<std::uint8_t>(number), leap};
  });
}

result<void> read_months(const part_value& part, rule& into) {
  return read_list(part, into.by_month, read_month).map([&] {
    sort_without_repeats(into.by_month, std::less{});
  });
}

/// Which of `words` a word is; unknown ones have the nearest offered.
template <std::size_t N>
result<std::size_t> read_word(const part_value& part, const std::array<std::string_view, N>& words,
                              std::string_view what) {
  const std::string word = part.tolerated.upper_case(part.value);
  const auto found = std::find(words.begin(), words.end(), word);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  const auto near = nearest(word, words);
  return fail(error_code::unknown_name,
              fmt::format("unknown {} {} in {}", what, quoted(part.value.text), part.kind.name),
              part.value.where(), near.empty() ? right_values(part.kind) : did_you_mean(near));
}

result<void> read_frequency(const part_value& part, rule& into) {
  return read_word(part, frequency_words, "frequency").map([&](std::size_t index) {
    into.freq = static_cast<frequency>(index);
  });
}

result<void> read_skip(const part_value& part, rule& into) {
  return read_word(part, skip_words, "way to skip").map([&](std::size_t index) {
    into.skip = static_cast<skip_rule>(index);
  });
}

result<void> read_until(const part_value& part, rule& into) {
  return read_date_time(part.value, part.kind.name, part.tolerated).map([&](date_time value) {
    into.until = value;
  });
}

/// `MO` for `MON` and `MONDAY`.
std::string weekday_hint(std::string_view word) {
  if (word.find(' ') != std::string_view::npos) return "weekdays have commas between them: MO,TU";
  constexpr std::size_t shortest = 3;
  for (std::size_t i = 0; i < weekday_names.size(); ++i) {
    const std::string_view name = weekday_names[i];
    const bool shortens = word.size() >= shortest && same_word(word, name.substr(0, word.size()));
    if (shortens) return fmt::format("did you mean {}?", weekday_words[i]);
  }
  return std::string(weekday_values);
}

result<date::weekday> read_weekday(const part_value& part, piece text) {
  const std::string word = part.tolerated.upper_case(text);
  const auto found = std::find(weekday_words.begin(), weekday_words.end(), word);
  if (found != weekday_words.end()) {
    return date::weekday{static_cast<unsigned>(found - weekday_words.begin())};
  }
  return fail(error_code::unknown_name,
              fmt::format("unknown weekday {} in {}", quoted(text.text), part.kind.name),
              text.where(), weekday_hint(text.text));
}

result<void> read_week_start(const part_value& part, rule& into) {
  return read_weekday(part, part.value).map([&](date::weekday day) { into.week_start = day; });
}

/// Where the number before a weekday ends.
std::size_t number_length(std::string_view text) {
  std::size_t end = text.starts_with('+') || text.starts_with('-') ? 1 : 0;
  while (end < text.size() && is_digit(text[end])) ++end;
  return end;
}

result<std::int64_t> read_ordinal(const part_value& part, piece text) {
  if (text.empty()) return 0;
  const auto value = signed_value(text.text);
  if (!value) return no_number(part, text);
  if (!in_range(*value, part.kind)) {
    return out_of_range(part, text, "the number before a weekday is 1 to 53, or -53 to -1");
  }
  return *value;
}

result<weekday_number> read_weekday_number(const part_value& part, piece item) {
  const std::size_t length = number_length(item.text);
  if (length == item.text.size()) {
    return fail(error_code::missing, fmt::format("{} names no weekday in BYDAY", quoted(item.text)),
                item.where(), "a number stands before a weekday: 1MO, -1FR");
  }
  const auto ordinal = read_ordinal(part, item.from(0, length));
  if (!ordinal) return tl::unexpected(ordinal.error());
  return read_weekday(part, item.from(length)).map([&](date::weekday day) {
    return weekday_number{static_cast<std::int8_t>(*ordinal), day};
  });
}

result<void> read_weekdays(const part_value& part, rule& into) {
  const auto key = [](const weekday_number& w) {
    return std::tuple(w.ordinal, w.day.iso_encoding());
  };
  return read_list(part, into.by_day, read_weekday_number).map([&] {
    sort_without_repeats(into.by_day,
                         [&](const auto& a, const auto& b) { return key(a) < key(b); });
  });
}

result<void> read_calendar(const part_value& part, rule& into) {
  std::string name = part.tolerated.upper_case(part.value);
  const bool known = name == gregorian || std::find(other_calendars.begin(), other_calendars.end(),
                                                    name) != other_calendars.end();
  if (known) {
    into.calendar = std::move(name);
    return {};
  }
  std::vector<std::string_view> calendars(other_calendars.begin(), other_calendars.end());
  calendars.insert(calendars.begin(), gregorian);
  const auto near = nearest(name, calendars);
  return fail(error_code::unknown_name,
              fmt::format("unknown calendar {} in RSCALE", quoted(part.value.text)),
              part.value.where(), near.empty() ? right_values(part.kind) : did_you_mean(near));
}

constexpr std::array<part_kind, 16> kinds{{
    {"FREQ", read_frequency,
     "frequencies are YEARLY MONTHLY WEEKLY DAILY HOURLY MINUTELY SECONDLY"},
    {"UNTIL", read_until, "write a date, 20261231, or a date-time, 20261231T235959Z"},
    {"COUNT", read_single_number<&rule::count>, "", 1, 1'000'000'000'000'000'000},
    {"INTERVAL", read_single_number<&rule::interval>, "", 1, 4'294'967'295},
    {"BYSECOND", read_seconds, "", 0, 60},
    {"BYMINUTE", read_numbers<&rule::by_minute>, "", 0, 59},
    {"BYHOUR", read_numbers<&rule::by_hour>, "", 0, 23},
    {"BYDAY", read_weekdays, weekday_values, -53, 53},
    {"BYMONTHDAY", read_numbers<&rule::by_month_day>, "", -31, 31},
    {"BYYEARDAY", read_numbers<&rule::by_year_day>, "", -366, 366},
    {"BYWEEKNO", read_numbers<&rule::by_week_number>, "", -53, 53},
    {"BYMONTH", read_months, "BYMONTH is 1 to 12", 1, 13},
    {"BYSETPOS", read_numbers<&rule::by_set_position>, "", -366, 366},
    {"WKST", read_week_start, weekday_values},
    {"RSCALE", read_calendar, "the calendar of RFC 5545 is GREGORIAN"},
    {"SKIP", read_skip, "SKIP is OMIT, BACKWARD or FORWARD"},
}};

}  // namespace

std::span<const part_kind> part_kinds() { return kinds; }

const part_kind* find_part_kind(std::string_view name) {
  const auto found = std::find_if(kinds.begin(), kinds.end(), [&](const part_kind& kind) {
    return same_word(kind.name, name);
  });
  return found == kinds.end() ? nullptr : &*found;
}

std::string right_values(const part_kind& kind) {
  if (!kind.values.empty()) return std::string(kind.values);
  if (kind.first >= 0) return fmt::format("{} is {} to {}", kind.name, kind.first, kind.last);
  return fmt::format("{} is 1 to {}, or {} to -1", kind.name, kind.last, kind.first);
}

}  // namespace occur::detail
