#pragma once

#include <occur/result.hpp>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace occur::fuzz {

/// Stops the fuzzer when something that must always hold does not.
inline void must(bool holds, std::string_view what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %.*s\n", static_cast<int>(what.size()), what.data());
  std::abort();
}

/// What every error and warning promises about the text it speaks of.
inline void must_point_into(std::string_view text, const error& e) {
  must(!e.message.empty(), "an error has a message");
  must(e.message.find('\n') == std::string::npos, "a message is one line");
  must(e.where.begin <= e.where.end && e.where.end <= text.size(), "a span is within the text");
}

}  // namespace occur::fuzz
