// Placeholders: what an argument leaves open until an occurrence is due.
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "complaint.hpp"
#include "runner/placeholders.hpp"

namespace {

using namespace std::chrono_literals;
using occur::detail::argument_template;
using occur::testing::complaint;

/// 2026-11-23 09:00 in Zagreb, a Monday.
std::string expanded(std::string_view text, std::string_view context = {}) {
  const auto made = argument_template::parse(text);
  INFO(text << ": " << complaint(made, text));
  REQUIRE(made.has_value());
  occur::start anchor{occur::start_kind::zoned, {}, occur::zone::find("Europe/Zagreb").value()};
  occur::clock_face face{anchor};
  occur::occurrence at{};
  at.time = date::sys_days{date::year{2026} / 11 / 23} + 8h;
  at.local = date::local_days{date::year{2026} / 11 / 23} + 9h;
  return made->expand({.id = "428/aspirin",
                       .at = at,
                       .face = face,
                       .seq = 7,
                       .next = "2026-11-30T09:00:00+01:00",
                       .summary = "Stand-up",
                       .context = context});
}

std::string refusal(std::string_view text) {
  return complaint(argument_template::parse(text), text);
}

}  // namespace

TEST_CASE("each placeholder stands for its part of an occurrence") {
  CHECK(expanded("{id}") == "428/aspirin");
  CHECK(expanded("{at}") == "2026-11-23T09:00:00+01:00");
  CHECK(expanded("{unix}") == "1795420800");
  CHECK(expanded("{seq}") == "7");
  CHECK(expanded("{next}") == "2026-11-30T09:00:00+01:00");
  CHECK(expanded("{summary}") == "Stand-up");
  CHECK(expanded("no. {seq}: {summary} ({id})") == "no. 7: Stand-up (428/aspirin)");
}

TEST_CASE("a time is written in any format of strftime") {
  CHECK(expanded("{at:%H:%M}") == "09:00");
  CHECK(expanded("{at:%A, %-d %B %Y}") == "Monday, 23 November 2026");
  CHECK(expanded("{at:}").empty());
}

TEST_CASE("text without placeholders stays as it is") {
  CHECK(expanded("").empty());
  CHECK(expanded("100% of $HOME `rm` }") == "100% of $HOME `rm` }");
}

TEST_CASE("two braces are a brace, and closing ones are their own") {
  CHECK(expanded("{{id}") == "{id}");
  CHECK(expanded("{{{id}") == "{428/aspirin");
  CHECK(expanded(R"({{"a":{{"seq":{seq}}})") == R"({"a":{"seq":7}})");
}

TEST_CASE("a key of the context gives text as it is and the rest as JSON") {
  const auto* const context =
      R"({"name":"A \"B\"","uid":428,"tags":["x",1.5],"in":{"a":true},"d.e":"f"})";
  CHECK(expanded("{context.name}", context) == "A \"B\"");
  CHECK(expanded("{context.uid}", context) == "428");
  CHECK(expanded("{context.tags}", context) == R"(["x",1.5])");
  CHECK(expanded("{context.in.a}", context) == "true");
  CHECK(expanded("{context.d.e}", context) == "f");
}

TEST_CASE("a key that the context lacks is empty") {
  CHECK(expanded("<{context.name}>", R"({"uid":1})") == "<>");
  CHECK(expanded("<{context.uid.x}>", R"({"uid":1})") == "<>");
  CHECK(expanded("<{context.name}>", "") == "<>");
}

TEST_CASE("what stands for a placeholder is never read again") {
  CHECK(expanded("{context.name}", R"({"name":"{id} {{ {at:%H}"})") == "{id} {{ {at:%H}");
}

TEST_CASE("an unknown placeholder is refused with its place and the nearest") {
  CHECK(refusal("at {summry}") ==
        "unknown_name: unknown placeholder \"summry\" | {summry} | did you mean summary?");
  CHECK(refusal("{context}") ==
        "unknown_name: unknown placeholder \"context\" | {context} | "
        "{context.KEY} is what the schedule's context has under KEY");
  CHECK(refusal("{context.}").starts_with("unknown_name: unknown placeholder"));
  CHECK(refusal("awk '{print $1}'") ==
        "unknown_name: unknown placeholder \"print $1\" | {print $1} | placeholders are {id} {at} "
        "{at:FORMAT} {unix} {seq} {next} {summary} {context.KEY}; write {{ for a brace");
  CHECK(refusal("{}").starts_with("unknown_name: unknown placeholder \"\" | {} | placeholders"));
  CHECK(refusal("{id:x}").find("did you mean id?") != std::string::npos);
}

TEST_CASE("a placeholder that does not end, or a wrong format in it, is refused") {
  CHECK(refusal("now {at") ==
        "syntax: nothing closes this placeholder | {at | write {{ for a brace");
  CHECK(refusal("{at:%H:%Q}").starts_with("unknown_name: unknown conversion \"%Q\" | %Q | "));
}
