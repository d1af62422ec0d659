#include "occur/cron.hpp"

#include "cron/fields.hpp"
#include "cron/looks_like_cron.hpp"
#include "cron/rules.hpp"
#include "result/nearest.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <fmt/format.h>

namespace occur {
namespace detail::cron {
namespace {

constexpr std::size_t longest_text = 1000;

/// A word that stands for an expression; without one, the word stands for no
/// time, and the rest says why and what to do.
struct nickname {
  std::string_view word;
  std::string_view expression;
  std::string_view message{};
  std::string_view hint{};
};

constexpr std::array nicknames{
    nickname{"@yearly", "0 0 1 1 *"},
    nickname{"@annually", "0 0 1 1 *"},
    nickname{"@monthly", "0 0 1 * *"},
    nickname{"@weekly", "0 0 * * 0"},
    nickname{"@daily", "0 0 * * *"},
    nickname{"@midnight", "0 0 * * *"},
    nickname{"@hourly", "0 * * * *"},
    nickname{"@reboot", "", "names no time: it is whenever a machine starts",
             "name a time: @daily is every midnight"},
    nickname{"@every", "", "counts from when cron starts, not by the clock",
             "the phrase every 5 minutes counts from a start"},
};

const nickname* find_nickname(std::string_view word) {
  const auto found = std::find_if(nicknames.begin(), nicknames.end(),
                                  [word](const nickname& n) { return same_word(n.word, word); });
  return found == nicknames.end() ? nullptr : &*found;
}

tl::unexpected<error> unknown_nickname(piece word) {
  std::array<std::string_view, nicknames.size()> words{};
  std::transform(nicknames.begin(), nicknames.end(), words.begin(),
                 [](const nickname& n) { return n.word; });
  std::string hint = did_you_mean(nearest(word.text, words));
  if (hint.empty()) hint = "there are @hourly, @daily, @weekly, @monthly and @yearly";
  return fail(error_code::unknown_name, fmt::format("unknown name {}", quoted(word.text)),
              word.where(), std::move(hint));
}

result<fields> read_nickname(const std::vector<piece>& words) {
  const nickname* known = find_nickname(words[0].text);
  if (known == nullptr) return unknown_nickname(words[0]);
  const span all{words.front().at, words.back().where().end};
  if (known->expression.empty()) {
    return fail(error_code::unsupported, fmt::format("{} {}", known->word, known->message), all,
                std::string{known->hint});
  }
  if (words.size() > 1) {
    return fail(error_code::syntax,
                fmt::format("{} is no part of a cron expression", quoted(words[1].text)),
                {words[1].at, all.end}, fmt::format("write {} alone", known->word));
  }
  return read_fields({known->expression});
}

result<fields> read_expression(piece text) {
  if (text.text.size() > longest_text) {
    return fail(error_code::too_long, fmt::format("the expression has {} bytes", text.text.size()),
                {longest_text, text.text.size()},
                fmt::format("a cron expression has {} bytes at most", longest_text));
  }
  const std::vector<piece> words = words_of(text);
  if (words.empty()) {
    return fail(error_code::missing, "there is nothing to read", {},
                "write five fields: 0 9 * * mon-fri");
  }
  return words[0].text.starts_with('@') ? read_nickname(words) : read_fields(text);
}

/// What an expression that begins with stars at its times makes of clock changes.
void follow_the_clock(recurrence_set& from) {
  if (from.gap == gap_policy::forward) from.gap = gap_policy::skip;
  if (from.fold == fold_policy::first) from.fold = fold_policy::both;
}

/// An empty set with the start and the policies of an expression.
recurrence_set start_of(const fields& f, const set_options& options) {
  recurrence_set from;
  from.anchor = *options.default_start;
  if (from.anchor.kind == start_kind::date) from.anchor.kind = start_kind::floating;
  from.gap = options.gap;
  from.fold = options.fold;
  const bool follows =
      f.seconds.begins_with_star || f.minutes.begins_with_star || f.hours.begins_with_star;
  if (follows) follow_the_clock(from);
  return from;
}

}  // namespace

bool looks_like_cron(std::string_view line) {
  const std::vector<piece> words = words_of({line});
  if (words.empty()) return false;
  const auto is_field = [](piece word) {
    return word.text.find_first_not_of("0123456789*/,-?") == std::string_view::npos;
  };
  const auto is_star = [](piece word) { return word.text.find_first_of("*?") == 0; };
  const auto is_letter = [](char c) { return is_lower(c) || is_upper(c); };
  const std::string_view first = words[0].text;
  if (first.size() > 1 && first[0] == '@') return is_letter(first[1]);
  // No phrase has a star, and a single letter is Jenkins' H.
  const bool is_word = first.size() > 1 && std::all_of(first.begin(), first.end(), is_letter);
  if (!is_word && std::any_of(words.begin(), words.end(), is_star)) return true;
  constexpr std::size_t fewest = 5;
  return words.size() >= fewest && is_field(words[0]) && is_field(words[1]) && is_field(words[2]);
}

}  // namespace detail::cron

result<parsed<std::vector<recurrence_set>>> parse_cron(std::string_view text,
                                                       const set_options& options) {
  using namespace detail::cron;
  auto read = read_expression({text});
  if (!read) return tl::unexpected(std::move(read.error()));
  if (!options.default_start) {
    return detail::fail(error_code::missing, "a cron expression has no start, and none is given",
                        {0, text.size()}, "say from when it counts");
  }
  parsed<std::vector<recurrence_set>> found{sets_of(*read, start_of(*read, options)), {}};
  if (!found.value.empty()) return found;
  return detail::fail(error_code::conflict, "no day is in both fields of days", {0, text.size()},
                      "days are those in both fields where one of the two begins with a star");
}

bool begins_with_cron_nickname(std::string_view text) {
  const auto words = detail::cron::words_of({text});
  return !words.empty() && detail::cron::find_nickname(words.front().text) != nullptr;
}

}  // namespace occur
