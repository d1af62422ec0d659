// The corpus of phrases: what each one gives, and which are refused.
#include <occur/phrase.hpp>
#include <occur/stream.hpp>
#include <algorithm>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "complaint.hpp"
#include "source_tree.hpp"

namespace {

using occur::testing::complaint;

std::vector<nlohmann::json> rows(std::string_view file) {
  std::ifstream in{occur::testing::source_tree() / "tests/conformance/data" / file};
  REQUIRE(in);
  std::vector<nlohmann::json> list;
  for (std::string line; std::getline(in, line);) list.push_back(nlohmann::json::parse(line));
  return list;
}

/// `2026-03-04T10:30:00`, with whatever follows it left alone.
date::local_seconds local_time(std::string_view text) {
  const auto number = [&](std::size_t at, std::size_t length) {
    return std::stoi(std::string{text.substr(at, length)});
  };
  const auto day = date::year{number(0, 4)} / number(5, 2) / number(8, 2);
  return date::local_days{day} + std::chrono::hours{number(11, 2)} +
         std::chrono::minutes{number(14, 2)} + std::chrono::seconds{number(17, 2)};
}

/// `2026-03-04T10:30:00+01:00`.
date::sys_seconds instant(const std::string& text) {
  const int sign = text.at(19) == '-' ? -1 : 1;
  const std::chrono::minutes offset{
      sign * (std::stoi(text.substr(20, 2)) * 60 + std::stoi(text.substr(23, 2)))};
  return date::sys_seconds{local_time(text).time_since_epoch()} - offset;
}

occur::phrase_options reading(const std::string& zone_name, const std::string& anchor) {
  occur::phrase_options options;
  options.where = occur::zone::find(zone_name).value();
  options.now = options.where.read(local_time(anchor)).before;
  return options;
}

std::vector<date::sys_seconds> first_instants(const std::vector<occur::recurrence_set>& sets,
                                              date::sys_seconds from, std::size_t most) {
  occur::stream all{occur::selection{sets}};
  all.seek(from);
  std::vector<date::sys_seconds> list;
  while (list.size() < most) {
    const auto next = all.next();
    if (!next) break;
    list.push_back(next->time);
  }
  return list;
}

std::string blocks(const std::vector<occur::recurrence_set>& sets) {
  std::string text;
  for (const auto& set : sets) {
    if (!text.empty()) text += "\n\n";
    text += to_string(set);
    while (text.ends_with('\n')) text.pop_back();
  }
  return text;
}

}  // namespace

TEST_CASE("every phrase of the corpus has its first five occurrences") {
  const auto all = rows("phrases.jsonl");
  for (const auto& row : all) {
    const auto text = row.at("phrase").get<std::string>();
    INFO(row.at("id") << ": " << text);
    const auto options = reading(row.at("tz"), row.at("anchor"));
    const auto sets = occur::parse_phrase(text, options);
    INFO(complaint(sets, text));
    REQUIRE(sets.has_value());
    std::vector<date::sys_seconds> expected;
    for (const auto& time : row.at("first")) expected.push_back(instant(time));
    CHECK(first_instants(sets->value, options.now, 5) == expected);
  }
  CHECK(all.size() == 166);
}

TEST_CASE("every phrase of the corpus means its property blocks") {
  for (const auto& row : rows("phrases.jsonl")) {
    const auto text = row.at("phrase").get<std::string>();
    INFO(row.at("id") << ": " << text);
    const auto options = reading(row.at("tz"), row.at("anchor"));
    auto sets = occur::parse_phrase(text, options).value().value;
    const auto expected = row.at("ical").get<std::string>();
    std::size_t at = 0;
    for (auto& set : sets) {
      const auto end = std::min(expected.find("\n\n", at), expected.size());
      const auto block = occur::parse_set(expected.substr(at, end - at)).value().value;
      at = std::min(end + 2, expected.size());
      // The corpus writes what ticks in elapsed time with the start's wall clock.
      if (set.anchor.kind == occur::start_kind::utc && block.anchor.kind != set.anchor.kind) {
        CHECK(set.anchor.where == block.anchor.where);
        set.anchor.time =
            set.anchor.where.to_local(date::sys_seconds{set.anchor.time.time_since_epoch()});
        set.anchor.kind = block.anchor.kind;
      }
      CHECK(to_string(set) == to_string(block));
    }
    CHECK(at == expected.size());
  }
}

TEST_CASE("every production of the grammar gives the sets it should") {
  const auto options = reading("Europe/Zagreb", "2026-03-04T10:30:00");
  for (const auto& row : rows("phrase-productions.jsonl")) {
    const auto text = row.at("phrase").get<std::string>();
    INFO(row.at("production") << ": " << text);
    const auto sets = occur::parse_phrase(text, options);
    INFO(complaint(sets, text));
    REQUIRE(sets.has_value());
    CHECK(blocks(sets->value) == row.at("ical").get<std::string>());
  }
}

TEST_CASE("every error of phrases names its words, and what to write instead") {
  const auto options = reading("Europe/Zagreb", "2026-03-04T10:30:00");
  for (const auto& row : rows("phrase-errors.jsonl")) {
    const auto text = row.at("phrase").get<std::string>();
    INFO(row.at("error") << ": " << text);
    const auto sets = occur::parse_phrase(text, options);
    REQUIRE_FALSE(sets.has_value());
    CHECK(sets.error().message == row.at("message").get<std::string>());
    CHECK(sets.error().where.begin == row.at("at").at(0).get<std::size_t>());
    CHECK(sets.error().where.end == row.at("at").at(1).get<std::size_t>());
    CHECK(sets.error().hint == row.at("hint").get<std::string>());
  }
}

TEST_CASE("every phrase that must be refused is refused, with a place and a cure") {
  const auto all = rows("phrases-invalid.jsonl");
  const auto options = reading("Europe/Zagreb", "2026-03-04T10:30:00");
  for (const auto& row : all) {
    const auto text = row.at("phrase").get<std::string>();
    INFO(row.at("id") << ": " << text << ": " << row.at("why"));
    const auto sets = occur::parse_phrase(text, options);
    REQUIRE_FALSE(sets.has_value());
    const occur::error& e = sets.error();
    INFO(complaint(e, text));
    CHECK_FALSE(e.message.empty());
    CHECK_FALSE(e.hint.empty());
    CHECK((e.where.begin < e.where.end || e.where.begin == text.size()));
    CHECK(e.where.end <= text.size());
  }
  CHECK(all.size() == 49);
}

TEST_CASE("every example of RFC 5545 3.8.5.3 has a phrase that reads as the same set") {
  std::size_t told = 0;
  for (const auto& row : rows("rfc-examples.jsonl")) {
    const auto id = row.at("id").get<std::string>();
    if (id.find("3.8.5.3") == std::string::npos) continue;
    INFO(id);
    const std::vector sets{occur::parse_set(row.at("input").get<std::string>()).value().value};
    const auto phrase = occur::to_phrase(sets);
    REQUIRE(phrase.has_value());
    const auto back = occur::parse_phrase(*phrase, reading("UTC", "2026-11-23T10:00:00"));
    INFO(complaint(back, *phrase));
    REQUIRE(back.has_value());
    CHECK(compare(occur::selection{sets}, occur::selection{back->value}, 1).differences.empty());
    ++told;
  }
  CHECK(told == 42);
}
