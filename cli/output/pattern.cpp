// Patterns: text with the conversions of strftime.
#include <utility>

#include "occur/time_pattern.hpp"
#include "output/formatter.hpp"

namespace occur::cli {
namespace {

class pattern_formatter final : public formatter {
 public:
  pattern_formatter(time_pattern pattern, format_setting setting)
      : pattern_(std::move(pattern)), setting_(std::move(setting)) {}

  void print(std::span<const occurrence> block, line_writer& to) override {
    for (const occurrence& o : block) {
      line_.clear();
      pattern_.append(line_, setting_.faces[o.set], o);
      line_ += setting_.line_end;
      to.write(line_);
    }
  }

 private:
  time_pattern pattern_;
  format_setting setting_;
  std::string line_;
};

}  // namespace

std::unique_ptr<formatter> make_pattern_formatter(const time_pattern& pattern,
                                                  format_setting setting) {
  return std::make_unique<pattern_formatter>(pattern, std::move(setting));
}

}  // namespace occur::cli
