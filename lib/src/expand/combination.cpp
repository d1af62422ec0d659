#include "expand/combination.hpp"

#include <algorithm>
#include <bit>
#include <iterator>
#include <limits>
#include <numeric>

namespace occur::detail {
namespace {

/// A result on the way: a sorted list of times, or the whole day.
struct times_of_day {
  std::vector<second_of_day> list;
  bool whole = false;
};

[[nodiscard]] times_of_day listed(const term::day_times& times) {
  if (times.whole) return {{}, true};
  return {times.table->all(), false};
}

[[nodiscard]] times_of_day apply(step::kind what, times_of_day a, const times_of_day& b) {
  times_of_day result;
  const auto out = std::back_inserter(result.list);
  switch (what) {
    case step::kind::unite:
      if (a.whole || b.whole) return {{}, true};
      std::ranges::set_union(a.list, b.list, out);
      break;
    case step::kind::intersect:
      if (a.whole) return b;
      if (b.whole) return a;
      std::ranges::set_intersection(a.list, b.list, out);
      break;
    default:
      if (b.whole) return {};
      std::ranges::set_difference(a.list, b.list, out);
      break;
  }
  return result;
}

/// A result on the way: the days that may have times, and those that have every time.
struct selected_days {
  year_mask some;
  year_mask whole;
};

/// A subtraction may leave some of a day's times, but none where all are subtracted.
void apply(step::kind what, selected_days& a, const selected_days& b) {
  switch (what) {
    case step::kind::unite:
      a.some |= b.some;
      a.whole |= b.whole;
      break;
    case step::kind::intersect:
      a.some &= b.some;
      a.whole &= b.whole;
      break;
    default:
      a.some -= b.whole;
      a.whole -= b.some;
      break;
  }
}

/// Where a result can have times: in [begin, end).
struct bounds {
  local_time begin;
  local_time end;

