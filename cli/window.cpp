#include "window.hpp"

namespace occur::cli {
namespace {

/// Zones are at most a day from UTC.
constexpr date::sys_seconds before_all{horizon_first.time_since_epoch() - date::days{2}};
constexpr date::sys_seconds after_all{horizon_last.time_since_epoch() + date::days{2}};

}  // namespace

std::uint64_t count_in_window(stream& all, const request& r) {
  return all.count(r.from.value_or(before_all), r.end.value_or(after_all));
}

std::optional<occurrence> occurrence_in_window(stream& all, const request& r) {
  const std::uint64_t inside = count_in_window(all, r);
  const std::int64_t nth = *r.nth;
  const std::uint64_t distance =
      nth < 0 ? -static_cast<std::uint64_t>(nth) : static_cast<std::uint64_t>(nth);
  if (distance > inside) return std::nullopt;
  const std::uint64_t earlier = r.from ? all.count(before_all, *r.from) : 0;
  return all.nth(earlier + (nth < 0 ? inside - distance : distance - 1));
}

}  // namespace occur::cli
