#include "runner/toml_text.hpp"

#include <algorithm>
#include <charconv>

namespace occur::detail {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool continues_code_point(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// Where the bytes of a string's value are written, and where the string ends.
class string_walk {
 public:
  explicit string_walk(std::string_view written, std::size_t at) : text_(written), base_(at) {
    const char quote = text_.empty() ? '\0' : text_.front();
    const bool triple = text_.size() >= 6 && text_[1] == quote && text_[2] == quote;
    quotes_ = triple ? 3 : 1;
    escapes_ = quote == '"';
    if (text_.size() < 2 * quotes_) return;
    end_ = text_.size() - quotes_;
    at_ = quotes_;
    if (triple) skip_newline();
  }

  std::vector<std::size_t> places() {
    while (at_ < end_) step();
    places_.push_back(base_ + end_);
    return std::move(places_);
  }

 private:
  void skip_newline() {
    if (text_[at_] == '\r') ++at_;
    if (text_[at_] == '\n') ++at_;
  }

  void step() {
    if (text_[at_] == '\\' && escapes_) {
      escape();
    } else {
      places_.push_back(base_ + at_++);
    }
  }

  void escape() {
    const std::size_t begin = at_++;
    const char kind = at_ < end_ ? text_[at_] : '\0';
    if (kind == 'u' || kind == 'U') {
      const std::size_t digits = kind == 'u' ? 4 : 8;
      places_.insert(places_.end(), width(text_.substr(at_ + 1, digits)), base_ + begin);
      at_ += 1 + digits;
    } else if (kind == ' ' || kind == '\t' || kind == '\r' || kind == '\n') {
      at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), end_);
    } else {
      places_.push_back(base_ + begin);
      ++at_;
    }
  }

  /// How many bytes a code point of some hexadecimal digits takes.
  static std::size_t width(std::string_view digits) {
    std::uint32_t code = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
    if (code < 0x80) return 1;
    if (code < 0x800) return 2;
    return code < 0x10000 ? 3 : 4;
  }

  std::string_view text_;
  std::size_t base_;
  std::size_t quotes_ = 1;
  std::size_t at_ = 0;
  std::size_t end_ = 0;
  bool escapes_ = false;
  std::vector<std::size_t> places_;
};

}  // namespace

line_index::line_index(std::string_view text) : text_(text) {
  begins_.push_back(text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0);
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string_view::npos;) {
    begins_.push_back(++at);
  }
}

std::size_t line_index::byte_at(std::uint32_t line, std::uint32_t column) const {
  if (line == 0 || line > begins_.size()) return text_.size();
  std::size_t at = begins_[line - 1];
  for (std::uint32_t c = 1; c < column && at < text_.size(); ++c) {
    ++at;
    while (at < text_.size() && continues_code_point(text_[at])) ++at;
  }
  return at;
}

span place_in_string(std::string_view text, span literal, std::string_view value, span inside) {
  const auto written = text.substr(literal.begin, literal.end - literal.begin);
  const auto places = string_walk{written, literal.begin}.places();
  if (places.size() != value.size() + 1 || inside.end >= places.size()) return literal;
  return {places[inside.begin], places[inside.end]};
}

}  // namespace occur::detail
