#include "stream/build.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <span>
#include <string>
#include <unordered_map>

#include "stream/clocked_source.hpp"
#include "stream/combine.hpp"
#include "stream/displaced_source.hpp"
#include "stream/wall_clock.hpp"

namespace occur::detail {
namespace {

[[nodiscard]] local_time count_of(date::local_seconds t) { return t.time_since_epoch().count(); }

[[nodiscard]] std::int64_t day_number(const date_time& value) {
  return date::floor<date::days>(value.time).time_since_epoch().count();
}

/// The terms of one set, with the clock that reads them.
class set_terms {
 public:
  set_terms(const recurrence_set& set, std::uint32_t index)
      : set_(set), index_(index), clock_(set.anchor, set.gap, set.fold) {}

  [[nodiscard]] clocked_terms build() && {
    add_rules(set_.rules, step::kind::unite);
    if (!set_.dates.empty() || set_.rules.empty()) add_list(set_.dates, step::kind::unite);
    add_rules(set_.excluded_rules, step::kind::subtract);
    add_exceptions();
    return std::move(terms_);
  }

 private:
  void push(std::unique_ptr<term> t, clocked_term c, step::kind joined_by) {
    c.set = index_;
    c.removes = joined_by == step::kind::subtract;
    terms_.steps.push_back({step::kind::push, terms_.local.size()});
    if (!terms_.local.empty()) terms_.steps.push_back({joined_by, 0});
    terms_.local.push_back(std::move(t));
    terms_.clocked.push_back(std::move(c));
  }

  /// Rules that differ in their times of day are one term: phrases such as `every 37 minutes from
  /// 9:00 to 17:00` come to hundreds of them.
  void add_rules(const std::vector<rule>& rules, step::kind joined_by) {
    std::vector<std::vector<const rule*>> groups;
    std::unordered_map<std::string, std::size_t> known;
    for (const rule& r : rules) {
      const auto days = rules.size() > 1 ? days_alone(r) : std::nullopt;
      const std::size_t at =
          days ? known.emplace(to_string(*days), groups.size()).first->second : groups.size();
      if (at == groups.size()) groups.emplace_back();
      groups[at].push_back(&r);
    }
    for (const auto& group : groups) add_term(group, joined_by);
  }

  void add_term(std::span<const rule* const> rules, step::kind joined_by) {
    const rule& r = *rules.front();
    clocked_term c;
    c.first = clock_.instant(count_of(set_.anchor.time));
    local_time end = horizon_end;
    if (r.until) end = end_at(*r.until, c);
    if (r.count) end = std::min(end, end_after(r, c));
    push(term_of(rules, set_.anchor.time, whole_days(), end), std::move(c), joined_by);
  }

  [[nodiscard]] bool whole_days() const { return set_.anchor.kind == start_kind::date; }

  /// UNTIL is inclusive; a DATE means the end of that day, a local time is read
  /// as the start is.
  [[nodiscard]] local_time end_at(const date_time& until, clocked_term& c) const {
    local_time last = count_of(until.time);
    if (until.form == date_form::date) last += seconds_per_day - 1;
    const auto as_instant = date::sys_seconds{seconds{last}};
    if (clock_.nominal())
      return (until.form == date_form::utc ? clock_.local(as_instant) : last) + 1;
    const bool utc = until.form == date_form::utc || clock_.fixed();
    return end_at(utc ? as_instant : clock_.instant(last, clock_.shows_last()), c);
  }

  [[nodiscard]] local_time end_at(date::sys_seconds until, clocked_term& c) const {
    c.until = until;
    const local_time last = clock_.local(until);
    const stretch s = clock_.around(last);
    return s.plain ? last + 1 : s.end;
  }

  /// COUNT ends a rule at its last occurrence.
  [[nodiscard]] local_time end_after(const rule& r, clocked_term& c) const {
    rule endless = r;
    endless.count.reset();
    clocked_terms alone;
    alone.local.push_back(term_of(endless, set_.anchor.time, whole_days()));
    alone.clocked.push_back(c);
    alone.steps = {{}};
    clocked_source source{clock_, std::move(alone)};
    if (*r.count == 0) return count_of(set_.anchor.time);
    constexpr std::uint64_t most = std::numeric_limits<std::int64_t>::max();
    const auto last = source.nth(static_cast<std::int64_t>(std::min(*r.count - 1, most)));
    if (!last) return horizon_end;
    return clock_.nominal() ? count_of(last->local) + 1 : end_at(last->time, c);
  }

  void add_list(const std::vector<listed_date>& dates, step::kind joined_by) {
    clocked_term c;
    for (const auto& d : dates) resolve(d, c.listed);
    std::erase_if(c.listed, [](const occurrence& o) {
      return o.local < horizon_first || o.local > horizon_last;
    });
    for (auto& o : c.listed) o.set = index_;
    clock_.tidy(c.listed);
    std::vector<local_time> times;
    for (const auto& o : c.listed) times.push_back(count_of(o.local));
    std::ranges::sort(times);
    times.erase(std::unique(times.begin(), times.end()), times.end());
    push(std::make_unique<list_term>(std::move(times)), std::move(c), joined_by);
  }

