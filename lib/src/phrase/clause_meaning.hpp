// The meaning of one clause that recurs.
#pragma once

#include <vector>

#include "occur/result.hpp"
#include "occur/set.hpp"

#include "phrase/calendar.hpp"
#include "phrase/tree.hpp"

namespace occur::detail::phrase {

/// The sets of a clause that recurs and stands for itself.
[[nodiscard]] result<std::vector<recurrence_set>> recurring(const clause& c, const reference& ref);

/// The set of a clause that is a moment. Errors: mods that a moment does not take.
[[nodiscard]] result<recurrence_set> moment(const clause& c, const reference& ref);

/// A start in the phrase's zone.
[[nodiscard]] start start_at(date::local_seconds local, const zone& where);

/// A local time of the phrase's zone as a value of RDATE or EXDATE.
[[nodiscard]] listed_date listed_at(date::local_seconds local, const zone& where);

}  // namespace occur::detail::phrase
