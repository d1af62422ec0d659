#include "calendar/warnings.hpp"

#include <utility>

namespace occur::detail {

void warnings::add(error warning) {
  if (all_.size() > most) return;
  if (all_.size() == most) {
    warning.code = error_code::too_long;
    warning.message = "there are more warnings; this is the first that is left out";
    warning.hint = "mend these first";
  }
  warning.where = lines_->where(warning.where);
  all_.push_back(std::move(warning));
}

void warnings::add(std::vector<error> some) {
  for (error& warning : some) add(std::move(warning));
}

std::vector<error> warnings::take() {
  sort_by_place(all_);
  return std::move(all_);
}

}  // namespace occur::detail
