#include "occur/rule.hpp"

#include "result/nearest.hpp"
#include "rule/part_readers.hpp"
#include "rule/read_rule.hpp"
#include "rule/rule_checks.hpp"
#include "rule/words.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace occur {
namespace detail {
namespace {

constexpr std::size_t longest_rule = std::size_t{64} * 1024;

std::vector<std::string_view> part_names() {
  std::vector<std::string_view> names;
  for (const part_kind& kind : part_kinds()) names.push_back(kind.name);
  return names;
}

tl::unexpected<error> unknown_part(piece name) {
  const auto names = part_names();
  const auto near = nearest(name.text, names);
  return fail(
      error_code::unknown_name, fmt::format("unknown part {}", quoted(name.text)), name.where(),
      near.empty() ? fmt::format("parts are {}", fmt::join(names, " ")) : did_you_mean(near));
}

/// A piece without a `=`; `WEEKLY` alone is the commonest.
tl::unexpected<error> no_part(piece text) {
  const auto near = nearest(text.text, frequency_words, 1);
  return fail(error_code::syntax, fmt::format("{} is no part of a rule", quoted(text.text)),
              text.where(),
              near.empty() ? "a part is a name and a value: FREQ=DAILY"
                           : fmt::format("did you mean FREQ={}?", near.front()));
}

/// `text` stands before a `;`, so the separators around it can be shown.
tl::unexpected<error> empty_part(piece text) {
  return fail(error_code::syntax, "empty part",
              {text.at > 0 ? text.at - 1 : 0, text.where().end + 1},
              "parts have one \";\" between them");
}

tl::unexpected<error> repeated_part(const written_part& again) {
  return fail(error_code::repeated, fmt::format("{} stands twice", again.name), again.whole.where(),
              "keep one of them");
}

tl::unexpected<error> empty_value(const part_kind& kind, piece whole) {
  return fail(error_code::missing, fmt::format("{} has no value", kind.name), whole.where(),
              right_values(kind));
}

tl::unexpected<error> nameless_part(piece whole) {
  return fail(error_code::syntax, fmt::format("{} has no name", quoted(whole.text)), whole.where(),
              "a part is a name and a value: FREQ=DAILY");
}

tl::unexpected<error> two_parts(piece whole) {
  return fail(error_code::syntax, fmt::format("two parts in {}", quoted(whole.text)), whole.where(),
              "write \";\" between them");
}

/// Reads one part into `into`.
result<void> read_part(piece text, written_rule& into, tolerance& tolerated) {
  const auto [raw_name, raw_value] = split_once(text, "=");
  if (!raw_value) return no_part(text);
  const piece name = tolerated.without_blanks(raw_name);
  const piece value = tolerated.without_blanks(*raw_value);
  if (name.empty()) return nameless_part(text);
  const part_kind* kind = find_part_kind(name.text);
  if (kind == nullptr) return unknown_part(name);
  static_cast<void>(tolerated.upper_case(name));
  const written_part written{kind->name, text, value};
  if (into.part(kind->name) != nullptr) return repeated_part(written);
  if (value.empty()) return empty_value(*kind, text);
  if (value.text.find('=') != std::string_view::npos) return two_parts(text);
  into.parts.push_back(written);
  return kind->read({*kind, value, tolerated}, into.value);
}

/// The parts of a rule, without the empty one that a final `;` leaves behind.
std::vector<piece> split_parts(piece text, tolerance& tolerated) {
  auto parts = split(text, ';');
  if (parts.size() > 1 && without_blanks(parts.back()).empty()) {
    tolerated.warn({error_code::deprecated_form,
                    "a \";\" at the end",
                    {parts.back().at - 1, parts.back().at},
                    "end the rule without it"});
    parts.pop_back();
  }
  return parts;
}

result<void> read_parts(piece text, written_rule& into, tolerance& tolerated) {
  for (const piece raw : split_parts(text, tolerated)) {
    const piece part = tolerated.without_blanks(raw);
    if (part.empty()) return empty_part(raw);
    if (auto read = read_part(part, into, tolerated); !read) return read;
  }
  return {};
}

}  // namespace

const written_part* written_rule::part(std::string_view name) const {
  const auto found = std::find_if(parts.begin(), parts.end(),
                                  [&](const written_part& p) { return p.name == name; });
  return found == parts.end() ? nullptr : &*found;
}

result<written_rule> read_rule(piece text, tolerance& tolerated) {
  if (text.text.size() > longest_rule) {
    return fail(error_code::too_long, fmt::format("the rule has {} bytes", text.text.size()),
                text.from(longest_rule).where(),
                fmt::format("a rule has {} bytes at most", longest_rule));
  }
  const piece inner = tolerated.without_blanks(text);
  if (inner.empty()) {
    return fail(error_code::missing, "the rule is empty", text.where(),
                "write FREQ=DAILY, for one");
  }
  written_rule written;
  return read_parts(inner, written, tolerated)
      .and_then([&] { return check_rule(written, inner); })
      .map([&] { return std::move(written); });
}

bool is_part_name(std::string_view name) { return find_part_kind(name) != nullptr; }

}  // namespace detail

result<parsed<rule>> parse_rule(std::string_view text) {
  std::vector<error> warnings;
  detail::tolerance tolerated{warnings};
  return detail::read_rule({text, 0}, tolerated).map([&](detail::written_rule&& written) {
    detail::sort_by_place(warnings);
    return parsed<rule>{std::move(written.value), std::move(warnings)};
  });
}

/// The text of a rule is checked, so that there is one table and no other.
result<void> validate(const rule& r) {
  const auto known = [](const weekday_number& d) { return d.day.ok(); };
  if (r.freq > frequency::secondly || !r.week_start.ok() || !std::ranges::all_of(r.by_day, known))
    return detail::fail(error_code::out_of_range, "a frequency or a weekday is none", {},
                        "they are those that have names");
  return parse_rule(to_string(r)).map([](const parsed<rule>&) {});
}

}  // namespace occur
