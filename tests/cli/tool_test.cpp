#include <unistd.h>

#include <array>
#include <string>

#include <catch2/catch.hpp>

#include "occur/version.hpp"
#include "output/descriptor.hpp"
#include "tool.hpp"

TEST_CASE("the tool runs without a process around it") {
  std::array<int, 2> pipe{};
  REQUIRE(::pipe(pipe.data()) == 0);
  occur::cli::environment around;
  around.output = pipe[1];
  const std::array<std::string_view, 1> arguments{"--version"};
  CHECK(occur::cli::run_tool(arguments, around) == 0);
  ::close(pipe[1]);
  CHECK(occur::cli::read_all(pipe[0], 1000) == "occur " + std::string{occur::version()} + "\n");
  ::close(pipe[0]);
}
