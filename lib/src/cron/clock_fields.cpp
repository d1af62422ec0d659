#include "cron/clock_fields.hpp"

#include "expand/completed.hpp"
#include "rule/words.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <fmt/format.h>

namespace occur::detail::cron {
namespace {

template <class List>
number_set set_from(const List& list) {
  number_set set = 0;
  for (const auto n : list) set |= only(static_cast<int>(n));
  return set;
}

number_set months_from(const std::vector<month_number>& list) {
  number_set set = 0;
  for (const month_number& m : list) set |= only(m.number);
  return set;
}

/// Fills the fields of one rule.
class reader {
 public:
  reader(const rule& r, const start& from, std::vector<loss>& lost)
      : rule_(completed(r, from.time, from.kind == start_kind::date)), from_(from), lost_(lost) {}

  [[nodiscard]] clock_fields read() {
    read_times();
    read_days();
    read_positions();
    note_ends();
    return f_;
  }

 private:
  void lose(std::string part, std::string_view why) { note(lost_, std::move(part), why); }

  void lose_interval() {
    lose(fmt::format("INTERVAL={}", rule_.interval),
         "fields begin anew with each minute, hour, day, month or year");
  }

  // Times

  /// What an interval leaves of a field whose cycle it divides; all of it, and a loss, where it
  /// does not. An interval of whole cycles leaves the start's number and goes on in the next field.
  number_set stepped(std::uint32_t& interval, int cycle, int at) {
    const auto length = static_cast<std::uint32_t>(cycle);
    if (interval % length == 0) {
      interval /= length;
      return only(at);
    }
    const std::uint32_t step = std::exchange(interval, 1U);
    if (length % step == 0)
      return numbers(at % static_cast<int>(step), cycle - 1, static_cast<int>(step));
    lose_interval();
    return numbers(0, cycle - 1);
  }

  void read_times() {
    const auto day = date::floor<date::days>(from_.time);
    const date::hh_mm_ss<seconds> at{from_.time - day};
    std::uint32_t interval = rule_.interval;
    const auto field = [&](frequency own, const std::vector<std::uint8_t>& list, int cycle,
                           int number) {
      if (rule_.freq < own) return set_from(list);
      const bool ticks = rule_.freq == own || went_on_;
      const number_set even = ticks && (interval > 1 || rule_.freq == own)
                                  ? stepped(interval, cycle, number)
                                  : numbers(0, cycle - 1);
      went_on_ = ticks && interval > 1;
      return list.empty() ? even : even & set_from(list);
    };
    f_.seconds =
        field(frequency::secondly, rule_.by_second, 60, static_cast<int>(at.seconds().count()));
    f_.minutes =
        field(frequency::minutely, rule_.by_minute, 60, static_cast<int>(at.minutes().count()));
    f_.hours = field(frequency::hourly, rule_.by_hour, 24, static_cast<int>(at.hours().count()));
    if (rule_.freq > frequency::daily && interval > 1) lose_interval();
    if (from_.kind == start_kind::date) f_.seconds = f_.minutes = f_.hours = only(0);
  }

  // Days

  void read_days() {
    if (!rule_.by_month.empty()) f_.months = months_from(rule_.by_month);
    read_day_interval();
    for (const std::int8_t d : rule_.by_month_day) {
      (d > 0 ? f_.month_days : f_.from_end) |= only(d > 0 ? d : -d);
    }
    for (const weekday_number& w : rule_.by_day) {
      if (w.ordinal != 0) {
        f_.numbered.push_back(w);
      } else {
        f_.weekdays |= only(static_cast<int>(w.day.c_encoding()));
      }
    }
    if (f_.weekdays == all_weekdays) f_.weekdays = 0;
    if (!rule_.by_year_day.empty()) lose("BYYEARDAY", "there is no field for the days of a year");
    if (!rule_.by_week_number.empty()) lose("BYWEEKNO", "there is no field for weeks");
    if (is_other_calendar(rule_)) lose("RSCALE=" + rule_.calendar, "months are the Gregorian ones");
    if (rule_.skip != skip_rule::omit) lose("SKIP", "a day that does not exist never comes");
    const bool of_year = rule_.freq == frequency::yearly && rule_.by_month.empty();
    if (of_year && !f_.numbered.empty()) {
      lose("BYDAY within a year", "weekdays are counted within months");
    }
  }

  void read_day_interval() {
    if (rule_.interval == 1 || rule_.freq > frequency::daily) return;
    constexpr std::uint32_t months_a_year = 12;
    const date::year_month_day day{date::floor<date::days>(from_.time)};
    const auto month = static_cast<int>(static_cast<unsigned>(day.month()));
    if (rule_.freq == frequency::yearly) {
      f_.year_step = rule_.interval;
    } else if (rule_.freq == frequency::monthly && months_a_year % rule_.interval == 0) {
      const auto step = static_cast<int>(rule_.interval);
      f_.months &= numbers((month - 1) % step + 1, 12, step);
    } else {
      lose_interval();
    }
  }

  // Positions

  [[nodiscard]] bool has_one_time() const {
    return size(f_.seconds) == 1 && size(f_.minutes) == 1 && size(f_.hours) == 1;
  }

  void read_positions() {
    if (rule_.by_set_position.empty()) return;
    const bool in_month = rule_.freq == frequency::monthly ||
                          (rule_.freq == frequency::yearly && rule_.by_month.size() == 1);
    const bool weekdays_only = !f_.has_month_days() && f_.numbered.empty() && f_.weekdays != 0;
    if (in_month && weekdays_only && has_one_time() && rank_weekdays()) return;
    lose("BYSETPOS", "fields pick nothing by its rank");
  }

