#include "occur/policies.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "occur/nearest.hpp"
#include "result/piece.hpp"

namespace occur {
namespace {

using detail::fail;
using detail::piece;
using detail::quoted;

constexpr std::string_view duration_hint = "write 250ms, 90s, 10m, 1h30m or 2d";
constexpr std::uint32_t most_retries = 1000;

struct unit {
  std::string_view name;
  milliseconds length;
};
constexpr std::array<unit, 7> units{{{"ms", milliseconds{1}},
                                     {"s", std::chrono::seconds{1}},
                                     {"m", std::chrono::minutes{1}},
                                     {"min", std::chrono::minutes{1}},
                                     {"h", std::chrono::hours{1}},
                                     {"d", std::chrono::hours{24}},
                                     {"w", std::chrono::hours{168}}}};

template <class Value>
struct word {
  std::string_view text;
  Value value;
};
constexpr std::array<word<overlap_policy>, 4> overlap_words{{{"skip", overlap_policy::skip},
                                                             {"queue", overlap_policy::queue},
                                                             {"allow", overlap_policy::allow},
                                                             {"replace", overlap_policy::replace}}};
constexpr std::array<word<missed_policy>, 3> missed_words{
    {{"skip", missed_policy::skip}, {"last", missed_policy::last}, {"all", missed_policy::all}}};

/// The length of the front of a text that consists of digits, or of letters.
std::size_t run_of(std::string_view text, bool digits) {
  const auto belongs = [digits](char c) {
    return digits ? detail::is_digit(c) : detail::is_lower(c) || detail::is_upper(c);
  };
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), belongs) -
                                  text.begin());
}

tl::unexpected<error> no_duration(piece text) {
  return fail(error_code::syntax, fmt::format("{} is no duration", quoted(text.text)), text.where(),
              std::string{duration_hint});
}

/// Takes a number and its unit from the front of a text.
result<milliseconds> take_part(piece& rest, piece whole) {
  const std::size_t digits = run_of(rest.text, true);
  std::int64_t number = 0;
  const auto read = std::from_chars(rest.text.data(), rest.text.data() + digits, number);
  if (digits == 0) return no_duration(whole);
  rest = rest.from(digits);
  const piece name = rest.from(0, run_of(rest.text, false));
  rest = rest.from(name.text.size());
  const auto* const found =
      std::find_if(units.begin(), units.end(), [&](const unit& u) { return u.name == name.text; });
  if (found == units.end()) {
    if (name.empty()) return no_duration(whole);
    return fail(error_code::unknown_name, fmt::format("unknown unit {}", quoted(name.text)),
                name.where(), "units are ms, s, m, h, d and w");
  }
  if (read.ec != std::errc{} || number > longest_duration / found->length) {
    return fail(error_code::out_of_range, fmt::format("{} is too long", quoted(whole.text)),
                whole.where(), "a hundred years are the most");
  }
  return number * found->length;
}

template <class Value, std::size_t Count>
result<void> set_word(Value& place, std::string_view name, std::string_view value,
                      const std::array<word<Value>, Count>& words) {
  std::array<std::string_view, Count> known{};
  for (std::size_t i = 0; i < Count; ++i) {
    if (words[i].text == value) {
      place = words[i].value;
      return {};
    }
    known[i] = words[i].text;
  }
  return fail(error_code::unknown_name, fmt::format("{} knows no {}", name, quoted(value)),
              {0, value.size()}, fmt::format("it takes {}", fmt::join(known, ", ")));
}

result<void> set_duration(milliseconds& place, std::string_view value) {
  return parse_duration(value).map([&](milliseconds d) { place = d; });
}

result<void> set_timeout(policies& how, std::string_view value) {
  if (value == "none") {
    how.timeout.reset();
    return {};
  }
  return parse_duration(value).and_then([&](milliseconds d) -> result<void> {
    if (d == milliseconds{0}) {
      return fail(error_code::out_of_range, "a command needs some time", {0, value.size()},
                  "none is no limit");
    }
    how.timeout = d;
    return {};
  });
}

result<void> set_retry(policies& how, std::string_view value) {
  std::uint32_t number = 0;
  const auto read = std::from_chars(value.data(), value.data() + value.size(), number);
  const bool whole = read.ec == std::errc{} && read.ptr == value.data() + value.size();
  if (!whole || number > most_retries) {
    return fail(error_code::out_of_range, fmt::format("retry takes no {}", quoted(value)),
                {0, value.size()}, fmt::format("it takes a number from 0 to {}", most_retries));
  }
  how.retry = number;
  return {};
}

struct policy {
  std::string_view name;
  result<void> (*set)(policies&, std::string_view value);
};
using text = std::string_view;
constexpr std::array<policy, 7> all{
    {{"overlap",
      [](policies& p, text v) { return set_word(p.overlap, "overlap", v, overlap_words); }},
     {"grace", [](policies& p, text v) { return set_duration(p.grace, v); }},
     {"missed", [](policies& p, text v) { return set_word(p.missed, "missed", v, missed_words); }},
     {"timeout", set_timeout},
     {"kill-after", [](policies& p, text v) { return set_duration(p.kill_after, v); }},
     {"retry", set_retry},
     {"jitter", [](policies& p, text v) { return set_duration(p.jitter, v); }}}};

constexpr auto names = [] {
  std::array<std::string_view, all.size()> found{};
  for (std::size_t i = 0; i < all.size(); ++i) found[i] = all[i].name;
  return found;
}();

}  // namespace

std::span<const std::string_view> policy_names() { return names; }

result<void> set_policy(policies& how, std::string_view name, std::string_view value) {
  const auto* const found =
      std::find_if(all.begin(), all.end(), [name](const policy& p) { return p.name == name; });
  if (found != all.end()) return found->set(how, value);
  return fail(error_code::unknown_name, fmt::format("unknown policy {}", quoted(name)),
              {0, value.size()}, did_you_mean(nearest(name, names)));
}

result<milliseconds> parse_duration(std::string_view text) {
  if (text == "0") return milliseconds{0};
  const piece whole{text};
  milliseconds total{0};
  piece rest = whole;
  do {
    auto part = take_part(rest, whole);
    if (!part) return part;
    total += *part;
    if (total > longest_duration) {
      return fail(error_code::out_of_range, fmt::format("{} is too long", quoted(text)),
                  whole.where(), "a hundred years are the most");
    }
  } while (!rest.empty());
  return total;
}

}  // namespace occur
