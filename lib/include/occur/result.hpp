// Results and errors: how every function that reads text from a user answers.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>
#include <tl/expected.hpp>

namespace [[gnu::visibility("default")]] occur {

/// A half-open range of bytes in the text that was read.
struct span {
  std::size_t begin = 0;
  std::size_t end = 0;
  friend bool operator==(const span&, const span&) = default;
};

/// What kind of thing went wrong; the message says it in words.
enum class error_code {
  syntax,          ///< the text is not of the form it should have
  unknown_name,    ///< a part, a weekday, a frequency, a zone or a word nobody knows
  out_of_range,    ///< a number outside its range
  repeated,        ///< something that may stand once stands twice
  missing,         ///< something that must stand does not
  conflict,        ///< two things that exclude each other
  unsupported,     ///< valid, and beyond what this build can do
  too_long,        ///< input over the documented bounds
  ambiguous,       ///< two readings, none is guessed
  deprecated_form  ///< readable, but not what the standard asks for (a warning unless strict)
};

/// What is wrong with a text, where, and what would be right. The same type
/// serves for errors and warnings.
///
/// Example: `parse_rule("FREQ=WEEKLY;BYDAY=MX").error()` has the message
/// `unknown weekday "MX" in BYDAY`, the span `{18, 20}` and the hint
/// `weekdays are MO TU WE TH FR SA SU`.
struct error {
  error_code code = error_code::syntax;
  std::string message;  ///< one line, no final stop
  span where;           ///< bytes of the text the function was given
  std::string hint;     ///< the cure; may be empty
  friend bool operator==(const error&, const error&) = default;
};

/// A value, or the error that kept it from being read.
template <class T>
using result = tl::expected<T, error>;

/// A value together with the warnings that reading it raised, in text order.
template <class T>
struct parsed {
  T value;
  std::vector<error> warnings;
};

}  // namespace occur
