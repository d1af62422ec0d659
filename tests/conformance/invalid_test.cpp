// What other engines' suites refuse is refused here, with an error that helps.
#include <occur/set.hpp>
#include <fstream>
#include <string>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "complaint.hpp"
#include "source_tree.hpp"

using occur::testing::complaint;

TEST_CASE("every block that must be refused is refused, with a place and a hint") {
  std::ifstream file{occur::testing::source_tree() / "tests/conformance/data/invalid.jsonl"};
  REQUIRE(file);
  std::size_t rows = 0;
  for (std::string line; std::getline(file, line); ++rows) {
    const auto row = nlohmann::json::parse(line);
    const auto input = row.at("input").get<std::string>();
    INFO(row.at("id") << ": " << row.at("reason"));
    occur::set_options options;
    options.strict = row.contains("flags");
    const auto read = occur::parse_set(input, options);
    REQUIRE_FALSE(read.has_value());
    const occur::error& e = read.error();
    INFO(complaint(e, input));
    CHECK_FALSE(e.message.empty());
    CHECK_FALSE(e.hint.empty());
    CHECK(e.where.begin < e.where.end);
    CHECK(e.where.end <= input.size());
    CHECK((e.code == occur::error_code::deprecated_form) == options.strict);
    if (options.strict) CHECK(occur::parse_set(input).has_value());
  }
  CHECK(rows == 68);
}
