#include "set/read_calendar_rule.hpp"

#include "rule/words.hpp"

#include <fmt/format.h>

namespace occur::detail {

result<written_rule> read_rule_with_months(piece text, const set_options& options,
                                           tolerance& tolerated) {
  auto read = read_rule(text, tolerated);
  if (!read || !is_other_calendar(read->value)) return read;
  const piece name = read->part("RSCALE")->value;
  if (!options.find_calendar) {
    return fail(error_code::unsupported,
                fmt::format("the calendar {} in RSCALE is not supported", quoted(name.text)),
                name.where(), "RSCALE=GREGORIAN is");
  }
  auto found = options.find_calendar(read->value.calendar);
  if (!found) {
    found.error().where = name.where();
    return tl::unexpected(std::move(found.error()));
  }
  read->value.months.source = std::move(*found);
  return read;
}

}  // namespace occur::detail
