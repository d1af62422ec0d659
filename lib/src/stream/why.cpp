// Why an instant is, or is not, an occurrence of a set.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include "occur/clock_face.hpp"
#include "occur/stream.hpp"
#include "expand/combination.hpp"
#include "expand/completed.hpp"
#include "set/rule_parts.hpp"
#include "stream/wall_clock.hpp"

namespace occur {
namespace {

using detail::part;

[[nodiscard]] bool has(const selection& s, date::sys_seconds instant) {
  stream all{s};
  all.seek(instant);
  const auto first = all.next();
  return first && first->time == instant;
}

[[nodiscard]] recurrence_set alone(const recurrence_set& set, rule r) {
  return {set.anchor, {std::move(r)}, {}, {}, {}, set.gap, set.fold};
}

[[nodiscard]] recurrence_set alone(const recurrence_set& set, std::vector<listed_date> dates) {
  return {set.anchor, {}, {}, std::move(dates), {}, set.gap, set.fold};
}

[[nodiscard]] std::string ordinal(int n) {
  const int tens = n % 100;
  const char* suffix = tens >= 11 && tens <= 13 ? "th"
                       : n % 10 == 1            ? "st"
                       : n % 10 == 2            ? "nd"
                       : n % 10 == 3            ? "rd"
                                                : "th";
  return fmt::format("{}{}", n, suffix);
}

/// What a local time is, as far as one part looks at it.
class facts {
 public:
  explicit facts(date::local_seconds local)
      : day_(date::floor<date::days>(local)), date_(day_), time_(local - day_) {}

  [[nodiscard]] std::string of(part p, const rule& r) const {
    switch (p) {
      case part::second:
        return fmt::format("its second is {}", time_.seconds().count());
      case part::minute:
        return fmt::format("its minute is {}", time_.minutes().count());
      case part::hour:
        return fmt::format("its hour is {}", time_.hours().count());
      case part::day:
        return fmt::format("{} is a {}", iso(), weekday());
      case part::week_number:
        return fmt::format("{} is in week {}", iso(), week(r.week_start));
      case part::month_day:
        return fmt::format("{} is day {} of its month", iso(), number(date_.day()));
      case part::year_day:
        return fmt::format("{} is day {} of its year", iso(), day_of_year());
      case part::month:
        return fmt::format("{} is in {}", iso(), month());
      case part::interval:
        return fmt::format("no multiple of {} {} lies between the start and it", r.interval,
                           units(r.freq));
      case part::set_position:
        return "it is at another position in its period";
    }
    return {};
  }

  [[nodiscard]] std::string iso() const {
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date_.year()), number(date_.month()),
                       number(date_.day()));
  }

 private:
  template <class T>
  [[nodiscard]] static unsigned number(T t) {
    return static_cast<unsigned>(t);
  }

  [[nodiscard]] static std::string_view units(frequency f) {
    constexpr std::array<std::string_view, 7> names{"years", "months",  "weeks",  "days",
                                                    "hours", "minutes", "seconds"};
    return names[static_cast<std::size_t>(f)];
  }

  [[nodiscard]] std::string weekday() const {
    constexpr std::array names{"Monday", "Tuesday",  "Wednesday", "Thursday",
                               "Friday", "Saturday", "Sunday"};
    const auto nth = static_cast<int>((number(date_.day()) + 6) / 7);
    const auto* name = names[date::weekday{day_}.iso_encoding() - 1U];
    return fmt::format("{}, the {} of its month", name, ordinal(nth));
  }

  [[nodiscard]] std::string_view month() const {
    constexpr std::array<std::string_view, 12> names{
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December"};
    return names[number(date_.month()) - 1];
  }

  [[nodiscard]] std::int64_t day_of_year() const {
    return (day_ - date::local_days{date_.year() / date::January / 1}).count() + 1;
  }

  [[nodiscard]] std::int64_t week(date::weekday first) const {
    const int start = detail::weekday_index(first);
    const std::int64_t day = day_.time_since_epoch().count();
    const int year = static_cast<int>(date_.year());
    auto begin = detail::week_year_begin(year, start);
    if (day < begin) begin = detail::week_year_begin(year - 1, start);
    const auto next = detail::week_year_begin(year + 1, start);
    if (day >= next) begin = next;
    return (day - begin) / 7 + 1;
  }

  date::local_days day_;
  date::year_month_day date_;
  date::hh_mm_ss<seconds> time_;
};

class rule_judge {
 public:
  rule_judge(const recurrence_set& set, const rule& r, date::sys_seconds instant)
      : set_(set),
        rule_(r),
        instant_(instant),
        clock_(set.anchor, set.gap, set.fold),
        local_(seconds{clock_.local(instant)}) {}

