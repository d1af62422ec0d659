// Lists as sets.
#pragma once

#include <algorithm>
#include <functional>

namespace occur::detail::phrase {

/// Sorts a list and drops what it repeats.
template <class List, class Less = std::less<>>
void sort_without_repeats(List& list, Less less = {}) {
  std::sort(list.begin(), list.end(), less);
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

}  // namespace occur::detail::phrase
