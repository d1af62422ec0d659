#include <algorithm>
#include <string>

#include "occur/phrase.hpp"

#include "phrase/grammar.hpp"
#include "phrase/words.hpp"

namespace occur {
namespace {

namespace p = detail::phrase;

/// Whether a text is a phrase, or only lacks what comes after it.
bool is_begun(std::string_view text) {
  const auto read = p::read_phrase(text);
  return read || read.error().where.begin >= text.size();
}

bool has_short_forms(p::token_kind kind) {
  return kind == p::token_kind::weekday || kind == p::token_kind::month ||
         kind == p::token_kind::unit;
}

/// Whether another word says the same in full: `monday` for `mon`.
bool is_short_form(const p::word& w) {
  return has_short_forms(w.kind) && std::ranges::any_of(p::all_words(), [&w](const p::word& other) {
           return other.kind == w.kind && other.value == w.value && other.plural == w.plural &&
                  other.text.size() > w.text.size();
         });
}

/// Whether one would rather write digits: `fifteenth`, `twenty`.
bool is_long_number(const p::word& w) {
  constexpr std::int32_t fifth = 5;
  return w.kind == p::token_kind::number || (w.kind == p::token_kind::nth && w.value > fifth);
}

/// Whether a text ends with a number of things: `every 2`.
bool ends_with_several(std::string_view text) {
  const std::string_view last = text.substr(text.find_last_of(' ') + 1);
  return !last.empty() && last != "1" &&
         last.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Leaves of `monday` and `mondays` the one that fits better.
void keep_one_number(std::vector<std::string_view>& words, bool several) {
  const std::vector<std::string_view> all = words;
  const auto has = [&all](std::string_view text) {
    return std::ranges::find(all, text) != all.end();
  };
  std::erase_if(words, [&](std::string_view text) {
    if (several) return has(std::string{text} + 's');
    return text.ends_with('s') && has(text.substr(0, text.size() - 1));
  });
}

}  // namespace

std::vector<std::string_view> words_after(std::string_view begun) {
  std::string text{begun};
  if (!text.empty()) text += ' ';
  const std::size_t length = text.size();
  std::vector<std::string_view> found;
  for (const p::word& w : p::all_words()) {
    if (is_short_form(w) || is_long_number(w)) continue;
    text.replace(length, std::string::npos, w.text);
    if (is_begun(text)) found.push_back(w.text);
  }
  keep_one_number(found, ends_with_several(begun));
  return found;
}

}  // namespace occur
