#include "phrase/rules.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <set>
#include <string>
#include <utility>

#include "phrase/calendar.hpp"
#include "phrase/lexer.hpp"
#include "phrase/tidy.hpp"
#include "phrase/words.hpp"

namespace occur::detail::phrase {
namespace {

constexpr month_mask quarter_starts = 1U << 1 | 1U << 4 | 1U << 7 | 1U << 10;
constexpr month_mask quarter_ends = 1U << 3 | 1U << 6 | 1U << 9 | 1U << 12;

using rules = std::vector<day_rule>;

[[nodiscard]] tl::unexpected<error> refuse(error_code code, std::string message, span where,
                                           std::string hint) {
  return tl::unexpected(error{code, std::move(message), where, std::move(hint)});
}

[[nodiscard]] month_mask narrowed(month_mask a, month_mask b) {
  return a == 0 ? b : b == 0 ? a : static_cast<month_mask>(a & b);
}

[[nodiscard]] int days_in(int month) {
  return has_day(0, month, 31) ? 31 : has_day(0, month, 30) ? 30 : 29;
}

/// The shortest name of a scale in a phrase.
[[nodiscard]] std::string_view scale_name(scale s) {
  constexpr std::array<std::string_view, 6> names = {"", "day", "week", "month", "quarter", "year"};
  return names.at(static_cast<std::size_t>(s));
}

class question {
 public:
  explicit question(const day_question& q) : q_(q) {}

  [[nodiscard]] result<rules> answer() const {
    if (q_.weeks != nullptr) return by_weeks();
    if (!q_.days->has_value()) return missing_days();
    return std::visit([this](const auto& days) { return by(days); }, **q_.days);
  }

 private:
  // --- building blocks ------------------------------------------------------

  [[nodiscard]] day_rule plain(frequency f, std::uint32_t interval, month_mask months) const {
    day_rule d;
    d.rule.freq = f;
    d.rule.interval = interval;
    d.rule.by_month = months_of(months);
    return d;
  }

  [[nodiscard]] bool counts_years() const { return q_.scale == scale::year && q_.interval > 1; }

  /// Rules of days within months: monthly, or yearly when years are counted.
  /// A yearly rule names its months; one with BYSETPOS names one at a time.
  [[nodiscard]] rules in_months(const occur::rule& days, month_mask months) const {
    const bool ranked = !days.by_set_position.empty();
    const auto with = [&](frequency f, std::uint32_t interval, month_mask mask) {
      day_rule d{days, ranked, std::nullopt};
      d.rule.freq = f;
      d.rule.interval = interval;
      d.rule.by_month = months_of(mask);
      return d;
    };
    if (!counts_years())
      return {with(frequency::monthly, q_.scale == scale::month ? q_.interval : 1, months)};
    const month_mask named = months == 0 ? every_month : months;
    if (!ranked) return {with(frequency::yearly, q_.interval, named)};
    rules list;
    for (const month_number m : months_of(named))
      list.push_back(with(frequency::yearly, q_.interval, static_cast<month_mask>(1U << m.number)));
    return list;
  }

  [[nodiscard]] date::year_month_day reference() const {
    return date::year_month_day{q_.reference};
  }

  /// The day of the month of the reference; from the 29th the last day of
  /// shorter months stands in.
  [[nodiscard]] occur::rule day_of_reference() const {
    occur::rule r;
    const auto day = static_cast<int>(unsigned{reference().day()});
    if (day <= 28) {
      r.by_month_day = {static_cast<std::int8_t>(day)};
    } else {
      for (int d = 28; d <= day; ++d) r.by_month_day.push_back(static_cast<std::int8_t>(d));
      r.by_set_position = {-1};
    }
    return r;
  }

  [[nodiscard]] weekday_mask weekday_of_reference() const {
    const auto iso = static_cast<int>(date::weekday{q_.reference}.iso_encoding());
    return static_cast<weekday_mask>(1U << (iso - 1));
  }

