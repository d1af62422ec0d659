// Random sets are told as phrases that read as the same sets, or not at all.
#include <occur/phrase.hpp>
#include <occur/stream.hpp>
#include <cstdint>
#include <string>
#include <vector>
#include <catch2/catch.hpp>

#include "random_rules.hpp"

namespace {

using occur::stream;

/// Whether both give the same instants from their places on, as far as `most`.
bool agree(stream& a, stream& b, int most) {
  for (int i = 0; i < most; ++i) {
    const auto x = a.next();
    const auto y = b.next();
    if (x.has_value() != y.has_value()) return false;
    if (!x) return true;
    if (x->time != y->time) return false;
  }
  return true;
}

bool has_count(const occur::recurrence_set& set) {
  for (const occur::rule& r : set.rules)
    if (r.count) return true;
  return false;
}

/// How many of the sets have a phrase; each is read back and compared.
int told(std::uint64_t first, std::uint64_t last) {
  int phrases = 0;
  for (std::uint64_t seed = first; seed <= last; ++seed) {
    const std::vector sets{occur::testing::random_set(seed)};
    const auto& set = sets.front();
    const auto text = occur::to_phrase(sets);
    if (!text) continue;
    ++phrases;
    INFO("seed " << seed << "\n" << occur::testing::described(set) << "\n" << *text);
    occur::phrase_options options;
    options.find_zone = [&](std::string_view) -> occur::result<occur::zone> {
      return set.anchor.where;
    };
    auto read = occur::parse_phrase(*text, options);
    REQUIRE(read.has_value());
    for (auto& again : read->value) {
      again.gap = set.gap;
      again.fold = set.fold;
    }
    stream a{occur::selection{sets}};
    stream b{occur::selection{read->value}};
    REQUIRE(agree(a, b, 1000));
    if (has_count(set)) continue;
    for (const int year : {1700, 2024, 2038, 2100, 2500, 9000}) {
      const date::sys_days there{date::year{year} / 3 / 1};
      a.seek(there);
      b.seek(there);
      REQUIRE(agree(a, b, 100));
    }
  }
  return phrases;
}

}  // namespace

TEST_CASE("phrases of random sets read as these sets") { CHECK(told(1, 300) > 60); }

TEST_CASE("phrases of ten thousand random sets read as these sets", "[.long][long]") {
  CHECK(told(1, 10'000) > 2000);
}
