// From sets to a phrase. What is written is read back and held against the
// sets, so that nothing is changed in silence.
#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <utility>

#include "occur/phrase.hpp"
#include "occur/stream.hpp"

#include "phrase/describe_rule.hpp"
#include "phrase/lexer.hpp"
#include "phrase/rules.hpp"
#include "phrase/wording.hpp"
#include "phrase/words.hpp"

namespace occur {
namespace {

using namespace detail::phrase;
using date::local_seconds;
using date::sys_seconds;
using maybe_text = std::optional<std::string>;

constexpr std::size_t most_times = 96;
constexpr std::size_t most_listed = 150;

/// How a phrase should say what ticks on the wall clock of a zone, and would
/// mean elapsed time if said plainly.
enum class tick_words { plain, wall_clock };

[[nodiscard]] bool is_plain_gregorian(const rule& r) {
  return r.calendar.empty() || (r.calendar == "GREGORIAN" && r.skip == skip_rule::omit);
}

/// A day that SKIP=BACKWARD moves to the last one of a shorter month, said
/// without SKIP; other rules as they are.
[[nodiscard]] rule without_skip(rule r, local_seconds start) {
  const bool backward = r.calendar == "GREGORIAN" && r.skip == skip_rule::backward;
  if (!backward || r.freq > frequency::monthly) return r;
  const rule whole = completed(r, start);
  const bool one_day = whole.by_month_day.size() == 1 && whole.by_month_day.front() >= 29 &&
                       whole.by_day.empty() && whole.by_set_position.empty();
  if (!one_day) return r;
  const auto last = whole.by_month_day.front();
  r = whole;
  r.by_month_day.clear();
  for (int d = 28; d <= last; ++d) r.by_month_day.push_back(static_cast<std::int8_t>(d));
  r.by_set_position = {-1};
  r.calendar.clear();
  r.skip = skip_rule::omit;
  return r;
}

/// The step of an arithmetic progression of four times or more; 0 for others.
[[nodiscard]] std::int32_t even_step(std::span<const std::int32_t> times) {
  if (times.size() < 4) return 0;
  const std::int32_t step = times[1] - times[0];
  for (std::size_t i = 2; i < times.size(); ++i)
    if (times[i] - times[i - 1] != step) return 0;
  return step;
}

[[nodiscard]] std::string step_text(std::int32_t step) {
  const std::int32_t size = step % 3600 == 0 ? 3600 : step % 60 == 0 ? 60 : 1;
  const std::string name = size == 3600 ? "hour" : size == 60 ? "minute" : "second";
  if (step == size) return "every " + name;
  return "every " + std::to_string(step / size) + " " + name + "s";
}

/// A clause, and what it should mean.
struct told_clause {
  std::string text;
  recurrence_set part;
};

/// The clauses of one set.
class set_teller {
 public:
  set_teller(const recurrence_set& set, const zone& where, tick_words ticks)
      : set_(set), where_(where), ticks_(ticks), start_(local_start()) {}

  /// Adds the set's clauses. False when no phrase has them.
  [[nodiscard]] bool tell(std::vector<told_clause>& clauses) const {
    const auto exceptions = exceptions_text();
    if (!exceptions) return false;
    for (std::size_t first = 0; first < set_.rules.size();) {
      std::size_t end = first + 1;
      while (end < set_.rules.size() && differ_in_time_only(set_.rules[first], set_.rules[end]))
        ++end;
      const auto rules = std::span(set_.rules).subspan(first, end - first);
      auto text = clause(rules, *exceptions);
      if (!text) return false;
      recurrence_set part = set_;
      part.rules.assign(rules.begin(), rules.end());
      part.dates.clear();
      clauses.push_back({*std::move(text), std::move(part)});
      first = end;
    }
    return tell_dates(clauses);
  }

 private:
  [[nodiscard]] local_seconds local_start() const {
    if (set_.anchor.kind == start_kind::utc)
      return where_.to_local(sys_seconds{set_.anchor.time.time_since_epoch()});
    return set_.anchor.time;
  }

  [[nodiscard]] static bool differ_in_time_only(rule a, rule b) {
    if (a.freq > frequency::daily || a.count || !a.by_set_position.empty()) return false;
    for (rule* r : {&a, &b}) {
      r->by_hour.clear();
      r->by_minute.clear();
      r->by_second.clear();
    }
    return a == b;
  }

  // --- a clause ---------------------------------------------------------------

