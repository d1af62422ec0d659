#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "occur/clock_face.hpp"
#include "occur/phrase.hpp"
#include "occur/stream.hpp"
#include "command.hpp"
#include "explain_at.hpp"
#include "nothing.hpp"
#include "observations.hpp"
#include "output/clock_note.hpp"
#include "output/relative.hpp"
#include "reading.hpp"

namespace occur::cli {
namespace {

constexpr std::string_view usage = R"(usage: occur explain [OPTION...] SCHEDULE...

Say what a schedule means.
)";

constexpr std::string_view short_example = R"(
    $ occur explain --at 2026-11-24T09:00 every monday at 9:00; echo $?
    2026-11-24T09:00:00+01:00 is no occurrence
      BYDAY=MO keeps it out: 2026-11-24 is a Tuesday, the 4th of its month
    before  2026-11-23T09:00:00+01:00
    after   2026-11-30T09:00:00+01:00
    1
)";

constexpr std::string_view details = R"(
SCHEDULE and WHEN are as in occur next. The answer has these lines, as far as
they apply:

    meaning      a phrase that says the same
    normal form  the shortest property block that says the same
    start        from where the rules count
    zone         whose clocks decide
    how many     a number and the last of them, or endless
    next         the first from now on
    clocks       what clock changes do to occurrences within a year from now
    note         what is worth a second look: a start that no rule generates, a
                 part that changes nothing, what other programs read otherwise

--at says which part of each rule lets a moment in or keeps it out, and the
nearest occurrences on both sides. A day stands for the occurrence it has, or
else for the time of day of the start. Of several schedules those that have the
moment say why, or all why they have not.

EXIT CODES
    0 done; 1 it never occurs, or not at the moment of --at; 2 wrong usage, or a
    schedule that cannot be read; 3 output failed

EXAMPLES
    Why nothing comes of it:

    $ occur explain 'FREQ=YEARLY;BYMONTHDAY=31;BYMONTH=4' | grep never
    how many     none, it never occurs: April has no day 31

    A rule that says more than it needs to:

    $ occur explain 'DTSTART:20261123T090000Z\nRRULE:FREQ=MINUTELY;BYHOUR=9;BYMINUTE=0'
    meaning      every day at 09:00 from 2026-11-23 09:00 in UTC
    normal form  DTSTART:20261123T090000Z
                 RRULE:FREQ=DAILY
    start        2026-11-23T09:00:00Z
    zone         UTC
    how many     endless
    next         2026-11-23T09:00:00Z, in 1 day
)";

constexpr help_text help{usage, short_example, details};

struct explain_options {
  reading_options reading;
  std::optional<std::string> at;
};

void declare(option_reader& reader, explain_options& o) {
  reader.value({"--at", "WHEN", "why that moment is, or is not, an occurrence", value_kind::moment},
               o.at);
  declare(reader, o.reading);
}

/// Lines of a name and what is said under it, the name once.
class answer {
 public:
  void say(std::string_view name, std::string_view text) {
    constexpr int name_width = 13;
    while (!text.empty()) {
      const std::string_view line = text.substr(0, text.find('\n'));
      fmt::format_to(std::back_inserter(text_), "{:{}}{}\n", name, line.empty() ? 0 : name_width,
                     line);
      text.remove_prefix(std::min(text.size(), line.size() + 1));
      name = {};
    }
  }

