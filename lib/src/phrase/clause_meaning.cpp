#include "phrase/clause_meaning.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <string>
#include <utility>

#include "occur/stream.hpp"

#include "phrase/exceptions.hpp"
#include "phrase/rules.hpp"
#include "phrase/tidy.hpp"
#include "phrase/words.hpp"

namespace occur::detail::phrase {
namespace {

using date::local_days;
using date::local_seconds;
using date::sys_seconds;

constexpr std::int32_t day_length = 86400;

/// The most rules that the times of day of one clause may need.
constexpr std::size_t most_rules = 1500;

[[nodiscard]] std::int64_t length_of(unit u) {
  return u == unit::hour ? 3600 : u == unit::minute ? 60 : 1;
}

/// Days with the times of day that belong to them.
struct timed_days {
  std::vector<day_rule> days;
  std::vector<std::int32_t> times;
};

class clause_reader {
 public:
  clause_reader(const clause& c, const reference& ref) : c_(c), ref_(ref) {}

  [[nodiscard]] result<std::vector<recurrence_set>> read() {
    if (auto e = read_start()) return tl::unexpected(*std::move(e));
    if (auto e = check_parts()) return tl::unexpected(*std::move(e));
    auto e = ticks() && !c_.window ? read_ticks() : read_days();
    if (!e) e = find_starts();
    if (!e) e = apply_end();
    if (e) return tl::unexpected(*std::move(e));
    for (recurrence_set& set : sets_) simplify(set);
    return std::move(sets_);
  }

 private:
  using problem = std::optional<error>;

  [[nodiscard]] bool ticks() const {
    return c_.kind == core_kind::cycle && is_short(c_.cycle.unit);
  }

  // --- anchor ---------------------------------------------------------------------

  problem read_start() {
    from_ = ref_.local_now;
    from_instant_ = ref_.now;
    if (!c_.start) return std::nullopt;
    const date_text& d = *c_.start;
    if (d.kind == date_kind::now) {
      start_time_ = from_ - date::floor<date::days>(from_);
      return std::nullopt;
    }
    from_ = day_of(d, ref_, ref_.today());
    if (d.time) {
      start_time_ = seconds{d.time->second_of_day};
      from_ += *start_time_;
    }
    from_instant_ = ref_.instant(from_);
    if (d.offset_minutes) {
      from_instant_ = sys_seconds{from_.time_since_epoch()} - seconds{*d.offset_minutes * 60};
      from_ = ref_.where.to_local(from_instant_);
      start_time_ = from_ - date::floor<date::days>(from_);
    }
    if (from_ < horizon_first || from_ > horizon_last)
      return error{error_code::out_of_range, "this start is beyond the years 1 to 9999", d.where,
                   "write a nearer date"};
    return std::nullopt;
  }

  [[nodiscard]] local_days from_day() const { return date::floor<date::days>(from_); }

  problem check_parts() const {
    if (c_.window && !ticks())
      return error{error_code::conflict, "a window needs an interval in hours, minutes or seconds",
                   c_.window->where, "write \"every hour between 9:00 and 17:00\", or \"at 9:00\""};
    if (c_.marks && !ticks())
      return error{error_code::conflict, "minutes and seconds alone go with short intervals",
                   c_.marks->where, "write \"every hour at :15\", or a whole time: \"at 9:15\""};
    if (c_.marks && c_.cycle.unit != (c_.marks->of == unit::minute ? unit::hour : unit::minute)) {
      const bool minutes = c_.marks->of == unit::minute;
      return error{error_code::conflict,
                   minutes ? "minutes go with an interval of hours"
                           : "seconds go with an interval of minutes",
                   c_.marks->where,
                   minutes ? "write \"every hour at :15\"" : "write \"every minute at second 30\""};
    }
    if (c_.times.size() > 1)
      return error{error_code::repeated, "the time is given twice", c_.times.back().where,
                   "join times with \"and\": \"at 9:00 and 17:00\""};
    return std::nullopt;
  }

  [[nodiscard]] month_mask months() const {
    if (c_.core_months && c_.months)
      return static_cast<month_mask>(c_.core_months->mask & c_.months->mask);
    return c_.core_months ? c_.core_months->mask : c_.months ? c_.months->mask : month_mask{0};
  }

