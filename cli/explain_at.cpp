#include "explain_at.hpp"

#include <fmt/format.h>

#include <iterator>
#include <optional>
#include <string>
#include <string_view>

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

/// What a set's own clock shows at an instant.
occurrence on_own_clock(const recurrence_set& set, date::sys_seconds instant) {
  const bool is_utc = set.anchor.kind == start_kind::utc;
  return {instant, is_utc ? date::local_seconds{instant.time_since_epoch()}
                          : set.anchor.where.to_local(instant)};
}

/// Whether it is the first second of a day of the set.
bool begins_day(const recurrence_set& set, date::sys_seconds instant) {
  const auto day_at = [&](date::sys_seconds t) {
    return date::floor<date::days>(on_own_clock(set, t).local);
  };
  return day_at(instant) != day_at(instant - seconds{1});
}

/// An instant as the occurrences of a set are shown; a time that is no whole day as it is.
std::string shown_in(const recurrence_set& set, date::sys_seconds instant,
                     const std::optional<zone>& asked) {
  start anchor = set.anchor;
  if (anchor.kind == start_kind::date && !begins_day(set, instant))
    anchor.kind = start_kind::floating;
  return instant_text(clock_face{anchor, asked}, on_own_clock(set, instant));
}

/// The instant of a set that a moment asks about: itself, or that day at the
/// time of day of the start.
date::sys_seconds instant_in(const moment& at, const recurrence_set& set, const zone& where) {
  if (at.first == at.last) return at.first;
  const start& from = set.anchor;
  date::local_seconds start_time = from.time;
  if (from.kind == start_kind::utc)
    start_time = where.to_local(date::sys_seconds{from.time.time_since_epoch()});
  if (from.kind == start_kind::zoned)
    start_time = where.to_local(from.where.read(from.time).before);
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
    const recurrence_set& first = found_ ? sets_[found_->set] : sets_.front();
    const date::sys_seconds asked = instant_of(first);
    const std::string head = shown_in(first, asked, in_.shown);
    add("{} is {} occurrence\n", head, occurs() ? "an" : "no");
    for (std::size_t k = 0; k < sets_.size(); ++k) add_reasons(k, head);
    add_neighbours(asked);
    return std::move(text_);
  }

 private:
  template <class... Arguments>
  void add(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<Arguments>(arguments)...);
  }

  [[nodiscard]] date::sys_seconds instant_of(const recurrence_set& set) const {
    return found_ ? found_->time : instant_in(at_, set, in_.where);
  }

  /// Where one set has the moment, the others have nothing to say.
  void add_reasons(std::size_t which, std::string_view head) {
    const recurrence_set& set = sets_[which];
    const date::sys_seconds asked = instant_of(set);
    const verdict found = why(set, asked);
    if (found.occurs != occurs()) return;
    const std::string of = place(which, shown_in(set, asked, std::nullopt), head);
    for (const reason& r : found.reasons)
      add("  {}{} {}: {}\n", of, r.part, r.admits ? "lets it in" : "keeps it out", r.message);
  }

  /// Which of several sets speaks, and of which moment where its clock shows another.
  [[nodiscard]] std::string place(std::size_t which, std::string_view own,
                                  std::string_view head) const {
    std::string text;
    if (sets_.size() > 1) text += fmt::format("schedule {}, ", which + 1);
    if (!occurs() && own != head) text += fmt::format("at {}, ", own);
    return text;
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
