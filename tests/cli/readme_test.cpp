// Holds the README to the tool: what it shows is run, and its blocks are of kinds that some test
// knows.
#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "shell.hpp"
#include "source_tree.hpp"

namespace {

using namespace occur::testing;

const variables zagreb{"TZ=Europe/Zagreb", "OCCUR_NOW=2026-11-22T10:00:00+01:00"};

/// A fenced block.
struct block {
  std::string kind;
  std::vector<std::string> lines;
};

std::vector<block> blocks_of(const std::string& page) {
  std::vector<block> blocks;
  bool inside = false;
  std::istringstream lines{page};
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("```")) {
      inside = !inside;
      if (inside) blocks.push_back({line.substr(3), {}});
    } else if (inside) {
      blocks.back().lines.push_back(line);
    }
  }
  return blocks;
}

bool is_session(const block& b) {
  return b.kind.empty() && !b.lines.empty() && b.lines.front().starts_with("$ ");
}

/// Whether a command goes on in the next line.
bool is_open(const std::string& command) {
  return command.ends_with("|") || std::ranges::count(command, '\'') % 2 == 1;
}

struct shown {
  std::string command;
  std::string out;
};

std::vector<shown> sessions_of(const block& b) {
  std::vector<shown> sessions;
  for (const std::string& line : b.lines) {
    if (line.starts_with("$ ")) {
      sessions.push_back({line.substr(2), {}});
    } else if (is_open(sessions.back().command)) {
      sessions.back().command += "\n" + line;
    } else {
      sessions.back().out += line + "\n";
    }
  }
  return sessions;
}

}  // namespace

TEST_CASE("the sessions of the README are true") {
  std::size_t seen = 0;
  for (const block& b : blocks_of(contents(source_tree() / "README.md"))) {
    if (!is_session(b)) continue;
    for (const shown& s : sessions_of(b)) {
      ++seen;
      INFO("$ " << s.command);
      CHECK(run_shell("{ " + s.command + "\n} 2>&1", zagreb).out == s.out);
    }
  }
  CHECK(seen >= 5);
}

TEST_CASE("the other commands of the README are ones that ./dev knows") {
  const std::string dev = quoted((source_tree() / "dev").string());
  const std::string help = run_shell(dev + " help", {}).out;
  const std::string run = "./dev run ";
  for (const block& b : blocks_of(contents(source_tree() / "README.md"))) {
    if (!b.kind.empty() || is_session(b)) continue;
    for (const std::string& line : b.lines) {
      INFO(line);
      std::istringstream words{line};
      std::string door;
      std::string command;
      words >> door >> command;
      CHECK(door == "./dev");
      CHECK(help.find("\n  " + command + " ") != std::string::npos);
      if (line.starts_with(run)) {
        CHECK(run_shell("occur " + line.substr(run.size()), zagreb).status == 0);
      }
    }
  }
}

TEST_CASE("each block of the README is of a kind that is tried") {
  const std::vector<std::string> kinds{"", "cpp", "text", "cmake", "sh"};
  for (const block& b : blocks_of(contents(source_tree() / "README.md"))) {
    INFO(b.kind);
    CHECK(std::ranges::find(kinds, b.kind) != kinds.end());
  }
}

TEST_CASE("the pictures of the README show what the tool prints") {
  // The library that sets the time is loaded before that of a sanitizer.
  const std::string script = quoted((source_tree() / "doc/pictures.sh").string());
  const command_result got =
      run_shell(script + " --check", {"ASAN_OPTIONS=verify_asan_link_order=0"});
  INFO(got.out << got.err);
  CHECK(got.status == 0);
}
