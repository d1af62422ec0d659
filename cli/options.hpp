// The options of one command.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "outcome.hpp"

namespace occur::cli {

/// What the value of an option is: what a shell offers to complete it with.
enum class value_kind : std::uint8_t { other, word, moment, schedule, zone, format, file, folder };

/// An option as its users see it. Help and completions are made from this.
struct option {
  std::string_view names;    ///< `-f,--format`
  std::string_view value{};  ///< what stands for its value in the help; empty where it takes none
  std::string_view help{};
  value_kind kind = value_kind::other;
  std::vector<std::string_view> words{};  ///< those that a `word` may be
};

/// The names of an option, one by one: `-f` and `--format`.
[[nodiscard]] std::vector<std::string_view> names_of(const option& o);

/// One of the words an option takes; the error offers them all.
template <class Value>
struct option_word {
  std::string_view word;
  Value value;
};

/// What was on the command line beside the options.
struct operands {
  std::vector<std::string> words;  ///< in order
  std::size_t before_dashes = 0;   ///< how many of them stand before `--`
  bool has_dashes = false;
};

/// Reads a command's arguments: its options, and what is none of them. Options
/// may stand anywhere before `--`; what follows that is never an option. The
/// last of an option given twice counts, unless it collects.
class option_reader {
 public:
  /// An option without a value.
  void flag(option declared, bool& given) { add(std::move(declared), &given); }

  /// An option with a value.
  void value(option declared, std::optional<std::string>& given) {
    add(std::move(declared), &given);
  }

  /// An option with a value that may be given again: all of them, in order.
  void values(option declared, std::vector<std::string>& given) {
    add(std::move(declared), &given);
  }

  /// An option whose value is one of some words, as `read_word` reads it.
  template <class Value, std::size_t Count>
  void word(option declared, const std::array<option_word<Value>, Count>& known,
            std::optional<std::string>& given) {
    declared.kind = value_kind::word;
    for (const option_word<Value>& k : known) declared.words.push_back(k.word);
    value(std::move(declared), given);
  }

  /// Fills what was declared; the other arguments. Errors name an unknown
  /// option with the nearest known one, or a missing value.
  [[nodiscard]] outcome<operands> read(std::span<const std::string_view> arguments) const;

  /// All that were declared, in order.
  [[nodiscard]] const std::vector<option>& options() const { return declared_; }

 private:
  /// Where an option puts what was given.
  using target = std::variant<bool*, std::optional<std::string>*, std::vector<std::string>*>;

  void add(option declared, target to) {
    declared_.push_back(std::move(declared));
    targets_.push_back(to);
  }

  std::vector<option> declared_;
  std::vector<target> targets_;
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

/// A number written in decimal digits, `-` before them where it is negative;
/// nothing for any other text.
[[nodiscard]] std::optional<std::int64_t> whole_number(std::string_view text);

}  // namespace occur::cli