  /// EXDATE: instants, and days where the set's own values are times.
  void add_exceptions() {
    std::vector<listed_date> instants;
    std::vector<std::int64_t> days;
    for (const auto& d : set_.excluded_dates) {
      if (d.value.form == date_form::date && set_.anchor.kind != start_kind::date)
        days.push_back(day_number(d.value));
      else
        instants.push_back(d);
    }
    if (!instants.empty()) add_list(instants, step::kind::subtract);
    if (days.empty()) return;
    std::ranges::sort(days);
    clocked_term c;
    c.days = days;
    push(std::make_unique<day_term>(std::move(days)), std::move(c), step::kind::subtract);
  }

  /// The occurrences of one value of RDATE or EXDATE. A date in a set of times
  /// has the start's time of day, a time in a set of dates counts for its day.
  void resolve(const listed_date& d, std::vector<occurrence>& out) const {
    auto local = d.value.time;
    if (set_.anchor.kind == start_kind::date) {
      local = date::floor<date::days>(local);
    } else if (d.value.form == date_form::date) {
      local += set_.anchor.time - date::floor<date::days>(set_.anchor.time);
    } else if (d.value.form == date_form::utc) {
      out.push_back(clock_.at(date::sys_seconds{local.time_since_epoch()}));
      return;
    } else if (d.where && !clock_.nominal()) {
      std::vector<occurrence> there;
      wall_clock{{start_kind::zoned, local, *d.where}, set_.gap, set_.fold}.resolve(count_of(local),
                                                                                    there);
      for (const auto& o : there) {
        out.push_back(clock_.at(o.time));
        if (o.change == clock_change::moved) out.back().change = o.change;
      }
      return;
    }
    clock_.resolve(count_of(local), out);
  }

  const recurrence_set& set_;
  std::uint32_t index_;
  wall_clock clock_;
  clocked_terms terms_;
};

constexpr std::size_t most_terms = combination::most_terms;

/// An expression on one clock that fits into a combination.
struct clocked_part {
  wall_clock clock;
  clocked_terms terms;

  [[nodiscard]] std::size_t size() const { return terms.local.size(); }
};

using clocked_parts = std::vector<clocked_part>;

/// A part of an expression: the union of all that it holds.
struct operand {
  clocked_parts parts;
  std::vector<source_ptr> sources;

  [[nodiscard]] bool empty() const { return parts.empty() && sources.empty(); }
  [[nodiscard]] std::size_t terms() const {
    return std::accumulate(parts.begin(), parts.end(), std::size_t{0},
                           [](std::size_t n, const clocked_part& p) { return n + p.size(); });
  }
};

/// Makes one expression of two on a clock.
void append(clocked_terms& to, clocked_terms more, step::kind joined_by) {
  const std::size_t offset = to.local.size();
  std::ranges::move(more.local, std::back_inserter(to.local));
  for (auto& c : more.clocked) {
    c.removes = c.removes || joined_by == step::kind::subtract;
    to.clocked.push_back(std::move(c));
  }
  for (auto s : more.steps) {
    s.term += offset;
    to.steps.push_back(s);
  }
  to.steps.push_back({joined_by, 0});
}

/// Unites parts that share a clock, as many as fit together.
[[nodiscard]] clocked_parts grouped(clocked_parts parts, std::size_t most) {
  clocked_parts groups;
  for (auto& part : parts) {
    const auto group = std::ranges::find_if(groups, [&](const clocked_part& g) {
      return g.clock == part.clock && g.size() + part.size() <= most;
    });
    if (group == groups.end())
      groups.push_back(std::move(part));
    else
      append(group->terms, std::move(part.terms), step::kind::unite);
  }
  return groups;
}

/// Takes out of an operand what is on a clock and leaves room for so many terms.
[[nodiscard]] clocked_parts taken(operand& from, const wall_clock& clock, std::size_t room) {
  const auto others = std::stable_partition(
      from.parts.begin(), from.parts.end(),
      [&](const clocked_part& p) { return p.clock != clock || p.size() + room > most_terms; });
  clocked_parts result{std::make_move_iterator(others), std::make_move_iterator(from.parts.end())};
  from.parts.erase(others, from.parts.end());
  return result;
}

class builder {
 public:
  explicit builder(const selection& s) : selection_(s) {
    for (const auto& set : s.sets())
      id_.nominal_sets.push_back(wall_clock{set.anchor, set.gap, set.fold}.nominal());
  }

