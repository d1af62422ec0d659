// Policies as text, and the JSON strings that runners write.
#include <occur/json_text.hpp>
#include <occur/output_setting.hpp>
#include <occur/policies.hpp>

#include <chrono>
#include <string>
#include <string_view>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "complaint.hpp"

namespace {

using namespace std::chrono_literals;
using occur::milliseconds;
using occur::parse_duration;
using occur::policies;
using occur::set_policy;
using occur::testing::complaint;

policies with(std::string_view name, std::string_view value) {
  policies how;
  const auto done = set_policy(how, name, value);
  INFO(name << " " << value << ": " << complaint(done, value));
  REQUIRE(done.has_value());
  return how;
}

std::string refusal(std::string_view name, std::string_view value) {
  policies how;
  const auto done = set_policy(how, name, value);
  CHECK(how == policies{});
  return complaint(done, value);
}

std::string no_duration(std::string_view text) { return complaint(parse_duration(text), text); }

}  // namespace

TEST_CASE("durations are numbers with units") {
  CHECK(parse_duration("250ms") == 250ms);
  CHECK(parse_duration("90s") == 90s);
  CHECK(parse_duration("10m") == 10min);
  CHECK(parse_duration("10min") == 10min);
  CHECK(parse_duration("1h30m") == 90min);
  CHECK(parse_duration("2d") == 48h);
  CHECK(parse_duration("1w") == 168h);
  CHECK(parse_duration("0") == 0ms);
}

TEST_CASE("what is no duration is refused with its place") {
  CHECK(no_duration("") == "syntax: \"\" is no duration |  | write 250ms, 90s, 10m, 1h30m or 2d");
  CHECK(no_duration("10").starts_with("syntax: \"10\" is no duration | 10 | "));
  CHECK(no_duration("-5s").starts_with("syntax: "));
  CHECK(no_duration("1h 30m").starts_with("syntax: "));
  CHECK(no_duration("1h3y") ==
        "unknown_name: unknown unit \"y\" | y | units are ms, s, m, h, d and w");
  CHECK(no_duration("99999999999999999999s").starts_with("out_of_range: "));
  CHECK(no_duration("5218w").starts_with("out_of_range: "));
  CHECK(no_duration("36525d1ms").starts_with("out_of_range: "));
}

TEST_CASE("each policy is set by its name") {
  CHECK(with("overlap", "replace").overlap == occur::overlap_policy::replace);
  CHECK(with("missed", "all").missed == occur::missed_policy::all);
  CHECK(with("grace", "5m").grace == 5min);
  CHECK(with("timeout", "10m").timeout == milliseconds{10min});
  CHECK(with("timeout", "none").timeout == std::nullopt);
  CHECK(with("kill-after", "1s").kill_after == 1s);
  CHECK(with("retry", "3").retry == 3);
  CHECK(with("jitter", "30s").jitter == 30s);
}

TEST_CASE("a policy that cannot be is refused with what would be right") {
  CHECK(refusal("overlap", "wait") ==
        "unknown_name: overlap knows no \"wait\" | wait | it takes skip, queue, allow, replace");
  CHECK(refusal("timeout", "0") ==
        "out_of_range: a command needs some time | 0 | none is no limit");
  CHECK(refusal("retry", "-1") ==
        "out_of_range: retry takes no \"-1\" | -1 | it takes a number from 0 to 1000");
  CHECK(refusal("grace", "soon").starts_with("syntax: \"soon\" is no duration | soon | "));
  CHECK(refusal("overlop", "skip") ==
        "unknown_name: unknown policy \"overlop\" | skip | did you mean overlap?");
}

TEST_CASE("a JSON string is read back as the text it was") {
  for (const std::string text :
       {"", "plain", "\"quoted\" \\ back", "a\nb\tc\rd\x01\x7f", "žaba 日本 \U0001F438"}) {
    CHECK(nlohmann::json::parse(occur::json_string(text)).get<std::string>() == text);
  }
}

TEST_CASE("bytes that are not UTF-8 become replacement characters") {
  CHECK(occur::json_string("a\xff"
                           "b") ==
        "\"a\xEF\xBF\xBD"
        "b\"");
  for (const std::string_view broken :
       {"\xC0\xAF", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\xE2\x82", "\xF0\x9F"}) {
    const auto read = nlohmann::json::parse(occur::json_string(broken)).get<std::string>();
    CHECK(read.size() == 3 * broken.size());
  }
}

TEST_CASE("output has a mode, and a path where it goes to a file") {
  CHECK(occur::parse_output("json").value() == occur::output_setting{occur::output_mode::json});
  const auto file = occur::parse_output("file:/var/log/backup");
  REQUIRE(file);
  CHECK(occur::route_of(*file) ==
        occur::output_route{occur::output_route::kind::file, "/var/log/backup"});
  for (const char* wrong : {"", "file", "file:", "prefx", "JSON"}) {
    const auto none = occur::parse_output(wrong);
    REQUIRE_FALSE(none);
    CHECK_FALSE(none.error().hint.empty());
  }
}
