// json: one object a line, for programs.
#include <fmt/format.h>

#include <iterator>
#include <utility>

#include "occur/json_text.hpp"
#include "output/formatter.hpp"

namespace occur::cli {
namespace {

class json_formatter final : public formatter {
 public:
  explicit json_formatter(format_setting setting)
      : setting_(std::move(setting)), ordinal_(setting_.first_ordinal) {}

  void print(std::span<const occurrence> block, line_writer& to) override {
    for (const occurrence& o : block) {
      line_.clear();
      append(o);
      to.write({line_.data(), line_.size()});
    }
  }

 private:
  void append(const occurrence& o) {
    clock_face& face = setting_.faces[o.set];
    const auto [local, offset] = face.at(o);
    const auto day = date::floor<date::days>(local);
    std::string shown = date_text(day);
    if (!face.is_date()) shown += 'T' + time_text(local - day);
    const auto out = std::back_inserter(line_);
    fmt::format_to(out, R"({{"time":"{}{}","local":"{}")", shown, offset_text(face, offset), shown);
    if (face.has_zone()) {
      fmt::format_to(out, R"(,"zone":)");
      line_.append(json_string(face.zone_name()));
    }
    fmt::format_to(out, R"(,"epoch":{})", o.time.time_since_epoch().count());
    if (ordinal_) {
      fmt::format_to(out, R"(,"seq":{})", *ordinal_);
      setting_.newest_first ? --*ordinal_ : ++*ordinal_;
    }
    append_member("id", setting_.id);
    append_member("summary", setting_.summary);
    line_.push_back('}');
    line_.push_back(setting_.line_end);
  }

  void append_member(std::string_view name, std::string_view text) {
    if (text.empty()) return;
    fmt::format_to(std::back_inserter(line_), ",\"{}\":{}", name, json_string(text));
  }

  format_setting setting_;
  std::optional<std::uint64_t> ordinal_;
  fmt::memory_buffer line_;
};

}  // namespace

std::unique_ptr<formatter> make_json_formatter(format_setting setting) {
  return std::make_unique<json_formatter>(std::move(setting));
}

}  // namespace occur::cli
