#include "explain_at.hpp"

#include <fmt/format.h>

#include <iterator>
#include <optional>
#include <string>

#include "occur/clock_face.hpp"
#include "occur/stream.hpp"
#include "help.hpp"

namespace occur::cli {
namespace {

std::optional<occurrence> first_within(const selection& of, const moment& at) {
  stream all{of};
  all.seek(at.first);
  const auto found = all.next();
  return found && found->time <= at.last ? found : std::nullopt;
}

/// The instant of a set that a moment asks about: itself, or that day at the
/// time of day of the start.
date::sys_seconds instant_in(const moment& at, const recurrence_set& set, const zone& where) {
  if (at.first == at.last) return at.first;
  const date::local_seconds start_time =
      set.anchor.kind == start_kind::utc
          ? where.to_local(date::sys_seconds{set.anchor.time.time_since_epoch()})
          : set.anchor.time;
  const seconds time_of_day = start_time - date::floor<date::days>(start_time);
  const auto day = date::floor<date::days>(where.to_local(at.first));
  return where.read(day + time_of_day).before;
}

class at_answer {
 public:
  at_answer(const schedule& s, const moment& at, const reading& in)
      : sets_(s.sets), all_(s.sets), at_(at), in_(in), found_(first_within(all_, at)) {}

  [[nodiscard]] bool occurs() const { return found_.has_value(); }

  [[nodiscard]] std::string text() {
    const date::sys_seconds asked = instant_of(sets_.front());
    add("{} is {} occurrence\n", instant_text(asked, shown_zone()), occurs() ? "an" : "no");
    for (const recurrence_set& set : sets_) add_reasons(set);
    add_neighbours(asked);
    return std::move(text_);
  }

 private:
  template <class... Arguments>
  void add(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<Arguments>(arguments)...);
  }

  [[nodiscard]] zone shown_zone() const {
    const start& anchor = sets_.front().anchor;
    return in_.shown.value_or(anchor.kind == start_kind::zoned ? anchor.where : in_.where);
  }

  [[nodiscard]] date::sys_seconds instant_of(const recurrence_set& set) const {
    return found_ ? found_->time : instant_in(at_, set, in_.where);
  }

  void add_reasons(const recurrence_set& set) {
    for (const reason& r : why(set, instant_of(set)).reasons) {
      add("  {} {}: {}\n", r.part, r.admits ? "lets it in" : "keeps it out", r.message);
    }
  }

  void add_neighbours(date::sys_seconds asked) {
    stream all{all_};
    all.seek(asked);
    const auto before = all.previous();
    all.seek(asked + seconds{1});
    const auto after = all.next();
    const auto faces = clock_faces(sets_, in_.shown);
    add("before  {}\n", before ? instant_text(faces[before->set], *before) : "none");
    add("after   {}\n", after ? instant_text(faces[after->set], *after) : "none");
  }

  const std::vector<recurrence_set>& sets_;
  selection all_;
  const moment& at_;
  const reading& in_;
  std::optional<occurrence> found_;
  std::string text_;
};

}  // namespace

int explain_at(const schedule& s, const moment& at, const reading& in, const environment& around) {
  at_answer answer{s, at, in};
  const int done = show(around, answer.text());
  const bool failed = done != static_cast<int>(exit_code::done);
  return answer.occurs() || failed ? done : static_cast<int>(exit_code::nothing);
}

}  // namespace occur::cli
