#include "runner/placeholders.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <nlohmann/json.hpp>

#include "occur/nearest.hpp"
#include "result/piece.hpp"

namespace occur::detail {
namespace {

constexpr std::string_view at_lead = "at:";
constexpr std::string_view context_lead = "context.";
constexpr std::string_view brace_hint = "write {{ for a brace";

constexpr std::array<std::string_view, 7> known{"id",   "at",      "unix",   "seq",
                                                "next", "summary", "context"};

}  // namespace

/// Reads one piece after another.
class argument_template::reader {
 public:
  explicit reader(std::string_view text) : text_(text) {}

  [[nodiscard]] bool at_end() const { return at_ == text_.size(); }

  result<piece> next() {
    if (text_[at_] != '{') return literal(std::min(text_.find('{', at_), text_.size()));
    if (text_.substr(at_, 2) == "{{") {
      auto brace = literal(at_ + 1);
      ++at_;
      return brace;
    }
    return placeholder();
  }

 private:
  piece literal(std::size_t end) {
    piece p;
    p.text = text_.substr(at_, end - at_);
    at_ = end;
    return p;
  }

  result<piece> placeholder() {
    const std::size_t open = at_;
    const std::size_t close = text_.find('}', open);
    if (close == std::string_view::npos) {
      return fail(error_code::syntax, "nothing closes this placeholder", {open, text_.size()},
                  std::string{brace_hint});
    }
    at_ = close + 1;
    return named({text_.substr(open + 1, close - open - 1), open + 1});
  }

  result<piece> named(detail::piece inside) const {
    if (inside.text.starts_with(at_lead)) return formatted(inside.from(at_lead.size()));
    piece p;
    if (inside.text.starts_with(context_lead) && inside.text.size() > context_lead.size()) {
      p.what = name::context;
      p.text = inside.text.substr(context_lead.size());
      return p;
    }
    const auto* const found = std::find(known.begin(), known.end() - 1, inside.text);
    if (found == known.end() - 1) return unknown(inside);
    p.what = static_cast<name>(found - known.begin() + 1);
    return p;
  }

  static result<piece> formatted(detail::piece format) {
    auto pattern = time_pattern::parse(format.text);
    if (!pattern) {
      error e = std::move(pattern.error());
      e.where = {e.where.begin + format.at, e.where.end + format.at};
      return tl::unexpected{std::move(e)};
    }
    piece p;
    p.what = name::at;
    p.pattern = std::move(*pattern);
    p.has_pattern = true;
    return p;
  }

  static result<piece> unknown(detail::piece inside) {
    const auto word = inside.text.substr(0, inside.text.find_first_of(":."));
    std::string hint = word == "context"
                           ? "{context.KEY} is what the schedule's context has under KEY"
                           : did_you_mean(nearest(word, known));
    if (hint.empty()) {
      hint = fmt::format(
          "placeholders are {{id}} {{at}} {{at:FORMAT}} {{unix}} {{seq}} {{next}} {{summary}} "
          "{{context.KEY}}; {}",
          brace_hint);
    }
    return fail(error_code::unknown_name,
                fmt::format("unknown placeholder {}", quoted(inside.text)),
                {inside.where().begin - 1, inside.where().end + 1}, std::move(hint));
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

result<argument_template> argument_template::parse(std::string_view text) {
  argument_template made;
  for (reader r{text}; !r.at_end();) {
    auto p = r.next();
    if (!p) return tl::unexpected{std::move(p.error())};
    made.pieces_.push_back(std::move(*p));
  }
  return made;
}

std::string argument_template::expand(const placeholder_values& values) const {
  std::string made;
  for (const piece& p : pieces_) append(made, p, values);
  return made;
}

void argument_template::append(std::string& to, const piece& p, const placeholder_values& values) {
  switch (p.what) {
    case name::none:
      to += p.text;
      break;
    case name::id:
      to += values.id;
      break;
    case name::at:
      if (p.has_pattern) {
        p.pattern.append(to, values.face, values.at);
      } else {
        to += instant_text(values.face, values.at);
      }
      break;
    case name::unix_time:
      to += fmt::format("{}", values.at.time.time_since_epoch().count());
      break;
    case name::seq:
      to += fmt::format("{}", values.seq);
      break;
    case name::next:
      to += values.next;
      break;
    case name::summary:
      to += values.summary;
      break;
    case name::context:
      to += context_value(values.context, p.text);
      break;
  }
}

std::string without_placeholders(std::string_view text) {
  std::string made;
  for (const char c : text) {
    made += c;
    if (c == '{') made += c;
  }
  return made;
}

std::string context_value(std::string_view json, std::string_view key) {
  const auto context = nlohmann::json::parse(json, nullptr, false);
  const nlohmann::json* found = &context;
  while (found->is_object()) {
    // A key with a dot in it is found before a path of that spelling.
    if (const auto whole = found->find(key); whole != found->end()) {
      return whole->is_string() ? whole->get<std::string>() : whole->dump();
    }
    const auto dot = key.find('.');
    const auto inner = found->find(key.substr(0, dot));
    if (dot == std::string_view::npos || inner == found->end()) break;
    found = &*inner;
    key.remove_prefix(dot + 1);
  }
  return {};
}

}  // namespace occur::detail
