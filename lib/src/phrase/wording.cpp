#include "phrase/wording.hpp"

#include <algorithm>
#include <iterator>

#include "phrase/words.hpp"

namespace occur::detail::phrase {
namespace {

[[nodiscard]] std::string padded(std::int64_t value, std::size_t width) {
  const std::string digits = std::to_string(value);
  return std::string(digits.size() < width ? width - digits.size() : 0, '0') + digits;
}

/// Runs of three or more values become `first to last`.
template <class Name>
[[nodiscard]] std::vector<std::string> with_ranges(const std::vector<int>& values, Name name) {
  std::vector<std::string> items;
  for (std::size_t i = 0; i < values.size();) {
    std::size_t end = i + 1;
    while (end < values.size() && values[end] == values[end - 1] + 1) ++end;
    if (end - i >= 3) {
      items.push_back(name(values[i]) + " to " + name(values[end - 1]));
      i = end;
    } else {
      items.push_back(name(values[i++]));
    }
  }
  return items;
}

[[nodiscard]] std::string from_end_text(int ordinal) {
  return ordinal == -1 ? "last" : nth_text(-ordinal) + " to last";
}

}  // namespace

std::string list_text(std::span<const std::string> items, std::string_view last) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) text += i + 1 < items.size() ? ", " : " " + std::string(last) + " ";
    text += items[i];
  }
  return text;
}

std::string weekdays_text(weekday_mask mask, bool plural, std::string_view last) {
  const std::string ending = plural ? "s" : "";
  const bool all_of_them = last == "and";
  if (all_of_them && mask == monday_to_friday) return "weekday" + ending;
  if (all_of_them && mask == saturday_sunday) return "weekend" + ending;
  std::vector<int> days;
  for (int d = 0; d < 7; ++d)
    if ((mask >> d & 1) != 0) days.push_back(d);
  const auto name = [&](int d) { return std::string(weekday_name(d)) + ending; };
  if (all_of_them) return list_text(with_ranges(days, name));
  std::vector<std::string> names;
  std::ranges::transform(days, std::back_inserter(names), name);
  return list_text(names, last);
}

std::string months_text(month_mask mask) {
  std::vector<int> months;
  for (int m = 1; m <= 12; ++m)
    if ((mask >> m & 1) != 0) months.push_back(m);
  return list_text(with_ranges(months, [](int m) { return std::string(month_name(m)); }));
}

std::string ordinals_text(std::vector<int> ordinals) {
  std::ranges::sort(ordinals);
  const auto positive = std::ranges::find_if(ordinals, [](int n) { return n > 0; });
  std::vector<std::string> items = with_ranges(std::vector(positive, ordinals.end()), nth_text);
  std::transform(ordinals.begin(), positive, std::back_inserter(items), from_end_text);
  return list_text(items);
}

std::string time_text(std::int32_t second_of_day) {
  std::string text = padded(second_of_day / 3600, 2) + ":" + padded(second_of_day / 60 % 60, 2);
  if (second_of_day % 60 != 0) text += ":" + padded(second_of_day % 60, 2);
  return text;
}

std::string date_text_of(date::local_days day) {
  const date::year_month_day ymd{day};
  return padded(int{ymd.year()}, 4) + "-" + padded(unsigned{ymd.month()}, 2) + "-" +
         padded(unsigned{ymd.day()}, 2);
}

std::string moment_text(date::local_seconds time) {
  const auto day = date::floor<date::days>(time);
  return date_text_of(day) + " " + time_text(static_cast<std::int32_t>((time - day).count()));
}

}  // namespace occur::detail::phrase
