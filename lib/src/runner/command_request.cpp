#include "runner/command_request.hpp"

#include <fmt/format.h>

#include <array>

#include "occur/clock_face.hpp"
#include "occur/json_text.hpp"
#include "result/piece.hpp"
#include "runner/placeholders.hpp"

namespace occur::detail {
namespace {

constexpr std::array<std::string_view, 4> reason_names{"due", "missed", "retry", "manual"};

std::string_view name_of(run_reason r) { return reason_names[static_cast<std::size_t>(r)]; }

std::string text_of(const turn& t, const std::optional<occurrence>& o) {
  return o ? instant_text(clock_face{t.set->anchor}, *o) : std::string{};
}

/// The name of the zone whose clock the occurrence is read on.
std::string zone_of(const turn& t) {
  return t.set->anchor.kind == start_kind::utc ? "UTC" : t.set->anchor.where.name();
}

std::string_view context_of(const turn& t) { return t.context.empty() ? "{}" : t.context; }

void set(std::vector<std::string>& variables, std::string_view name, std::string_view value) {
  variables.push_back(fmt::format("{}={}", name, value));
}

std::vector<std::string> variables_of(const command& c, const turn& t) {
  std::vector<std::string> all;
  all.reserve(c.variables.size() + 12);
  for (const auto& [name, value] : c.variables) set(all, name, value);
  set(all, "OCCUR_ID", t.id);
  set(all, "OCCUR_AT", text_of(t, t.at));
  set(all, "OCCUR_AT_UNIX", std::to_string(t.at.time.time_since_epoch().count()));
  set(all, "OCCUR_ZONE", zone_of(t));
  set(all, "OCCUR_NEXT", text_of(t, t.next));
  set(all, "OCCUR_SEQ", std::to_string(t.seq));
  set(all, "OCCUR_LATE_MS", std::to_string(t.late.count()));
  set(all, "OCCUR_REASON", name_of(t.reason));
  set(all, "OCCUR_MISSED", std::to_string(t.missed));
  set(all, "OCCUR_ATTEMPT", std::to_string(t.attempt));
  set(all, "OCCUR_CONTEXT", context_of(t));
  set(all, "OCCUR_SUMMARY", t.summary);
  return all;
}

}  // namespace

result<void> check(const command& c) {
  if (c.arguments.empty() || c.arguments.front().empty()) {
    return fail(error_code::missing, "a command names no program", {},
                "its first argument is the program");
  }
  for (const std::string& argument : c.arguments) {
    const auto read = argument_template::parse(argument);
    if (!read) return tl::unexpected{read.error()};
  }
  return {};
}

process_request request_of(const command& c, const turn& t) {
  clock_face face{t.set->anchor};
  const std::string next = text_of(t, t.next);
  const placeholder_values values{.id = t.id,
                                  .at = t.at,
                                  .face = face,
                                  .seq = t.seq,
                                  .next = next,
                                  .summary = t.summary,
                                  .context = t.context};
  process_request made;
  for (const std::string& argument : c.arguments) {
    made.arguments.push_back(argument_template::parse(argument)->expand(values));
  }
  made.variables = variables_of(c, t);
  made.folder = c.folder;
  if (c.input == command::input_kind::json) made.input = occur::json_line(t);
  made.output = c.output;
  made.errors = c.errors;
  return made;
}

}  // namespace occur::detail

namespace occur {

std::string json_line(const turn& t) {
  return fmt::format(
      R"({{"id":{},"at":{},"unix":{},"zone":{},"next":{},"seq":{},"late_ms":{},"reason":"{}",)"
      R"("missed":{},"attempt":{},"context":{},"summary":{}}})"
      "\n",
      json_string(t.id), json_string(detail::text_of(t, t.at)),
      t.at.time.time_since_epoch().count(), json_string(detail::zone_of(t)),
      t.next ? json_string(detail::text_of(t, t.next)) : "null", t.seq, t.late.count(),
      detail::name_of(t.reason), t.missed, t.attempt, detail::context_of(t),
      json_string(t.summary));
}

}  // namespace occur
