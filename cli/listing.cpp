#include "listing.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

namespace occur::cli {
namespace {

/// How many of a block's occurrences lie before `end`.
std::size_t count_before(std::span<const occurrence> of,
                         const std::optional<date::sys_seconds>& end) {
  if (!end) return of.size();
  const auto after =
      std::lower_bound(of.begin(), of.end(), *end,
                       [](const occurrence& o, date::sys_seconds t) { return o.time < t; });
  return static_cast<std::size_t>(after - of.begin());
}

std::optional<std::uint64_t> ordinal_of(const occurrence& o, const selection& of) {
  const auto earlier = stream{of}.index_of(o.time);
  return earlier ? std::optional{*earlier + 1} : std::nullopt;
}

}  // namespace

std::span<const occurrence> read_ahead(stream& s, const request& r, std::span<occurrence> into) {
  const std::span<const occurrence> got = into.first(s.read(into));
  return got.first(count_before(got, r.end));
}

std::span<const occurrence> read_ahead(agenda& a, const request& r, std::span<occurrence> into) {
  const std::span<const occurrence> got = into.first(a.read(into));
  return got.first(count_before(got, r.end));
}

std::unique_ptr<formatter> formatter_from(const occurrence& first, const selection& of,
                                          const request& r, const palette& colors,
                                          const std::vector<event_details>& details) {
  format_setting setting;
  setting.faces = clock_faces(of.sets(), r.in.shown);
  setting.line_end = r.line_end;
  setting.from = {r.in.now, r.in.where};
  setting.colors = colors;
  setting.newest_first = r.backwards;
  setting.details = details;
  const bool counts = r.format.name == format_name::json && details.empty();
  if (counts) setting.first_ordinal = ordinal_of(first, of);
  return make_formatter(r.format, std::move(setting));
}

}  // namespace occur::cli
