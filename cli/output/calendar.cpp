// rfc3339, local and date: the calendar's own notation.
#include <array>
#include <cstring>
#include <utility>

#include "output/digits.hpp"
#include "output/formatter.hpp"

namespace occur::cli {
namespace {

constexpr seconds day_length = std::chrono::hours{24};
constexpr std::size_t widest_line = 48;

/// Text short enough to be copied whole, in one or two moves.
struct short_text {
  std::array<char, 16> bytes{};
  std::size_t size = 0;

  void assign(std::string_view text) noexcept {
    size = text.size();
    std::memcpy(bytes.data(), text.data(), size);
  }

  char* put(char* at) const noexcept {
    std::memcpy(at, bytes.data(), bytes.size());
    return at + size;
  }
};

/// The lines of one set: the date is kept while the day stays, the offset while
/// it stays.
class set_lines {
 public:
  set_lines(clock_face face, format_name name, char line_end)
      : face_(std::move(face)),
        has_time_(name != format_name::date && !face_.is_date()),
        has_offset_(name == format_name::rfc3339 && face_.has_zone()),
        line_end_(line_end) {
    turn_to_offset(seconds{0});
  }

  char* put(char* at, const occurrence& o) {
    const auto [local, offset] = face_.at(o);
    if (!holds(local)) turn_to_day(local);
    at = day_.put(at);
    if (has_time_) at = put_time(at, static_cast<std::uint32_t>((local - day_begin_).count()));
    if (has_offset_ && offset != offset_) turn_to_offset(offset);
    return tail_.put(at);
  }

 private:
  static char* put_time(char* at, std::uint32_t second) noexcept {
    const std::uint32_t minute = second / 60;
    at = put_two(at, minute / 60);
    *at++ = ':';
    at = put_two(at, minute % 60);
    *at++ = ':';
    return put_two(at, second % 60);
  }

  [[nodiscard]] bool holds(date::local_seconds local) const noexcept {
    return local >= day_begin_ && local < day_begin_ + day_length;
  }

  void turn_to_day(date::local_seconds local) {
    const auto day = date::floor<date::days>(local);
    day_begin_ = day;
    day_.assign(date_text(day) + (has_time_ ? "T" : ""));
  }

  void turn_to_offset(seconds offset) {
    offset_ = offset;
    tail_.assign((has_offset_ ? offset_text(face_, offset) : "") + line_end_);
  }

  clock_face face_;
  bool has_time_;
  bool has_offset_;
  char line_end_;
  date::local_seconds day_begin_{seconds{INT64_MIN / 2}};
  seconds offset_{0};
  short_text day_;
  short_text tail_;
};

class calendar_formatter final : public formatter {
 public:
  calendar_formatter(format_name name, format_setting setting) {
    for (clock_face& face : setting.faces) {
      sets_.emplace_back(std::move(face), name, setting.line_end);
    }
  }

  void print(std::span<const occurrence> block, line_writer& to) override {
    char* at = to.reserve(block.size() * widest_line);
    for (const occurrence& o : block) at = sets_[o.set].put(at, o);
    to.commit(at);
  }

 private:
  std::vector<set_lines> sets_;
};

}  // namespace

std::unique_ptr<formatter> make_calendar_formatter(format_name name, format_setting setting) {
  return std::make_unique<calendar_formatter>(name, std::move(setting));
}

}  // namespace occur::cli
