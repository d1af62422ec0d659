#include "output/relative.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace occur::cli {
namespace {

struct unit {
  std::int64_t length;  ///< in seconds
  std::string_view name;
};

// Months and years of the Gregorian calendar's average length.
constexpr std::array units{unit{31'556'952, "year"}, unit{2'629'746, "month"}, unit{86400, "day"},
                           unit{3600, "hour"},       unit{60, "minute"},       unit{1, "second"}};

std::string in_words(std::int64_t distance) {
  const std::int64_t size = distance < 0 ? -distance : distance;
  for (const unit& u : units) {
    if (size < u.length) continue;
    const std::int64_t count = size / u.length;
    const std::string_view plural = count == 1 ? "" : "s";
    return distance < 0 ? fmt::format("{} {}{} ago", count, u.name, plural)
                        : fmt::format("in {} {}{}", count, u.name, plural);
  }
  return "now";
}

}  // namespace

std::string relative_text(seconds distance) { return in_words(distance.count()); }

std::string relative_text(date::days distance) {
  if (distance.count() == 0) return "today";
  if (distance.count() == 1) return "tomorrow";
  if (distance.count() == -1) return "yesterday";
  return in_words(seconds{distance}.count());
}

seconds text_lasts(seconds distance) {
  for (const unit& u : units) {
    if (distance.count() >= u.length) return seconds{distance.count() % u.length + 1};
  }
  return seconds{1};
}

seconds day_lasts(seconds distance) {
  constexpr seconds day = date::days{1};
  const seconds left = (distance % day + day) % day;
  return left == seconds{0} ? day : left;
}

}  // namespace occur::cli
