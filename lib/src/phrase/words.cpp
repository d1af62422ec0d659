#include "phrase/words.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <vector>

#include "occur/nearest.hpp"

#include "phrase/tree.hpp"

namespace occur::detail::phrase {
namespace {

constexpr word key(std::string_view text, keyword k) {
  return {text, token_kind::keyword, static_cast<std::int32_t>(k), false};
}
constexpr word day(std::string_view text, int value, bool plural = false) {
  return {text, token_kind::weekday, value, plural};
}
constexpr word month(std::string_view text, int value) { return {text, token_kind::month, value}; }
constexpr word number(std::string_view text, int value) {
  return {text, token_kind::number, value};
}
constexpr word nth(std::string_view text, int value) { return {text, token_kind::nth, value}; }
constexpr word each(std::string_view text, unit u, bool plural = false) {
  return {text, token_kind::unit, static_cast<std::int32_t>(u), plural};
}
constexpr word often(std::string_view text, adverb a) {
  return {text, token_kind::adverb, static_cast<std::int32_t>(a)};
}

constexpr auto sorted(auto words) {
  std::ranges::sort(words, {}, &word::text);
  return words;
}

constexpr auto vocabulary = sorted(std::to_array<word>({
    key("a", keyword::a),
    key("an", keyword::an),
    key("and", keyword::and_),
    key("annually", keyword::annually),
    key("are", keyword::are),
    key("as", keyword::as),
    key("at", keyword::at),
    key("beginning", keyword::beginning),
    key("between", keyword::between),
    key("business", keyword::business),
    key("but", keyword::but),
    key("during", keyword::during),
    key("each", keyword::each),
    key("end", keyword::end),
    key("ending", keyword::ending),
    key("ends", keyword::ends),
    key("even", keyword::even),
    key("every", keyword::every),
    key("except", keyword::except),
    key("excluding", keyword::excluding),
    key("for", keyword::for_),
    key("from", keyword::from),
    key("half", keyword::half),
    key("in", keyword::in),
    key("is", keyword::is),
    key("last", keyword::last),
    key("next", keyword::next),
    key("not", keyword::not_),
    key("now", keyword::now),
    key("occurrences", keyword::occurrences),
    key("odd", keyword::odd),
    key("of", keyword::of),
    key("on", keyword::on),
    key("once", keyword::once),
    key("onwards", keyword::onwards),
    key("or", keyword::or_),
    key("other", keyword::other),
    key("penultimate", keyword::penultimate),
    key("per", keyword::per),
    key("semi", keyword::semi),
    key("since", keyword::since),
    key("start", keyword::start),
    key("starting", keyword::starting),
    key("that", keyword::that),
    key("the", keyword::the),
    key("this", keyword::this_),
    key("through", keyword::through),
    key("thru", keyword::through),
    key("til", keyword::till),
    key("till", keyword::till),
    key("times", keyword::times),
    key("to", keyword::to),
    key("today", keyword::today),
    key("tomorrow", keyword::tomorrow),
    key("twice", keyword::twice),
    key("until", keyword::until),
    key("work", keyword::work),
    key("working", keyword::working),

    day("monday", 0),
    day("mon", 0),
    day("mondays", 0, true),
    day("tuesday", 1),
    day("tue", 1),
    day("tues", 1),
    day("tuesdays", 1, true),
    day("wednesday", 2),
    day("wed", 2),
    day("weds", 2),
    day("wednesdays", 2, true),
    day("thursday", 3),
    day("thu", 3),
    day("thur", 3),
    day("thurs", 3),
    day("thursdays", 3, true),
    day("friday", 4),
    day("fri", 4),
    day("fridays", 4, true),
    day("saturday", 5),
    day("sat", 5),
    day("saturdays", 5, true),
    day("sunday", 6),
    day("sun", 6),
    day("sundays", 6, true),

    word{"weekday", token_kind::workday, 0, false},
    word{"weekdays", token_kind::workday, 0, true},
    word{"workday", token_kind::workday, 0, false},
    word{"workdays", token_kind::workday, 0, true},
    word{"weekend", token_kind::weekend, 0, false},
    word{"weekends", token_kind::weekend, 0, true},

    month("january", 1),
    month("jan", 1),
    month("february", 2),
    month("feb", 2),
    month("march", 3),
    month("mar", 3),
    month("april", 4),
    month("apr", 4),
    month("may", 5),
    month("june", 6),
    month("jun", 6),
    month("july", 7),
    month("jul", 7),
    month("august", 8),
    month("aug", 8),
    month("september", 9),
    month("sep", 9),
    month("sept", 9),
    month("october", 10),
    month("oct", 10),
    month("november", 11),
    month("nov", 11),
    month("december", 12),
    month("dec", 12),

    each("second", unit::second),
    each("seconds", unit::second, true),
    each("sec", unit::second),
    each("secs", unit::second, true),
    each("s", unit::second),
    each("minute", unit::minute),
    each("minutes", unit::minute, true),
    each("min", unit::minute),
    each("mins", unit::minute, true),
    each("hour", unit::hour),
    each("hours", unit::hour, true),
    each("hr", unit::hour),
    each("hrs", unit::hour, true),
    each("h", unit::hour),
    each("day", unit::day),
    each("days", unit::day, true),
    each("d", unit::day),
    each("week", unit::week),
    each("weeks", unit::week, true),
    each("wk", unit::week),
    each("wks", unit::week, true),
    each("w", unit::week),
    each("month", unit::month),
    each("months", unit::month, true),
    each("quarter", unit::quarter),
    each("quarters", unit::quarter, true),
    each("year", unit::year),
    each("years", unit::year, true),
    each("yr", unit::year),
    each("yrs", unit::year, true),
    each("y", unit::year),

    often("hourly", adverb::hourly),
    often("daily", adverb::daily),
    often("everyday", adverb::daily),
    often("weekly", adverb::weekly),
    often("fortnightly", adverb::fortnightly),
    often("monthly", adverb::monthly),
    often("quarterly", adverb::quarterly),
    often("yearly", adverb::yearly),
    often("semiannually", adverb::semiannually),

    number("one", 1),
    number("two", 2),
    number("three", 3),
    number("four", 4),
    number("five", 5),
    number("six", 6),
    number("seven", 7),
    number("eight", 8),
    number("nine", 9),
    number("ten", 10),
    number("eleven", 11),
    number("twelve", 12),
    number("thirteen", 13),
    number("fourteen", 14),
    number("fifteen", 15),
    number("sixteen", 16),
    number("seventeen", 17),
    number("eighteen", 18),
    number("nineteen", 19),
    number("twenty", 20),
    number("thirty", 30),
    number("forty", 40),
    number("fifty", 50),
    number("sixty", 60),
    number("seventy", 70),
    number("eighty", 80),
    number("ninety", 90),

    nth("first", 1),
    nth("third", 3),
    nth("fourth", 4),
    nth("fifth", 5),
    nth("sixth", 6),
    nth("seventh", 7),
    nth("eighth", 8),
    nth("ninth", 9),
    nth("tenth", 10),
    nth("eleventh", 11),
    nth("twelfth", 12),
    nth("thirteenth", 13),
    nth("fourteenth", 14),
    nth("fifteenth", 15),
    nth("sixteenth", 16),
    nth("seventeenth", 17),
    nth("eighteenth", 18),
    nth("nineteenth", 19),
    nth("twentieth", 20),
    nth("thirtieth", 30),

    word{"noon", token_kind::time, 12 * 3600, false},
    word{"midday", token_kind::time, 12 * 3600, false},
    word{"midnight", token_kind::time, 0, false},

    word{"utc", token_kind::zone, 0, false},
    word{"gmt", token_kind::zone, 0, false},
}));

/// A word that people use and phrases refuse: why, and what to write instead.
struct refusal {
  std::string_view text;
  error_code code;
  std::string_view message;
  std::string_view hint;
};

constexpr auto refusals = std::to_array<refusal>({
    {"biweekly", error_code::ambiguous, "\"biweekly\" may be every 2 weeks or twice a week",
     "write \"every 2 weeks\", or name the days: \"every monday and thursday\""},
    {"bimonthly", error_code::ambiguous, "\"bimonthly\" may be every 2 months or twice a month",
     "write \"every 2 months\" or \"every 1st and 15th\""},
    {"biannually", error_code::ambiguous, "\"biannually\" may be every 6 months or every 2 years",
     "write \"every 6 months\" or \"every 2 years\""},
    {"biannual", error_code::ambiguous, "\"biannual\" may be every 6 months or every 2 years",
     "write \"every 6 months\" or \"every 2 years\""},
    {"biennially", error_code::ambiguous, "\"biennially\" is easily misread",
     "write \"every 2 years\""},
    {"semiweekly", error_code::ambiguous, "\"semiweekly\" may be twice a week or every 2 weeks",
     "name the days, \"every monday and thursday\", or write \"every 2 weeks\""},
    {"semimonthly", error_code::ambiguous, "\"semimonthly\" may be twice a month or every 2 months",
     "write \"every 1st and 15th\" or \"every 2 months\""},
    {"m", error_code::ambiguous, "\"m\" may be minutes or months", "write \"min\" or \"months\""},
    {"morning", error_code::unknown_name, "\"morning\" is not a time of day",
     "give the time: \"at 8:00\""},
    {"mornings", error_code::unknown_name, "\"mornings\" is not a time of day",
     "give the time: \"at 8:00\""},
    {"afternoon", error_code::unknown_name, "\"afternoon\" is not a time of day",
     "give the time: \"at 15:00\""},
    {"evening", error_code::unknown_name, "\"evening\" is not a time of day",
     "give the time: \"at 19:00\""},
    {"evenings", error_code::unknown_name, "\"evenings\" is not a time of day",
     "give the time: \"at 19:00\""},
    {"night", error_code::unknown_name, "\"night\" is not a time of day",
     "give the time: \"at 22:00\""},
    {"nightly", error_code::unknown_name, "\"nightly\" is not a time of day",
     "give the time: \"daily at 22:00\""},
    {"tonight", error_code::unknown_name, "\"tonight\" is not a time of day",
     "give the time: \"today at 21:00\""},
    {"holiday", error_code::unknown_name, "holidays are unknown",
     "leave the days out one by one: \"except 2026-12-25\""},
    {"holidays", error_code::unknown_name, "holidays are unknown",
     "leave the days out one by one: \"except 2026-12-25\""},
    {"easter", error_code::unknown_name, "holidays are unknown", "give the date: \"2026-04-05\""},
    {"christmas", error_code::unknown_name, "holidays are unknown",
     "give the date: \"december 25\""},
    {"yesterday", error_code::unknown_name, "\"yesterday\" has passed",
     "give the date, such as \"2026-04-01\""},
    {"fortnight", error_code::unknown_name, "\"fortnight\" is not a unit", "write \"2 weeks\""},
    {"fortnights", error_code::unknown_name, "\"fortnights\" is not a unit",
     "write \"every 4 weeks\" for 2 of them"},
    {"decade", error_code::unknown_name, "\"decade\" is not a unit", "write \"10 years\""},
    {"decades", error_code::unknown_name, "\"decades\" is not a unit", "write \"20 years\""},
    {"hundred", error_code::unknown_name, "numbers in words end at ninety-nine",
     "write it in digits"},
    {"zero", error_code::out_of_range, "an interval is at least 1", "numbers start at one"},
});

constexpr auto zone_abbreviations = std::to_array<std::string_view>(
    {"est",  "edt",  "cst",  "cdt",  "mst",  "mdt",  "pst", "pdt", "akst", "hst", "cet", "cest",
     "eet",  "eest", "wet",  "west", "bst",  "ist",  "msk", "jst", "kst",  "hkt", "sgt", "aest",
     "aedt", "acst", "awst", "nzst", "nzdt", "sast", "brt", "et",  "ct",   "mt",  "pt",  "z"});

[[nodiscard]] const refusal* find_refusal(std::string_view lower_case) {
  const auto* found = std::ranges::find(refusals, lower_case, &refusal::text);
  return found == refusals.end() ? nullptr : found;
}

/// The words that differ from `text` in one letter, then those further away
/// that are still near; a short word has near neighbours only.
[[nodiscard]] std::string spelling_hint(std::string_view text) {
  std::vector<std::string_view> names;
  names.reserve(vocabulary.size());
  std::ranges::transform(vocabulary, std::back_inserter(names), &word::text);
  std::vector<std::string_view> near;
  for (std::string_view name : names)
    if (name.size() > 1 && edit_distance(text, name, 1) <= 1) near.push_back(name);
  constexpr std::size_t most = 6;
  if (near.size() < most)
    for (std::string_view name : nearest(text, names, 3))
      if (near.size() < 3 && std::ranges::find(near, name) == near.end()) near.push_back(name);
  if (near.size() > most) near.resize(most);
  return did_you_mean(near);
}

/// A text with one `?` for every letter beyond ASCII, as typing errors are counted in letters.
[[nodiscard]] std::string in_ascii(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80)
      out += c;
    else if (byte >= 0xC0)
      out += '?';
  }
  return out;
}