  [[nodiscard]] tl::unexpected<error> not_of_this_scale(span where) const {
    const std::string name{scale_name(q_.scale)};
    if (q_.scale == scale::week)
      return refuse(error_code::conflict, "a week has weekdays, no such days", where,
                    "write \"every week on monday\", or \"every month\" with these days");
    if (q_.scale == scale::day)
      return refuse(error_code::conflict, "an interval of days takes weekdays, no such days", where,
                    "leave \"every day\" out, or write \"every month\" with these days");
    return refuse(error_code::conflict, "such days do not go with \"every " + name + "\"", where,
                  "write \"every year\", or leave \"every " + name + "\" out");
  }

  // --- no days: they come from the reference -----------------------------------

  [[nodiscard]] result<rules> missing_days() const {
    switch (q_.scale) {
      case scale::none:
      case scale::day:
        return rules{plain(frequency::daily, q_.interval, q_.months)};
      case scale::week: {
        day_rule d = plain(frequency::weekly, q_.interval, q_.months);
        d.rule.by_day = weekdays_of(weekday_of_reference());
        return rules{d};
      }
      case scale::month:
        return in_months(day_of_reference(), q_.months);
      case scale::quarter: {
        rules list = in_months(day_of_reference(), q_.months);
        list.front().rule.interval = 3 * q_.interval;
        return list;
      }
      case scale::year:
        break;
    }
    if (q_.months != 0) return in_months(day_of_reference(), q_.months);
    const auto month = static_cast<month_mask>(1U << unsigned{reference().month()});
    occur::rule r;
    r.by_month_day = {static_cast<std::int8_t>(unsigned{reference().day()})};
    const bool leap_day =
        reference().month() == date::February && reference().day() == date::day{29};
    return in_months(leap_day ? day_of_reference() : r, month);
  }

  // --- weeks of the year --------------------------------------------------------

  [[nodiscard]] result<rules> by_weeks() const {
    const auto* list = q_.days->has_value() ? std::get_if<weekday_list>(&**q_.days) : nullptr;
    if (q_.days->has_value() && list == nullptr)
      return refuse(error_code::conflict, "weeks of the year go with weekdays", q_.weeks->where,
                    "write \"every monday in week 20\"");
    const bool fits = q_.scale == scale::year || (q_.interval == 1 && q_.scale <= scale::week);
    if (!fits)
      return refuse(error_code::conflict, "weeks of the year do not go with this interval",
                    q_.weeks->where,
                    "write \"every monday\", \"every day\", \"every week\" or \"every 2 years\"");
    weekday_mask mask = weekday_of_reference();
    if (q_.scale == scale::day || q_.scale == scale::none) mask = every_weekday;
    if (list != nullptr) mask = list->mask;
    day_rule d = plain(frequency::yearly, q_.scale == scale::year ? q_.interval : 1, q_.months);
    d.rule.by_week_number = q_.weeks->numbers;
    sort_without_repeats(d.rule.by_week_number);
    d.rule.by_day = weekdays_of(mask);
    return rules{d};
  }

  // --- weekdays -----------------------------------------------------------------

  [[nodiscard]] result<rules> by(const weekday_list& list) const {
    if (q_.scale == scale::none || q_.scale == scale::day || q_.scale == scale::week) {
      day_rule d = plain(q_.scale == scale::day ? frequency::daily : frequency::weekly, q_.interval,
                         q_.months);
      d.rule.by_day = weekdays_of(list.mask);
      return rules{d};
    }
    if (!list.every) {
      const std::string name{weekday_name(std::countr_zero(list.mask))};
      return refuse(error_code::ambiguous,
                    "which " + name + " of the " + std::string(scale_name(q_.scale)) + "?",
                    list.where, "write \"on the first " + name + "\" or \"on every " + name + "\"");
    }
    occur::rule r;
    r.by_day = weekdays_of(list.mask);
    if (q_.scale != scale::quarter || q_.interval == 1) return in_months(r, q_.months);
    rules each;
    for (int offset = 0; offset < 3; ++offset) each.push_back(in_quarters(r, offset));
    return each;
  }

