// From the fields of a cron expression to sets.
#pragma once

#include "occur/set.hpp"
#include "cron/fields.hpp"

#include <vector>

namespace occur::detail::cron {

/// The sets whose union is what the fields say at or after a start and with its
/// policies, each from its own first occurrence on; none that never occurs
/// where another does. None at all where the fields of days exclude each other.
[[nodiscard]] std::vector<recurrence_set> sets_of(const fields& f, const recurrence_set& from);

}  // namespace occur::detail::cron
