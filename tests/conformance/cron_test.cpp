// The table of cron expressions: when each is due next.
#include <occur/cron.hpp>
#include <occur/stream.hpp>
#include <fstream>
#include <string>
#include <vector>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "complaint.hpp"
#include "corpus.hpp"
#include "naive_cron.hpp"
#include "pinned_zones.hpp"
#include "source_tree.hpp"

namespace {

using strings = std::vector<std::string>;

constexpr std::size_t how_many = 5;

std::vector<nlohmann::json> rows() {
  std::ifstream in{occur::testing::source_tree() / "tests/conformance/data/cron.jsonl"};
  REQUIRE(in);
  std::vector<nlohmann::json> list;
  for (std::string line; std::getline(in, line);) list.push_back(nlohmann::json::parse(line));
  return list;
}

/// `2026-11-23T10:00:00` in a zone.
occur::start start_of(const nlohmann::json& row) {
  std::string digits = row.at("from").get<std::string>();
  std::erase_if(digits, [](char c) { return c == '-' || c == ':'; });
  return {occur::start_kind::zoned, occur::parse_date_time(digits).value().time,
          occur::testing::pinned_zone(row.at("zone").get<std::string>()).value()};
}

std::string shown(date::sys_seconds at, const occur::start& from) {
  occur::recurrence_set set;
  set.anchor = from;
  return occur::testing::shown({at, from.where.to_local(at)}, set);
}

/// The rows write UTC as an offset too.
strings expected(const nlohmann::json& row, const occur::start& from) {
  occur::recurrence_set set;
  set.anchor = from;
  strings list;
  for (const auto& at : row.at("next"))
    list.push_back(occur::testing::normalised(at.get<std::string>(), set));
  return list;
}

}  // namespace

TEST_CASE("every cron expression of the table is due at its next five times") {
  const auto table = rows();
  CHECK(table.size() > 90);
  for (const auto& row : table) {
    const auto text = row.at("cron").get<std::string>();
    INFO(text << " from " << row.at("from") << " in " << row.at("zone"));
    const occur::start from = start_of(row);
    occur::set_options options;
    options.default_start = from;
    const auto sets = occur::parse_cron(text, options);
    INFO(occur::testing::complaint(sets, text));
    REQUIRE(sets);
    strings due;
    occur::stream all{occur::selection{sets->value}};
    while (due.size() < how_many) {
      const auto next = all.next();
      if (!next) break;
      due.push_back(shown(next->time, from));
    }
    CHECK(due == expected(row, from));
  }
}

TEST_CASE("trying every minute gives the table too") {
  for (const auto& row : rows()) {
    const auto text = row.at("cron").get<std::string>();
    INFO(text << " from " << row.at("from") << " in " << row.at("zone"));
    const occur::start from = start_of(row);
    strings due;
    for (const auto at :
         occur::testing::naive_cron(text, from.where, from.where.read(from.time).before, how_many))
      due.push_back(shown(at, from));
    CHECK(due == expected(row, from));
  }
}