  /// Every so many quarters, in one month of each: 0 is its first.
  [[nodiscard]] day_rule in_quarters(const occur::rule& days, int month_of_quarter) const {
    day_rule d{days, !days.by_set_position.empty(), std::nullopt};
    d.rule.freq = frequency::monthly;
    d.rule.interval = 3 * q_.interval;
    d.rule.by_month = months_of(q_.months);
    const auto month = static_cast<int>(unsigned{reference().month()});
    const int first = (month - 1) / 3 * 3 + 1 + month_of_quarter;
    d.counts_from = date::local_days{reference().year() / first / 1};
    return d;
  }

  // --- friday the 13th ------------------------------------------------------------

  [[nodiscard]] result<rules> by(const crossed_days& c) const {
    if (q_.scale == scale::day || q_.scale == scale::week || q_.scale == scale::quarter)
      return not_of_this_scale(c.where);
    const auto months = months_for(c.months, c.where);
    if (!months) return tl::unexpected(months.error());
    occur::rule r;
    r.by_day = weekdays_of(c.weekdays.mask);
    for (const ordinal& o : c.ordinals) add_month_days(o, r.by_month_day);
    if (auto e = check_month_days(r.by_month_day, *months, c.where)) return tl::unexpected(*e);
    return in_months(sorted(r), *months);
  }

  /// The named months within those of the clause.
  [[nodiscard]] result<month_mask> months_for(month_mask named, span where) const {
    const month_mask both = narrowed(named, q_.months);
    if (named != 0 && q_.months != 0 && both == 0)
      return refuse(error_code::conflict, "nothing is left: no month is named twice", where,
                    "name the months once");
    return both;
  }

  static void add_month_days(const ordinal& o, std::vector<std::int8_t>& days) {
    for (int d = o.first;; d = d == 31 ? 1 : d + 1) {
      days.push_back(static_cast<std::int8_t>(d));
      if (d == o.last) return;
    }
  }

  [[nodiscard]] static occur::rule sorted(occur::rule r) {
    sort_without_repeats(r.by_month_day);
    sort_without_repeats(r.by_year_day);
    sort_without_repeats(r.by_set_position);
    sort_without_repeats(r.by_day, [](const weekday_number& x, const weekday_number& y) {
      return std::pair(x.ordinal, x.day.iso_encoding()) <
             std::pair(y.ordinal, y.day.iso_encoding());
    });
    return r;
  }

  [[nodiscard]] static std::optional<error> check_month_days(const std::vector<std::int8_t>& days,
                                                             month_mask months, span where) {
    if (months == 0) return std::nullopt;
    int longest = 0;
    int which = 1;
    for (const month_number m : months_of(months))
      if (days_in(m.number) > longest) longest = days_in(m.number), which = m.number;
    for (const std::int8_t d : days)
      if (std::abs(d) > longest)
        return error{error_code::out_of_range,
                     std::string(month_name(which)) + " has no day " + std::to_string(std::abs(d)),
                     where, std::string(month_name(which)) + " ends on the " + nth_text(longest)};
    return std::nullopt;
  }

  // --- positions -------------------------------------------------------------------

  [[nodiscard]] result<rules> by(const position_list& groups) const {
    rules all;
    for (const group& g : groups) {
      auto list = by(g);
      if (!list) return list;
      std::ranges::move(*list, std::back_inserter(all));
    }
    return all;
  }

  [[nodiscard]] result<rules> by(const group& g) const {
    if (q_.scale == scale::day || q_.scale == scale::week) return not_of_this_scale(g.where);
    const auto months = months_for(g.months, g.where);
    if (!months) return tl::unexpected(months.error());
    switch (period_of(g, *months)) {
      case period::quarter:
        return quarter_positions(g, *months);
      case period::year:
        return year_positions(g);
      default:
        return month_positions(g, *months);
    }
  }

  [[nodiscard]] period period_of(const group& g, month_mask months) const {
    if (g.of == period::quarter || g.of == period::year) return g.of;
    if (g.of == period::month || months != 0) return period::month;
    if (q_.scale == scale::quarter) return period::quarter;
    return q_.scale == scale::year ? period::year : period::month;
  }

  struct limits {
    int days;
    int of_weekday;
    std::string_view name;
  };

