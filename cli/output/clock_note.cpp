#include "output/clock_note.hpp"

#include <fmt/format.h>

namespace occur::cli {
namespace {

std::string short_clock(date::local_seconds time) {
  constexpr std::uint32_t second_of_minute = 60;
  const std::uint32_t second = split(time.time_since_epoch().count()).second;
  return clock_text(second, second % second_of_minute != 0);
}

}  // namespace

std::string clock_text(std::uint32_t second_of_day, bool with_seconds) {
  return time_text(second_of_day).substr(0, with_seconds ? 8 : 5);
}

std::string clock_note(const clock_face& face, const occurrence& o) {
  if (o.change == clock_change::moved) {
    return fmt::format("the clock skips {}", short_clock(face.skipped_time(o)));
  }
  return fmt::format("{} comes twice, this is the {}", short_clock(o.local),
                     o.change == clock_change::first ? "first" : "second");
}

}  // namespace occur::cli