  [[nodiscard]] maybe_text clause(std::span<const rule> rules,
                                  const std::string& exceptions) const {
    const rule whole = completed(without_skip(rules.front(), start_), start_);
    if (!is_plain_gregorian(whole)) return std::nullopt;
    auto words = words_of(whole, start_);
    if (!words) return std::nullopt;
    std::set<std::int32_t> times(words->times.begin(), words->times.end());
    for (const rule& r : rules.subspan(1)) {
      const auto more = words_of(completed(r, start_), start_);
      if (!more) return std::nullopt;
      times.insert(more->times.begin(), more->times.end());
    }
    words->times.assign(times.begin(), times.end());
    const auto days_and_times = timed(*words);
    const auto end = end_text(rules, exceptions);
    if (!days_and_times || !end) return std::nullopt;
    std::string text = *days_and_times + exceptions;
    if (words->days.week_start_matters && whole.week_start != date::Monday)
      text += " weeks start on " +
              std::string(weekday_name(static_cast<int>(whole.week_start.iso_encoding()) - 1));
    return text + " from " + moment_text(start_) + *end;
  }

  [[nodiscard]] maybe_text timed(const rule_words& w) const {
    if (w.times.empty()) {
      const bool keep = w.elapsed && ticks_ == tick_words::wall_clock && !where_.is_utc();
      return keep ? w.wall_clock : w.days.core + w.days.in;
    }
    if (w.days.window) {
      if (auto text = windowed(w)) return text;
    }
    if (w.times.size() > most_times) return std::nullopt;
    std::vector<std::string> items;
    for (const std::int32_t t : w.times) items.push_back(time_text(t));
    return w.days.core + w.days.in + " at " + list_text(items);
  }

  /// `every 20 minutes between 09:00 and 16:40 on weekdays`
  [[nodiscard]] static maybe_text windowed(const rule_words& w) {
    std::vector<std::int32_t> times = w.times;
    std::int32_t step = even_step(times);
    if (step == 0 && w.days.window->empty() && w.days.in.empty()) {
      // Every day alike: the window may go past midnight, after the widest gap.
      std::size_t opening = 0;
      for (std::size_t i = 1; i < times.size(); ++i)
        if (opening == 0 || times[i] - times[i - 1] > times[opening] - times[opening - 1])
          opening = i;
      std::rotate(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(opening), times.end());
      std::vector<std::int32_t> unwrapped = times;
      for (std::int32_t& t : unwrapped)
        if (t < times.front()) t += 86400;
      step = even_step(unwrapped);
    }
    if (step == 0) return std::nullopt;
    std::string text = step_text(step) + " between " + time_text(times.front()) + " and " +
                       time_text(times.back());
    if (!w.days.window->empty()) text += " on " + *w.days.window;
    return text + w.days.in;
  }

  // --- its end ----------------------------------------------------------------

  [[nodiscard]] maybe_text end_text(std::span<const rule> rules,
                                    const std::string& exceptions) const {
    const rule& r = rules.front();
    if (r.until) return " until " + last_moment(until_instant(*r.until));
    if (!r.count) return "";
    if (exceptions.empty()) return ", " + std::to_string(*r.count) + " times";
    // A phrase counts what exceptions leave, a rule does not: say the last one.
    recurrence_set alone = set_;
    alone.rules = {r};
    alone.dates.clear();
    alone.excluded_rules.clear();
    alone.excluded_dates.clear();
    std::optional<sys_seconds> last;
    if (const auto found = stream{alone}.nth(*r.count - 1)) last = found->time;
    return last ? maybe_text(" until " + exact(*last)) : std::nullopt;
  }

  [[nodiscard]] sys_seconds until_instant(const date_time& until) const {
    auto time = until.time;
    if (until.form == date_form::date) time += seconds{86399};
    if (until.form == date_form::utc || set_.anchor.kind == start_kind::utc)
      return sys_seconds{time.time_since_epoch()};
    return where_.read(time).before;
  }

  /// A day that is over with its last second needs no time.
  [[nodiscard]] std::string last_moment(sys_seconds instant) const {
    const local_seconds local = where_.to_local(instant);
    const auto day = date::floor<date::days>(local);
    const bool whole_day = local - day == seconds{86399} && where_.read(local).after == instant;
    return whole_day ? date_text_of(day) : exact(instant);
  }

