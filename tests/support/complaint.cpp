#include "complaint.hpp"

#include <array>
#include <cstddef>

namespace occur::testing {
namespace {

constexpr std::array<std::string_view, 10> code_names{
    "syntax",   "unknown_name", "out_of_range", "repeated",  "missing",
    "conflict", "unsupported",  "too_long",     "ambiguous", "deprecated_form"};

}  // namespace

std::string complaint(const error& e, std::string_view text) {
  const auto words = e.where.begin <= e.where.end && e.where.end <= text.size()
                         ? text.substr(e.where.begin, e.where.end - e.where.begin)
                         : "beyond the text";
  std::string line{code_names.at(static_cast<std::size_t>(e.code))};
  line += ": ";
  line += e.message;
  line += " | ";
  line += words;
  line += " | ";
  line += e.hint;
  return line;
}

}  // namespace occur::testing
