#include "run/log_line.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "occur/clock_face.hpp"
#include "occur/json_text.hpp"

namespace occur::cli {
namespace {

bool is_plain(std::string_view text) {
  return !text.empty() && std::none_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == '"' || c == '\\' || c == '\x7f';
  });
}

}  // namespace

std::string instant_text(instant_ms instant, const zone& where) {
  const auto second = date::floor<std::chrono::seconds>(instant);
  std::string text = occur::instant_text(second, where);
  constexpr std::size_t seconds_end = std::string_view{"2026-11-23T09:00:00"}.size();
  return text.insert(std::min(seconds_end, text.size()),
                     fmt::format(".{:03}", (instant - second).count()));
}

log_line::log_line(bool json, instant_ms now, const zone& where, std::string_view event,
                   std::string_view id)
    : json_(json) {
  if (json_) {
    line_ = "{";
    add("time", instant_text(now, where)).add("event", event);
    if (!id.empty()) add("id", id);
    return;
  }
  line_ = fmt::format("{} {}", instant_text(now, where), event);
  if (!id.empty()) line_ += ' ' + (is_plain(id) ? std::string{id} : json_string(id));
}

log_line& log_line::add(std::string_view name, std::string_view text) {
  add_name(name);
  line_ += json_ || !is_plain(text) ? json_string(text) : std::string{text};
  return *this;
}

log_line& log_line::add(std::string_view name, std::int64_t number) {
  add_name(name);
  line_ += fmt::format("{}", number);
  return *this;
}

log_line& log_line::add(std::string_view name, std::chrono::milliseconds duration) {
  if (json_) return add(fmt::format("{}_ms", name), duration.count());
  return add(name, fmt::format("{}ms", duration.count()));
}

std::string log_line::take() && {
  line_ += json_ ? "}\n" : "\n";
  return std::move(line_);
}

void log_line::add_name(std::string_view name) {
  if (!json_) {
    line_ += fmt::format(" {}=", name);
    return;
  }
  if (line_.back() != '{') line_ += ',';
  append_json_string(line_, name);
  line_ += ':';
}

}  // namespace occur::cli