  /// An instant on the clock of the zone, or of UTC where that clock shows it
  /// twice and this is the second.
  [[nodiscard]] std::string exact(sys_seconds instant) const {
    const local_seconds local = where_.to_local(instant);
    if (where_.read(local).before == instant) return moment_text(local);
    std::string text = moment_text(local_seconds{instant.time_since_epoch()});
    text[text.find(' ')] = 'T';
    return text + "Z";
  }

  // --- exceptions and dates -----------------------------------------------------

  [[nodiscard]] maybe_text exceptions_text() const {
    std::vector<std::string> items;
    for (const rule& r : set_.excluded_rules) {
      const rule whole = completed(r, start_);
      auto text = is_plain_gregorian(whole) ? exception_words(whole) : std::nullopt;
      if (!text) return std::nullopt;
      if (std::ranges::find(items, *text) == items.end()) items.push_back(*std::move(text));
    }
    if (!set_.excluded_dates.empty() && !add_excluded_dates(items)) return std::nullopt;
    return items.empty() ? "" : " except " + list_text(items);
  }

  /// Adds what EXDATE takes out; dates that no rule has go unsaid.
  [[nodiscard]] bool add_excluded_dates(std::vector<std::string>& items) const {
    if (set_.excluded_dates.size() > most_listed) return false;
    for (const listed_date& d : set_.excluded_dates) {
      if (d.value.form == date_form::date) {
        items.push_back(date_text_of(date::floor<date::days>(d.value.time)));
        continue;
      }
      const sys_seconds instant = instant_of(d);
      if (is_generated(instant)) items.push_back(exact(instant));
    }
    return true;
  }

  /// Whether a rule would have an instant, were it not counted.
  [[nodiscard]] bool is_generated(sys_seconds instant) const {
    return std::ranges::any_of(set_.rules, [&](const rule& r) {
      recurrence_set alone = set_;
      alone.rules = {r};
      alone.rules.front().count.reset();
      alone.dates.clear();
      alone.excluded_rules.clear();
      alone.excluded_dates.clear();
      stream occurrences{alone};
      occurrences.seek(instant);
      const auto hit = occurrences.next();
      return hit && hit->time == instant;
    });
  }

  [[nodiscard]] sys_seconds instant_of(const listed_date& d) const {
    if (d.value.form == date_form::utc || (!d.where && set_.anchor.kind == start_kind::utc))
      return sys_seconds{d.value.time.time_since_epoch()};
    return (d.where ? *d.where : set_.anchor.where).read(d.value.time).before;
  }

  /// The set's dates that no exception takes out.
  [[nodiscard]] bool tell_dates(std::vector<told_clause>& clauses) const {
    if (set_.dates.empty()) return true;
    if (set_.dates.size() > most_listed) return false;
    if (std::ranges::any_of(set_.dates,
                            [](const listed_date& d) { return d.duration.has_value(); }))
      return false;
    recurrence_set dates = set_;
    dates.rules.clear();
    std::vector<std::string> items;
    for (const occurrence& o : stream{dates}) items.push_back(exact(o.time));
    if (!items.empty()) clauses.push_back({"on " + list_text(items), std::move(dates)});
    return true;
  }

