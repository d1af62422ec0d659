#include "outcome.hpp"

#include <fmt/format.h>

#include <system_error>
#include <utility>

namespace occur::cli {

refusal usage_error(std::string message, std::string hint) {
  return refusal{complaint{{error_code::syntax, std::move(message), {}, std::move(hint)}}};
}

refusal error_behind(std::string_view lead, std::string_view value, error e) {
  e.where = {e.where.begin + lead.size(), e.where.end + lead.size()};
  return refusal{complaint{std::move(e), fmt::format("{}{}", lead, value)}};
}

refusal value_error(std::string_view option, std::string_view value, error e) {
  return error_behind(fmt::format("{} ", option), value, std::move(e));
}

complaint io_error(std::string_view what, int reason) {
  const std::string why = std::generic_category().message(reason);
  return {
      {error_code::unsupported, fmt::format("{}: {}", what, why), {}, {}}, {}, {}, exit_code::io};
}

}  // namespace occur::cli
