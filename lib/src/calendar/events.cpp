#include "calendar/events.hpp"

#include <algorithm>
#include <utility>

namespace occur::detail {

calendar sets_of(std::vector<event> events, bool, warnings&) {
  calendar all;
  for (event& e : events) {
    if (e.cancelled) continue;
    all.sets.push_back(std::move(e.set));
    all.details.push_back(std::move(e.details));
  }
  return all;
}

}  // namespace occur::detail
