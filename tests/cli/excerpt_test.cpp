#include "excerpt.hpp"

#include <ostream>
#include <string>

#include <catch2/catch.hpp>

namespace occur::cli {

static std::ostream& operator<<(std::ostream& to, const excerpt& e) {
  return to << e.line << '\n' << e.carets;
}

}  // namespace occur::cli

using occur::cli::excerpt;
using occur::cli::excerpt_at;
using occur::cli::line_number;

TEST_CASE("carets stand under the span") {
  CHECK(excerpt_at("FREQ=DALY", {5, 9}, 80) == excerpt{"FREQ=DALY", "     ^^^^"});
}

TEST_CASE("an empty span has one caret, at the end of the text too") {
  CHECK(excerpt_at("FREQ=", {5, 5}, 80) == excerpt{"FREQ=", "     ^"});
  CHECK(excerpt_at("", {0, 0}, 80) == excerpt{"", "^"});
}

TEST_CASE("a span beyond the text stands at its end") {
  CHECK(excerpt_at("abc", {7, 9}, 80) == excerpt{"abc", "   ^"});
}

TEST_CASE("only the line in which the span begins is shown, without its line end") {
  CHECK(excerpt_at("one\r\ntwo\r\nthree", {5, 8}, 80) == excerpt{"two", "^^^"});
  CHECK(excerpt_at("one\ntwo", {3, 3}, 80) == excerpt{"one", "   ^"});
  CHECK(excerpt_at("one\ntwo\n", {4, 8}, 80) == excerpt{"two", "^^^"});
}

TEST_CASE("carets are as wide as the characters above them") {
  CHECK(excerpt_at("é=ö", {3, 5}, 80) == excerpt{"é=ö", "  ^"});
  CHECK(excerpt_at("日本=x", {7, 8}, 80) == excerpt{"日本=x", "     ^"});
  CHECK(excerpt_at("日本=x", {0, 6}, 80) == excerpt{"日本=x", "^^^^"});
  CHECK(excerpt_at("e\xCC\x81=x", {4, 5}, 80) == excerpt{"e\xCC\x81=x", "  ^"});
}

TEST_CASE("tabs become blanks, and nothing that steers a terminal is shown") {
  CHECK(excerpt_at("a\tb", {2, 3}, 80) == excerpt{"a b", "  ^"});
  CHECK(excerpt_at("a\x1b[2Jb", {1, 2}, 80) == excerpt{"a?[2Jb", " ^"});
  CHECK(excerpt_at("a\xE2\x80\xAE"
                   "b",
                   {4, 5}, 80) == excerpt{"a?b", "  ^"});
  CHECK(excerpt_at("a\xFFz", {2, 3}, 80) == excerpt{"a?z", "  ^"});
  CHECK(excerpt_at("\xC0\x80", {0, 1}, 80) == excerpt{"??", "^"});
}

TEST_CASE("a long line is cut around the span") {
  const std::string digits = "0123456789";
  std::string line;
  for (int i = 0; i < 10; ++i) line += digits;

  CHECK(excerpt_at(line, {2, 4}, 20) == excerpt{"01234567890123456...", "  ^^"});
  CHECK(excerpt_at(line, {98, 100}, 20) == excerpt{"...34567890123456789", "                  ^^"});
  CHECK(excerpt_at(line, {50, 52}, 20) == excerpt{"...78901234567890...", "      ^^"});
  CHECK(excerpt_at(line, {100, 100}, 20).carets.size() <= 21);
}

TEST_CASE(
    "whatever the span, both lines fit, and the carets never outgrow the line by more than one") {
  const std::string text =
      "DTSTART:20260101T090000Z;日本語日本語日本語日本語;0123456789012345678901234567890";
  for (std::size_t begin = 0; begin <= text.size(); ++begin) {
    for (std::size_t length : {0, 1, 7, 90}) {
      const excerpt e = excerpt_at(text, {begin, begin + length}, 30);
      CHECK(e.carets.size() <= 31);
      CHECK(e.carets.find('^') != std::string::npos);
    }
  }
}

TEST_CASE("lines are numbered from one") {
  CHECK(line_number("one\ntwo", 0) == 1);
  CHECK(line_number("one\ntwo", 3) == 1);
  CHECK(line_number("one\ntwo", 4) == 2);
}
