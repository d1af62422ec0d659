#include "source_tree.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace occur::testing {

std::filesystem::path source_tree() { return OCCUR_SOURCE_TREE; }

std::string contents(const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary};
  if (!in) throw std::runtime_error{"cannot read " + file.string()};
  return {std::istreambuf_iterator<char>{in}, {}};
}

}  // namespace occur::testing