  /// Positions among one weekday, or the first and last from Monday to Friday.
  bool rank_weekdays() {
    if (size(f_.weekdays) == 1) {
      const date::weekday day{static_cast<unsigned>(first_of(f_.weekdays))};
      for (const std::int16_t n : rule_.by_set_position) {
        f_.numbered.push_back({static_cast<std::int8_t>(std::clamp<int>(n, -53, 53)), day});
      }
      f_.weekdays = 0;
      return true;
    }
    const bool ends = rule_.by_set_position.size() == 1 &&
                      (rule_.by_set_position[0] == 1 || rule_.by_set_position[0] == -1);
    if (f_.weekdays != numbers(1, 5) || !ends) return false;
    f_.work = rule_.by_set_position[0] == 1 ? work_day::first : work_day::last;
    f_.weekdays = 0;
    return true;
  }

  void note_ends() {
    if (rule_.count) lose(fmt::format("COUNT={}", *rule_.count), "fields have no end");
    if (rule_.until) lose("UNTIL=" + to_string(*rule_.until), "fields have no end");
  }

  rule rule_;
  const start& from_;
  std::vector<loss>& lost_;
  clock_fields f_;
  bool went_on_ = false;  ///< whether the interval goes on in the next field
};

/// Makes two one where they differ in a single field.
bool merge(clock_fields& into, const clock_fields& other) {
  constexpr std::array fields{&clock_fields::seconds, &clock_fields::minutes, &clock_fields::hours,
                              &clock_fields::months};
  for (const auto field : fields) {
    clock_fields same = other;
    same.*field = into.*field;
    if (same == into) {
      into.*field |= other.*field;
      return true;
    }
  }
  clock_fields same = other;
  same.weekdays = into.weekdays;
  if (same != into || into.weekdays == 0 || other.weekdays == 0) return false;
  into.weekdays |= other.weekdays;
  if (into.weekdays == all_weekdays) into.weekdays = 0;
  return true;
}

void merge_all(std::vector<clock_fields>& all) {
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t k = i + 1; k < all.size();) {
      if (merge(all[i], all[k])) {
        all.erase(all.begin() + static_cast<std::ptrdiff_t>(k));
        k = i + 1;
      } else {
        ++k;
      }
    }
  }
}

/// Whether an interval never meets a list.
bool never_comes(const clock_fields& f) {
  return f.seconds == 0 || f.minutes == 0 || f.hours == 0 || f.months == 0;
}

/// Weekdays with numbers, and those without, are fields of their own.
std::vector<clock_fields> split_weekdays(clock_fields f) {
  if (f.weekdays == 0 || f.numbered.empty()) return {std::move(f)};
  clock_fields plain = f;
  plain.numbered.clear();
  f.weekdays = 0;
  return {std::move(plain), std::move(f)};
}

}  // namespace

void note(std::vector<loss>& lost, std::string part, std::string_view why) {
  loss l{std::move(part), std::string{why}};
  if (std::find(lost.begin(), lost.end(), l) == lost.end()) lost.push_back(std::move(l));
}

clock_fields fields_of(const rule& r, const start& from, std::vector<loss>& lost) {
  return reader{r, from, lost}.read();
}

std::vector<clock_fields> fields_of(const std::vector<recurrence_set>& sets,
                                    std::vector<loss>& lost) {
  std::vector<clock_fields> all;
  for (const recurrence_set& set : sets) {
    for (const rule& r : set.rules) {
      for (clock_fields& f : split_weekdays(fields_of(r, set.anchor, lost))) {
        if (!never_comes(f)) all.push_back(std::move(f));
      }
    }
    if (!set.dates.empty()) note(lost, "RDATE", "fields come again");
    if (!set.excluded_rules.empty()) note(lost, "EXRULE", "fields take nothing out");
    if (!set.excluded_dates.empty()) note(lost, "EXDATE", "fields take nothing out");
  }
  merge_all(all);
  return all;
}

recurrence_set set_of(const clock_fields& f, const start& from) {
  rule r;
  r.freq = f.year_step > 1 ? frequency::yearly : frequency::monthly;
  r.interval = f.year_step;
  for (const auto m : list_of<std::uint8_t>(f.months)) r.by_month.push_back({m, false});
  r.by_month_day = list_of<std::int8_t>(f.month_days);
  for (const auto d : list_of<std::int8_t>(f.from_end)) {
    r.by_month_day.push_back(static_cast<std::int8_t>(-d));
  }
  r.by_day = f.numbered;
  for (const auto d : list_of<unsigned>(f.weekdays)) r.by_day.push_back({0, date::weekday{d}});
  if (f.work != work_day::any) {
    for (unsigned d = 1; d <= 5; ++d) r.by_day.push_back({0, date::weekday{d}});
    r.by_set_position = {static_cast<std::int16_t>(f.work == work_day::first ? 1 : -1)};
  }
  if (!f.has_month_days() && r.by_day.empty())
    r.by_month_day = list_of<std::int8_t>(all_month_days);
  r.by_hour = list_of<std::uint8_t>(f.hours);
  r.by_minute = list_of<std::uint8_t>(f.minutes);
  r.by_second = list_of<std::uint8_t>(f.seconds);
  recurrence_set set;
  set.anchor = from;
  set.rules = {std::move(r)};
  return set;
}

}  // namespace occur::detail::cron
