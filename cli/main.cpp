#include "app.hpp"

#include <iostream>
#include <span>

int main(int argc, char** argv) {
  return occur::cli::run({argv, static_cast<std::size_t>(argc)}, std::cout, std::cerr);
}
