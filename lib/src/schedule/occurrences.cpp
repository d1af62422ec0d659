#include "occur/schedule.hpp"

namespace occur {

stream occurrences(const schedule& s) { return stream{selection{s.sets}}; }

}  // namespace occur
