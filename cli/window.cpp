#include "window.hpp"

#include "occur/agenda.hpp"

namespace occur::cli {
namespace {

/// Zones are at most a day from UTC.
constexpr date::sys_seconds before_all{horizon_first.time_since_epoch() - date::days{2}};
constexpr date::sys_seconds after_all{horizon_last.time_since_epoch() + date::days{2}};

/// The place of `--nth` among so many, from 0.
std::optional<std::uint64_t> index_of(std::int64_t nth, std::uint64_t count) {
  const std::uint64_t distance =
      nth < 0 ? -static_cast<std::uint64_t>(nth) : static_cast<std::uint64_t>(nth);
  if (distance > count) return std::nullopt;
  return nth < 0 ? count - distance : distance - 1;
}

/// Up to here reading is cheaper than to count.
constexpr std::int64_t soon_read = 4096;

/// The occurrence with an index counted from an instant on.
std::optional<occurrence> nth_from(stream& all, date::sys_seconds from, std::uint64_t index) {
  if (index > std::uint64_t{soon_read}) return all.nth(all.count(before_all, from) + index);
  all.seek(from);
  auto found = all.next();
  for (std::uint64_t passed = 0; found && passed < index; ++passed) found = all.next();
  return found;
}

/// The occurrence with an index counted back from the end; nothing where it lies before the window.
std::optional<occurrence> nth_from_end(stream& all, const request& r, std::uint64_t index) {
  all.seek(r.end.value_or(after_all));
  auto found = all.previous();
  for (std::uint64_t passed = 0; found && passed < index; ++passed) found = all.previous();
  return found && r.from && found->time < *r.from ? std::nullopt : found;
}

std::optional<occurrence> before_end(std::optional<occurrence> found, const request& r) {
  return found && r.end && found->time >= *r.end ? std::nullopt : found;
}

}  // namespace

std::uint64_t count_in_window(stream& all, const request& r) {
  return all.count(r.from.value_or(before_all), r.end.value_or(after_all));
}

std::uint64_t count_in_window(const std::vector<recurrence_set>& sets, const request& r) {
  std::uint64_t count = 0;
  for (const recurrence_set& set : sets) {
    stream all{selection{set}};
    count += count_in_window(all, r);
  }
  return count;
}

std::optional<occurrence> occurrence_in_window(stream& all, const request& r) {
  if (*r.nth < 0 && *r.nth >= -soon_read)
    return nth_from_end(all, r, static_cast<std::uint64_t>(-*r.nth - 1));
  // From the beginning there is no need to know how many there are.
  const std::uint64_t count = *r.nth < 0 ? count_in_window(all, r) : no_limit;
  const auto index = index_of(*r.nth, count);
  if (!index) return std::nullopt;
  return before_end(nth_from(all, r.from.value_or(before_all), *index), r);
}

std::optional<occurrence> occurrence_in_window(const std::vector<recurrence_set>& sets,
                                               const request& r) {
  const std::uint64_t count = *r.nth < 0 ? count_in_window(sets, r) : no_limit;
  const auto index = index_of(*r.nth, count);
  if (!index) return std::nullopt;
  agenda all{sets};
  if (r.from) all.seek(*r.from);
  auto found = all.next();
  for (std::uint64_t passed = 0; found && passed < *index; ++passed) found = all.next();
  return before_end(found, r);
}

}  // namespace occur::cli
