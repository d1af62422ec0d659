#include "run/status_line.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "occur/clock_face.hpp"
#include "occur/time_pattern.hpp"
#include "excerpt.hpp"
#include "output/descriptor.hpp"

namespace occur::cli {
namespace {

constexpr std::string_view to_line_begin = "\r\x1b[K";

/// `2d 17:20:11`, `0:05`.
std::string countdown(seconds left) {
  const auto days = date::floor<date::days>(left);
  const date::hh_mm_ss<seconds> time{left - days};
  if (days.count() > 0) {
    return fmt::format("{}d {}:{:02}:{:02}", days.count(), time.hours().count(),
                       time.minutes().count(), time.seconds().count());
  }
  if (time.hours().count() > 0) {
    return fmt::format("{}:{:02}:{:02}", time.hours().count(), time.minutes().count(),
                       time.seconds().count());
  }
  return fmt::format("{}:{:02}", time.minutes().count(), time.seconds().count());
}

std::string next_text(const runner& of, wall_time now, const reading& in) {
  const auto next = of.next();
  if (!next) return "nothing is scheduled";
  const bool is_far = next->due - now >= date::days{7};
  const auto near_pattern = time_pattern::parse("%a %T").value();
  const auto far_pattern = time_pattern::parse("%a %F %T").value();
  clock_face face{next->set->anchor, in.shown};
  const auto left = std::max(date::ceil<seconds>(next->due - now), seconds{0});
  return fmt::format("next {} {}, in {}",
                     (is_far ? far_pattern : near_pattern).text(face, next->at), next->id,
                     countdown(left));
}

}  // namespace

void status_line::show(const std::string& text) {
  const std::size_t room = std::max(around_.columns, 2U) - 1;
  const std::string line = excerpt_at(text, {0, 0}, static_cast<unsigned>(room)).line;
  write_all(around_.errors, fmt::format("{}{}", to_line_begin, line));
  shown_ = true;
}

void status_line::clear() {
  if (shown_) write_all(around_.errors, to_line_begin);
  shown_ = false;
}

std::string status_text(const runner& of, wall_time now, const reading& in) {
  std::string text = next_text(of, now, in);
  if (of.size() != 1) text += fmt::format("; {} schedules", of.size());
  if (of.running() > 0) text += fmt::format("; {} running", of.running());
  if (of.waiting() > 0) text += fmt::format("; {} waiting", of.waiting());
  return text;
}

}  // namespace occur::cli
