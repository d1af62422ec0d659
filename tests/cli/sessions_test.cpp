#include <nlohmann/json.hpp>

#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "command.hpp"
#include "shell.hpp"
#include "source_tree.hpp"
#include "transcript.hpp"

namespace {

using namespace occur::testing;

const variables zagreb{"TZ=Europe/Zagreb", "OCCUR_NOW=2026-11-22T10:00:00+01:00"};

void check(const session& s) {
  variables set = s.set;
  set.push_back("CALENDARS=" + (source_tree() / "tests/cli/calendars").string());
  const command_result got = run_shell(s.command, set);
  INFO(s.title << "\n$ " << s.command);
  CHECK(got.out == s.expected.out);
  CHECK(got.err == s.expected.err);
  CHECK(got.status == s.expected.status);
}

std::vector<std::filesystem::path> transcripts() {
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::directory_iterator{source_tree() / "tests/cli"}) {
    if (entry.path().extension() == ".transcript") found.push_back(entry.path());
  }
  return found;
}

std::vector<nlohmann::json> rows(const std::filesystem::path& file) {
  std::istringstream lines{contents(file)};
  std::vector<nlohmann::json> found;
  for (std::string line; std::getline(lines, line);) found.push_back(nlohmann::json::parse(line));
  return found;
}

/// Each word of a phrase as an argument of its own.
std::string words_of(const std::string& phrase) {
  std::istringstream words{phrase};
  std::string arguments;
  for (std::string word; words >> word;) arguments += occur::testing::quoted(word) + " ";
  return arguments;
}

bool has_caret(const std::string& err) {
  return err.find("\n  ") != std::string::npos && err.find('^') != std::string::npos;
}

}  // namespace

TEST_CASE("the tool behaves as its transcripts show") {
  REQUIRE_FALSE(transcripts().empty());
  for (const auto& file : transcripts()) {
    INFO(file.filename().string());
    const auto sessions = read_transcript(contents(file));
    REQUIRE_FALSE(sessions.empty());
    for (const session& s : sessions) check(s);
  }
}

TEST_CASE("the examples of the help text are true") {
  for (const occur::cli::command* c : occur::cli::all_commands()) {
    for (const char* option : {" -h", " --help"}) {
      const std::string help = "occur " + std::string{c->name} + option;
      INFO(help);
      const auto sessions = read_help_examples(run_shell(help, {}).out, zagreb);
      REQUIRE_FALSE(sessions.empty());
      for (const session& s : sessions) check(s);
    }
  }
}

TEST_CASE("the help names every option") {
  for (const occur::cli::command* c : occur::cli::all_commands()) {
    const std::string help = run_shell("occur " + std::string{c->name} + " -h", {}).out;
    for (const occur::cli::option& o : c->options()) {
      for (const std::string_view name : names_of(o)) {
        INFO(c->name << ' ' << name);
        CHECK(help.find(name) != std::string::npos);
      }
    }
  }
}

TEST_CASE("each schedule that must be refused is, with a caret and a cure") {
  const auto invalid = rows(source_tree() / "tests/conformance/data/invalid.jsonl");
  REQUIRE_FALSE(invalid.empty());
  for (const auto& row : invalid) {
    std::string command = "occur next -n 1";
    for (const auto& flag : row.value("flags", nlohmann::json::array())) {
      command += " " + flag.get<std::string>();
    }
    command += " " + quoted(row["input"].get<std::string>());
    const command_result got = run_shell(command, zagreb);
    INFO(row.dump());
    INFO(got.err);
    CHECK(got.status == 2);
    CHECK(got.out.empty());
    CHECK(got.err.starts_with("occur: error: "));
    CHECK(has_caret(got.err));
    CHECK(got.err.find("\n  hint: ") != std::string::npos);
  }
}

TEST_CASE("each phrase that must be refused is, with a caret and a cure, quoted or not") {
  auto invalid = rows(source_tree() / "tests/conformance/data/phrases-invalid.jsonl");
  for (auto& row : rows(source_tree() / "tests/conformance/data/phrase-errors.jsonl")) {
    invalid.push_back(std::move(row));
  }
  REQUIRE(invalid.size() > 100);
  const variables when_said{"TZ=Europe/Zagreb", "OCCUR_NOW=2026-03-04T10:30:00+01:00"};
  for (const auto& row : invalid) {
    const auto phrase = row["phrase"].get<std::string>();
    if (phrase.empty()) continue;  // no line to show
    for (const std::string& words : {quoted(phrase), words_of(phrase)}) {
      const command_result got = run_shell("occur next -n 1 " + words, when_said);
      INFO(row.dump());
      INFO(got.err);
      CHECK(got.status == 2);
      CHECK(got.out.empty());
      CHECK(got.err.starts_with("occur: error: "));
      CHECK(has_caret(got.err));
      CHECK(got.err.find("\n  hint: ") != std::string::npos);
    }
  }
}

TEST_CASE("on a terminal the tool prints columns in colour") {
  const std::string weekly =
      "occur next -n 1 'FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0;BYSECOND=0'";
  variables terminal = zagreb;
  terminal.emplace_back("TERM=xterm");

  SECTION("with dim weekdays and distances") {
    CHECK(run_on_terminal(weekly, terminal).out ==
          "\x1b[2mMon\x1b[0m 2026-11-23 09:00 CET  \x1b[2min 23 hours\x1b[0m\r\n");
  }
  SECTION("without colour where NO_COLOR is set") {
    terminal.emplace_back("NO_COLOR=1");
    CHECK(run_on_terminal(weekly, terminal).out == "Mon 2026-11-23 09:00 CET  in 23 hours\r\n");
  }
  SECTION("without colour where the terminal is dumb") {
    terminal.back() = "TERM=dumb";
    CHECK(run_on_terminal(weekly, terminal).out == "Mon 2026-11-23 09:00 CET  in 23 hours\r\n");
  }
  SECTION("with colour where it is asked for, whatever NO_COLOR says") {
    terminal.emplace_back("NO_COLOR=1");
    CHECK(run_on_terminal(weekly + " --color always", terminal).out.starts_with("\x1b[2mMon"));
  }
  SECTION("as lines where the output is a pipe, while errors keep their colour") {
    CHECK(run_on_terminal(weekly + " | cat", terminal).out == "2026-11-23T09:00:00+01:00\r\n");
    CHECK(run_on_terminal("occur next FREQ=DALY | cat", terminal)
              .out.starts_with("occur: \x1b[1;31merror:\x1b[0m "));
  }
  SECTION("with long lines of an error cut to the terminal's width") {
    const auto shown = run_on_terminal(
        "stty cols 40; occur next 'FREQ=DAILY;BYHOUR=1,2,3,4,5,6,7,"
        "8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,24' 2>&1",
        zagreb);
    std::istringstream lines{shown.out};
    std::string line;
    std::getline(lines, line);
    std::getline(lines, line);
    CHECK(line.size() <= 41);
    CHECK(line.starts_with("  ..."));
  }
}