  /// The most that a pool of weekdays can have in a period.
  [[nodiscard]] static int pool_limit(weekday_mask mask, const limits& l) {
    if (l.days == 28) return 4 * std::popcount(mask);
    int most = 0;
    for (int first = 0; first < 7; ++first) {
      int count = l.days / 7 * std::popcount(mask);
      for (int extra = 0; extra < l.days % 7; ++extra) count += (mask >> ((first + extra) % 7)) & 1;
      most = std::max(most, count);
    }
    return most;
  }

  /// The positions that an ord names. Errors: those that the period cannot have.
  [[nodiscard]] static result<std::vector<int>> places(const ordinal& o, int limit,
                                                       std::string_view period_name) {
    if (std::abs(o.first) > limit || std::abs(o.last) > limit)
      return refuse(error_code::out_of_range,
                    "no " + std::string(period_name) + " has so many of these days", o.where,
                    "the position is at most " + nth_text(limit));
    std::vector<int> list;
    for (int n = o.first;; n = n == limit ? 1 : n + 1) {
      list.push_back(n);
      if (n == o.last) return list;
    }
  }

  /// What the positions of one period come to: days, numbered weekdays, and
  /// rules with BYSETPOS.
  struct collected {
    occur::rule days;
    occur::rule weekdays;
    std::vector<occur::rule> ranked;
  };

  [[nodiscard]] static std::optional<error> collect(const position& p, const limits& l,
                                                    collected& out) {
    occur::rule pool;
    const bool pooled = p.noun == noun::weekdays_pool && std::popcount(p.mask) > 1;
    for (const ordinal& o : p.ordinals) {
      if (o.or_last) {
        if (l.days != 31 || (p.noun != noun::none && p.noun != noun::day))
          return error{error_code::conflict, "\"or last\" goes with days of the month", o.where,
                       "write \"every month on the 31st or last day\""};
        occur::rule r;
        for (int d = 28; d <= o.first; ++d) r.by_month_day.push_back(static_cast<std::int8_t>(d));
        r.by_set_position = {-1};
        out.ranked.push_back(r);
        continue;
      }
      const bool of_days = p.noun == noun::none || p.noun == noun::day;
      const int limit = of_days ? l.days : pooled ? pool_limit(p.mask, l) : l.of_weekday;
      const auto list = places(o, limit, l.name);
      if (!list) return list.error();
      for (const int n : *list) {
        if (of_days)
          out.days.by_year_day.push_back(static_cast<std::int16_t>(n));
        else if (pooled)
          pool.by_set_position.push_back(static_cast<std::int16_t>(n));
        else
          for (weekday_number d : weekdays_of(p.mask)) {
            d.ordinal = static_cast<std::int8_t>(n);
            out.weekdays.by_day.push_back(d);
          }
      }
    }
    if (pool.by_set_position.empty()) return std::nullopt;
    pool.by_day = weekdays_of(p.mask);
    out.ranked.push_back(sorted(pool));
    return std::nullopt;
  }

  [[nodiscard]] static result<collected> collect(const group& g, const limits& l) {
    collected all;
    for (const position& p : g.positions)
      if (auto e = collect(p, l, all)) return tl::unexpected(*std::move(e));
    return all;
  }

  /// The rules of what was collected in months, before frequency and months.
  [[nodiscard]] static std::vector<occur::rule> month_rules(const collected& c) {
    std::vector<occur::rule> list;
    if (!c.days.by_year_day.empty()) {
      occur::rule r;
      for (const std::int16_t d : c.days.by_year_day)
        r.by_month_day.push_back(static_cast<std::int8_t>(d));
      list.push_back(sorted(r));
    }
    if (!c.weekdays.by_day.empty()) list.push_back(sorted(c.weekdays));
    list.insert(list.end(), c.ranked.begin(), c.ranked.end());
    return list;
  }

  [[nodiscard]] result<rules> month_positions(const group& g, month_mask months) const {
    if (q_.scale == scale::quarter && (q_.interval > 1 || q_.months == 0))
      return not_of_this_scale(g.where);
    const auto c = collect(g, {31, 5, "month"});
    if (!c) return tl::unexpected(c.error());
    rules all;
    for (const occur::rule& r : month_rules(*c)) {
      if (auto e = check_month_days(
              r.by_set_position.empty() ? r.by_month_day : std::vector<std::int8_t>{}, months,
              g.where))
        return tl::unexpected(*e);
      std::ranges::move(in_months(r, months), std::back_inserter(all));
    }
    return all;
  }