  [[nodiscard]] bool empty() const { return begin >= end; }
};

/// Instants are shared where local times are not: a clock change may move one by
/// as much as a day.
constexpr std::int64_t most_moved = 2 * seconds_per_day;

/// What is left out neither begins nor ends a result.
[[nodiscard]] bounds joined(step::kind what, const bounds& a, const bounds& b) {
  switch (what) {
    case step::kind::unite:
      if (a.empty() || b.empty()) return a.empty() ? b : a;
      return {std::min(a.begin, b.begin), std::max(a.end, b.end)};
    case step::kind::intersect:
      return {std::max({std::min(a.begin, b.begin), a.begin - most_moved, b.begin - most_moved}),
              std::min({std::max(a.end, b.end), a.end + most_moved, b.end + most_moved})};
    default:
      return a;
  }
}

[[nodiscard]] int clamped_year(std::int64_t day) {
  return year_of(std::clamp(day, year_begin(first_year), year_begin(last_year + 1)));
}

}  // namespace

combination::combination(std::vector<term_ptr> terms, std::vector<step> steps)
    : terms_(std::move(terms)), steps_(std::move(steps)) {
  settle_bounds();
}

void combination::settle_bounds() {
  for (const auto& t : terms_) {
    lives_.push_back({clamped_year(floor_div(t->begin(), seconds_per_day)),
                      clamped_year(floor_div(t->end(), seconds_per_day))});
    edges_.push_back(lives_.back().first);
    edges_.push_back(lives_.back().last);
  }
  std::ranges::sort(edges_);
  std::vector<bounds> stack;
  for (const auto& s : steps_) {
    if (s.what == step::kind::push) {
      stack.push_back({terms_[s.term]->begin(), terms_[s.term]->end()});
      continue;
    }
    const bounds right = stack.back();
    stack.pop_back();
    stack.back() = joined(s.what, stack.back(), right);
  }
  const bounds all = stack.empty() ? bounds{horizon_end, horizon_end} : stack.back();
  begin_ = all.begin;
  end_ = std::max(all.begin, all.end);
}

// ---- pages -------------------------------------------------------------------

void combination::load(page& p, int year) const {
  p.year = year;
  p.begin = year_begin(year);
  p.terms.resize(terms_.size());
  for (std::size_t i = 0; i < terms_.size(); ++i) terms_[i]->load(p.terms[i], year);
  if (terms_.size() == 1) {
    p.days = p.terms[0].days;
    return;
  }
  std::vector<selected_days> stack;
  for (const auto& s : steps_) {
    if (s.what == step::kind::push) {
      stack.push_back({p.terms[s.term].days, p.terms[s.term].whole});
      continue;
    }
    const selected_days right = stack.back();
    stack.pop_back();
    apply(s.what, stack.back(), right);
  }
  p.days = stack.empty() ? year_mask{} : stack.back().some;
}

int combination::next_year(int year) const {
  if (year > last_year) return year;
  int next = last_year + 1;
  for (const auto& t : terms_) next = std::min(next, t->next_year(year));
  return next;
}

int combination::next_day(const page& p, int day) const {
  if (const auto* rule = only_rule()) {
    // The rule may know of days without times; the page's mask of the ends.
    for (day = p.days.next(day); day >= 0; day = p.days.next(day)) {
      const int reached = rule->next_day(p.terms[0].expanded, day);
      if (reached == day || reached < 0) return reached;
      day = reached;
    }
    return day;
  }
  return p.days.next(day);
}

void combination::drop(page& p, int day) const {
  p.days.clear(day);
  const signature s = signature_of(p, day);
  if (!all_alike(s)) return;
  year_mask alike = p.days;
  for (std::size_t i = 0; i < terms_.size(); ++i) {
    const term::page& of_term = p.terms[i];
    if (of_term.partial.test(day)) return;
    if ((s >> i & 1U) == 0) {
      alike -= of_term.days;
      continue;
    }
    alike &= of_term.days;
    alike -= of_term.partial;
  }
  p.days -= alike;
}

const time_table& combination::times(const page& p, int day, time_table& scratch) {
  if (terms_.size() == 1) return *terms_[0]->times(p.terms[0], day, scratch).table;
  const signature s = signature_of(p, day);
  if (std::has_single_bit(s)) {
    if (!keeps(s)) return nothing_;
    const auto i = static_cast<std::size_t>(std::countr_zero(s));
    return *terms_[i]->times(p.terms[i], day, scratch).table;
  }
  const auto key = key_of(p, day);
  if (!key) return scratch = evaluate(p, day);
  const auto it = kept_.find(*key);
  if (it != kept_.end()) return it->second;
  time_table table = evaluate(p, day);
  constexpr std::size_t entry = 2 * sizeof(std::pair<day_key, time_table>);
  const std::size_t bytes = entry + table.outer.size() * sizeof(second_of_day);
  if (kept_bytes_ + bytes > most_kept) return scratch = std::move(table);
  kept_bytes_ += bytes;
  return kept_.emplace(*key, std::move(table)).first->second;
}

std::optional<combination::day_key> combination::key_of(const page& p, int day) const {
  day_key key{signature_of(p, day), 0};
  std::int64_t combinations = 1;
  for (signature rest = key.terms; rest != 0; rest &= rest - 1) {
    const auto i = static_cast<std::size_t>(std::countr_zero(rest));
    const std::int64_t phases = terms_[i]->phases();
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    if (phases == 0 || combinations > most / phases || p.terms[i].partial.test(day)) return {};
    combinations *= phases;
    key.phase = key.phase * phases + terms_[i]->phase(p.begin + day);
  }
  return key;
}

combination::signature combination::signature_of(const page& p, int day) const {
  signature s = 0;
  for (std::size_t i = 0; i < terms_.size(); ++i)
    if (p.terms[i].days.test(day)) s |= signature{1} << i;
  return s;
}

/// Whether a day that only one term selects keeps that term's times.
bool combination::keeps(signature s) const {
  std::vector<bool> stack;
  for (const auto& x : steps_) {
    if (x.what == step::kind::push) {
      stack.push_back((s >> x.term & 1U) != 0);
      continue;
    }
    const bool right = stack.back();
    stack.pop_back();
    if (x.what == step::kind::unite) stack.back() = stack.back() || right;
    if (x.what == step::kind::intersect) stack.back() = stack.back() && right;
    if (x.what == step::kind::subtract) stack.back() = stack.back() && !right;
  }
  return stack.back();
}

bool combination::all_alike(signature s) const {
  for (std::size_t i = 0; i < terms_.size(); ++i)
    if ((s >> i & 1U) != 0 && terms_[i]->phases() != 1) return false;
  return true;
}

/// Applies the expression to a day's times.
time_table combination::evaluate(const page& p, int day) const {
  std::vector<times_of_day> stack;
  time_table scratch;
  for (const auto& s : steps_) {
    if (s.what == step::kind::push) {
      const auto& of_term = p.terms[s.term];
      if (!of_term.days.test(day)) {
        stack.emplace_back();
        continue;
      }
      stack.push_back(listed(terms_[s.term]->times(of_term, day, scratch)));
      continue;
    }
    const times_of_day right = std::move(stack.back());
    stack.pop_back();
    stack.back() = apply(s.what, std::move(stack.back()), right);
  }
  time_table table;
  if (!stack.empty()) table.outer = std::move(stack.back().list);
  return table;
}

/// Common cycle of the terms that have times between the edges about a year.
std::int64_t combination::cycle_about(int year) const {
  std::int64_t cycle = 1;
  for (std::size_t i = 0; i < terms_.size(); ++i) {
    const bool lives = lives_[i].first <= year && year <= lives_[i].last;
    if (lives) cycle = std::min<std::int64_t>(std::lcm(cycle, terms_[i]->cycle()), last_year);
  }
  return cycle;
}

// No term repeats sooner than the calendar: a look at fewer years needs no common cycle.

int combination::after_barren(int from, int to) const {
  const auto edge = std::ranges::upper_bound(edges_, to);
  if (edge != edges_.begin()) from = std::max(from, *std::prev(edge));
  if (to - from <= cycle_years || to - from <= cycle_about(to)) return to;
  const int next = edge == edges_.end() ? last_year + 1 : *edge;
  return std::max(next, to);
}

int combination::before_barren(int from, int to) const {
  const auto edge = std::ranges::lower_bound(edges_, from);
  if (edge != edges_.end()) to = std::min(to, *edge);
  const int next = edge == edges_.begin() ? first_year - 1 : *std::prev(edge);
  return next < from && to - from > cycle_years && to - from > cycle_about(from) ? next : from;
}

// ---- counting ----------------------------------------------------------------

/// How many times some days of a page have. The days are parted by signature:
/// where one term stands alone it counts for itself, where all are alike one
/// day speaks for the others.
std::int64_t combination::count_in(const page& p, const year_mask& days) {
  std::vector<std::pair<year_mask, signature>> parts{{days, 0}};
  for (std::size_t i = 0; i < terms_.size(); ++i) {
    const std::size_t n = parts.size();
    for (std::size_t k = 0; k < n; ++k) {
      const year_mask selected = year_mask{parts[k].first} &= p.terms[i].days;
      if (!selected.any()) continue;
      parts[k].first -= selected;
      parts.emplace_back(selected, parts[k].second | signature{1} << i);
    }
  }
  std::int64_t n = 0;
  for (const auto& [part, s] : parts) n += s != 0 && part.any() ? count_part(p, part, s) : 0;
  return n;
}

std::int64_t combination::count_part(const page& p, year_mask days, signature s) {
  const bool single = std::has_single_bit(s);
  if (single && !keeps(s)) return 0;
  year_mask one_by_one;
  if (single || all_alike(s)) {
    for (const auto& of_term : p.terms) one_by_one |= of_term.partial;
    one_by_one &= days;
    days -= one_by_one;
  } else {
    std::swap(one_by_one, days);
  }
  std::int64_t n = 0;
  time_table scratch;
  if (single) {
    const auto i = static_cast<std::size_t>(std::countr_zero(s));
    n += terms_[i]->count(p.terms[i], days);
  } else if (days.any()) {
    n += days.count() * times(p, days.next(0), scratch).size();
  }
  for (int day = one_by_one.next(0); day >= 0; day = one_by_one.next(day + 1))
    n += times(p, day, scratch).size();
  return n;
}

std::int64_t combination::count_years(int from, int to) {
  page p;
  const auto sum = [&](int begin, int end) {
    std::int64_t n = 0;
    for (int year = next_year(begin); year < end; year = next_year(year + 1)) {
      load(p, year);
      n += count_in(p, p.days);
    }
    return n;
  };
  std::int64_t n = 0;
  while (from < to) {
    // Between the years in which terms begin or end, all repeats.
    const auto edge = std::ranges::lower_bound(edges_, from);
    const int clear = edge == edges_.end() ? to : std::min(to, *edge);
    const std::int64_t cycle = cycle_about(from);
    const std::int64_t cycles = (clear - from) / cycle;
    if (cycles > 1) {
      const int repeat = static_cast<int>(cycle);
      n += cycles * sum(from, from + repeat);
      from += static_cast<int>(cycles) * repeat;
    }
    const int next = std::min(to, clear + 1);
    n += sum(from, next);
    from = next;
  }
  return n;
}

std::int64_t combination::count_days(std::int64_t from, std::int64_t to) {
  if (from >= to) return 0;
  page p;
  const auto part = [&](int year, std::int64_t begin, std::int64_t end) {
    load(p, year);
    return count_in(
        p, p.days.within(static_cast<int>(begin - p.begin),
                         static_cast<int>(std::min<std::int64_t>(end - p.begin, year_mask::size))));
  };
  const int first = year_of(from);
  const int last = year_of(to);
  if (first == last) return part(first, from, to);
  std::int64_t n = part(first, from, year_begin(first + 1)) + count_years(first + 1, last);
  if (last <= last_year) n += part(last, year_begin(last), to);
  return n;
}

/// How many times of a day come before a local time of that day.
std::int64_t combination::count_on(std::int64_t day, local_time before) {
  if (day >= year_begin(last_year + 1)) return 0;
  page p;
  load(p, year_of(day));
  const int d = static_cast<int>(day - p.begin);
  if (!p.days.test(d)) return 0;
  time_table scratch;
  return times(p, d, scratch).count_before(before - day * seconds_per_day);
}

std::int64_t combination::count(local_time from, local_time to) {
  from = std::clamp(from, begin_, end_);
  to = std::clamp(to, from, end_);
  if (const auto* rule = only_rule()) return rule->count_before(to) - rule->count_before(from);
  const std::int64_t first = floor_div(from, seconds_per_day);
  const std::int64_t last = floor_div(to, seconds_per_day);
  return count_days(first, last) + count_on(last, to) - count_on(first, from);
}

std::optional<local_time> combination::nth(std::int64_t index) {
  if (const auto* rule = only_rule()) {
    const auto time = rule->nth(index);
    return time && *time < end_ ? time : std::nullopt;
  }
  if (index < 0 || begin_ >= end_) return {};
  const auto day =
      day_with(index, floor_div(begin_, seconds_per_day), floor_div(end_ - 1, seconds_per_day) + 1,
               [this](std::int64_t from, std::int64_t to) { return count_days(from, to); });
  if (!day) return {};
  page p;
  load(p, year_of(*day));
  time_table scratch;
  return *day * seconds_per_day + times(p, static_cast<int>(*day - p.begin), scratch).nth(index);
}

// ---- cursor ------------------------------------------------------------------

cursor::cursor(combination& c) : combination_(&c) {
  if (const auto* rule = c.only_rule(); rule != nullptr && year_times::suit(*rule)) {
    listed_rule_ = rule;
    first_listed_ = clamped_year(floor_div(c.begin(), seconds_per_day)) + 1;
    last_listed_ = clamped_year(floor_div(c.end(), seconds_per_day)) - 1;
  }
  seek(c.begin());
}

/// Enters the first year from `year` on, up to `last`, that has times; or moves `year` past them.
bool cursor::enter_listed_year(int& year, int last) {
  do {
    list_ = lists_.of(*listed_rule_, year);
    if (!list_.empty()) {
      year_ = year;
      new_year_ = year_begin(year) * seconds_per_day;
      return true;
    }
    year = listed_rule_->next_year(year + 1);
  } while (year <= last);
  return false;
}

void cursor::enter_year(int year) {
  for (int from = year - 1; year <= last_year;) {
    year = combination_->next_year(year);
    const int resumed = combination_->after_barren(from, year);
    if (resumed > year) from = year = resumed;
    if (listed_rule_ != nullptr && first_listed_ <= year && year <= last_listed_) {
      if (enter_listed_year(year, std::min(last_listed_, from + cycle_years))) return;
      continue;
    }
    if (year > last_year || year_begin(year) * seconds_per_day >= combination_->end()) break;
    combination_->load(page_, year);
    if (next_table(0)) return;
    ++year;
  }
  ended_ = true;
}

/// Finds the first day of the page from `from_day` on with times.
bool cursor::next_table(int from_day) {
  for (int day = combination_->next_day(page_, from_day); day >= 0;
       day = combination_->next_day(page_, day + 1)) {
    const auto& table = combination_->times(page_, day, scratch_);
    if (table.size() == 0) {
      combination_->drop(page_, day);
      continue;
    }
    table_ = &table;
    day_ = day;
    midnight_ = (page_.begin + day) * seconds_per_day;
    next_ = 0;
    return true;
  }
  return false;
}

void cursor::seek(local_time time) {
  list_ = {};
  time = std::max(time, combination_->begin());
  ended_ = time >= combination_->end();
  if (ended_) return;
  const std::int64_t day = floor_div(time, seconds_per_day);
  const int year = year_of(day);
  if (combination_->next_year(year) > year) return enter_year(year);
  combination_->load(page_, year);
  if (!next_table(static_cast<int>(day - page_.begin))) return enter_year(year + 1);
  if (time <= midnight_) return;
  next_ = table_->count_before(time - midnight_);
  if (next_ == table_->size() && !next_table(day_ + 1)) enter_year(page_.year + 1);
}

std::size_t cursor::fill(std::span<local_time> out) {
  std::size_t n = 0;
  while (n < out.size() && !ended_) {
    if (!list_.empty()) {
      n += copy_listed(out.subspan(n));
      continue;
    }
    const std::size_t copied = table_->copy(next_, midnight_, out.subspan(n));
    n += copied;
    next_ += static_cast<std::int64_t>(copied);
    if (next_ == table_->size() && !next_table(day_ + 1)) enter_year(page_.year + 1);
  }
  return n;
}

std::size_t cursor::copy_listed(std::span<local_time> out) {
  std::size_t n = 0;
  for (;;) {
    const std::size_t count = std::min(out.size() - n, list_.size());
    for (std::size_t i = 0; i < count; ++i) out[n + i] = new_year_ + list_[i];
    n += count;
    list_ = list_.subspan(count);
    if (!list_.empty()) return n;
    int year = listed_rule_->next_year(year_ + 1);
    const int last = std::min(last_listed_, year_ + cycle_years);
    if (year > last || !enter_listed_year(year, last)) {
      enter_year(year_ + 1);
      return n;
    }
  }
}

std::size_t cursor::fill_back(local_time time, std::span<local_time> out) {
  time = std::min(time, combination_->end());
  combination::page p;
  time_table scratch;
  std::size_t n = 0;
  int year = clamped_year(floor_div(time - 1, seconds_per_day));
  for (int barren = year + 1; year >= first_year && n < out.size(); --year) {
    const int resumed = combination_->before_barren(year, barren);
    if (resumed < year) year = resumed, barren = year + 1;
    if (year_begin(year + 1) * seconds_per_day <= combination_->begin()) break;
    combination_->load(p, year);
    const std::int64_t last = floor_div(time - 1, seconds_per_day) - p.begin;
    int day = combination_->previous_day(
        p, static_cast<int>(std::min<std::int64_t>(last, year_mask::size - 1)));
    for (; day >= 0 && n < out.size(); day = combination_->previous_day(p, day - 1)) {
      const auto& table = combination_->times(p, day, scratch);
      if (table.size() == 0) {
        combination_->drop(p, day);
        continue;
      }
      const local_time midnight = (p.begin + day) * seconds_per_day;
      for (auto i = table.count_before(time - midnight); i > 0 && n < out.size(); --i)
        out[n++] = midnight + table.nth(i - 1);
    }
    if (n != 0) barren = year;
  }
  return n;
}

}  // namespace occur::detail
