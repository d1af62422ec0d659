// The words of rules: what the text of an enumerated value is.
#pragma once

#include "occur/rule.hpp"

#include <array>
#include <string_view>

namespace occur::detail {

/// In the order of `frequency`.
inline constexpr std::array<std::string_view, 7> frequency_words{
    "YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY"};

/// In the order of `skip_rule`.
inline constexpr std::array<std::string_view, 3> skip_words{"OMIT", "BACKWARD", "FORWARD"};

/// In the order of `date::weekday::c_encoding`.
inline constexpr std::array<std::string_view, 7> weekday_words{"SU", "MO", "TU", "WE",
                                                               "TH", "FR", "SA"};

/// The English names, in the same order.
inline constexpr std::array<std::string_view, 7> weekday_names{
    "SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY"};

/// The one calendar that is computed here.
inline constexpr std::string_view gregorian = "GREGORIAN";

/// The other calendars RSCALE may name: those of the CLDR registry that RFC 7529 3 points to.
inline constexpr std::array<std::string_view, 18> other_calendars{"BUDDHIST",
                                                                  "CHINESE",
                                                                  "COPTIC",
                                                                  "DANGI",
                                                                  "ETHIOAA",
                                                                  "ETHIOPIC",
                                                                  "ETHIOPIC-AMETE-ALEM",
                                                                  "HEBREW",
                                                                  "INDIAN",
                                                                  "ISLAMIC",
                                                                  "ISLAMIC-CIVIL",
                                                                  "ISLAMIC-RGSA",
                                                                  "ISLAMIC-TBLA",
                                                                  "ISLAMIC-UMALQURA",
                                                                  "ISLAMICC",
                                                                  "JAPANESE",
                                                                  "PERSIAN",
                                                                  "ROC"};

/// Whether a rule counts in another calendar than the Gregorian one.
[[nodiscard]] inline bool is_other_calendar(const rule& r) {
  return !r.calendar.empty() && r.calendar != gregorian;
}

}  // namespace occur::detail