  [[nodiscard]] result<rules> quarter_positions(const group& g, month_mask months) const {
    if (q_.scale == scale::month) return not_of_this_scale(g.where);
    const auto c = collect(g, {28, 4, "quarter"});
    if (!c) return tl::unexpected(c.error());
    rules all;
    for (const occur::rule& r : month_rules(*c)) {
      for (const bool from_start : {true, false}) {
        const occur::rule half = one_side(r, from_start);
        if (half.by_month_day.empty() && half.by_day.empty()) continue;
        if (q_.scale == scale::quarter && q_.interval > 1) {
          all.push_back(in_quarters(half, from_start ? 0 : 2));
          continue;
        }
        const month_mask ends = narrowed(from_start ? quarter_starts : quarter_ends, months);
        if (ends == 0)
          return refuse(error_code::conflict, "nothing is left: no quarter begins or ends there",
                        g.where, "name the month: \"the last friday of march\"");
        std::ranges::move(in_months(half, ends), std::back_inserter(all));
      }
    }
    return all;
  }

  /// The part of a rule that counts from the start, or from the end.
  [[nodiscard]] static occur::rule one_side(const occur::rule& r, bool from_start) {
    occur::rule half = r;
    const auto other = [&](auto n) { return (n > 0) != from_start; };
    std::erase_if(half.by_month_day, other);
    if (!r.by_set_position.empty()) {
      std::erase_if(half.by_set_position, other);
      if (half.by_set_position.empty()) half.by_day.clear();
    } else {
      std::erase_if(half.by_day, [&](const weekday_number& d) { return other(d.ordinal); });
    }
    return half;
  }

  [[nodiscard]] result<rules> year_positions(const group& g) const {
    if (q_.scale == scale::month || q_.scale == scale::quarter) return not_of_this_scale(g.where);
    if (q_.months != 0)
      return refuse(error_code::conflict, "a position in the year is in no month", q_.months_where,
                    "leave the months out, or write \"of the month\"");
    for (const position& p : g.positions)
      if (p.noun == noun::none)
        return refuse(error_code::ambiguous, "which day: of the month or of the year?", p.where,
                      "write \"the 15th day of the year\" or \"the 15th of every month\"");
    const auto c = collect(g, {366, 53, "year"});
    if (!c) return tl::unexpected(c.error());
    rules all;
    const auto add = [&](const occur::rule& r) {
      day_rule d{sorted(r), !r.by_set_position.empty(), std::nullopt};
      d.rule.freq = frequency::yearly;
      d.rule.interval = q_.scale == scale::year ? q_.interval : 1;
      all.push_back(std::move(d));
    };
    if (!c->days.by_year_day.empty()) add(c->days);
    if (!c->weekdays.by_day.empty()) add(c->weekdays);
    for (const occur::rule& r : c->ranked) add(r);
    return all;
  }

  // --- days of the year and numbered days --------------------------------------------

  [[nodiscard]] result<rules> by(const std::vector<year_date>& dates) const {
    const span where{dates.front().where.begin, dates.back().where.end};
    if (q_.scale != scale::none && q_.scale != scale::year) return not_of_this_scale(where);
    std::array<std::set<int>, 13> days_of;
    for (const year_date& d : dates)
      if (q_.months == 0 || (q_.months >> d.month & 1) != 0) days_of.at(d.month).insert(d.day);
    rules all;
    for (std::size_t month = 1; month <= 12; ++month) {
      if (days_of[month].empty()) continue;
      const bool seen = std::any_of(days_of.begin(), days_of.begin() + static_cast<long>(month),
                                    [&](const auto& days) { return days == days_of[month]; });
      if (seen) continue;
      month_mask months = 0;
      for (std::size_t m = month; m <= 12; ++m)
        if (days_of[m] == days_of[month]) months = static_cast<month_mask>(months | 1U << m);
      occur::rule r;
      for (const int d : days_of[month]) r.by_month_day.push_back(static_cast<std::int8_t>(d));
      std::ranges::move(in_months(r, months), std::back_inserter(all));
    }
    if (all.empty())
      return refuse(error_code::conflict, "nothing is left: these days are in other months", where,
                    "leave the months out");
    return all;
  }

