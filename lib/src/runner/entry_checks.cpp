#include "runner/entry_checks.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "result/piece.hpp"
#include "runner/command_request.hpp"

namespace occur::detail {
namespace {

[[nodiscard]] result<void> admit_action(const action& what) {
  if (const auto* c = std::get_if<command>(&what)) return check(*c);
  const auto* function = std::get_if<callback>(&what);
  if (function && !*function)
    return fail(error_code::missing, "the callback is none", {}, "give it a function");
  return {};
}

[[nodiscard]] result<void> admit_set(const recurrence_set& set) {
  if (set.anchor.time < horizon_first || set.anchor.time > horizon_last)
    return fail(error_code::out_of_range, "a schedule starts outside the years 1 to 9999", {},
                "give it a start within them");
  for (const auto* rules : {&set.rules, &set.excluded_rules})
    for (const rule& r : *rules)
      if (auto fine = validate(r); !fine) return fine;
  return {};
}

[[nodiscard]] result<void> admit_policies(policies& how) {
  const milliseconds timeout = how.timeout.value_or(longest_duration);
  if (std::min({how.grace, how.kill_after, how.jitter, timeout}) < milliseconds{0})
    return fail(error_code::out_of_range, "a policy has a negative duration", {},
                "durations begin at 0");
  for (milliseconds* d : {&how.grace, &how.kill_after, &how.jitter})
    *d = std::min(*d, longest_duration);
  if (how.timeout) how.timeout = std::min(timeout, longest_duration);
  return {};
}

[[nodiscard]] result<void> admit_context(std::string& context) {
  if (context.empty()) return {};
  const auto read = nlohmann::json::parse(context, nullptr, false);
  if (!read.is_object())
    return fail(error_code::syntax, "the context is no JSON object", {},
                R"(write {"name":"Aspirin"})");
  // Within strings JSON has no line breaks.
  const auto breaks = [](char c) { return c == '\n' || c == '\r' || c == '\t'; };
  std::ranges::replace_if(context, breaks, ' ');
  return {};
}

}  // namespace

result<void> admit(entry& e) {
  if (auto fine = admit_action(e.what); !fine) return fine;
  for (const recurrence_set& set : e.when.sets())
    if (auto fine = admit_set(set); !fine) return fine;
  if (auto fine = admit_policies(e.how); !fine) return fine;
  return admit_context(e.context);
}

}  // namespace occur::detail
