#include "zone/timeline.hpp"

#include <algorithm>
#include <utility>

namespace occur::detail {

timeline::timeline() : settings_{{seconds{0}, false, "UTC"}}, in_force_{0} {}

timeline::timeline(posix_rule rule) : settings_{rule.standard()}, in_force_{0} {
  if (!rule.is_fixed()) rule_ = std::move(rule);
  measure_offsets();
}

timeline::timeline(tzif file) {
  if (file.changes.empty() && file.rule) {
    *this = timeline(*std::move(file.rule));
    return;
  }
  settings_ = std::move(file.settings);
  tabulate(file.changes);
  if (file.rule && !file.rule->is_fixed()) {
    continue_with(*std::move(file.rule), file.changes.back().at);
  }
  measure_offsets();
}

void timeline::tabulate(const std::vector<tzif::change>& changes) {
  changes_.reserve(changes.size() + 1);
  in_force_.reserve(changes.size() + 1);
  in_force_.push_back(0);
  for (const auto& change : changes) {
    // Files mark instants at which nothing changes.
    if (settings_[change.setting] == settings_[in_force_.back()]) continue;
    changes_.push_back(change.at);
    in_force_.push_back(static_cast<std::uint16_t>(change.setting));
  }
}

void timeline::continue_with(posix_rule rule, date::sys_seconds last_change) {
  // A table may end amid a stretch of the rule, and compilers of zones are known to have left out
  // the change that leads to it: until the rule's own next change the table is right.
  auto begin = rule.at(last_change).end;
  const auto ruled = rule.at(begin);
  if (*ruled.setting == settings_[in_force_.back()]) begin = ruled.end;
  changes_.push_back(begin);
  rule_ = std::move(rule);
}

void timeline::measure_offsets() {
  const auto by_offset = [](const auto& a, const auto& b) { return a.offset < b.offset; };
  const auto [least, greatest] = std::minmax_element(settings_.begin(), settings_.end(), by_offset);
  least_offset_ = least->offset;
  greatest_offset_ = greatest->offset;
  if (!rule_) return;
  for (const auto* setting : {&rule_->standard(), &rule_->daylight()}) {
    least_offset_ = std::min(least_offset_, setting->offset);
    greatest_offset_ = std::max(greatest_offset_, setting->offset);
  }
}

stretch timeline::at(date::sys_seconds instant) const {
  const auto next = std::upper_bound(changes_.begin(), changes_.end(), instant);
  const auto begin = next == changes_.begin() ? date::sys_seconds::min() : *(next - 1);
  if (next != changes_.end() || !rule_) {
    const auto end = next == changes_.end() ? date::sys_seconds::max() : *next;
    const auto index = static_cast<std::size_t>(next - changes_.begin());
    return {begin, end, &settings_[in_force_[index]]};
  }
  auto ruled = rule_->at(instant);
  ruled.begin = std::max(ruled.begin, begin);
  return ruled;
}

local_reading timeline::read(date::local_seconds local) const {
  const auto with_offset_of = [local](const stretch& s) {
    return moved<date::sys_seconds>(local, -s.setting->offset);
  };
  auto current = at(moved<date::sys_seconds>(local, -greatest_offset_));
  auto instant = with_offset_of(current);
  while (instant >= current.end && current.end != date::sys_seconds::max()) {
    const auto later = at(current.end);
    const auto after = with_offset_of(later);
    if (after < later.begin) return {local_kind::skipped, instant, after, later.begin};
    current = later;
    instant = after;
  }
  const bool far_from_end =
      instant < moved<date::sys_seconds>(current.end, least_offset_ - greatest_offset_);
  if (far_from_end || current.end == date::sys_seconds::max()) {
    return {local_kind::unique, instant, instant, instant};
  }
  const auto later = at(current.end);
  const auto after = with_offset_of(later);
  if (after < later.begin) return {local_kind::unique, instant, instant, instant};
  return {local_kind::repeated, instant, after, later.begin};
}

bool timeline::is_utc() const noexcept {
  return changes_.empty() && !rule_ && settings_[in_force_.front()].offset == seconds{0};
}

}  // namespace occur::detail