[[nodiscard]] bool is_near_month(std::string_view text) {
  return std::ranges::any_of(vocabulary, [&](const word& w) {
    return w.kind == token_kind::month && edit_distance(text, w.text, 1) <= 1;
  });
}

}  // namespace

std::span<const word> all_words() { return vocabulary; }

const word* find_word(std::string_view lower_case) {
  const auto* found = std::ranges::lower_bound(vocabulary, lower_case, {}, &word::text);
  return found != vocabulary.end() && found->text == lower_case ? found : nullptr;
}

error unknown_word(std::string_view as_written, std::string_view before, span where) {
  const std::string text = in_ascii(lower(as_written));
  if (const refusal* r = find_refusal(text))
    return {r->code, std::string(r->message), where, std::string(r->hint)};
  const std::string quoted = "\"" + std::string(as_written) + "\"";
  if (std::ranges::find(zone_abbreviations, text) != zone_abbreviations.end())
    return {error_code::unknown_name, quoted + " is a zone abbreviation, not a zone name", where,
            "name the zone by a place: \"in America/New_York\""};
  const bool in = before == "in" || before == "during";
  // `in New York` is no misspelt `now`.
  const bool place = in && as_written.front() != text.front() && !is_near_month(text);
  std::string hint = place || text == "?" ? std::string() : spelling_hint(text);
  if (hint.empty())
    hint = in ? "write a month, a week or a zone: \"in june\", \"in week 20\", \"in Europe/Zagreb\""
              : "a phrase is like \"every monday at 9:00 from 2026-04-01\"";
  return {error_code::unknown_name, "unknown word " + quoted, where, std::move(hint)};
}

