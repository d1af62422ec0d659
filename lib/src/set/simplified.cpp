// The canonical form of a set's rules.
#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "occur/set.hpp"
#include "expand/combination.hpp"
#include "expand/completed.hpp"
#include "set/rule_parts.hpp"

namespace occur {
namespace {

using detail::combination;
using detail::expansion;
using detail::step;

/// Rules by the start they share; bounds are not looked at.
class same_start {
 public:
  explicit same_start(start s) : start_(std::move(s)) {}

  /// Whether `a` has nothing that `b` lacks. An interval that gives each day
  /// other times is compared as it is written.
  [[nodiscard]] bool within(const rule& a, const rule& b) const {
    if (detail::drifts(a) || detail::drifts(b)) return a == b;
    if (a.months.source || b.months.source) return a == b;
    std::vector<detail::term_ptr> terms;
    for (const auto* r : {&a, &b})
      terms.push_back(std::make_unique<detail::rule_term>(
          expansion{*r, start_.time, start_.kind == start_kind::date}));
    combination rest{std::move(terms),
                     {{step::kind::push, 0}, {step::kind::push, 1}, {step::kind::subtract, 0}}};
    detail::cursor c{rest};
    detail::local_time first = 0;
    return c.fill({&first, 1}) == 0;
  }

  [[nodiscard]] bool equal(const rule& a, const rule& b) const {
    if (completed(a) == completed(b)) return true;
    return begin_alike(a, b) && within(a, b) && within(b, a);
  }

  [[nodiscard]] rule completed(const rule& r) const {
    return detail::completed(r, start_.time, start_.kind == start_kind::date);
  }

 private:
  /// Most rules that differ do so at once.
  [[nodiscard]] bool begin_alike(const rule& a, const rule& b) const {
    if (a.months.source || b.months.source) return true;
    return first_times(a) == first_times(b);
  }

  [[nodiscard]] std::array<detail::local_time, 8> first_times(const rule& r) const {
    std::vector<detail::term_ptr> terms;
    terms.push_back(detail::term_of(r, start_.time, start_.kind == start_kind::date));
    combination one{std::move(terms), {{}}};
    std::array<detail::local_time, 8> times{};
    detail::cursor{one}.fill(times);
    return times;
  }

  start start_;
};

/// How many shorter units make one of the next longer frequency; 0 when that
/// varies.
[[nodiscard]] std::uint32_t units_in_longer(frequency f) {
  switch (f) {
    case frequency::secondly:
    case frequency::minutely:
      return 60;
    case frequency::hourly:
      return 24;
    case frequency::daily:
      return 7;
    case frequency::monthly:
      return 12;
    default:
      return 0;
  }
}

[[nodiscard]] rule without_bounds(rule r) {
  r.count.reset();
  r.until.reset();
  return r;
}

[[nodiscard]] bool is_bounded(const rule& r) { return r.count || r.until; }

/// Removes every part that changes nothing.
[[nodiscard]] rule with_fewest_parts(rule r, const same_start& by) {
  for (const auto p : detail::all_parts) {
    rule fewer = r;
    if (!detail::remove_part(fewer, p) || !validate(fewer)) continue;
    if (by.equal(without_bounds(fewer), without_bounds(r))) r = std::move(fewer);
  }
  if (r.week_start != date::Monday) {
    rule monday = r;
    monday.week_start = date::Monday;
    if (by.equal(without_bounds(monday), without_bounds(r))) r = std::move(monday);
  }
  return r;
}

/// The same rule at a longer frequency, if there is one.
[[nodiscard]] std::optional<rule> at(frequency longer, const rule& r, const same_start& by) {
  std::vector<std::uint32_t> intervals{1};
  std::uint32_t interval = r.interval;
  for (auto f = static_cast<int>(r.freq); f > static_cast<int>(longer); --f) {
    const auto units = units_in_longer(static_cast<frequency>(f));
    if (units == 0 || interval % units != 0) break;
    interval /= units;
    if (f - 1 == static_cast<int>(longer)) intervals.push_back(interval);
  }
  for (const auto i : intervals) {
    for (const bool spelled_out : {true, false}) {
      rule candidate = spelled_out ? by.completed(r) : r;
      candidate.freq = longer;
      candidate.interval = i;
      candidate.count = r.count;
      candidate.until = r.until;
      if (validate(candidate) && by.equal(without_bounds(candidate), without_bounds(r)))
        return candidate;
    }
  }
  return {};
}

[[nodiscard]] int count_parts(const rule& r) {
  rule rest = r;
  int n = 0;
  for (const auto p : detail::all_parts) n += detail::remove_part(rest, p) ? 1 : 0;
  return n;
}

[[nodiscard]] rule simplified(const rule& r, const same_start& by) {
  if (r.months.source) return r;
  rule best = with_fewest_parts(r, by);
  if (best.freq == frequency::weekly && count_parts(best) == 0) return best;
  for (int f = static_cast<int>(r.freq) - 1; f >= 0; --f) {
    const auto longer = at(static_cast<frequency>(f), best, by);
    if (!longer) continue;
    rule candidate = with_fewest_parts(*longer, by);
    const int more = count_parts(candidate) - count_parts(best);
    // Of equally short ones weeks read best, and after them the longest period.
    if (more < 0 || (more == 0 && best.freq != frequency::weekly)) best = std::move(candidate);
  }
  return best;
}

void simplify(std::vector<rule>& rules, const same_start& by) {
  for (auto& r : rules) r = simplified(r, by);
  for (std::size_t i = 0; i < rules.size();) {
    bool needless = false;
    for (std::size_t k = 0; k < rules.size() && !needless; ++k) {
      if (k == i) continue;
      const bool whole = !is_bounded(rules[k]);
      needless = rules[i] == rules[k] || (whole && by.within(without_bounds(rules[i]), rules[k]));
    }
    if (needless)
      rules.erase(rules.begin() + static_cast<std::ptrdiff_t>(i));
    else
      ++i;
  }
}

}  // namespace

recurrence_set simplified(const recurrence_set& set) {
  recurrence_set result = set;
  const same_start by{set.anchor};
  simplify(result.rules, by);
  simplify(result.excluded_rules, by);
  return result;
}

}  // namespace occur
