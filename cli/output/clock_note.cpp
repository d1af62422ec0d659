#include "output/clock_note.hpp"

#include <fmt/format.h>

namespace occur::cli {
namespace {

std::string short_clock(date::local_seconds time) {
  const seconds since_midnight = time - date::floor<date::days>(time);
  return clock_text(since_midnight, since_midnight % std::chrono::minutes{1} != seconds{0});
}

}  // namespace

std::string clock_text(seconds since_midnight, bool with_seconds) {
  return time_text(since_midnight).substr(0, with_seconds ? 8 : 5);
}

std::string clock_note(const clock_face& face, const occurrence& o) {
  if (o.change == clock_change::moved) {
    return fmt::format("the clock skips {}", short_clock(face.skipped_time(o)));
  }
  return fmt::format("{} comes twice, this is the {}", short_clock(o.local),
                     o.change == clock_change::first ? "first" : "second");
}

}  // namespace occur::cli