  [[nodiscard]] bool admits() const { return has(alone(set_, rule_), instant_); }

  /// The parts that keep the instant out, in the order in which a rule reads.
  [[nodiscard]] std::vector<reason> obstacles() const {
    std::vector<reason> found;
    if (local_ < set_.anchor.time) {
      found.push_back({"DTSTART", false, "it is before the start"});
      return found;
    }
    if (rule_.months.source)
      return {{"RSCALE=" + rule_.calendar, false, "the rule has no such day"}};
    const rule full =
        detail::completed(rule_, set_.anchor.time, set_.anchor.kind == start_kind::date);
    std::for_each(detail::all_parts.rbegin(), detail::all_parts.rend(), [&](part p) {
      if (p != part::set_position && !passes(full, p)) found.push_back(obstacle(full, p));
    });
    if (found.empty()) add_rank_and_bounds(found);
    return found;
  }

 private:
  [[nodiscard]] bool generates(const rule& r) const { return has(alone(set_, r), instant_); }

  /// Whether the part by itself, all others letting everything through, does.
  [[nodiscard]] bool passes(const rule& full, part p) const {
    rule only = full;
    only.count.reset();
    only.until.reset();
    for (const auto other : detail::all_parts)
      if (other != p) detail::free_part(only, other);
    return generates(only);
  }

  [[nodiscard]] reason obstacle(const rule& full, part p) const {
    std::string text = detail::part_text(rule_, p);
    if (text.empty()) text = detail::part_text(full, p) + " (from DTSTART)";
    return {std::move(text), false, facts{local_}.of(p, full)};
  }

  void add_rank_and_bounds(std::vector<reason>& found) const {
    rule unbounded = rule_;
    unbounded.count.reset();
    unbounded.until.reset();
    if (!generates(unbounded)) {
      if (!rule_.by_set_position.empty())
        found.push_back(obstacle(rule_, part::set_position));
      else
        found.push_back({"FREQ", false, "no period of the rule has it"});
      return;
    }
    if (rule_.until)
      found.push_back({"UNTIL=" + to_string(*rule_.until), false, "it is after the end"});
    if (rule_.count) {
      const auto index = stream{alone(set_, unbounded)}.index_of(instant_);
      found.push_back({fmt::format("COUNT={}", *rule_.count), false,
                       fmt::format("it would be occurrence {}", index.value_or(0) + 1)});
    }
  }

