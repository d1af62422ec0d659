// Sources made of sources: listed instants, unions, exceptions.
#pragma once

#include <cstdint>
#include <vector>

#include "stream/source.hpp"

namespace occur::detail {

/// Whether two occurrences are one: at the same instant, unless both keep
/// local times of their own (dates and floating times).
struct identity {
  std::vector<bool> nominal_sets;  ///< by set index

  [[nodiscard]] bool same(const occurrence& a, const occurrence& b) const {
    return a.time == b.time &&
           (a.local == b.local || !(nominal_sets[a.set] && nominal_sets[b.set]));
  }
};

/// Occurrences that are listed one by one (RDATE, EXDATE).
[[nodiscard]] source_ptr listed(std::vector<occurrence> occurrences, const identity& id);

/// Everything that any of the sources has, once. Of equal ones the first
/// source's stays, unless a clock change moved it and another is unmoved.
[[nodiscard]] source_ptr united(std::vector<source_ptr> sources, identity id);

/// What `from` has and `excluded` has not. Seeks in `excluded` instead of
/// reading all of it.
[[nodiscard]] source_ptr without(source_ptr from, source_ptr excluded, identity id);

/// What `from` has on none of the given local days (day numbers, sorted).
[[nodiscard]] source_ptr without_days(source_ptr from, std::vector<std::int64_t> days);

}  // namespace occur::detail
