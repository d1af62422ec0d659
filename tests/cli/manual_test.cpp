// Holds the manual pages to the tool: their options, their sessions, their form.
#include <set>
#include <string>

#include <catch2/catch.hpp>

#include "command.hpp"
#include "manual.hpp"
#include "shell.hpp"
#include "source_tree.hpp"

namespace {

using namespace occur::testing;

const variables zagreb{"TZ=Europe/Zagreb", "OCCUR_NOW=2026-11-22T10:00:00+01:00"};

}  // namespace

TEST_CASE("the manual page of each command lists its options, and no others") {
  for (const occur::cli::command* c : occur::cli::all_commands()) {
    const auto page = "man/occur-" + std::string{c->name} + ".1";
    INFO(page);
    std::set<std::string> known;
    for (const occur::cli::option& o : c->options()) {
      for (const std::string_view name : names_of(o)) known.emplace(name);
    }
    CHECK(listed_options(contents(source_tree() / page)) == known);
  }
}

TEST_CASE("the sessions that the manual pages show are true") {
  std::size_t seen = 0;
  for (const auto& page : manual_pages()) {
    for (const session& s : shown_sessions(contents(page), zagreb)) {
      ++seen;
      const command_result got = run_shell(s.command, s.set);
      INFO(page.filename().string() << "\n$ " << s.command);
      CHECK(got.out == s.expected.out);
      CHECK(got.err.empty());
    }
  }
  CHECK(seen > 10);
}

TEST_CASE("the schedule file that occur-schedule(5) shows has no fault") {
  const command_result got = run_shell(
      "file=$(mktemp --suffix=.toml); awk '/^.Ed/ { here = 0 } /^.defaults]/ { here = 1 } here' " +
          quoted((source_tree() / "man/occur-schedule.5").string()) +
          " >$file; wc -l <$file; occur check $file; status=$?; rm $file; exit $status",
      zagreb);
  CHECK(got.out == "8\n");
  CHECK(got.err.empty());
  CHECK(got.status == 0);
}

TEST_CASE("the manual pages have no fault that mandoc knows") {
  if (run_shell("command -v mandoc", {}).status != 0) {
    WARN("skipped: mandoc is not installed");
    return;
  }
  for (const auto& page : manual_pages()) {
    const command_result got = run_shell("mandoc -T lint -W warning " + quoted(page.string()), {});
    CHECK(got.out.empty());
    CHECK(got.status == 0);
  }
}