  [[nodiscard]] day_question question() const {
    day_question q;
    q.days = &c_.days;
    q.months = months();
    if (c_.months) q.months_where = c_.months->where;
    if (c_.weeks) q.weeks = &*c_.weeks;
    q.reference = from_day();
    q.where = c_.core;
    q.interval = c_.cycle.count;
    switch (c_.kind) {
      case core_kind::months:
        q.scale = scale::year;
        break;
      case core_kind::days:
        q.scale = scale::none;
        break;
      default:
        if (ticks()) {
          q.interval = 1;
          break;
        }
        constexpr std::array by_unit = {scale::none, scale::none,  scale::none,    scale::day,
                                        scale::week, scale::month, scale::quarter, scale::year};
        q.scale = by_unit.at(static_cast<std::size_t>(c_.cycle.unit));
    }
    return q;
  }

  // --- intervals below a day ---------------------------------------------------------

  /// Whether nothing but the interval decides: such a phrase counts elapsed time.
  [[nodiscard]] bool only_ticks() const {
    const bool bare = !c_.days && !c_.months && !c_.weeks && !c_.marks && c_.exceptions.empty();
    return bare && (c_.cycle.unit != unit::hour || c_.cycle.count == 1);
  }

  problem read_ticks() {
    occur::rule base;
    base.freq = c_.cycle.unit == unit::hour     ? frequency::hourly
                : c_.cycle.unit == unit::minute ? frequency::minutely
                                                : frequency::secondly;
    base.interval = c_.cycle.count;
    if (c_.marks) {
      auto& list = c_.marks->of == unit::minute ? base.by_minute : base.by_second;
      list = c_.marks->marks;
      sort_without_repeats(list);
      base.by_second = c_.marks->of == unit::minute ? std::vector<std::uint8_t>{0} : list;
    }
    auto rules = short_rules(base, question());
    if (!rules) return rules.error();
    auto left = without(read_exceptions(), *rules);
    if (!left) return left.error();
    const local_seconds phase = c_.start ? from_ : local_seconds{from_day()};
    occur::start anchor = start_at(phase, ref_.where);
    if (only_ticks()) {
      const sys_seconds instant = c_.start ? from_instant_ : ref_.instant(phase);
      anchor = {start_kind::utc, local_seconds{instant.time_since_epoch()}, ref_.where};
    }
    recurrence_set set;
    set.anchor = anchor;
    for (day_rule& d : *rules) set.rules.push_back(std::move(d.rule));
    if (auto e = exclude_all_day(*left, base, phase, set)) return e;
    sets_.push_back(std::move(set));
    days_out_ = std::move(left->days);
    instants_out_ = std::move(left->instants);
    return std::nullopt;
  }

  /// The remaining exceptions of ticks, at every time of day that these have.
  problem exclude_all_day(const exclusion& left, const occur::rule& base, local_seconds phase,
                          recurrence_set& set) const {
    if (left.rules.empty()) return std::nullopt;
    const auto time = phase - date::floor<date::days>(phase);
    const auto all = [](std::uint8_t count) {
      std::vector<std::uint8_t> list(count);
      for (std::uint8_t i = 0; i < count; ++i) list[i] = i;
      return list;
    };
    const auto part = [&](std::int64_t size, int modulus) {
      return std::vector<std::uint8_t>{static_cast<std::uint8_t>(time.count() / size % modulus)};
    };
    time_product product{all(24), all(60), all(60)};
    if (base.freq == frequency::hourly) {
      product.minutes = base.by_minute.empty() ? part(60, 60) : base.by_minute;
      product.seconds = base.by_second.empty() ? part(1, 60) : base.by_second;
    } else if (base.freq == frequency::minutely) {
      product.seconds = base.by_second.empty() ? part(1, 60) : base.by_second;
    }
    for (const day_rule& d : left.rules) {
      if (d.each_time)
        return error{error_code::unsupported, "such an exception needs a window here",
                     c_.exceptions.front().where, "add one: \"between 9:00 and 17:00\""};
      set.excluded_rules.push_back(with_times(d.rule, product));
    }
    return std::nullopt;
  }

  // --- days with times of day -----------------------------------------------------------

  problem read_days() {
    std::vector<timed_days> parts;
    const bool overnight =
        c_.window && c_.window->last.second_of_day < c_.window->first.second_of_day;
    exclusion left = read_exceptions();
    auto e = overnight ? read_overnight(left, parts) : read_plain_days(left, parts);
    if (e) return e;
    return make_sets(parts, left);
  }

  problem read_plain_days(exclusion& left, std::vector<timed_days>& parts) {
    auto rules = day_rules(question());
    if (!rules) return rules.error();
    auto rest = without(std::move(left), *rules);
    if (!rest) return rest.error();
    left = *std::move(rest);
    parts.push_back({*std::move(rules), c_.window ? window_times() : times_of_day()});
    if (parts.back().times.empty())
      return error{error_code::conflict, "nothing is left: no such time is inside the window",
                   c_.window->where, "widen the window"};
    return std::nullopt;
  }

