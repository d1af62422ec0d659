// Distances in time, in words.
#pragma once

#include <string>

#include "occur/civil.hpp"
#include "occur/clock_face.hpp"
#include "occur/stream.hpp"
#include "occur/zone.hpp"

namespace occur::cli {

/// From when and where one looks at occurrences.
struct vantage {
  date::sys_seconds now{};
  zone where{};  ///< of dates and of times without a zone
};

/// How far an instant is from now, in the largest unit of which there is at
/// least one, rounded down: `in 3 days`, `2 hours ago`, `now`. Years, months
/// and days are those of the zone's calendar, counted from the instant: the
/// same time of day a year earlier is a year away, and the day before it is a
/// day away whether it has 23 hours or 25. Where a month lacks the day, its
/// last day stands for it; ahead, from one month's last day to the next one's is a month.
[[nodiscard]] std::string relative_text(date::sys_seconds instant, const vantage& from);

/// The same for whole days: `today`, `tomorrow`, `yesterday`, `in 3 days`.
[[nodiscard]] std::string relative_text(date::local_days day, date::local_days today);

/// The one or the other, by the clock that an occurrence is shown on.
[[nodiscard]] std::string relative_text(const clock_face& face, const occurrence& o,
                                        const vantage& from);

/// For how long, as time goes by, the text about an instant that is not past stays the same; then
/// it reads otherwise, or the instant has passed.
[[nodiscard]] seconds text_lasts(date::sys_seconds instant, const vantage& from);

/// The same for the text about an occurrence; that about a whole day changes at midnight.
[[nodiscard]] seconds text_lasts(const clock_face& face, const occurrence& o, const vantage& from);

}  // namespace occur::cli
