// The options of one command.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "outcome.hpp"

namespace occur::cli {

/// Reads a command's arguments: its options, and what is none of them. Options
/// may stand anywhere before `--`; what follows that is never an option. The
/// last of an option given twice counts, unless it collects.
class option_reader {
 public:
  option_reader();
  ~option_reader();

  /// An option without a value. `names` as in `-h,--help`.
  void flag(const std::string& names, bool& given);

  /// An option with a value.
  void value(const std::string& names, std::optional<std::string>& given);

  /// An option with a value that may be given again: all of them, in order.
  void values(const std::string& names, std::vector<std::string>& given);

  /// Fills what `flag` and `value` named; the other arguments, in order. Errors
  /// name an unknown option with the nearest known one, or a missing value.
  [[nodiscard]] outcome<std::vector<std::string>> read(std::span<const std::string_view> arguments);

  /// All names known: `-h`, `--help`.
  [[nodiscard]] std::vector<std::string> names() const;

 private:
  struct parser;
  std::unique_ptr<parser> parser_;
};

/// One of the words an option takes; the error offers them all.
template <class Value>
struct option_word {
  std::string_view word;
  Value value;
};

[[nodiscard]] refusal unknown_word(std::string_view option, std::string_view value,
                                   std::span<const std::string_view> words);

/// The value that stands behind a word; `otherwise` when the option is not given.
template <class Value, std::size_t Count>
[[nodiscard]] outcome<Value> read_word(std::string_view option,
                                       const std::optional<std::string>& value,
                                       const std::array<option_word<Value>, Count>& known,
                                       Value otherwise) {
  if (!value) return otherwise;
  std::vector<std::string_view> words;
  for (const option_word<Value>& k : known) {
    if (k.word == *value) return k.value;
    words.push_back(k.word);
  }
  return unknown_word(option, *value, words);
}

}  // namespace occur::cli