  /// A window past midnight opens on the named weekdays; what comes after
  /// midnight is on the days after them.
  problem read_overnight(exclusion& left, std::vector<timed_days>& parts) {
    const auto* list = c_.days ? std::get_if<weekday_list>(&*c_.days) : nullptr;
    const bool other_days = (c_.days && list == nullptr) || c_.months || c_.weeks ||
                            !left.rules.empty() || left.months != 0;
    if (other_days)
      return error{error_code::conflict, "a window past midnight takes weekdays, no other days",
                   c_.window->where, "end the window at 23:59, or write two parts"};
    if (exception_problem_) return exception_problem_;
    const auto opening =
        static_cast<weekday_mask>((list ? list->mask : every_weekday) & ~left.weekdays);
    if (opening == 0) return nothing_left();
    const bool all = opening == every_weekday;
    left.weekdays = 0;
    const auto following = static_cast<weekday_mask>((opening << 1 | opening >> 6) & every_weekday);
    std::vector<std::int32_t> before;
    std::vector<std::int32_t> after;
    for (const std::int32_t t : window_times())
      (t < day_length ? before : after).push_back(t % day_length);
    const auto on = [&](weekday_mask mask) {
      day_rule d;
      d.rule.freq = all ? frequency::daily : frequency::weekly;
      if (!all) d.rule.by_day = weekdays_of(mask);
      return std::vector{d};
    };
    if (!before.empty()) parts.push_back({on(opening), before});
    if (!after.empty()) parts.push_back({on(following), after});
    if (parts.empty())
      return error{error_code::conflict, "nothing is left: no such time is inside the window",
                   c_.window->where, "widen the window"};
    return std::nullopt;
  }

  [[nodiscard]] std::vector<std::int32_t> times_of_day() const {
    std::vector<std::int32_t> list;
    for (const time_list& t : c_.times)
      for (const clock& k : t.clocks) list.push_back(k.second_of_day);
    if (list.empty())
      list.push_back(static_cast<std::int32_t>(start_time_.value_or(ref_.default_time).count()));
    return list;
  }

  /// The ticks from the opening of the window to its end; after midnight they
  /// go on beyond the length of a day.
  [[nodiscard]] std::vector<std::int32_t> window_times() const {
    const std::int64_t first = c_.window->first.second_of_day;
    std::int64_t last = c_.window->last.second_of_day;
    if (last < first) last += day_length;
    const std::int64_t size = length_of(c_.cycle.unit);
    const std::int64_t step = size * c_.cycle.count;
    std::vector<std::int32_t> list;
    const auto add = [&](std::int64_t t) {
      if (t >= first && t <= last) list.push_back(static_cast<std::int32_t>(t));
    };
    if (!c_.marks) {
      for (std::int64_t t = first; t <= last; t += step) add(t);
      return list;
    }
    const std::int64_t mark_size = size / 60;
    for (std::int64_t t = first / size * size; t <= last; t += step)
      for (const std::uint8_t mark : c_.marks->marks) add(t + mark * mark_size);
    return list;
  }

  [[nodiscard]] static occur::rule with_times(occur::rule r, const time_product& p) {
    r.by_hour = p.hours;
    r.by_minute = p.minutes;
    r.by_second = p.seconds;
    return r;
  }

  /// The rules of some days at some times.
  static void add_rules(const std::vector<day_rule>& days, std::span<const std::int32_t> times,
                        const std::function<void(const day_rule&, occur::rule)>& add) {
    const std::vector<time_product> products = factored(times);
    for (const day_rule& d : days) {
      if (!d.each_time) {
        for (const time_product& p : products) add(d, with_times(d.rule, p));
        continue;
      }
      for (const std::int32_t& t : times)
        add(d, with_times(d.rule, factored(std::span(&t, 1)).front()));
    }
  }

  problem make_sets(const std::vector<timed_days>& parts, exclusion& left) {
    std::map<local_days, recurrence_set> by_phase;
    std::size_t count = 0;
    for (const timed_days& part : parts)
      for (const day_rule& d : part.days)
        count += d.each_time ? part.times.size() : factored(part.times).size();
    if (count > most_rules)
      return error{error_code::too_long, "these times need too many rules", c_.core,
                   "choose an interval that divides an hour or a day"};
    for (const timed_days& part : parts) {
      std::vector<std::int32_t> times = part.times;
      sort_without_repeats(times);
      add_rules(part.days, times, [&](const day_rule& d, occur::rule r) {
        by_phase[d.counts_from.value_or(from_day())].rules.push_back(std::move(r));
      });
    }
    for (auto& entry : by_phase) {
      recurrence_set& set = entry.second;
      set.anchor = start_at(entry.first, ref_.where);
      for (const timed_days& part : parts)
        add_rules(left.rules, part.times, [&](const day_rule&, occur::rule r) {
          set.excluded_rules.push_back(std::move(r));
        });
      sets_.push_back(std::move(set));
    }
    days_out_ = std::move(left.days);
    instants_out_ = std::move(left.instants);
    return std::nullopt;
  }