  [[nodiscard]] result<rules> by(const day_numbers& d) const {
    group g;
    position p;
    p.noun = noun::day;
    for (const std::int16_t n : d.days) p.ordinals.push_back({n, n, false, n == 1, d.where});
    p.where = g.where = d.where;
    g.positions.push_back(std::move(p));
    return by(g);
  }

  const day_question& q_;
};

/// The days of the month that positions name; nothing when one is no such day.
[[nodiscard]] std::optional<std::vector<std::int8_t>> plain_month_days(const group& g) {
  std::vector<std::int8_t> days;
  for (const position& p : g.positions) {
    if (p.noun != noun::none && p.noun != noun::day) return std::nullopt;
    for (const ordinal& o : p.ordinals) {
      if (o.or_last) return std::nullopt;
      for (int d = o.first;; d = d == 31 ? 1 : d + 1) {
        if (std::abs(d) > 31) return std::nullopt;
        days.push_back(static_cast<std::int8_t>(d));
        if (d == o.last) break;
      }
    }
  }
  return days;
}

}  // namespace

result<std::vector<day_rule>> day_rules(const day_question& q) { return question(q).answer(); }

result<std::vector<day_rule>> short_rules(const occur::rule& base, const day_question& q) {
  const auto with = [&](std::vector<day_rule> filters) {
    for (day_rule& d : filters) {
      occur::rule r = base;
      r.by_month = d.rule.by_month;
      r.by_month_day = d.rule.by_month_day;
      r.by_day = d.rule.by_day;
      d.rule = std::move(r);
    }
    return filters;
  };
  if (q.weeks != nullptr)
    return refuse(error_code::conflict, "weeks of the year need a window here", q.weeks->where,
                  "add one: \"between 9:00 and 17:00\"");
  if (!q.days->has_value()) {
    day_rule d;
    d.rule.by_month = months_of(q.months);
    return with({d});
  }
  const day_part& days = **q.days;
  if (const auto* list = std::get_if<weekday_list>(&days)) {
    day_rule d;
    d.rule.by_month = months_of(q.months);
    d.rule.by_day = weekdays_of(list->mask);
    return with({d});
  }
  day_question monthly = q;
  monthly.scale = scale::none;
  monthly.interval = 1;
  if (const auto* groups = std::get_if<position_list>(&days)) {
    for (const group& g : *groups) {
      const bool of_month = g.of != period::quarter && g.of != period::year;
      if (!of_month || !plain_month_days(g))
        return refuse(error_code::conflict,
                      "without a window only weekdays, days of the month and months fit", g.where,
                      "add a window: \"between 0:00 and 23:59\"");
    }
  }
  auto filters = day_rules(monthly);
  if (!filters) return filters;
  return with(*std::move(filters));
}

std::vector<month_number> months_of(month_mask mask) {
  std::vector<month_number> list;
  for (std::uint8_t m = 1; m <= 12; ++m)
    if ((mask >> m & 1) != 0) list.push_back({m, false});
  return list;
}

std::vector<weekday_number> weekdays_of(weekday_mask mask) {
  std::vector<weekday_number> list;
  for (int d = 0; d < 7; ++d)
    if ((mask >> d & 1) != 0) list.push_back({0, weekday_of(d)});
  return list;
}

weekday_mask mask_of(std::span<const weekday_number> days) {
  weekday_mask mask = 0;
  for (const weekday_number& d : days)
    mask = static_cast<weekday_mask>(mask | 1U << (d.day.iso_encoding() - 1));
  return mask;
}

month_mask mask_of(std::span<const month_number> months) {
  month_mask mask = 0;
  for (const month_number& m : months) mask = static_cast<month_mask>(mask | 1U << m.number);
  return mask;
}

}  // namespace occur::detail::phrase
