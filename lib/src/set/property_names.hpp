// The names of properties that can stand in a block.
#pragma once

#include <string>
#include <string_view>

namespace occur::detail {

/// DTSTART, RRULE, RDATE, EXRULE and EXDATE, in any case.
[[nodiscard]] bool is_recurrence_property(std::string_view name);

/// Whether a line begins with one of these and a separator.
[[nodiscard]] bool begins_recurrence_property(std::string_view line);

/// Other properties of calendars, BEGIN, END and X-names: they say nothing
/// about recurrence.
[[nodiscard]] bool is_other_property(std::string_view name);

/// Whether text is a property line: one of these names, or one that is nearly
/// the name of a recurrence property, and a separator.
[[nodiscard]] bool looks_like_property(std::string_view line);

/// What an error about an unknown name suggests.
[[nodiscard]] std::string property_hint(std::string_view name);

}  // namespace occur::detail
