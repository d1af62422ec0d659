#include "cron/field_text.hpp"

#include <vector>
#include <fmt/format.h>

namespace occur::detail::cron {
namespace {

std::string name_of(int n, const field_style& style) {
  return style.number == nullptr ? fmt::to_string(n) : style.number(n);
}

/// The step between all numbers of a set; 0 where it varies or there are fewer than three.
int common_step(const std::vector<int>& list) {
  if (list.size() < 3) return 0;
  const int step = list[1] - list[0];
  for (std::size_t i = 2; i < list.size(); ++i) {
    if (list[i] - list[i - 1] != step) return 0;
  }
  return step;
}

std::string list_text(const std::vector<int>& list, const field_style& style) {
  std::string text;
  for (std::size_t i = 0; i < list.size();) {
    std::size_t end = i + 1;
    while (end < list.size() && list[end] == list[end - 1] + 1) ++end;
    if (end - i < 3) end = i + 1;
    if (!text.empty()) text += ',';
    text += name_of(list[i], style);
    if (end - i >= 3) text.append(style.range).append(name_of(list[end - 1], style));
    i = end;
  }
  return text;
}

}  // namespace

std::string field_text(number_set set, const field_style& style) {
  if (set == numbers(style.first, style.last)) return "*";
  const auto list = list_of<int>(set);
  const int step = common_step(list);
  if (step < 2 || style.steps == step_style::none) return list_text(list, style);
  const bool to_end = list.back() + step > style.last;
  const std::string first = name_of(list.front(), style);
  if (style.steps == step_style::slash) {
    return to_end ? fmt::format("{}/{}", first, step) : list_text(list, style);
  }
  if (to_end && list.front() == style.first) return fmt::format("*/{}", step);
  constexpr std::size_t short_list = 3;
  if (list.size() <= short_list) return list_text(list, style);
  return fmt::format("{}{}{}/{}", first, style.range, name_of(list.back(), style), step);
}

}  // namespace occur::detail::cron
