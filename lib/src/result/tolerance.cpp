#include "result/tolerance.hpp"

#include <algorithm>
#include <utility>

namespace occur::detail {
namespace {

span blanks_around(piece text, piece inner) {
  if (inner.at > text.at) return {text.at, inner.at};
  return {inner.where().end, text.where().end};
}

}  // namespace

piece tolerance::without_blanks(piece text) {
  const piece inner = detail::without_blanks(text);
  if (inner.text.size() != text.text.size() && !std::exchange(met_blanks_, true)) {
    warn({error_code::deprecated_form, "a blank where none belongs", blanks_around(text, inner),
          "write it without blanks"});
  }
  return inner;
}

std::string tolerance::upper_case(piece word) {
  std::string upper = detail::upper_case(word.text);
  if (upper != word.text && !std::exchange(met_lower_case_, true)) {
    warn({error_code::deprecated_form, "lower case " + quoted(word.text), word.where(),
          "write it in capitals: " + upper.substr(0, 40)});
  }
  return upper;
}

}  // namespace occur::detail
