#include "cron/proof.hpp"

#include "result/piece.hpp"

#include <algorithm>
#include <utility>
#include <fmt/format.h>

namespace occur::detail::cron {
namespace {

date::sys_seconds instant_of(const start& s) {
  if (s.kind == start_kind::utc) return date::sys_seconds{s.time.time_since_epoch()};
  return s.where.read(s.time).before;
}

error as_error(std::string_view form, const loss& l) {
  return {error_code::unsupported, fmt::format("{} cannot say {}", form, l.part), {}, l.why};
}

}  // namespace

const start& earliest_start(const std::vector<recurrence_set>& sets) {
  const auto first = std::min_element(sets.begin(), sets.end(),
                                      [](const recurrence_set& a, const recurrence_set& b) {
                                        return instant_of(a.anchor) < instant_of(b.anchor);
                                      });
  return first->anchor;
}

bool same_clock(const start& a, const start& b) {
  return a.kind == b.kind && (a.kind != start_kind::zoned || a.where == b.where);
}

std::vector<std::vector<recurrence_set>> by_clock(const std::vector<recurrence_set>& sets) {
  std::vector<std::vector<recurrence_set>> groups;
  for (const recurrence_set& set : sets) {
    const auto group = std::find_if(groups.begin(), groups.end(), [&](const auto& g) {
      return same_clock(g.front().anchor, set.anchor);
    });
    if (group == groups.end()) {
      groups.push_back({set});
    } else {
      group->push_back(set);
    }
  }
  return groups;
}

std::string difference(const std::vector<recurrence_set>& sets,
                       const std::vector<recurrence_set>& written) {
  const comparison c = compare(selection{sets}, selection{written}, 1);
  if (c.differences.empty()) return {};
  const auto& d = c.differences.front();
  return fmt::format("what comes nearest {} {}", d.left ? "lacks" : "adds",
                     to_string(date_time{d.what.local, date_form::local}));
}

result<parsed<std::vector<std::string>>> answer(std::string_view form,
                                                std::vector<std::string> lines,
                                                const std::vector<loss>& lost, bool lossy) {
  if (lines.empty()) {
    const loss all = lost.empty()
                         ? loss{"a schedule that no rule generates", "there is nothing to write"}
                         : lost.front();
    return tl::unexpected(as_error(form, all));
  }
  if (!lost.empty() && !lossy) return tl::unexpected(as_error(form, lost.front()));
  parsed<std::vector<std::string>> all{std::move(lines), {}};
  for (const loss& l : lost) all.warnings.push_back(as_error(form, l));
  return all;
}

}  // namespace occur::detail::cron