std::string on_one_line(std::string_view words) {
  constexpr std::string_view blanks = " \t\r\n";
  std::string line;
  for (std::size_t at = words.find_first_not_of(blanks); at < words.size();) {
    const std::size_t end = std::min(words.find_first_of(blanks, at), words.size());
    if (!line.empty()) line += ' ';
    line += words.substr(at, end - at);
    at = words.find_first_not_of(blanks, end);
  }
  return line;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::string_view weekday_name(int weekday) {
  static constexpr std::array<std::string_view, 7> names = {
      "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
  return names.at(static_cast<std::size_t>(weekday));
}

std::string_view month_name(int month) {
  static constexpr std::array<std::string_view, 12> names = {
      "january", "february", "march",     "april",   "may",      "june",
      "july",    "august",   "september", "october", "november", "december"};
  return names.at(static_cast<std::size_t>(month - 1));
}

std::string_view nth_suffix(std::uint64_t n) {
  if (n % 100 >= 11 && n % 100 <= 13) return "th";
  switch (n % 10) {
    case 1:
      return "st";
    case 2:
      return "nd";
    case 3:
      return "rd";
    default:
      return "th";
  }
}

std::string nth_text(int n) {
  return std::to_string(n) + std::string(nth_suffix(static_cast<std::uint64_t>(n)));
}

}  // namespace occur::detail::phrase