  const recurrence_set& set_;
  const rule& rule_;
  date::sys_seconds instant_;
  detail::wall_clock clock_;
  date::local_seconds local_;
};

/// The rules or dates of a set that have an instant.
void add_admitting(const recurrence_set& set, date::sys_seconds instant, std::vector<reason>& out) {
  for (const auto& r : set.rules)
    if (has(alone(set, r), instant))
      out.push_back({"RRULE:" + to_string(r), true, "the rule generates it"});
  if (!set.dates.empty() && has(alone(set, set.dates), instant))
    out.push_back({"RDATE", true, "it is listed"});
}

void add_excluding(const recurrence_set& set, date::sys_seconds instant, std::vector<reason>& out) {
  for (const auto& r : set.excluded_rules)
    if (has(alone(set, r), instant))
      out.push_back({"EXRULE:" + to_string(r), false, "the rule excludes it"});
  recurrence_set excepted = set;
  excepted.excluded_rules.clear();
  if (!set.excluded_dates.empty() && !has(excepted, instant))
    out.push_back({"EXDATE", false, "it is excluded"});
}

/// What rules and dates say of the instant that was moved to this one.
verdict why_moved(const recurrence_set& set, date::sys_seconds instant) {
  const detail::wall_clock clock{set.anchor, set.gap, set.fold};
  const auto earlier = clock.local(instant - set.moved.elapsed) - set.moved.on_clock.count();
  const occurrence from = clock.at(clock.instant(earlier));
  recurrence_set unmoved = set;
  unmoved.moved = {};
  verdict result = why(unmoved, from.time);
  result.occurs = has(set, instant);
  const bool by_clock = set.moved.on_clock != seconds{0};
  result.reasons.insert(result.reasons.begin(),
                        {by_clock ? "RECURRENCE-ID" : "TRIGGER", result.occurs,
                         fmt::format("all occurrences are moved, {} to here",
                                     instant_text(clock_face{set.anchor}, from))});
  return result;
}

/// `02:30`; with seconds where it has some.
[[nodiscard]] std::string short_clock(date::local_seconds local) {
  const date::hh_mm_ss<seconds> time{local - date::floor<date::days>(local)};
  return time_text(time.to_duration()).substr(0, time.seconds() == seconds{0} ? 5 : 8);
}

/// Why an instant is no whole day.
[[nodiscard]] std::optional<verdict> why_no_day(const recurrence_set& set,
                                                date::sys_seconds instant) {
  if (set.anchor.kind != start_kind::date) return std::nullopt;
  const auto day_at = [&](date::sys_seconds t) {
    return date::floor<date::days>(set.anchor.where.to_local(t));
  };
  if (day_at(instant - seconds{1}) != day_at(instant)) return std::nullopt;
  return verdict{false, {{"DTSTART", false, "the schedule has whole days, and this is a time"}}};
}

/// Why a set does without an instant whose local time the clocks show twice: what it says of the
/// other one, and when it has that, that it takes only one of them.
[[nodiscard]] std::optional<verdict> why_folded(const recurrence_set& set,
                                                date::sys_seconds instant) {
  const auto kind = set.anchor.kind;
  if (kind == start_kind::utc || (kind == start_kind::zoned && set.fold == fold_policy::both))
    return std::nullopt;
  const auto local = set.anchor.where.to_local(instant);
  const auto reading = set.anchor.where.read(local);
  if (reading.kind != local_kind::repeated) return std::nullopt;
  const bool takes_first = kind != start_kind::zoned || set.fold == fold_policy::first;
  const auto taken = takes_first ? reading.before : reading.after;
  if (instant == taken) return std::nullopt;
  verdict result = why(set, taken);
  if (!result.occurs) return result;
  std::string text = fmt::format("{} comes twice, this is the {}", short_clock(local),
                                 takes_first ? "second" : "first");
  if (kind != start_kind::zoned) text += ", and without a zone the first counts";
  const std::string_view part = kind != start_kind::zoned ? "DTSTART"
                                : takes_first             ? "fold first"
                                                          : "fold second";
  return verdict{false, {{std::string{part}, false, std::move(text)}}};
}

/// Why a set that leaves out what the clocks skip has no instant to which such a time would move:
/// what it would say if it did, and when it would have it, that it does not.
[[nodiscard]] std::optional<verdict> why_skipped(const recurrence_set& set,
                                                 date::sys_seconds instant) {
  if (set.anchor.kind != start_kind::zoned || set.gap != gap_policy::skip) return std::nullopt;
  const zone_period now = set.anchor.where.period(instant);
  const seconds offset_before = set.anchor.where.period(now.begin - seconds{1}).offset;
  if (instant >= now.begin + (now.offset - offset_before)) return std::nullopt;
  recurrence_set forward = set;
  forward.gap = gap_policy::forward;
  verdict result = why(forward, instant);
  if (!result.occurs) return result;
  const date::local_seconds skipped{instant.time_since_epoch() + offset_before};
  return verdict{false,
                 {{"gap skip", false, fmt::format("the clock skips {}", short_clock(skipped))}}};
}

[[nodiscard]] std::optional<verdict> why_by_clock(const recurrence_set& set,
                                                  date::sys_seconds instant) {
  auto found = why_no_day(set, instant);
  if (!found) found = why_folded(set, instant);
  if (!found) found = why_skipped(set, instant);
  return found;
}

}  // namespace

verdict why(const recurrence_set& set, date::sys_seconds instant) {
  if (set.moved != displacement{}) return why_moved(set, instant);
  verdict result;
  result.occurs = has(set, instant);
  add_admitting(set, instant, result.reasons);
  if (result.occurs) return result;
  if (!result.reasons.empty()) {
    add_excluding(set, instant, result.reasons);
    return result;
  }
  if (auto by_clock = why_by_clock(set, instant)) return std::move(*by_clock);
  for (const auto& r : set.rules) {
    auto obstacles = rule_judge{set, r, instant}.obstacles();
    std::ranges::move(obstacles, std::back_inserter(result.reasons));
  }
  if (set.rules.empty()) result.reasons.push_back({"RDATE", false, "it is not listed"});
  return result;
}

}  // namespace occur
