#include "occur/zone.hpp"

#include <algorithm>
#include <utility>

#include "zone/local_zone.hpp"
#include "zone/timeline.hpp"
#include "zone/zone_directory.hpp"

namespace occur {

struct zone::data {
  std::string name;
  detail::timeline line;
  bool utc = line.is_utc();
};

zone::zone() : zone(std::make_shared<const data>(data{"UTC", {}})) {}

zone::zone(std::shared_ptr<const data> d) noexcept : data_(std::move(d)) {}

result<zone> zone::find(std::string_view name) {
  auto line = detail::zone_directory::from_environment().load(name);
  if (!line) return tl::unexpected(std::move(line.error()));
  return zone(std::make_shared<const data>(data{std::string(name), std::move(*line)}));
}

result<zone> zone::local(std::optional<std::string_view> tz_variable) {
  auto found = detail::local_zone(tz_variable, detail::zone_directory::from_environment(), {});
  if (!found) return tl::unexpected(std::move(found.error()));
  return zone(std::make_shared<const data>(data{std::move(found->name), std::move(found->line)}));
}

zone zone::of_changes(std::string name, seconds offset_before, std::vector<zone_change> changes) {
  std::ranges::stable_sort(changes, {}, &zone_change::at);
  detail::tzif all;
  all.settings.push_back({offset_before, false, {}});
  const auto index_of = [&](detail::clock_setting setting) {
    const auto found = std::ranges::find(all.settings, setting);
    const auto index = static_cast<std::size_t>(found - all.settings.begin());
    if (found == all.settings.end()) all.settings.push_back(std::move(setting));
    return index;
  };
  for (zone_change& c : changes)
    all.changes.push_back(
        {c.at, index_of({c.offset, c.daylight_saving, std::move(c.abbreviation)})});
  return zone(
      std::make_shared<const data>(data{std::move(name), detail::timeline(std::move(all))}));
}

const std::string& zone::name() const noexcept { return data_->name; }

bool zone::is_utc() const noexcept { return data_->utc; }

zone_period zone::period(date::sys_seconds instant) const {
  const auto found = data_->line.at(instant);
  const auto& setting = *found.setting;
  return {found.begin, found.end, setting.offset, setting.daylight_saving, setting.abbreviation};
}

local_reading zone::read(date::local_seconds local) const { return data_->line.read(local); }

date::local_seconds zone::to_local(date::sys_seconds instant) const {
  return detail::moved<date::local_seconds>(instant, data_->line.at(instant).setting->offset);
}

bool zone::operator==(const zone& other) const noexcept {
  return data_ == other.data_ ||
         (data_->name == other.data_->name && data_->line == other.data_->line);
}

std::vector<std::string> zone_names() { return detail::zone_directory::from_environment().names(); }

}  // namespace occur