  // --- exceptions ----------------------------------------------------------------------------

  [[nodiscard]] exclusion read_exceptions() {
    auto read = exclusions(c_.exceptions, ref_);
    if (read) return *std::move(read);
    exception_problem_ = read.error();
    return {};
  }

  [[nodiscard]] error nothing_left() const {
    return {error_code::conflict, "nothing is left after the exceptions",
            c_.exceptions.empty()
                ? c_.core
                : span{c_.exceptions.front().where.begin, c_.exceptions.back().where.end},
            "leave out fewer days"};
  }

  [[nodiscard]] result<exclusion> without(exclusion e, std::vector<day_rule>& rules) const {
    if (exception_problem_) return tl::unexpected(*exception_problem_);
    exclusion left = absorb(std::move(e), rules);
    if (rules.empty()) return tl::unexpected(nothing_left());
    return left;
  }

  /// Whole days that are left out: the times that they would have had, or the
  /// days themselves where these are too many.
  void exclude_days(recurrence_set& set) const {
    for (const sys_seconds instant : instants_out_)
      set.excluded_dates.push_back(listed_at(ref_.where.to_local(instant), ref_.where));
    if (days_out_.empty()) return;
    constexpr std::size_t most_times = 48;
    stream all{set};
    std::array<occurrence, most_times + 1> found;
    for (const local_days day : days_out_) {
      all.seek(std::max(ref_.instant(day), from_instant_));
      const std::size_t count = all.read(found);
      const auto outside = [&](const occurrence& o) {
        return date::floor<date::days>(o.local) != day;
      };
      const auto* const end = std::find_if(found.begin(), found.begin() + count, outside);
      if (end == found.end())
        set.excluded_dates.push_back({{day, date_form::date}, std::nullopt, std::nullopt});
      else
        std::for_each(static_cast<const occurrence*>(found.begin()), end, [&](const occurrence& o) {
          set.excluded_dates.push_back(listed_at(o.local, ref_.where));
        });
    }
  }

  // --- start and end -----------------------------------------------------------------------------

  /// The local time that a rule gave an occurrence, before a clock change moved it.
  [[nodiscard]] local_seconds nominal(const occurrence& o, const occur::start& anchor) const {
    if (anchor.kind == start_kind::utc) return local_seconds{o.time.time_since_epoch()};
    if (o.change != clock_change::moved) return o.local;
    const auto before = anchor.where.period(anchor.where.period(o.time).begin - seconds{1});
    return local_seconds{o.time.time_since_epoch()} + before.offset;
  }

  [[nodiscard]] error never(const recurrence_set& set) const {
    if (!c_.exceptions.empty()) return nothing_left();
    // Reasons that speak of parts of rules mean nothing to the writer of a phrase.
    const auto why = why_empty(set);
    const bool in_words = why && why->find('=') == std::string::npos;
    return {error_code::conflict, "this never happens" + (in_words ? ": " + *why : std::string()),
            c_.where, "check its days, months and interval"};
  }

  problem find_starts() {
    for (recurrence_set& set : sets_) {
      if (c_.week_start)
        for (occur::rule& r : set.rules) r.week_start = weekday_of(*c_.week_start);
      exclude_days(set);
    }
    std::optional<error> empty;
    std::erase_if(sets_, [&](recurrence_set& set) {
      stream occurrences{set};
      occurrences.seek(from_instant_);
      const auto first = occurrences.next();
      if (!first) {
        empty = never(set);
        return true;
      }
      set.anchor.time = nominal(*first, set.anchor);
      if (!first_ || first->time < *first_) first_ = first->time;
      return false;
    });
    return sets_.empty() ? empty : std::nullopt;
  }

  problem apply_end() {
    if (!c_.end) return std::nullopt;
    if (const auto* count = std::get_if<times_count>(&c_.end->what))
      return apply_count(count->count);
    const auto until = limit();
    if (!until) return until.error();
    if (*until < from_instant_)
      return error{error_code::conflict, "the end is before the start", c_.end->where,
                   c_.start ? "write a later end, or an earlier start"
                            : "the start is now; write \"from\" and a date for an earlier one"};
    return cut_after(*until);
  }