  void say_each(std::string_view name, const std::vector<std::string>& texts) {
    for (const std::string& text : texts) say(name, text);
  }

  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

/// `1 day 30 minutes`.
std::string length_text(seconds length) {
  using unit = std::pair<std::int64_t, std::string_view>;
  constexpr std::array<unit, 4> units{unit{86'400, "day"}, unit{3600, "hour"}, unit{60, "minute"},
                                      unit{1, "second"}};
  std::int64_t left = std::abs(length.count());
  std::vector<std::string> words;
  for (const auto& [size, name] : units) {
    const std::int64_t count = left / size;
    left %= size;
    if (count != 0) words.push_back(fmt::format("{} {}{}", count, name, count == 1 ? "" : "s"));
  }
  return fmt::format("{} {}", fmt::join(words, " "), length < seconds{0} ? "earlier" : "later");
}

/// What the block of a set leaves out; nothing of most.
std::string moved_text(const recurrence_set& set) {
  std::string text;
  if (set.moved.on_clock != seconds{0})
    text += fmt::format("\nand all of it {}", length_text(set.moved.on_clock));
  if (set.moved.elapsed != seconds{0})
    text += fmt::format("\nand all of it {}, in elapsed time", length_text(set.moved.elapsed));
  return text;
}

class explainer {
 public:
  explainer(const schedule& s, const std::vector<error>& remarks, const reading& in)
      : sets_(s.sets),
        all_(s.sets),
        remarks_(remarks),
        in_(in),
        faces_(clock_faces(s.sets, in.shown)) {}

  [[nodiscard]] bool is_empty() const { return size_.kind == extent_kind::empty; }

  [[nodiscard]] std::string text() {
    if (const auto phrase = to_phrase(sets_)) to_.say("meaning", *phrase);
    to_.say("normal form", normal_form());
    to_.say("start", each_of_the_sets([](const recurrence_set& set) {
              const occurrence at{{}, set.anchor.time};
              return start_text(set, at);
            }));
    to_.say("zone", each_of_the_sets(zone_text));
    to_.say("how many", how_many());
    if (!is_empty()) to_.say("next", next());
    add_clock_changes();
    for (const recurrence_set& set : sets_) {
      to_.say_each("note", observations(set, in_.options.default_start));
    }
    for (const error& e : remarks_) to_.say("note", e.message);
    return to_.text();
  }

 private:
  /// What a function says of the sets, in lines, every line once.
  template <class Function>
  [[nodiscard]] std::string each_of_the_sets(Function say) const {
    std::vector<std::string> lines;
    for (const recurrence_set& set : sets_) {
      std::string line = say(set);
      if (std::find(lines.begin(), lines.end(), line) == lines.end()) {
        lines.push_back(std::move(line));
      }
    }
    return fmt::format("{}", fmt::join(lines, "\n"));
  }

  [[nodiscard]] std::string normal_form() const {
    std::vector<std::string> blocks;
    for (const recurrence_set& set : sets_) {
      blocks.push_back(to_string(why_empty(set) ? set : simplified(set)) + moved_text(set));
    }
    return fmt::format("{}", fmt::join(blocks, "\n\n"));
  }

  static std::string start_text(const recurrence_set& set, occurrence at) {
    const start& s = set.anchor;
    at.time = s.kind == start_kind::utc ? date::sys_seconds{s.time.time_since_epoch()}
                                        : s.where.read(s.time).before;
    return instant_text(clock_face{s, std::nullopt}, at);
  }

  static std::string zone_text(const recurrence_set& set) {
    const start& s = set.anchor;
    if (s.kind == start_kind::date) return "none: whole days";
    if (s.kind == start_kind::floating) return "none: the time of any clock";
    if (s.kind == start_kind::zoned || s.where.is_utc()) return s.where.name();
    return s.where.name() + ", in elapsed time: clock changes do not matter";
  }

  [[nodiscard]] std::string how_many() const {
    if (size_.kind == extent_kind::endless) return "endless";
    if (size_.kind == extent_kind::finite) {
      return fmt::format("{}, the last is {}", size_.count, shown(*size_.last));
    }
    const auto never = why_never(sets_);
    return "none, it " + never.value_or("never occurs");
  }

  [[nodiscard]] std::string next() const {
    stream all{all_};
    all.seek(in_.now);
    const auto found = all.next();
    if (!found) return "none, it is over";
    return fmt::format("{}, {}", shown(*found),
                       relative_text(faces_[found->set], *found, {in_.now, in_.where}));
  }

  void add_clock_changes() {
    constexpr date::days year{366};
    std::vector<date::sys_seconds> seen;
    for (const recurrence_set& set : sets_) {
      const date::sys_seconds end = in_.now + year;
      zone_period p = set.anchor.where.period(in_.now);
      while (p.end < end) {
        const zone_period next = set.anchor.where.period(p.end);
        const bool is_new = std::find(seen.begin(), seen.end(), p.end) == seen.end();
        if (is_new) add_clock_change(p.end, next.offset - p.offset);
        seen.push_back(p.end);
        p = next;
      }
    }
  }

  /// The first occurrence about a clock change that it concerns, and how many more.
  void add_clock_change(date::sys_seconds at, seconds by) {
    const seconds reach = by < seconds{0} ? -by : by;
    stream all{all_};
    all.seek(std::max(at - reach, in_.now));
    std::string said;
    std::size_t more = 0;
    for (auto o = all.next(); o && o->time < at + reach; o = all.next()) {
      if (o->change == clock_change::none) continue;
      if (said.empty()) {
        said = fmt::format("{}: {}", shown(*o), clock_note(faces_[o->set], *o));
      } else {
        ++more;
      }
    }
    to_.say("clocks", more == 0 ? said : fmt::format("{}; and {} more", said, more));
  }

  [[nodiscard]] std::string shown(const occurrence& o) const {
    return instant_text(faces_[o.set], o);
  }

  const std::vector<recurrence_set>& sets_;
  selection all_;
  const std::vector<error>& remarks_;
  const reading& in_;
  std::vector<clock_face> faces_;
  extent size_ = extent_of(all_);
  answer to_;
};

int explain_whole(const std::vector<named_schedule>& each, const reading& in,
                  const environment& around) {
  schedule all;
  std::vector<error> remarks;
  for (const named_schedule& s : each) {
    unite(all, s.what);
    std::ranges::move(idle_exceptions(s.text, in.phrases), std::back_inserter(remarks));
  }
  explainer e{all, remarks, in};
  const int done = show(around, e.text());
  const bool failed = done != static_cast<int>(exit_code::done);
  return e.is_empty() && !failed ? static_cast<int>(exit_code::nothing) : done;
}

int explain(const explain_options& o, const call& c) {
  const auto in = read_reading(o.reading, c.around);
  if (!in) return c.talk.error(in.error());
  if (!o.at) {
    const auto each = read_schedules(c.words, *in, c.around, c.talk);
    return each ? explain_whole(*each, *in, c.around) : c.talk.error(each.error());
  }
  const auto read = read_schedule(c.words, *in, c.around, c.talk);
  if (!read) return c.talk.error(read.error());
  const auto at = read_moment("--at", *o.at, *in);
  if (!at) return c.talk.error(at.error());
  return explain_at(*read, *at, *in, c.around);
}

}  // namespace

const command explain_command =
    make_command<explain_options, explain, help>("explain", "say what a schedule means, and why");

}  // namespace occur::cli
