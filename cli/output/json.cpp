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
    const std::string shown = local_text(face, o);
    const auto out = std::back_inserter(line_);
    fmt::format_to(out, R"({{"time":"{}{}","local":"{}")", shown,
                   offset_text(face, face.at(o).offset), shown);
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
    if (!setting_.details.empty()) append_details(face, o);
    line_.push_back('}');
    line_.push_back(setting_.line_end);
  }

  /// `2026-11-23T09:00:00`, `2026-11-23` for a whole day.
  [[nodiscard]] static std::string local_text(clock_face& face, const occurrence& o) {
    const auto local = face.at(o).local;
    const auto day = date::floor<date::days>(local);
    return face.is_date() ? date_text(day) : date_text(day) + 'T' + time_text(local - day);
  }

  void append_details(clock_face& face, const occurrence& o) {
    const event_details& details = setting_.details[o.set];
    append_member("uid", details.uid);
    append_member("summary", details.summary);
    append_member("location", details.location);
    append_member("status", details.status);
    append_member("calendar", details.calendar);
    if (details.alarm) {
      fmt::format_to(std::back_inserter(line_), R"(,"alarm":{})", details.alarm->nominal().count());
    }
    if (!details.duration || details.alarm) return;
    const occurrence end = face.later(o, *details.duration);
    append_member("end", local_text(face, end) + offset_text(face, face.at(end).offset));
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