  problem cut_after(sys_seconds until) {
    if (first_ && until < *first_)
      return error{error_code::conflict, "nothing is left: this ends before its first occurrence",
                   c_.end->where, "write a later end"};
    const date_time value{local_seconds{until.time_since_epoch()}, date_form::utc};
    std::erase_if(sets_, [&](const recurrence_set& set) {
      stream s{set};
      const auto first = s.next();
      return !first || first->time > until;
    });
    for (recurrence_set& set : sets_)
      for (occur::rule& r : set.rules) r.until = value;
    return std::nullopt;
  }

  problem apply_count(std::uint32_t count) {
    recurrence_set& set = sets_.front();
    const bool one_rule = sets_.size() == 1 && set.rules.size() == 1 &&
                          set.excluded_rules.empty() && set.excluded_dates.empty();
    if (one_rule) {
      set.rules.front().count = count;
      return std::nullopt;
    }
    stream all{selection{sets_}};
    const auto last = all.nth(count - 1);
    if (!last) return std::nullopt;
    return cut_after(last->time);
  }

  [[nodiscard]] result<sys_seconds> limit() const {
    const auto& what = c_.end->what;
    const local_days base = c_.start ? from_day() : ref_.today();
    if (const auto* until = std::get_if<until_date>(&what)) {
      const date_text& d = until->date;
      const local_seconds day = day_of(d, ref_, base);
      if (d.offset_minutes)
        return sys_seconds{(day + seconds{d.time->second_of_day}).time_since_epoch()} -
               seconds{*d.offset_minutes * 60};
      if (d.time) return ref_.instant(day + seconds{d.time->second_of_day});
      return last_instant(day + seconds{day_length - 1});
    }
    if (const auto* of = std::get_if<until_end_of>(&what)) {
      const auto week_start = c_.week_start ? weekday_of(*c_.week_start) : date::Monday;
      return last_instant(end_of(of->unit, from_, week_start));
    }
    if (const auto* of = std::get_if<until_end_of_month>(&what)) {
      date_text d;
      d.kind = date_kind::month;
      d.month = of->month;
      d.year = of->year;
      return last_instant(end_of(unit::month, day_of(d, ref_, base), date::Monday));
    }
    return after(std::get<for_duration>(what).length);
  }

  /// The last instant whose clock shows a time.
  [[nodiscard]] sys_seconds last_instant(local_seconds local) const {
    const local_reading r = ref_.where.read(local);
    return r.kind == local_kind::skipped ? r.change - seconds{1} : r.after;
  }

  [[nodiscard]] result<sys_seconds> after(const amount& length) const {
    if (is_short(length.unit)) return *first_ + seconds{length.count * length_of(length.unit) - 1};
    const auto end = later(ref_.where.to_local(*first_), length.count, length.unit);
    if (!end)
      return tl::unexpected(error{error_code::out_of_range, "this ends beyond the year 9999",
                                  length.where, "leave it out for no end"});
    return ref_.instant(*end) - seconds{1};
  }

  /// Rules that are all at the time of the start need no time of their own.
  static void simplify(recurrence_set& set) {
    const auto time = set.anchor.time - date::floor<date::days>(set.anchor.time);
    const auto is = [](const std::vector<std::uint8_t>& list, std::int64_t value) {
      return list.size() == 1 && list.front() == value;
    };
    const auto at_start = [&](const occur::rule& r) {
      return r.freq <= frequency::daily && is(r.by_hour, time.count() / 3600) &&
             is(r.by_minute, time.count() / 60 % 60) && is(r.by_second, time.count() % 60);
    };
    const bool all = std::ranges::all_of(set.rules, at_start);
    for (occur::rule& r : set.rules) {
      if (all) r.by_hour.clear(), r.by_minute.clear();
      if (all || (r.freq == frequency::hourly && is(r.by_second, time.count() % 60)))
        r.by_second.clear();
    }
  }

  const clause& c_;
  const reference& ref_;
  local_seconds from_{};
  sys_seconds from_instant_{};
  std::optional<seconds> start_time_;
  std::vector<recurrence_set> sets_;
  std::vector<local_days> days_out_;
  std::vector<sys_seconds> instants_out_;
  std::optional<error> exception_problem_;
  std::optional<sys_seconds> first_;
};

}  // namespace

result<std::vector<recurrence_set>> recurring(const clause& c, const reference& ref) {
  return clause_reader(c, ref).read();
}

}  // namespace occur::detail::phrase
