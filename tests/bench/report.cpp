#include "report.hpp"

#include <ostream>

namespace occur::bench {

void report::expect(bool holds, std::string_view what) {
  if (holds) return;
  all_right_ = false;
  out_ << "WRONG: " << what << '\n';
}

}  // namespace occur::bench
