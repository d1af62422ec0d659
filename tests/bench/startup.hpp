#pragma once

#include <iosfwd>

namespace occur::bench {

/// Prints what it costs to start the tool and get one answer, beside what `date` costs.
void report_startup(std::ostream& out);

}  // namespace occur::bench
