// The words of phrases: what each one is, and what to say about those that are
// none.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "occur/result.hpp"

namespace occur::detail::phrase {

enum class token_kind : std::uint8_t {
  keyword,  ///< value: a `keyword`
  number,   ///< value: the number
  nth,      ///< value: the number
  weekday,  ///< value: 0 is Monday
  month,    ///< value: 1 to 12
  unit,     ///< value: a `unit`
  workday,  ///< `weekday`, `workday`
  weekend,  ///< `weekend`
  adverb,   ///< value: an `adverb`
  time,     ///< a time of day
  mark,     ///< `:15`
  date,     ///< a date in digits
  zone,     ///< a zone name
  comma,
  semicolon,
  dash,
  end
};

enum class keyword : std::uint8_t {
  a,
  an,
  and_,
  annually,
  are,
  as,
  at,
  beginning,
  between,
  business,
  but,
  during,
  each,
  end,
  ending,
  ends,
  even,
  every,
  except,
  excluding,
  for_,
  from,
  half,
  in,
  is,
  last,
  next,
  not_,
  now,
  occurrences,
  odd,
  of,
  on,
  once,
  onwards,
  or_,
  other,
  penultimate,
  per,
  semi,
  since,
  start,
  starting,
  that,
  the,
  this_,
  through,
  till,
  times,
  to,
  today,
  tomorrow,
  twice,
  until,
  work,
  working
};

enum class adverb : std::uint8_t {
  hourly,
  daily,
  weekly,
  fortnightly,
  monthly,
  quarterly,
  semiannually,
  yearly
};

/// What a word is.
struct word {
  std::string_view text;
  token_kind kind = token_kind::keyword;
  std::int32_t value = 0;
  bool plural = false;
};

/// All words that phrases have, sorted by their texts.
[[nodiscard]] std::span<const word> all_words();

/// The entry of a word in lower case; nothing for a word that phrases do not have.
[[nodiscard]] const word* find_word(std::string_view lower_case);

/// What is wrong with a word that phrases do not have: the readings of an
/// ambiguous one, the cure for a known mistake, else the nearest words.
/// `before` is the word in front of it, in lower case, empty when there is none.
[[nodiscard]] error unknown_word(std::string_view as_written, std::string_view before, span where);

[[nodiscard]] std::string lower(std::string_view text);

/// Words that may stand on several lines, with one blank between them.
[[nodiscard]] std::string on_one_line(std::string_view words);

/// `monday`; 0 is Monday.
[[nodiscard]] std::string_view weekday_name(int weekday);

/// `january`; 1 is January.
[[nodiscard]] std::string_view month_name(int month);

/// `15` to `15th`.
[[nodiscard]] std::string nth_text(int n);

/// The ending that a number takes as an nth: `st`, `nd`, `rd`, `th`.
[[nodiscard]] std::string_view nth_suffix(std::uint64_t n);

}  // namespace occur::detail::phrase
