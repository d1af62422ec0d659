#include "agreement.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <functional>
#include <sstream>
#include <vector>

#include "occur/stream.hpp"
#include "dice.hpp"

namespace occur::testing {
namespace {

using date::days;
using date::sys_seconds;

constexpr naive_limits limits{.occurrences = 40, .span = date::years{9}, .trials = 150'000};

std::string_view word(clock_change c) {
  switch (c) {
    case clock_change::none:
      return "";
    case clock_change::moved:
      return " moved";
    case clock_change::first:
      return " first";
    case clock_change::second:
      return " second";
  }
  return " unknown";
}

std::string text(const std::optional<occurrence>& o) {
  if (!o) return "the end";
  return date::format("%FT%TZ", o->time) + " local " + date::format("%FT%T", o->local) +
         std::string{word(o->change)};
}

class comparison {
 public:
  comparison(const recurrence_set& set, std::uint64_t seed)
      : set_(set), dice_(seed), naive_(naive_expand(set, limits)) {}

  std::optional<std::string> run() {
    stream whole{set_};
    if (auto wrong = follows(whole, sys_seconds::min(), "from the start", whole_length())) {
      return wrong;
    }
    if (auto wrong = reads_in_blocks()) return wrong;
    for (int i = 0; i < 6; ++i) {
      const sys_seconds instant = somewhere();
      whole.seek(instant);
      const std::string how = "after a seek to " + date::format("%FT%TZ", instant);
      if (auto wrong = follows(whole, instant, how, 3)) return wrong;
    }
    return std::nullopt;
  }

 private:
  [[nodiscard]] std::size_t whole_length() const { return naive_.occurrences.size() + 1; }

  // The next `count` occurrences of `s` must be those the naive matcher knows at or after `begin`.
  std::optional<std::string> follows(stream& s, sys_seconds begin, const std::string& how,
                                     std::size_t count) const {
    auto expected =
        std::lower_bound(naive_.occurrences.begin(), naive_.occurrences.end(), begin,
                         [](const occurrence& o, sys_seconds instant) { return o.time < instant; });
    if (begin >= naive_.known_until && !naive_.complete) return std::nullopt;
    for (; count > 0; --count) {
      const std::optional<occurrence> found = s.next();
      if (expected == naive_.occurrences.end()) return ends(found, how);
      if (found != *expected) return wrong(found, *expected, how);
      ++expected;
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<std::string> ends(const std::optional<occurrence>& found,
                                                const std::string& how) const {
    if (!found || (!naive_.complete && found->time >= naive_.known_until)) return std::nullopt;
    return wrong(found, std::nullopt, how);
  }

  [[nodiscard]] std::string wrong(const std::optional<occurrence>& found,
                                  const std::optional<occurrence>& expected,
                                  const std::string& how) const {
    std::ostringstream message;
    message << how << ": the stream has " << text(found) << ", the naive matcher ";
    if (!expected && !naive_.complete) {
      message << "nothing before " << date::format("%FT%TZ", naive_.known_until);
    } else {
      message << text(expected);
    }
    return message.str();
  }

  std::optional<std::string> reads_in_blocks() {
    constexpr std::array<std::size_t, 5> sizes{1, 7, 3, 64, 13};
    stream s{set_};
    std::vector<occurrence> found;
    for (std::size_t i = 0; found.size() < naive_.occurrences.size(); ++i) {
      const std::size_t before = found.size();
      const std::size_t size =
          std::min(sizes[i % sizes.size()], naive_.occurrences.size() - before);
      found.resize(before + size);
      const std::size_t came = s.read(std::span{found}.subspan(before));
      found.resize(before + came);
      if (came < size) break;
    }
    if (found == naive_.occurrences) return std::nullopt;
    return "read in blocks, the stream differs from itself read one by one";
  }

  sys_seconds somewhere() {
    if (naive_.occurrences.empty()) return start_instant() + seconds{dice_.between(-100, 10'000)};
    const sys_seconds known = dice_.one_of(naive_.occurrences).time;
    switch (dice_.below(6)) {
      case 0:
        return known;
      case 1:
        return known + seconds{1};
      case 2:
        return known - seconds{dice_.below(4000)};
      case 3:
        return start_instant() - days{dice_.below(2000)};
      case 4:
        return naive_.occurrences.back().time + seconds{dice_.below(100'000)};
      default:
        return between_first_and_last();
    }
  }

  sys_seconds between_first_and_last() {
    const sys_seconds first = naive_.occurrences.front().time;
    const auto span = naive_.occurrences.back().time - first;
    return first + seconds{dice_.below(span.count() + 1)};
  }

  [[nodiscard]] sys_seconds start_instant() const {
    return sys_seconds{set_.anchor.time.time_since_epoch()};
  }

  const recurrence_set& set_;
  dice dice_;
  naive_expansion naive_;
};

// One way to make a set smaller; false when there was nothing to take away.
using cut = std::function<bool(recurrence_set&)>;

template <class T>
bool drop(std::vector<T>& list, std::size_t at) {
  if (at >= list.size()) return false;
  list.erase(list.begin() + static_cast<std::ptrdiff_t>(at));
  return true;
}

template <class T>
bool reset(T& value, const T& plain) {
  if (value == plain) return false;
  value = plain;
  return true;
}

void add_cuts_of_rule(std::vector<cut>& cuts, std::function<rule*(recurrence_set&)> find) {
  const auto add = [&](auto change) {
    cuts.emplace_back([find, change](recurrence_set& set) {
      rule* r = find(set);
      return r != nullptr && change(*r);
    });
  };
  add([](rule& r) { return reset(r.interval, std::uint32_t{1}); });
  add([](rule& r) { return reset(r.count, {}); });
  add([](rule& r) { return reset(r.until, {}); });
  add([](rule& r) { return reset(r.week_start, rule{}.week_start); });
  add([](rule& r) { return reset(r.skip, skip_rule::omit); });
  add([](rule& r) { return r.skip == skip_rule::omit && reset(r.calendar, std::string{}); });
  for (std::size_t at = 0; at < 10; ++at) {
    add([at](rule& r) { return drop(r.by_set_position, at); });
    add([at](rule& r) { return drop(r.by_second, at); });
    add([at](rule& r) { return drop(r.by_minute, at); });
    add([at](rule& r) { return drop(r.by_hour, at); });
    add([at](rule& r) { return drop(r.by_day, at); });
    add([at](rule& r) { return drop(r.by_month_day, at); });
    add([at](rule& r) { return drop(r.by_year_day, at); });
    add([at](rule& r) { return drop(r.by_week_number, at); });
    add([at](rule& r) { return drop(r.by_month, at); });
  }
}

std::vector<cut> all_cuts() {
  std::vector<cut> cuts;
  for (std::size_t at = 0; at < 5; ++at) {
    cuts.emplace_back([at](recurrence_set& s) { return drop(s.excluded_rules, at); });
    cuts.emplace_back([at](recurrence_set& s) { return drop(s.rules, at); });
    cuts.emplace_back([at](recurrence_set& s) { return drop(s.excluded_dates, at); });
    cuts.emplace_back([at](recurrence_set& s) { return drop(s.dates, at); });
  }
  cuts.emplace_back([](recurrence_set& s) { return reset(s.gap, gap_policy::forward); });
  cuts.emplace_back([](recurrence_set& s) { return reset(s.fold, fold_policy::first); });
  for (std::size_t at = 0; at < 3; ++at) {
    add_cuts_of_rule(
        cuts, [at](recurrence_set& s) { return at < s.rules.size() ? &s.rules[at] : nullptr; });
    add_cuts_of_rule(cuts, [at](recurrence_set& s) {
      return at < s.excluded_rules.size() ? &s.excluded_rules[at] : nullptr;
    });
  }
  return cuts;
}

bool is_valid(const recurrence_set& set) {
  const auto valid = [](const rule& r) { return validate(r).has_value(); };
  return std::all_of(set.rules.begin(), set.rules.end(), valid) &&
         std::all_of(set.excluded_rules.begin(), set.excluded_rules.end(), valid);
}

}  // namespace

std::optional<std::string> disagreement(const recurrence_set& set, std::uint64_t seed) {
  return comparison{set, seed}.run();
}

recurrence_set smallest_disagreeing(recurrence_set set, std::uint64_t seed) {
  const auto cuts = all_cuts();
  for (bool smaller = true; smaller;) {
    smaller = false;
    for (const cut& c : cuts) {
      recurrence_set candidate = set;
      if (!c(candidate) || !is_valid(candidate) || !disagreement(candidate, seed)) continue;
      set = std::move(candidate);
      smaller = true;
    }
  }
  return set;
}

std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

}  // namespace occur::testing
