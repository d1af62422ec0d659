#include <occur/version.hpp>

#include "app.hpp"

#include <array>
#include <sstream>
#include <string>

#include <catch2/catch.hpp>

TEST_CASE("--version names the tool and the library's version") {
  std::ostringstream out;
  std::ostringstream err;
  const std::array arguments{"occur", "--version"};
  CHECK(occur::cli::run(arguments, out, err) == 0);
  CHECK(out.str() == "occur " + std::string{occur::version()} + "\n");
  CHECK(err.str().empty());
}
