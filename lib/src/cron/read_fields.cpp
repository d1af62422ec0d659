#include "cron/fields.hpp"
#include "cron/read_item.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace occur::detail::cron {
namespace {

constexpr std::size_t fewest_fields = 5;
constexpr std::size_t most_fields = 7;

constexpr std::string_view all_fields =
    "minutes, hours, days of the month, months, weekdays: 0 9 * * mon-fri";

span around(const std::vector<piece>& words) {
  return {words.front().at, words.back().where().end};
}

bool is_letter(char c) { return is_lower(c) || is_upper(c); }

/// Whether a word can be no field at all, or none of those that stand sixth or later.
bool looks_like_command(piece word) {
  const auto fits = [](char c) {
    return is_digit(c) || is_letter(c) ||
           std::string_view{"*/,-#?"}.find(c) != std::string_view::npos;
  };
  if (word.text.starts_with('/')) return true;
  if (!std::all_of(word.text.begin(), word.text.end(), fits)) return true;
  return is_letter(word.text.front()) && !begins_with_name(word.text);
}

result<void> check_count(const std::vector<piece>& words) {
  if (words.size() < fewest_fields) {
    return fail(error_code::missing,
                fmt::format("a cron expression has five fields or six, this has {}", words.size()),
                around(words), fmt::format("the fields are {}", all_fields));
  }
  const auto command = std::find_if(words.begin() + fewest_fields, words.end(), looks_like_command);
  if (command != words.end()) {
    return fail(error_code::syntax,
                fmt::format("{} is no field of a cron expression", quoted(command->text)),
                {command->at, words.back().where().end},
                "a command, or a user before it, is no part of the expression: leave it out");
  }
  if (words.size() <= most_fields) return {};
  return fail(error_code::syntax,
              fmt::format("a cron expression has five fields or six, this has {}", words.size()),
              {words[most_fields].at, words.back().where().end},
              fmt::format("the fields are {}", all_fields));
}

/// A seventh field is a year, and so is a number of four digits behind the months.
bool is_year(piece word, std::size_t index) {
  constexpr std::size_t digits = 4;
  const bool is_number = std::all_of(word.text.begin(), word.text.end(), is_digit);
  return index + 1 == most_fields ||
         (index >= fewest_fields && is_number && word.text.size() == digits);
}

result<void> check_year(piece last, std::size_t index) {
  if (!is_year(last, index) || last.text == "*" || last.text == "?") return {};
  return fail(error_code::unsupported,
              fmt::format("the years in {} cannot be said by a field", quoted(last.text)),
              last.where(), "leave the field out: a start and an end are said apart from it");
}

/// Quartz counts weekdays from 1 for Sunday, cron from 0; `?` is Quartz's.
result<void> check_weekday_numbers(const std::vector<piece>& days) {
  const bool asks =
      std::any_of(days.begin(), days.end(), [](piece word) { return word.text == "?"; });
  const piece weekdays = days.back();
  if (!asks || !has_weekday_numbers(weekdays)) return {};
  return fail(error_code::ambiguous,
              fmt::format("weekdays by number in {} beside \"?\"", quoted(weekdays.text)),
              weekdays.where(),
              "Quartz, which has the \"?\", calls Sunday 1, cron calls it 0: write names, mon-fri");
}

/// The field that stands sixth may be a year where there are no seconds (Amazon's way).
std::string stray_question_hint(std::size_t count, std::string hint) {
  if (count != fewest_fields + 1) return hint;
  return hint + "; six fields begin with seconds, and none is a year";
}

result<fields> read_words(std::vector<piece> words) {
  if (auto checked = check_year(words.back(), words.size() - 1); !checked) {
    return tl::unexpected(checked.error());
  }
  if (words.size() == most_fields) words.pop_back();
  const std::size_t count = words.size();
  auto next = words.begin();
  fields f;
  const auto read_plain = [&](const field_kind& kind, number_field& into) {
    return read_numbers(kind, *next++, into).map_error([&](error e) {
      if (e.code == error_code::conflict) e.hint = stray_question_hint(count, std::move(e.hint));
      return e;
    });
  };
  const auto seconds = count > fewest_fields ? read_plain(second_kind, f.seconds) : result<void>{};
  return seconds.and_then([&] { return read_plain(minute_kind, f.minutes); })
      .and_then([&] { return read_plain(hour_kind, f.hours); })
      .and_then([&] { return read_month_days(*next++, f.month_days); })
      .and_then([&] { return read_plain(month_kind, f.months); })
      .and_then([&] {
        return check_weekday_numbers({*(next - 2), *next});
      })
      .and_then([&] { return read_weekdays(*next++, f.weekdays); })
      .map([&] { return std::move(f); });
}

}  // namespace

std::vector<piece> words_of(piece text) {
  std::vector<piece> words;
  for (std::size_t at = 0; at < text.text.size();) {
    std::size_t end = at;
    while (end < text.text.size() && !is_blank(text.text[end])) ++end;
    if (end > at) words.push_back(text.from(at, end - at));
    at = end + 1;
  }
  return words;
}

result<fields> read_fields(piece text) {
  const std::vector<piece> words = words_of(text);
  return check_count(words).and_then([&] { return read_words(words); });
}

}  // namespace occur::detail::cron
