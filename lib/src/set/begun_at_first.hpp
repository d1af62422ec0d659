// Sets whose start is their first occurrence.
#pragma once

#include "occur/set.hpp"

#include <optional>

namespace occur::detail {

/// The set with the first time that its rules and dates have, exceptions aside,
/// for a start, so that programs which count every start mean the same; the set
/// as it is where that is its start already, or where it cannot be moved.
/// `first` is that time.
[[nodiscard]] recurrence_set begun_at(recurrence_set set, date::local_seconds first);

}  // namespace occur::detail
