#include "phrase/sharing.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace occur::detail::phrase {
namespace {

using clauses = std::span<clause>;

[[nodiscard]] bool ticks(const clause& c) {
  return c.kind == core_kind::cycle && is_short(c.cycle.unit);
}

/// With a short unit, a time straight after a date is that date's.
[[nodiscard]] std::optional<error> give_times_to_dates(clause& c) {
  if (!ticks(c)) return std::nullopt;
  for (const time_list& list : c.times) {
    const bool one = list.clocks.size() == 1;
    if (one && list.attached == time_list::after::start) {
      c.start->time = list.clocks.front();
    } else if (one && list.attached == time_list::after::end) {
      std::get<until_date>(c.end->what).date.time = list.clocks.front();
    } else {
      return error{error_code::conflict, "an interval below a day has no time of day", list.where,
                   "write \"from 9:00\" for its start, or \"between 9:00 and 17:00\""};
    }
  }
  c.times.clear();
  return std::nullopt;
}

/// After an `every` clause a singular weekday recurs too.
void keep_every(std::span<clause> list) {
  for (std::size_t i = 1; i < list.size(); ++i) {
    if (list[i].kind != core_kind::moment_weekday || !list[i - 1].has_every) continue;
    list[i].kind = core_kind::days;
    list[i].has_every = true;
    list[i].cycle = {1, unit::week, list[i].core};
  }
}

[[nodiscard]] bool takes_times(const clause& c) {
  return !ticks(c) && c.kind != core_kind::moment_after && c.kind != core_kind::moment_at;
}

[[nodiscard]] bool dates_have_time(const clause& c) {
  return std::ranges::any_of(c.instants, [](const date_text& d) { return d.time.has_value(); });
}

[[nodiscard]] bool has_time(const clause& c) {
  const bool start_has = c.start && (c.start->time || c.start->kind == date_kind::now);
  return !c.times.empty() || start_has || dates_have_time(c);
}

/// The times that a clause can give to one before it.
[[nodiscard]] std::vector<time_list> times_to_give(const clause& c) {
  if (!c.times.empty() || !dates_have_time(c)) return c.times;
  time_list list;
  for (const date_text& d : c.instants)
    if (d.time && !d.offset_minutes) list.clocks.push_back(*d.time);
  if (list.clocks.size() != 1) return {};
  list.where = list.clocks.front().where;
  return {list};
}

[[nodiscard]] std::optional<error> share_times(clauses list) {
  std::vector<time_list> next;
  std::vector<clause*> without;
  for (std::size_t i = list.size(); i-- > 0;) {
    clause& c = list[i];
    if (!takes_times(c)) continue;
    if (has_time(c)) {
      next = times_to_give(c);
    } else if (!next.empty()) {
      c.times = next;
    } else {
      without.push_back(&c);
    }
  }
  const auto timed = [](const clause& c) { return takes_times(c) && has_time(c); };
  if (without.empty() || std::ranges::none_of(list, timed)) return std::nullopt;
  const bool after_one_with = std::any_of(list.data(), without.front(), timed);
  if (!after_one_with) return std::nullopt;
  return error{error_code::missing, "this part has no time, and one before it has",
               without.front()->core, "give it one: \"at 9:00\""};
}

[[nodiscard]] std::optional<error> share_ends(clauses list) {
  const clause last = list.back();
  if (is_moment(last.kind)) return std::nullopt;
  for (clause& c : list.first(list.size() - 1)) {
    if (is_moment(c.kind)) continue;
    if (!c.start) c.start = last.start;
    if (c.exceptions.empty()) c.exceptions = last.exceptions;
    if (c.end || !last.end) continue;
    if (std::holds_alternative<times_count>(last.end->what))
      return error{error_code::ambiguous,
                   "does this count hold for each part, or for all together?", last.end->where,
                   "give each part its own count, or write \"until\" and a date"};
    c.end = last.end;
  }
  return std::nullopt;
}

}  // namespace

std::optional<error> share(phrase_tree& tree) {
  for (clause& c : tree.clauses)
    if (auto e = give_times_to_dates(c)) return e;
  for (std::size_t first = 0; first < tree.clauses.size();) {
    std::size_t end = first + 1;
    while (end < tree.clauses.size() && tree.clauses[end].before != joint::semicolon) ++end;
    const clauses list = std::span(tree.clauses).subspan(first, end - first);
    keep_every(list);
    if (auto e = share_times(list)) return e;
    if (auto e = share_ends(list)) return e;
    first = end;
  }
  return std::nullopt;
}

}  // namespace occur::detail::phrase
