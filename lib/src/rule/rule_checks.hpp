// What the parts of a rule mean for each other.
#pragma once

#include "rule/read_rule.hpp"

namespace occur::detail {

/// Whether the parts go together: the table and the notes of RFC 5545 3.3.10,
/// and SKIP's need of RSCALE (RFC 7529 4.1). `text` is the whole rule.
[[nodiscard]] result<void> check_rule(const written_rule& written, piece text);

}  // namespace occur::detail
