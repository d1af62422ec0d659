#include "observations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "occur/clock_face.hpp"
#include "occur/stream.hpp"

namespace occur::cli {
namespace {

using date::local_days;

/// What a start gives to a rule that does not say it.
struct start_parts {
  explicit start_parts(const start& s) {
    const local_days on = date::floor<date::days>(s.time);
    const date::year_month_day ymd{on};
    day = date::weekday{on};
    month = static_cast<unsigned>(ymd.month());
    month_day = static_cast<int>(static_cast<unsigned>(ymd.day()));
    const date::hh_mm_ss<seconds> time{s.time - on};
    hour = static_cast<unsigned>(time.hours().count());
    minute = static_cast<unsigned>(time.minutes().count());
    second = static_cast<unsigned>(time.seconds().count());
  }

  date::weekday day;
  unsigned month;
  int month_day;
  unsigned hour, minute, second;
};

template <class List, class Value>
bool says_just(const List& list, Value value) {
  return list.size() == 1 && list.front() == value;
}

/// A part that can be left out of a rule.
struct removable {
  std::string_view name;
  bool (*stands)(const rule& r, const start_parts& s);
  void (*remove)(rule& r);
};

/// A part that only repeats what the start says is no surprise, so it does not count as standing.
constexpr std::array removables{
    removable{"INTERVAL", [](const rule& r, const start_parts&) { return r.interval != 1; },
              [](rule& r) { r.interval = 1; }},
    removable{"BYMONTH",
              [](const rule& r, const start_parts& s) {
                const month_number own{static_cast<std::uint8_t>(s.month), false};
                return !r.by_month.empty() && !says_just(r.by_month, own);
              },
              [](rule& r) { r.by_month.clear(); }},
    removable{"BYWEEKNO",
              [](const rule& r, const start_parts&) { return !r.by_week_number.empty(); },
              [](rule& r) { r.by_week_number.clear(); }},
    removable{"BYYEARDAY", [](const rule& r, const start_parts&) { return !r.by_year_day.empty(); },
              [](rule& r) { r.by_year_day.clear(); }},
    removable{"BYMONTHDAY",
              [](const rule& r, const start_parts& s) {
                return !r.by_month_day.empty() && !says_just(r.by_month_day, s.month_day);
              },
              [](rule& r) { r.by_month_day.clear(); }},
    removable{"BYDAY",
              [](const rule& r, const start_parts& s) {
                return !r.by_day.empty() && !says_just(r.by_day, weekday_number{0, s.day});
              },
              [](rule& r) { r.by_day.clear(); }},
    removable{"BYHOUR",
              [](const rule& r, const start_parts& s) {
                return !r.by_hour.empty() && !says_just(r.by_hour, s.hour);
              },
              [](rule& r) { r.by_hour.clear(); }},
    removable{"BYMINUTE",
              [](const rule& r, const start_parts& s) {
                return !r.by_minute.empty() && !says_just(r.by_minute, s.minute);
              },
              [](rule& r) { r.by_minute.clear(); }},
    removable{"BYSECOND",
              [](const rule& r, const start_parts& s) {
                return !r.by_second.empty() && !says_just(r.by_second, s.second);
              },
              [](rule& r) { r.by_second.clear(); }},
    removable{"BYSETPOS",
              [](const rule& r, const start_parts&) { return !r.by_set_position.empty(); },
              [](rule& r) { r.by_set_position.clear(); }},
    removable{"WKST",
              [](const rule& r, const start_parts&) { return r.week_start != date::Monday; },
              [](rule& r) { r.week_start = date::Monday; }},
};

bool is_same(const recurrence_set& a, const recurrence_set& b) { return compare(a, b, 1).proved; }

void add_idle_parts(const recurrence_set& set, std::vector<std::string>& to) {
  const start_parts from_start{set.anchor};
  for (std::size_t i = 0; i < set.rules.size(); ++i) {
    for (const removable& part : removables) {
      if (!part.stands(set.rules[i], from_start)) continue;
      recurrence_set without = set;
      part.remove(without.rules[i]);
      if (!validate(without.rules[i]) || !is_same(set, without)) continue;
      to.push_back(fmt::format("{} changes nothing: the rule is the same without it", part.name));
    }
  }
}

/// The first so many members of a list are looked at.
constexpr std::size_t most_looked_at = 50;

using rule_list = std::vector<rule> recurrence_set::*;
using date_list = std::vector<listed_date> recurrence_set::*;

/// Notes the rules of one list of a set without which the set is the same.
template <class Name>
void add_idle_rules(const recurrence_set& set, rule_list list, Name name,
                    std::vector<std::string>& to) {
  const std::size_t count = std::min((set.*list).size(), most_looked_at);
  for (std::size_t i = 0; i < count; ++i) {
    recurrence_set without = set;
    (without.*list).erase((without.*list).begin() + static_cast<std::ptrdiff_t>(i));
    if (is_same(set, without)) to.push_back(name((set.*list)[i]));
  }
}

/// A listed date touches its own day, wherever its clock is.
constexpr date::days reach{3};

/// The set with only those of its dates that are near one.
recurrence_set about(const recurrence_set& set, const listed_date& near) {
  const auto is_far = [&](const listed_date& d) {
    return d.value.time < near.value.time - 2 * reach || d.value.time > near.value.time + 2 * reach;
  };
  recurrence_set result = set;
  std::erase_if(result.dates, is_far);
  std::erase_if(result.excluded_dates, is_far);
  return result;
}

bool is_same_about(const recurrence_set& a, const recurrence_set& b, const listed_date& near) {
  const date::sys_seconds middle{near.value.time.time_since_epoch()};
  stream left{a};
  stream right{b};
  left.seek(middle - reach);
  right.seek(middle - reach);
  for (;;) {
    const auto x = left.next();
    const auto y = right.next();
    const bool left_ended = !x || x->time > middle + reach;
    const bool right_ended = !y || y->time > middle + reach;
    if (left_ended || right_ended) return left_ended == right_ended;
    if (x->time != y->time || x->local != y->local) return false;
  }
}

/// The same for a list of dates: each is compared on the days about it.
template <class Name>
void add_idle_dates(const recurrence_set& set, date_list list, Name name,
                    std::vector<std::string>& to) {
  const std::size_t count = std::min((set.*list).size(), most_looked_at);
  for (std::size_t i = 0; i < count; ++i) {
    const listed_date& looked_at = (set.*list)[i];
    const recurrence_set with = about(set, looked_at);
    recurrence_set without = with;
    auto& rest = without.*list;
    rest.erase(std::find(rest.begin(), rest.end(), looked_at));
    if (is_same_about(with, without, looked_at)) to.push_back(name(looked_at));
  }
}

void add_idle_lists(const recurrence_set& set, std::vector<std::string>& to) {
  const auto rule_named = [](std::string_view property, std::string_view does) {
    return [=](const rule& r) { return fmt::format("{}:{} {}", property, to_string(r), does); };
  };
  const auto date_named = [](std::string_view property, std::string_view does) {
    return [=](const listed_date& d) {
      return fmt::format("{} {} {}", property, to_string(d.value), does);
    };
  };
  constexpr std::string_view adds = "adds nothing to the rest";
  constexpr std::string_view removes = "removes nothing";
  add_idle_rules(set, &recurrence_set::rules, rule_named("RRULE", adds), to);
  add_idle_dates(set, &recurrence_set::dates, date_named("RDATE", adds), to);
  add_idle_rules(set, &recurrence_set::excluded_rules, rule_named("EXRULE", removes), to);
  add_idle_dates(set, &recurrence_set::excluded_dates, date_named("EXDATE", removes), to);
}

date::sys_seconds instant_of(const start& s) {
  if (s.kind == start_kind::utc) return date::sys_seconds{s.time.time_since_epoch()};
  return s.where.read(s.time).before;
}

void add_unsynchronised_start(const recurrence_set& set, const std::optional<start>& default_start,
                              std::vector<std::string>& to) {
  if (set.rules.empty() || set.anchor == default_start) return;
  recurrence_set whole = set;
  whole.excluded_rules.clear();
  whole.excluded_dates.clear();
  whole.moved = {};
  if (stream{whole}.index_of(instant_of(set.anchor))) return;
  const occurrence at{instant_of(set.anchor), set.anchor.time};
  to.push_back(
      fmt::format("the start {} is no occurrence, as no rule generates it; dateutil and "
                  "rrule.js agree, calendars show an event at its start all the same",
                  instant_text(clock_face{set.anchor, std::nullopt}, at)));
}

/// A reading that others do not share, and how to write it so that they do.
struct disagreement {
  bool (*concerns)(const rule& r);
  std::string_view note;
};

constexpr std::array disagreements{
    disagreement{[](const rule& r) {
                   return r.freq == frequency::yearly && !r.by_month_day.empty() &&
                          r.by_month.empty() && r.by_year_day.empty() && r.by_week_number.empty();
                 },
                 "BYMONTHDAY without BYMONTH is in the month of the start; dateutil and rrule.js "
                 "take every month: add BYMONTH"},
    disagreement{
        [](const rule& r) {
          return r.freq == frequency::yearly && !r.by_week_number.empty() && r.by_day.empty() &&
                 r.by_month_day.empty() && r.by_year_day.empty();
        },
        "BYWEEKNO without BYDAY is on the weekday of the start; dateutil and rrule.js take "
        "all seven days: add BYDAY"},
    disagreement{[](const rule& r) { return !r.calendar.empty(); },
                 "RSCALE and SKIP (RFC 7529) are refused by dateutil and rrule.js"},
};

void add_disagreements(const recurrence_set& set, std::vector<std::string>& to) {
  for (const rule& r : set.rules) {
    for (const disagreement& d : disagreements) {
      if (d.concerns(r)) to.emplace_back(d.note);
    }
  }
}

}  // namespace

std::vector<std::string> observations(const recurrence_set& set,
                                      const std::optional<start>& default_start) {
  std::vector<std::string> found;
  add_unsynchronised_start(set, default_start, found);
  if (!why_empty(set)) {
    add_idle_parts(set, found);
    add_idle_lists(set, found);
  }
  add_disagreements(set, found);
  return found;
}

}  // namespace occur::cli
