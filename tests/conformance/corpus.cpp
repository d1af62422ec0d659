#include "corpus.hpp"

#include <algorithm>
#include <cctype>
#include <sstream>
#include <stdexcept>
#include <nlohmann/json.hpp>

#include "occur/find_calendar.hpp"
#include "pinned_zones.hpp"
#include "set/with_start.hpp"
#include "source_tree.hpp"

namespace occur::testing {
namespace {

corpus_row parsed_row(std::string_view file, const std::string& line) {
  const auto json = nlohmann::json::parse(line);
  corpus_row row;
  row.name = std::string{file.substr(0, file.find('.'))} + ": " + json.at("id").get<std::string>();
  json.at("input").get_to(row.input);
  json.at("limit").get_to(row.limit);
  json.at("tags").get_to(row.tags);
  json.at("expected").get_to(row.expected);
  json.at("exhausted").get_to(row.exhausted);
  return row;
}

std::string upper(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

int number(const std::string& text, std::size_t at, std::size_t digits) {
  return std::stoi(text.substr(at, digits));
}

seconds clock_reading(const std::string& text, std::size_t at) {
  const bool has_seconds = text.size() >= at + 8;
  return std::chrono::hours{number(text, at, 2)} + std::chrono::minutes{number(text, at + 3, 2)} +
         seconds{has_seconds ? number(text, at + 6, 2) : 0};
}

// 2026-11-23T09:00:00 with Z, +01:00 or +01:22:30 behind it.
date::sys_seconds instant_of(const std::string& text) {
  const date::sys_days day{date::year{number(text, 0, 4)} / number(text, 5, 2) /
                           number(text, 8, 2)};
  const auto read = day + clock_reading(text, 11);
  if (text[19] == 'Z') return read;
  return text[19] == '-' ? read + clock_reading(text, 20) : read - clock_reading(text, 20);
}

}  // namespace

bool corpus_row::has_tag(std::string_view tag) const {
  return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

bool corpus_row::is_gregorian() const {
  return !has_tag("rscale") || upper(input).find("RSCALE=GREGORIAN") != std::string::npos;
}

std::vector<corpus_row> read_corpus(std::string_view file) {
  std::istringstream lines{contents(source_tree() / "tests/conformance/data" / file)};
  std::vector<corpus_row> rows;
  for (std::string line; std::getline(lines, line);) rows.push_back(parsed_row(file, line));
  return rows;
}

std::vector<std::string_view> corpus_files() {
  return {"rfc-examples.jsonl", "peers.jsonl", "rfc5545-random.jsonl"};
}

recurrence_set set_of(const corpus_row& row) {
  set_options options;
  options.find_zone = pinned_zone;
  options.find_calendar = find_calendar;
  auto read = parse_set(row.input, options);
  if (!read) throw std::runtime_error{row.name + ": " + read.error().message};
  if (row.has_tag("dtstart-counts")) return detail::with_start(std::move(read->value));
  return std::move(read->value);
}

std::string shown(const occurrence& o, const recurrence_set& set) {
  switch (set.anchor.kind) {
    case start_kind::date:
      return date::format("%F", o.local);
    case start_kind::floating:
      return date::format("%FT%T", o.local);
    case start_kind::zoned:
    case start_kind::utc:
      break;
  }
  const auto local = date::sys_seconds{o.local.time_since_epoch()};
  return date::format("%FT%TZ", o.time) + " at " + date::format("%FT%T", local);
}

std::string normalised(const std::string& expected, const recurrence_set& set) {
  if (set.anchor.kind == start_kind::date || set.anchor.kind == start_kind::floating) {
    return expected;
  }
  const date::sys_seconds instant = instant_of(expected);
  return date::format("%FT%TZ", instant) + " at " + expected.substr(0, 19);
}

}  // namespace occur::testing
