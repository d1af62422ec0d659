#include "occur/stream.hpp"

#include <algorithm>

#include "stream/combine.hpp"
#include "stream/rule_source.hpp"
#include "stream/source.hpp"
#include "stream/wall_clock.hpp"

namespace occur {
namespace {

using namespace detail;

[[nodiscard]] std::int64_t day_number(const date_time& value) {
  return date::floor<date::days>(value.time).time_since_epoch().count();
}

/// The occurrences of one value of RDATE or EXDATE. A date in a set of times
/// has the start's time of day, a time in a set of dates counts for its day.
void resolve_listed(const listed_date& d, const recurrence_set& set, const wall_clock& clock,
                    std::vector<occurrence>& out) {
  auto local = d.value.time;
  if (set.anchor.kind == start_kind::date) {
    local = date::floor<date::days>(local);
  } else if (d.value.form == date_form::date) {
    local += set.anchor.time - date::floor<date::days>(set.anchor.time);
  } else if (d.value.form == date_form::utc) {
    out.push_back(clock.at(date::sys_seconds{local.time_since_epoch()}));
    return;
  } else if (d.where && !clock.nominal()) {
    std::vector<occurrence> there;
    wall_clock{{start_kind::zoned, local, *d.where}, set.gap, set.fold}.resolve(
        local.time_since_epoch().count(), there);
    for (const auto& o : there) {
      out.push_back(clock.at(o.time));
      if (o.change == clock_change::moved) out.back().change = o.change;
    }
    return;
  }
  clock.resolve(local.time_since_epoch().count(), out);
}

class set_builder {
 public:
  set_builder(const recurrence_set& set, std::uint32_t index, const identity& id)
      : set_(set), index_(index), id_(id), clock_(set.anchor, set.gap, set.fold) {}

  [[nodiscard]] source_ptr build() const {
    auto included = rules(set_.rules);
    if (!set_.dates.empty()) included.push_back(dates(set_.dates));
    if (included.empty()) return listed({}, id_);
    auto all = united(std::move(included), id_);

    auto excluded = rules(set_.excluded_rules);
    std::vector<listed_date> instants;
    std::vector<std::int64_t> days;
    for (const auto& d : set_.excluded_dates) {
      if (d.value.form == date_form::date && set_.anchor.kind != start_kind::date)
        days.push_back(day_number(d.value));
      else
        instants.push_back(d);
    }
    if (!instants.empty()) excluded.push_back(dates(instants));
    if (!excluded.empty()) all = without(std::move(all), united(std::move(excluded), id_), id_);
    if (!days.empty()) all = without_days(std::move(all), std::move(days));
    return all;
  }

 private:
  [[nodiscard]] std::vector<source_ptr> rules(const std::vector<rule>& list) const {
    std::vector<source_ptr> sources;
    for (const auto& r : list) sources.push_back(std::make_unique<rule_source>(r, set_, index_));
    return sources;
  }

  [[nodiscard]] source_ptr dates(const std::vector<listed_date>& list) const {
    std::vector<occurrence> all;
    for (const auto& d : list) resolve_listed(d, set_, clock_, all);
    for (auto& o : all) o.set = index_;
    return listed(std::move(all), id_);
  }

  const recurrence_set& set_;
  std::uint32_t index_;
  const identity& id_;
  wall_clock clock_;
};

[[nodiscard]] source_ptr build(std::span<const recurrence_set> sets) {
  identity id;
  for (const auto& s : sets)
    id.nominal_sets.push_back(wall_clock{s.anchor, s.gap, s.fold}.nominal());
  std::vector<source_ptr> sources;
  for (std::size_t i = 0; i < sets.size(); ++i)
    sources.push_back(set_builder{sets[i], static_cast<std::uint32_t>(i), id}.build());
  if (sources.empty()) return listed({}, id);
  return united(std::move(sources), id);
}

}  // namespace

struct stream::state {
  detail::reader reader;
};

stream::stream(const recurrence_set& set) : stream(std::span{&set, 1}) {}
stream::stream(std::span<const recurrence_set> sets)
    : state_(new state{detail::reader{build(sets)}}) {}
stream::stream(stream&&) noexcept = default;
stream& stream::operator=(stream&&) noexcept = default;
stream::~stream() = default;

void stream::seek(date::sys_seconds instant) { state_->reader.seek(instant); }

std::size_t stream::read(std::span<occurrence> out) { return state_->reader.read(out); }

std::optional<occurrence> stream::next() {
  const auto* o = state_->reader.peek();
  if (!o) return {};
  state_->reader.take();
  return *o;
}

stream::iterator stream::begin() { return iterator{*this}; }

}  // namespace occur
