#include "occur/schedule.hpp"

#include <iterator>
#include <utility>

namespace occur {

void unite(schedule& into, schedule more) {
  const bool has_details = !into.details.empty() || !more.details.empty();
  if (has_details) into.details.resize(into.sets.size());
  std::move(more.details.begin(), more.details.end(), std::back_inserter(into.details));
  std::move(more.sets.begin(), more.sets.end(), std::back_inserter(into.sets));
  if (has_details) into.details.resize(into.sets.size());
}

}  // namespace occur
