// Which instants two selections do not share.
#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

#include "occur/stream.hpp"
#include "set/rule_parts.hpp"

namespace occur {
namespace {

/// How far selections that masks cannot compare are walked: a step costs more where many sets may
/// have the same occurrence.
[[nodiscard]] std::size_t most_walked(const selection& left, const selection& right) {
  constexpr std::size_t most = 1'000'000;
  constexpr std::size_t few = 16;
  return most / (1 + (left.sets().size() + right.sets().size()) / few);
}

constexpr date::sys_seconds before_all{horizon_first.time_since_epoch() - date::days{2}};

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

/// Walks two streams side by side, from where they are.
class walker {
 public:
  walker(const selection& left, const selection& right, std::size_t most)
      : left_(left), right_(right), most_(most), most_walked_(most_walked(left, right)) {}

  /// Compares the occurrences at one instant.
  void look_at(date::sys_seconds instant) {
    seek(instant);
    while (has_room() && (is_at(x_, instant) || is_at(y_, instant))) step();
  }

  /// Compares all from an instant on.
  void walk_from(date::sys_seconds instant) {
    seek(instant);
    for (std::size_t walked = 0; (x_ || y_) && has_room(); ++walked) {
      if (walked == most_walked_) {
        stopped_ = x_ ? x_->time : y_->time;
        return;
      }
      step();
    }
  }

  [[nodiscard]] comparison result() && {
    comparison all{std::move(found_), false, {}};
    if (!all.differences.empty()) return all;
    all.proved = !stopped_;
    all.agreed_until = stopped_.value_or(date::sys_seconds{});
    return all;
  }

 private:
  [[nodiscard]] static bool is_at(const std::optional<occurrence>& o, date::sys_seconds instant) {
    return o && o->time == instant;
  }

  [[nodiscard]] bool has_room() const { return found_.size() < most_; }

  void seek(date::sys_seconds instant) {
    left_.seek(instant);
    right_.seek(instant);
    x_ = left_.next();
    y_ = right_.next();
  }

  void step() {
    const bool left_is_alone = x_ && (!y_ || before(*x_, *y_));
    const bool right_is_alone = y_ && (!x_ || before(*y_, *x_));
    if (left_is_alone) found_.push_back({*x_, true});
    if (right_is_alone) found_.push_back({*y_, false});
    if (!right_is_alone) x_ = left_.next();
    if (!left_is_alone) y_ = right_.next();
  }

  stream left_;
  stream right_;
  std::size_t most_;
  std::size_t most_walked_;
  std::optional<occurrence> x_;
  std::optional<occurrence> y_;
  std::vector<comparison::difference> found_;
  std::optional<date::sys_seconds> stopped_;
};

/// Where the differences of selections that are much alike begin.
struct kinship {
  std::vector<date::sys_seconds> listed{};  ///< where dates may make a difference, in order
  /// Elsewhere they agree before this; all along without it.
  std::optional<date::sys_seconds> agreed{};
};

/// Finds out whether two selections have the same sets but for the dates that they list and for
/// where their rules end.
class kinship_finder {
 public:
  [[nodiscard]] std::optional<kinship> find(const selection& left, const selection& right) {
    if (left.operations() != right.operations()) return std::nullopt;
    for (std::size_t k = 0; k < left.sets().size(); ++k)
      if (!are_kin(left.sets()[k], right.sets()[k])) return std::nullopt;
    auto& listed = found_.listed;
    std::ranges::sort(listed);
    listed.erase(std::unique(listed.begin(), listed.end()), listed.end());
    return std::move(found_);
  }

 private:
  [[nodiscard]] bool are_kin(const recurrence_set& a, const recurrence_set& b) {
    if (a == b) return true;
    if (a.moved != displacement{} || a.rules.size() != b.rules.size()) return false;
    if (rest_of(a) != rest_of(b)) return false;
    for (std::size_t k = 0; k < a.rules.size(); ++k)
      if (a.rules[k] != b.rules[k] && !agree_to_an_end(a, a.rules[k], b.rules[k])) return false;
    add_listed(a);
    add_listed(b);
    return true;
  }

  /// An exception that takes a whole day of times; how many these are is not said.
  [[nodiscard]] static bool is_instant(const recurrence_set& set, const listed_date& d) {
    return d.value.form != date_form::date || set.anchor.kind == start_kind::date;
  }

  /// A set without its rules and its dates.
  [[nodiscard]] static recurrence_set rest_of(recurrence_set set) {
    set.rules.clear();
    set.dates.clear();
    std::erase_if(set.excluded_dates, [&](const listed_date& d) { return is_instant(set, d); });
    return set;
  }

  [[nodiscard]] static recurrence_set alone(const recurrence_set& of) {
    return {of.anchor, {}, {}, {}, {}, of.gap, of.fold};
  }

  [[nodiscard]] static rule endless(rule r) {
    r.count.reset();
    r.until.reset();
    return r;
  }

  [[nodiscard]] bool agree_to_an_end(const recurrence_set& set, const rule& a, const rule& b) {
    if (endless(a) != endless(b)) return false;
    const auto last_a = last_of(set, a);
    const auto last_b = last_of(set, b);
    if (!last_a || !last_b) return false;
    if (last_a->time == last_b->time && last_a->local == last_b->local) return true;
    const auto end = std::min(last_a->time, last_b->time);
    found_.agreed = std::min(found_.agreed.value_or(end), end);
    return true;
  }

  [[nodiscard]] static std::optional<occurrence> last_of(const recurrence_set& set, const rule& r) {
    recurrence_set only = alone(set);
    only.rules = {r};
    return stream{only}.last();
  }

  void add_listed(const recurrence_set& set) {
    recurrence_set only = alone(set);
    only.dates = set.dates;
    std::ranges::copy_if(set.excluded_dates, std::back_inserter(only.dates),
                         [&](const listed_date& d) { return is_instant(set, d); });
    if (only.dates.empty()) return;
    stream all{only};
    while (const auto o = all.next()) found_.listed.push_back(o->time);
  }

  kinship found_;
};

[[nodiscard]] comparison compare_kin(const selection& left, const selection& right,
                                     const kinship& kin, std::size_t most) {
  walker both{left, right, most};
  for (const auto instant : kin.listed)
    if (!kin.agreed || instant < *kin.agreed) both.look_at(instant);
  if (kin.agreed) both.walk_from(*kin.agreed);
  return std::move(both).result();
}

[[nodiscard]] comparison compare_by_walking(const selection& left, const selection& right,
                                            std::size_t most) {
  walker both{left, right, most};
  both.walk_from(before_all);
  return std::move(both).result();
}

}  // namespace

comparison compare(const selection& left, const selection& right, std::size_t most) {
  if (left == right) return {.differences = {}, .proved = true, .agreed_until = {}};
  if (!left.sets().empty() && !right.sets().empty() &&
      masks_decide(left.sets(), left.sets().front()) &&
      masks_decide(right.sets(), left.sets().front()))
    return compare_by_masks(left, right, most);
  if (const auto kin = kinship_finder{}.find(left, right))
    return compare_kin(left, right, *kin, most);
  return compare_by_walking(left, right, most);
}

}  // namespace occur
