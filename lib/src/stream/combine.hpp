// Sources made of sources that do not share a clock.
#pragma once

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

/// Everything that any of the sources has, once. Of equal ones that of the
/// first set stays, unless a clock change moved it and another is unmoved.
[[nodiscard]] source_ptr united(std::vector<source_ptr> sources, identity id);

/// What both have. Each seeks to where the other is.
[[nodiscard]] source_ptr shared(source_ptr a, source_ptr b, identity id);

/// What `from` has and `excluded` has not. Seeks in `excluded` instead of
/// reading all of it.
[[nodiscard]] source_ptr without(source_ptr from, source_ptr excluded, identity id);

}  // namespace occur::detail
