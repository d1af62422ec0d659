#include "stopwatch.hpp"

#include <algorithm>

namespace occur::bench {

std::vector<nanoseconds> least_times(int rounds, const std::vector<contender>& contenders) {
  std::vector<nanoseconds> least(contenders.size(), nanoseconds::max());
  for (int round = 0; round < rounds; ++round)
    for (std::size_t i = 0; i < contenders.size(); ++i)
      least[i] = std::min(least[i], contenders[i]());
  return least;
}

}  // namespace occur::bench
