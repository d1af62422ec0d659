#include "occur/schedule.hpp"

namespace occur {

stream occurrences(const schedule& s) { return stream{s.sets}; }

}  // namespace occur
