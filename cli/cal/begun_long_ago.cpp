#include "cal/begun_long_ago.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

namespace occur::cli {
namespace {

/// A time after which days, months and weekdays are those they were.
struct cycle {
  std::int64_t years;
  date::days length;
};

/// The calendar repeats after 400 years, but no clock of then showed what it would today; after 28
/// years, which have a leap year fewer over the turn of most centuries, it often does.
constexpr std::array cycles{cycle{400, date::days{146097}}, cycle{800, date::days{2 * 146097}},
                            cycle{1200, date::days{3 * 146097}},
                            cycle{1600, date::days{4 * 146097}},
                            cycle{28, date::days{28 * 1461 / 4}}};

bool holds_at(date::sys_seconds now, const cycle& c) {
  const auto today = date::floor<date::days>(now);
  const date::year_month_day later{today};
  const date::year_month_day earlier{today - c.length};
  return static_cast<int>(earlier.year()) > 0 && earlier.month() == later.month() &&
         earlier.day() == later.day();
}

/// How many periods of a frequency a cycle has.
std::int64_t periods(frequency f, const cycle& c) {
  switch (f) {
    case frequency::yearly:
      return c.years;
    case frequency::monthly:
      return c.years * 12;
    case frequency::weekly:
      return c.length.count() / 7;
    case frequency::daily:
      return c.length.count();
    case frequency::hourly:
      return std::chrono::hours{c.length}.count();
    case frequency::minutely:
      return std::chrono::minutes{c.length}.count();
    case frequency::secondly:
      break;
  }
  return seconds{c.length}.count();
}

/// Whether rules that begin a cycle earlier are in step with what they were.
bool keep_step(const std::vector<rule>& rules, const cycle& c) {
  return std::all_of(rules.begin(), rules.end(), [&c](const rule& r) {
    return !r.count && periods(r.freq, c) % r.interval == 0;
  });
}

std::optional<schedule> read_as_of(std::string_view text, const reading& in, date::days ago) {
  set_options options = in.options;
  options.strict = false;
  if (options.default_start) options.default_start->time -= ago;
  phrase_options phrases = in.phrases;
  phrases.now -= ago;
  auto read = parse_schedule(text, in.form, options, phrases);
  if (!read) return std::nullopt;
  return std::move(read->value);
}

/// Puts an earlier reading in a set's place where only the start differs.
void begin_earlier(recurrence_set& set, const recurrence_set& earlier, const cycle& c) {
  recurrence_set moved = earlier;
  moved.anchor.time += c.length;
  const bool in_step = keep_step(set.rules, c) && keep_step(set.excluded_rules, c);
  if (in_step && moved == set) set = earlier;
}

}  // namespace

schedule begun_long_ago(const schedule& read, std::string_view text, const reading& in) {
  schedule all = read;
  for (const cycle& c : cycles) {
    if (!holds_at(in.now, c)) continue;
    const auto earlier = read_as_of(text, in, c.length);
    if (!earlier || earlier->sets.size() != all.sets.size()) continue;
    for (std::size_t i = 0; i < all.sets.size(); ++i) {
      begin_earlier(all.sets[i], earlier->sets[i], c);
    }
  }
  return all;
}

}  // namespace occur::cli