  [[nodiscard]] source_ptr build() {
    std::vector<operand> stack;
    std::uint32_t index = 0;
    for (const auto o : selection_.operations()) {
      if (o == selection::operation::next_set) {
        stack.push_back(of_set(selection_.sets()[index], index));
        ++index;
        continue;
      }
      operand right = std::move(stack.back());
      stack.pop_back();
      stack.back() = joined(std::move(stack.back()), std::move(right), o);
    }
    if (stack.empty()) return united({}, id_);
    return source_of(std::move(stack.back()));
  }

 private:
  [[nodiscard]] static operand of_terms(const recurrence_set& set, std::uint32_t index) {
    operand result;
    result.parts.push_back(
        {wall_clock{set.anchor, set.gap, set.fold}, set_terms{set, index}.build()});
    return result;
  }

  /// A set with more rules than a combination takes is made of smaller ones.
  [[nodiscard]] operand of_set(const recurrence_set& set, std::uint32_t index) const {
    if (set.moved == displacement{}) return of_unmoved(set, index);
    operand result;
    result.sources.push_back(displaced(source_of(of_unmoved(set, index)),
                                       wall_clock{set.anchor, set.gap, set.fold}, set.moved));
    return result;
  }

  [[nodiscard]] operand of_unmoved(const recurrence_set& set, std::uint32_t index) const {
    constexpr std::size_t most_rules = most_terms - 3;  // and three kinds of lists
    if (set.rules.size() + set.excluded_rules.size() <= most_rules) return of_terms(set, index);
    recurrence_set part = set;
    part.excluded_rules.clear();
    operand all = in_parts(part, set.rules, index);
    part.dates.clear();
    part.excluded_dates.clear();
    if (set.excluded_rules.empty()) return all;
    return joined(std::move(all), in_parts(part, set.excluded_rules, index),
                  selection::operation::subtract);
  }

  [[nodiscard]] operand in_parts(recurrence_set part, const std::vector<rule>& rules,
                                 std::uint32_t index) const {
    constexpr std::ptrdiff_t rules_a_part = 32;
    operand all;
    for (auto from = rules.begin(); from != rules.end();) {
      const auto to = from + std::min(rules_a_part, rules.end() - from);
      part.rules.assign(from, to);
      std::ranges::move(of_terms(part, index).parts, std::back_inserter(all.parts));
      part.dates.clear();
      from = to;
    }
    return all;
  }

  /// What few terms remove from a union, or share with it, they do with each part of it: so masks
  /// decide that, however many parts there are.
  [[nodiscard]] operand joined(operand left, operand right, selection::operation o) const {
    if (o == selection::operation::unite) {
      std::ranges::move(right.parts, std::back_inserter(left.parts));
      std::ranges::move(right.sources, std::back_inserter(left.sources));
      return left;
    }
    const bool left_is_few = o == selection::operation::intersect && left.terms() < right.terms();
    operand& few = left_is_few ? left : right;
    operand& many = left_is_few ? right : left;
    operand result;
    if (can_spread(few, many)) {
      few.parts = grouped(std::move(few.parts), most_terms);
      const clocked_part& one = few.parts.front();
      result.parts = grouped(taken(many, one.clock, one.size()), most_terms - one.size());
      for (auto& part : result.parts) {
        clocked_terms other = one.terms;
        if (left_is_few) std::swap(part.terms, other);
        append(part.terms, std::move(other), kind_of(o));
      }
      if (many.empty()) return result;
    }
    result.sources.push_back(by_sources(std::move(left), std::move(right), o));
    return result;
  }

  /// Whether an operand is one small expression that may be joined to each part of another.
  [[nodiscard]] static bool can_spread(const operand& few, const operand& many) {
    if (few.parts.empty() || !few.sources.empty()) return false;
    const bool one_clock = std::ranges::all_of(
        few.parts, [&](const clocked_part& p) { return p.clock == few.parts.front().clock; });
    const std::size_t terms = few.terms();
    return one_clock && (terms <= most_terms / 2 || terms + many.terms() <= most_terms);
  }

  [[nodiscard]] source_ptr by_sources(operand left, operand right, selection::operation o) const {
    auto a = source_of(std::move(left));
    auto b = source_of(std::move(right));
    return o == selection::operation::intersect ? shared(std::move(a), std::move(b), id_)
                                                : without(std::move(a), std::move(b), id_);
  }

  [[nodiscard]] static step::kind kind_of(selection::operation o) {
    if (o == selection::operation::unite) return step::kind::unite;
    return o == selection::operation::intersect ? step::kind::intersect : step::kind::subtract;
  }

  [[nodiscard]] source_ptr source_of(operand part) const {
    std::vector<source_ptr> sources;
    for (auto& [clock, terms] : grouped(std::move(part.parts), most_terms))
      sources.push_back(std::make_unique<clocked_source>(clock, std::move(terms)));
    std::ranges::move(part.sources, std::back_inserter(sources));
    return united(std::move(sources), id_);
  }

  const selection& selection_;
  identity id_;
};

}  // namespace

source_ptr build(const selection& s) { return builder{s}.build(); }

}  // namespace occur::detail
