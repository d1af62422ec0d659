// Holds completions to the parser, and types into the shells that show them.
#include <algorithm>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "occur/phrase.hpp"
#include "occur/zone.hpp"
#include "command.hpp"
#include "completion.hpp"
#include "output/formatter.hpp"
#include "shell.hpp"
#include "source_tree.hpp"
#include "when.hpp"

namespace {

using namespace occur::cli;
using words = std::set<std::string>;

/// The candidates for the last word, without what is said about them.
words offered(const std::vector<std::string_view>& line) {
  words found;
  std::istringstream lines{completions(line)};
  for (std::string each; std::getline(lines, each);) found.insert(each.substr(0, each.find('\t')));
  return found;
}

bool holds(const words& all, const words& some) { return std::ranges::includes(all, some); }

}  // namespace

TEST_CASE("completions offer each option of a command, and no others") {
  for (const command* c : all_commands()) {
    INFO(c->name);
    words known;
    words long_ones;
    for (const option& o : c->options()) {
      for (const std::string_view name : names_of(o)) {
        known.emplace(name);
        if (name.size() > 2) long_ones.emplace(name);
      }
    }
    CHECK(offered({c->name, "-"}) == known);
    CHECK(holds(offered({c->name, "--"}), long_ones));
    const auto behind_dashes = c->takes_command ? ":command 3" : ":files ics toml";
    CHECK(offered({c->name, "--", "-"}) == words{behind_dashes});
  }
}

TEST_CASE("completions offer what the value of an option may be") {
  const when_setting in{date::sys_seconds{}, {}};
  for (const command* c : all_commands()) {
    for (const option& o : c->options()) {
      const std::string name{names_of(o).back()};
      INFO(c->name << ' ' << name);
      const words values = offered({c->name, name, ""});
      const words listed(o.words.begin(), o.words.end());
      CHECK(holds(values, listed));
      switch (o.kind) {
        case value_kind::word:
          CHECK(values == listed);
          CHECK_FALSE(values.empty());
          break;
        case value_kind::moment:
          CHECK(values.contains("tomorrow"));
          for (const std::string& v : values) CHECK((parse_when(v, in) || listed.contains(v)));
          break;
        case value_kind::format:
          CHECK(values.contains("rfc3339"));
          for (const std::string& v : values) CHECK(read_format(v));
          break;
        case value_kind::zone:
          CHECK(values.size() == occur::zone_names().size());
          break;
        case value_kind::schedule:
          CHECK(values.contains("daily"));
          CHECK(values.contains(":files ics toml"));
          break;
        case value_kind::file:
          CHECK(values == words{":files"});
          break;
        case value_kind::folder:
          CHECK(values == words{":folders"});
          break;
        case value_kind::other:
          break;
      }
    }
  }
}

TEST_CASE("completions know where on the line they are") {
  words commands;
  for (const command* c : all_commands()) commands.emplace(c->name);
  CHECK(offered({""}) == commands);
  CHECK(offered({}) == commands);
  CHECK(offered({"ne"}) == words{"next"});
  CHECK(offered({"-"}) == words{"-h", "--help", "--version"});
  CHECK(offered({"nxt", ""}).empty());
  CHECK(offered({"next", "--format=epo"}) == words{"--format=epoch", "--format=epoch-ms"});
  CHECK(offered({"next", "--json=e"}).empty());
  CHECK(offered({"next", "-f", "epoch-"}) == words{"epoch-ms"});
  CHECK(offered({"next", "--zone", "Europe/Zag", "--fo", "--format", "lo"}) == words{"local"});
  CHECK(offered({"next", "-n", ""}).empty());
  CHECK(offered({"next", "@"}) == words{":at-files"});
  CHECK(offered({"next", "-n", "3", "every", "mon"}) == words{"monday", "month"});
  CHECK(offered({"next", "every", "-n", "3", "mon"}) == words{"monday", "month"});
  CHECK(offered({"next", "every", "--", "mon"}) == words{"monday", "month"});
  CHECK(offered({"next", "every monday", "dai"}) == words{"daily", ":files ics toml"});
  CHECK(offered({"next", "FREQ=DAILY", "dai"}) == words{"daily", ":files ics toml"});
}

TEST_CASE("phrases go on with the words that may follow") {
  const auto after = [](std::string_view text) {
    const auto found = occur::words_after(text);
    return words(found.begin(), found.end());
  };
  CHECK(holds(after(""), {"every", "daily", "tomorrow", "from", "weekdays"}));
  CHECK(holds(after("every"), {"day", "first", "friday", "last", "other", "weekday", "week"}));
  CHECK_FALSE(after("every").contains("days"));
  CHECK(holds(after("every 2"), {"days", "hours", "weeks"}));
  CHECK_FALSE(after("every 2").contains("day"));
  CHECK(holds(after("every last"), {"day", "friday"}));
  CHECK(holds(after("every monday"), {"and", "at", "except", "from", "in", "until"}));
  CHECK(holds(after("every monday at"), {"midnight", "noon"}));
  CHECK(holds(after("every day in"), {"january", "utc"}));
  CHECK(after("every mondy").empty());
  CHECK(after("every every").empty());
}

TEST_CASE("the shells show what occur offers") {
  using namespace occur::testing;
  // What is typed, and what is seen then.
  const std::string everywhere =
      " 'occur ne' Tab -- 'ready> occur next' ++"
      " 'occur next --fo' Tab Tab -- --fold --format ++"
      " 'occur next --format epoch' Tab Tab -- epoch-ms ++"
      " 'occur next --zone=Europe/Za' Tab Tab -- Europe/Zagreb Europe/Zaporozhye ++"
      " 'occur next every mon' Tab Tab -- monday month ++"
      " 'occur next work' Tab Tab -- workdays work.ics work.toml ++"
      " 'occur next @work.' Tab Tab -- work.ics work.toml work.txt ++";
  const std::string where_descriptions_are = " 'occur c' Tab Tab -- 'a calendar' 'another form' ++";
  const auto is_there = [](const std::string& program) {
    return run_shell("command -v " + program, {}).status == 0;
  };
  for (const std::string shell : {"bash", "zsh", "fish"}) {
    const bool is_bash = shell == "bash";
    const bool ready = is_there(shell) && is_there("tmux") &&
                       (!is_bash || is_there("/usr/share/bash-completion/bash_completion"));
    if (!ready) {
      WARN("skipped: " << shell << ", its completions or tmux are not installed");
      continue;
    }
    const command_result got =
        run_shell(quoted((source_tree() / "tests/cli/typed.sh").string()) + " " + shell + " " +
                      quoted((source_tree() / "completions").string()) + everywhere +
                      (is_bash ? "" : where_descriptions_are),
                  {});
    INFO(shell << "\n" << got.out << got.err);
    CHECK(got.status == 0);
  }
}
