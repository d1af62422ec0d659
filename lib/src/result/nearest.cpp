#include "occur/nearest.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace occur {
namespace {

constexpr std::size_t most_edits = 3;
constexpr std::size_t shortest_abbreviation = 3;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_letter(char a, char b) { return lower(a) == lower(b); }

bool swapped(std::string_view a, std::size_t i, std::string_view b, std::size_t j) {
  return i > 1 && j > 1 && same_letter(a[i - 1], b[j - 2]) && same_letter(a[i - 2], b[j - 1]);
}

std::size_t length_difference(std::string_view a, std::string_view b) {
  return a.size() < b.size() ? b.size() - a.size() : a.size() - b.size();
}

bool abbreviates(std::string_view word, std::string_view name) {
  return word.size() >= shortest_abbreviation && word.size() < name.size() &&
         std::equal(word.begin(), word.end(), name.begin(), same_letter);
}

/// How far `name` is from `word`; nothing reasonable is further than `most_edits`.
std::size_t distance_to_offer(std::string_view word, std::string_view name) {
  const std::size_t limit = std::clamp<std::size_t>(name.size() / 3, 1, most_edits);
  const std::size_t distance = edit_distance(word, name, limit);
  if (distance <= limit) return distance;
  return abbreviates(word, name) ? most_edits : most_edits + 1;
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  if (length_difference(a, b) > limit) return limit + 1;
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::swap(before_last, last);
    std::swap(last, row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (same_letter(a[i - 1], b[j - 1]) ? 0U : 1U);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
      if (swapped(a, i, b, j)) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
  }
  return std::min(row.back(), limit + 1);
}

std::vector<std::string_view> nearest(std::string_view word,
                                      std::span<const std::string_view> names,
                                      std::size_t how_many) {
  std::vector<std::pair<std::size_t, std::string_view>> offers;
  for (const std::string_view name : names) {
    const std::size_t distance = distance_to_offer(word, name);
    if (distance <= most_edits) offers.emplace_back(distance, name);
  }
  std::stable_sort(offers.begin(), offers.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string_view> found;
  for (const auto& [distance, name] : offers) {
    // One slip explains the word: who offers what takes three blurs the answer.
    if (found.size() == how_many || distance > offers.front().first + 1) break;
    found.push_back(name);
  }
  return found;
}

std::string did_you_mean(std::span<const std::string_view> names) {
  if (names.empty()) return {};
  std::string words = "did you mean ";
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) words += i + 1 == names.size() ? " or " : ", ";
    words += names[i];
  }
  return words + "?";
}

}  // namespace occur