  const recurrence_set& set_;
  const zone& where_;
  tick_words ticks_;
  local_seconds start_;
};

[[nodiscard]] bool only_ticks(const rule& r) {
  return r.freq > frequency::hourly || (r.freq == frequency::hourly && r.interval == 1);
}

/// The zone in which a phrase has to say a set.
[[nodiscard]] const zone& zone_of(const recurrence_set& set, const zone& utc) {
  if (set.anchor.kind == start_kind::zoned) return set.anchor.where;
  const bool elapsed = set.excluded_rules.empty() && set.excluded_dates.empty() &&
                       std::ranges::all_of(set.rules, only_ticks);
  return elapsed ? set.anchor.where : utc;
}

struct told_phrase {
  std::string text;
  std::vector<recurrence_set> parts;  ///< of the sets, one for each clause
};

/// Ticks of a start in UTC elapse. Those of a start in a zone keep its wall
/// clock, and may be said as elapsed ones only where that shows no change.
[[nodiscard]] std::optional<told_phrase> phrase_of(std::span<const recurrence_set> sets,
                                                   const zone& where, tick_words zoned_ticks) {
  std::vector<told_clause> clauses;
  for (const recurrence_set& set : sets) {
    const auto ticks = set.anchor.kind == start_kind::utc ? tick_words::plain : zoned_ticks;
    if (!set_teller(set, where, ticks).tell(clauses)) return std::nullopt;
  }
  if (clauses.empty()) return std::nullopt;
  told_phrase told;
  for (told_clause& c : clauses) {
    told.text += (told.text.empty() ? "" : "; ") + c.text;
    told.parts.push_back(std::move(c.part));
  }
  told.text += " in " + where.name();
  return told.text.size() > longest_phrase ? std::nullopt : std::optional(std::move(told));
}

/// The first time that the only rule has, exceptions aside.
[[nodiscard]] std::optional<local_seconds> first_time(const recurrence_set& set) {
  recurrence_set alone = set;
  alone.dates.clear();
  alone.excluded_rules.clear();
  alone.excluded_dates.clear();
  const auto first = stream{alone}.next();
  return first ? std::optional(first->local) : std::nullopt;
}

/// A rule with all that its start fills in, and without days that leave none out.
[[nodiscard]] rule spelled_out(rule r, local_seconds start) {
  r = completed(std::move(r), start);
  if (r.freq <= frequency::daily) return r;
  std::ranges::sort(r.by_day, {}, [](const weekday_number& d) { return d.day.iso_encoding(); });
  if (mask_of(r.by_day) == every_weekday) r.by_day.clear();
  if (mask_of(r.by_month) == every_month) r.by_month.clear();
  return r;
}

/// A set in a form in which those that say the same look the same more often:
/// with all that its start fills in, and begun at the first time of its rule.
[[nodiscard]] recurrence_set plain_form(recurrence_set set) {
  if (set.anchor.kind == start_kind::zoned && set.anchor.where.is_utc())
    set.anchor.kind = start_kind::utc;
  if (set.anchor.kind == start_kind::utc) set.anchor.where = zone{};
  for (auto* rules : {&set.rules, &set.excluded_rules})
    for (rule& r : *rules) r = spelled_out(std::move(r), set.anchor.time);
  const bool in_step = std::ranges::all_of(
      set.excluded_rules, [](const rule& r) { return r.interval == 1 && !r.count; });
  if (set.rules.size() == 1 && in_step) {
    if (const auto first = first_time(set)) set.anchor.time = *first;
  }
  return simplified(set);
}

/// Whether two sets have the same occurrences, proved.
[[nodiscard]] bool is_same(const recurrence_set& left, const recurrence_set& right) {
  return compare(plain_form(left), plain_form(right), 1).proved;
}

/// Whether the phrase means what was told, clause by clause. What cannot be
/// proved is not so.
[[nodiscard]] bool reads_back(const told_phrase& told, const zone& where) {
  phrase_options options;
  options.where = where;
  options.find_zone = [&](std::string_view) -> result<zone> { return where; };
  auto read = parse_phrase(told.text, options);
  if (!read || read->value.size() != told.parts.size()) return false;
  for (recurrence_set& set : read->value) {
    set.gap = told.parts.front().gap;
    set.fold = told.parts.front().fold;
  }
  return std::ranges::equal(told.parts, read->value, is_same);
}

}  // namespace

std::optional<std::string> to_phrase(std::span<const recurrence_set> sets) {
  if (sets.empty()) return std::nullopt;
  const zone utc;
  const zone& where = zone_of(sets.front(), utc);
  for (const recurrence_set& set : sets) {
    const bool known = set.anchor.kind == start_kind::zoned || set.anchor.kind == start_kind::utc;
    if (!known || !(zone_of(set, utc) == where)) return std::nullopt;
    if (set.moved != displacement{}) return std::nullopt;
    if (set.gap != sets.front().gap || set.fold != sets.front().fold) return std::nullopt;
  }
  // Ticks that end before a clock change are the same on either clock; others
  // in a zone have to say that they keep its wall clock.
  auto plain = phrase_of(sets, where, tick_words::plain);
  if (!plain) return std::nullopt;
  if (reads_back(*plain, where)) return std::move(plain->text);
  auto kept = phrase_of(sets, where, tick_words::wall_clock);
  if (!kept || kept->text == plain->text || !reads_back(*kept, where)) return std::nullopt;
  return std::move(kept->text);
}

std::string describe(std::span<const recurrence_set> sets) {
  if (auto text = to_phrase(sets)) return *std::move(text);
  std::string blocks;
  for (const recurrence_set& set : sets) {
    if (!blocks.empty()) blocks += "\n\n";
    blocks += to_string(set);
    while (blocks.ends_with('\n') || blocks.ends_with('\r')) blocks.pop_back();
  }
  return blocks;
}

}  // namespace occur
