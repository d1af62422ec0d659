// Moments: what happens once.
#include <algorithm>
#include <cstdlib>

#include "phrase/clause_meaning.hpp"

namespace occur::detail::phrase {
namespace {

using date::local_days;
using date::local_seconds;

class moment_reader {
 public:
  moment_reader(const clause& c, const reference& ref) : c_(c), ref_(ref) {}

  [[nodiscard]] result<recurrence_set> read() {
    if (auto e = check_mods()) return tl::unexpected(*std::move(e));
    switch (c_.kind) {
      case core_kind::instants:
        read_instants();
        break;
      case core_kind::moment_after:
        read_after();
        break;
      case core_kind::moment_at:
        add_first(ref_.today(), [](local_days d) { return d + date::days{1}; });
        break;
      case core_kind::moment_weekday: {
        const auto mask = std::get<weekday_list>(*c_.days).mask;
        int weekday = 0;
        while ((mask >> weekday & 1) == 0) ++weekday;
        add_first(next_weekday(weekday, ref_.today()),
                  [](local_days d) { return d + date::days{7}; });
        break;
      }
      default:
        for (const year_date& d : std::get<std::vector<year_date>>(*c_.days))
          add_first(next_year_date(d.month, d.day, ref_.today()), [&](local_days day) {
            return next_year_date(d.month, d.day, day + date::days{1});
          });
    }
    if (failure_) return tl::unexpected(*std::move(failure_));
    return as_set();
  }

 private:
  [[nodiscard]] std::optional<error> check_mods() const {
    const auto refuse = [](span where) {
      return error{error_code::conflict, "a moment takes a time and a zone, nothing else", where,
                   "say how it recurs: \"every friday\", or leave this out"};
    };
    if (c_.start) return refuse(c_.start->where);
    if (c_.end) return refuse(c_.end->where);
    if (c_.months) return refuse(c_.months->where);
    if (c_.weeks) return refuse(c_.weeks->where);
    if (c_.window) return refuse(c_.window->where);
    if (c_.marks) return refuse(c_.marks->where);
    if (!c_.exceptions.empty()) return refuse(c_.exceptions.front().where);
    if (c_.week_start) return refuse(c_.core);
    const bool keeps_dates =
        c_.kind == core_kind::moment_weekday || c_.kind == core_kind::moment_dates;
    if (c_.days && !keeps_dates) return refuse(c_.core);
    return std::nullopt;
  }

  void fail(error e) {
    if (!failure_) failure_ = std::move(e);
  }

  /// The times of day of the clause; midnight, or what the caller prefers, without.
  [[nodiscard]] std::vector<seconds> times() const {
    std::vector<seconds> list;
    for (const time_list& t : c_.times)
      for (const clock& k : t.clocks) list.emplace_back(k.second_of_day);
    if (list.empty()) list.push_back(ref_.default_time);
    return list;
  }

  void add(local_seconds local) {
    if (local < horizon_first || local > horizon_last)
      return fail({error_code::out_of_range, "this moment is beyond the year 9999", c_.core,
                   "write a nearer date"});
    locals_.push_back(local);
  }

  /// The first of some days, at each time, that is not over.
  template <class Next>
  void add_first(local_days day, Next next) {
    for (const seconds time : times()) {
      local_days d = day;
      while (ref_.instant(d + time) < ref_.now) d = next(d);
      add(d + time);
    }
  }

  void read_instants() {
    std::optional<clock> later_time;
    for (auto d = c_.instants.rbegin(); d != c_.instants.rend(); ++d) {
      if (d->time) later_time = d->time;
      add_instant(*d, d->time ? d->time : later_time);
    }
    const bool timed =
        std::ranges::any_of(c_.instants, [](const date_text& d) { return d.time.has_value(); });
    if (timed && !c_.times.empty())
      fail({error_code::repeated, "the time is given twice", c_.times.front().where,
            "write one time: \"2026-04-01 9:00\""});
    if (timed && !c_.instants.back().time)
      fail({error_code::missing, "this date has no time, and one before it has",
            c_.instants.back().where, "give it one: \"2026-04-01 9:00\""});
  }

  void add_instant(const date_text& d, const std::optional<clock>& time) {
    const local_days day = day_of(d, ref_, ref_.today());
    if (d.offset_minutes) {
      const auto instant =
          date::sys_seconds{(day + seconds{d.time->second_of_day}).time_since_epoch()} -
          seconds{*d.offset_minutes * 60};
      return instants_.push_back(instant);
    }
    if (time) return add(day + seconds{time->second_of_day});
    for (const seconds t : times()) add(day + t);
  }

  void read_after() {
    if (c_.cycle.count == 0)
      return fail({error_code::out_of_range, "a length of time is at least 1", c_.cycle.where,
                   "write \"in 20 minutes\""});
    if (is_short(c_.cycle.unit)) {
      if (!c_.times.empty())
        return fail({error_code::conflict, "an interval below a day keeps its own time",
                     c_.times.front().where, "leave the time out, or write \"in 3 days at 9:00\""});
      const std::int64_t size = c_.cycle.unit == unit::hour     ? 3600
                                : c_.cycle.unit == unit::minute ? 60
                                                                : 1;
      const auto instant = ref_.now + seconds{c_.cycle.count * size};
      if (ref_.where.to_local(instant) > horizon_last) return add(horizon_last + seconds{1});
      return instants_.push_back(instant);
    }
    const auto then = later(ref_.local_now, c_.cycle.count, c_.cycle.unit);
    if (!then) return add(horizon_last + seconds{1});
    if (c_.times.empty()) return add(*then);
    for (const seconds t : times()) add(date::floor<date::days>(*then) + t);
  }

  [[nodiscard]] result<recurrence_set> as_set() {
    std::vector<std::pair<date::sys_seconds, listed_date>> dates;
    for (const local_seconds local : locals_)
      dates.emplace_back(ref_.instant(local), listed_at(local, ref_.where));
    for (const date::sys_seconds instant : instants_) {
      const auto local = ref_.where.to_local(instant);
      listed_date d = listed_at(local, ref_.where);
      // A repeated local time reads as its first instant; the second needs UTC.
      if (ref_.instant(local) != instant)
        d = {{local_seconds{instant.time_since_epoch()}, date_form::utc},
             std::nullopt,
             std::nullopt};
      dates.emplace_back(instant, d);
    }
    std::ranges::stable_sort(dates, {}, &std::pair<date::sys_seconds, listed_date>::first);
    recurrence_set set;
    for (const auto& [instant, date] : dates)
      if (set.dates.empty() || set.dates.back() != date) set.dates.push_back(date);
    const listed_date& first = set.dates.front();
    set.anchor = first.value.form == date_form::utc
                     ? start{start_kind::utc, first.value.time, ref_.where}
                     : start_at(first.value.time, ref_.where);
    return set;
  }

  const clause& c_;
  const reference& ref_;
  std::vector<local_seconds> locals_;
  std::vector<date::sys_seconds> instants_;
  std::optional<error> failure_;
};

}  // namespace

start start_at(local_seconds local, const zone& where) {
  return {where.is_utc() ? start_kind::utc : start_kind::zoned, local, where};
}

listed_date listed_at(local_seconds local, const zone& where) {
  if (where.is_utc()) return {{local, date_form::utc}, std::nullopt, std::nullopt};
  return {{local, date_form::local}, where, std::nullopt};
}

result<recurrence_set> moment(const clause& c, const reference& ref) {
  return moment_reader(c, ref).read();
}

}  // namespace occur::detail::phrase
