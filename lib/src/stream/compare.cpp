// Which instants two selections do not share.
#include <algorithm>

#include "occur/stream.hpp"
#include "set/rule_parts.hpp"

namespace occur {
namespace {

/// How far selections that masks cannot compare are walked.
constexpr std::size_t most_walked = 1'000'000;

[[nodiscard]] bool same_clock(const recurrence_set& a, const recurrence_set& b) {
  return a.anchor.kind == b.anchor.kind && a.anchor.where == b.anchor.where && a.gap == b.gap &&
         a.fold == b.fold;
}

/// Whether a rule's cycle is unknown, or longer than is worth a walk.
[[nodiscard]] bool wanders(const rule& r) { return r.months.source || detail::drifts(r); }

[[nodiscard]] bool masks_decide(const std::vector<recurrence_set>& sets,
                                const recurrence_set& first) {
  constexpr std::size_t most_rules = 8;
  return sets.size() <= most_rules && std::ranges::all_of(sets, [&](const recurrence_set& s) {
           return s.moved == displacement{} && same_clock(s, first) &&
                  s.rules.size() + s.excluded_rules.size() <= 2 &&
                  std::ranges::none_of(s.rules, wanders) &&
                  std::ranges::none_of(s.excluded_rules, wanders);
         });
}

[[nodiscard]] comparison compare_by_masks(const selection& left, const selection& right,
                                          std::size_t most) {
  comparison result;
  const std::size_t lefts = left.sets().size();
  const std::size_t operands = lefts + right.sets().size();
  stream apart{selection{left}.except(right).united(selection{right}.except(left))};
  while (result.differences.size() < most) {
    auto o = apart.next();
    if (!o) break;
    const bool is_left = o->set < lefts;
    if (!is_left) o->set -= static_cast<std::uint32_t>(operands);
    result.differences.push_back({*o, is_left});
  }
  result.proved = result.differences.empty();
  return result;
}

[[nodiscard]] bool before(const occurrence& a, const occurrence& b) { return a.time < b.time; }

[[nodiscard]] comparison compare_by_walking(const selection& left, const selection& right,
                                            std::size_t most) {
  comparison result;
  stream a{left};
  stream b{right};
  auto x = a.next();
  auto y = b.next();
  for (std::size_t walked = 0; (x || y) && result.differences.size() < most; ++walked) {
    if (walked == most_walked) {
      if (result.differences.empty()) result.agreed_until = x ? x->time : y->time;
      return result;
    }
    if (x && (!y || before(*x, *y))) {
      result.differences.push_back({*x, true});
      x = a.next();
    } else if (y && (!x || before(*y, *x))) {
      result.differences.push_back({*y, false});
      y = b.next();
    } else {
      x = a.next();
      y = b.next();
    }
  }
  result.proved = result.differences.empty();
  return result;
}

}  // namespace

comparison compare(const selection& left, const selection& right, std::size_t most) {
  if (left == right) return {.differences = {}, .proved = true, .agreed_until = {}};
  if (!left.sets().empty() && !right.sets().empty() &&
      masks_decide(left.sets(), left.sets().front()) &&
      masks_decide(right.sets(), left.sets().front()))
    return compare_by_masks(left, right, most);
  return compare_by_walking(left, right, most);
}

}  // namespace occur
