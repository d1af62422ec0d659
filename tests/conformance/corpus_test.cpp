// Every row of the conformance data is a test case of its own, once for the library and once for
// the naive matcher, so that neither is trusted on the other's word.
#include <catch2/catch.hpp>

#include <exception>
#include <functional>
#include <utility>

#include "corpus.hpp"
#include "naive.hpp"

namespace occur::testing {
namespace {

std::vector<std::string> expected_of(const corpus_row& row, const recurrence_set& set) {
  std::vector<std::string> texts;
  for (const std::string& text : row.expected) texts.push_back(normalised(text, set));
  return texts;
}

template <class Occurrences>
std::vector<std::string> shown_all(const Occurrences& found, const recurrence_set& set) {
  std::vector<std::string> texts;
  for (const occurrence& o : found) texts.push_back(shown(o, set));
  return texts;
}

void library_agrees(const corpus_row& row) {
  INFO(row.input);
  const recurrence_set set = set_of(row);
  stream occurrences{set};
  std::vector<occurrence> found(row.limit);
  found.resize(occurrences.read(found));
  CHECK(shown_all(found, set) == expected_of(row, set));
  if (row.exhausted) CHECK_FALSE(occurrences.next());
}

// A row that never occurs would keep the slow matcher busy for ever: sixty years must do for it.
void naive_matcher_agrees(const corpus_row& row) {
  INFO(row.input);
  const recurrence_set set = set_of(row);
  const auto found = naive_expand(set, {.occurrences = row.limit + 1,
                                        .span = date::years{row.has_tag("never") ? 60 : 1400},
                                        .trials = 40'000'000});
  const auto known = std::min(found.occurrences.size(), row.limit);
  const std::vector<occurrence> first(
      found.occurrences.begin(), found.occurrences.begin() + static_cast<std::ptrdiff_t>(known));
  CHECK(shown_all(first, set) == expected_of(row, set));
  if (row.exhausted) CHECK(found.occurrences.size() <= row.limit);
}

class row_invoker : public Catch::ITestInvoker {
 public:
  row_invoker(corpus_row row, std::function<void(const corpus_row&)> check)
      : row_(std::move(row)), check_(std::move(check)) {}
  void invoke() const override { check_(row_); }

 private:
  corpus_row row_;
  std::function<void(const corpus_row&)> check_;
};

void add_case(const std::string& name, const std::string& tags, const corpus_row& row,
              std::function<void(const corpus_row&)> check) {
  const Catch::AutoReg added{new row_invoker{row, std::move(check)}, CATCH_INTERNAL_LINEINFO,
                             Catch::StringRef{}, Catch::NameAndTags{name, tags}};
}

void unreadable(const corpus_row& row) { FAIL(row.input); }

void add_file(std::string_view file) {
  for (const corpus_row& row : read_corpus(file)) {
    add_case(row.name, "[library]", row, library_agrees);
    if (!row.is_gregorian()) continue;
    add_case(row.name + " (naive)", "[naive]", row, naive_matcher_agrees);
  }
}

// Catch lists its cases before main begins, so the rows are read before it, too.
struct registration {
  registration() {
    for (const std::string_view file : corpus_files()) {
      try {
        add_file(file);
      } catch (const std::exception& problem) {
        corpus_row row;
        row.input = problem.what();
        add_case("the rows of " + std::string{file} + " can be read", "[library]", row, unreadable);
      }
    }
  }
} const registered;

}  // namespace

TEST_CASE("no row of the conformance data is lost", "[library]") {
  std::size_t rows = 0;
  std::size_t gregorian = 0;
  for (const std::string_view file : corpus_files()) {
    for (const corpus_row& row : read_corpus(file)) {
      ++rows;
      if (row.is_gregorian()) ++gregorian;
    }
  }
  CHECK(rows == 1994);
  CHECK(gregorian == 1989);
}

}  // namespace occur::testing
