// Local times and instants, worked out from a zone's offsets alone.
#pragma once

#include <vector>

#include "occur/set.hpp"
#include "occur/stream.hpp"
#include "occur/zone.hpp"

namespace occur::testing {

/// Every instant at which the zone's clocks show `local`, in order; empty in a gap.
[[nodiscard]] std::vector<date::sys_seconds> instants_showing(const zone& z,
                                                              date::local_seconds local);

/// `local`, which a gap skips, read with the offset before the gap.
[[nodiscard]] date::sys_seconds after_the_gap(const zone& z, date::local_seconds local);

/// The occurrences that a local time stands for under the policies: none, one or two.
[[nodiscard]] std::vector<occurrence> resolved(const zone& z, date::local_seconds local,
                                               gap_policy gap, fold_policy fold);

/// The occurrence at an instant that was given as one.
[[nodiscard]] occurrence at_instant(const zone& z, date::sys_seconds instant);

/// The earliest instant that a local time after `local` may stand for.
[[nodiscard]] date::sys_seconds earliest_after(const zone& z, date::local_seconds local);

}  // namespace occur::testing
