#include "nothing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "occur/clock_face.hpp"

namespace occur::cli {
namespace {

std::string asked_window(const request& r) {
  std::string text = r.nth ? fmt::format("no occurrence {}", *r.nth) : "no occurrence";
  if (r.from) text += " from " + instant_text(*r.from, r.in.where);
  if (r.end) text += ' ' + r.end_words;
  return text;
}

/// The occurrence that lies nearest beyond the window, with its side in words.
std::string nearest_beyond(stream& all, const std::vector<clock_face>& faces, const request& r) {
  const auto shown = [&](std::string_view lead, const occurrence& o) {
    return fmt::format("; {} {}", lead, instant_text(faces[o.set], o));
  };
  if (r.end) {
    all.seek(*r.end);
    if (const auto after = all.next()) return shown("the next is", *after);
  }
  if (r.from) {
    all.seek(*r.from);
    if (const auto earlier = all.previous()) return shown("the last was", *earlier);
  }
  return {};
}

}  // namespace

std::optional<std::string> why_never(const std::vector<recurrence_set>& sets) {
  if (sets.empty()) return "never occurs: there is no event, or all of them are cancelled";
  std::vector<std::string> reasons;
  for (const recurrence_set& set : sets) {
    auto reason = why_empty(set);
    if (!reason) return std::nullopt;
    if (std::find(reasons.begin(), reasons.end(), *reason) == reasons.end()) {
      reasons.push_back(std::move(*reason));
    }
  }
  return fmt::format("never occurs: {}", fmt::join(reasons, "; "));
}

std::string explain_nothing(const selection& of, const request& r,
                            const std::function<std::uint64_t()>& count) {
  stream all{of};
  if (!all.next()) {
    if (auto never = why_never(of.sets())) return std::move(*never);
    return "never occurs: --only and --except leave nothing";
  }
  if (r.nth) {
    const std::uint64_t all_there = count();
    return fmt::format("{}; there {} {}", asked_window(r), all_there == 1 ? "is" : "are",
                       all_there);
  }
  return asked_window(r) + nearest_beyond(all, clock_faces(of.sets(), r.in.shown), r);
}

}  // namespace occur::cli
