#include "peer.hpp"

#include <libical/ical.h>

#include <memory>
#include <stdexcept>

namespace occur::bench {
namespace {

struct iterator_free {
  void operator()(icalrecur_iterator* i) const { icalrecur_iterator_free(i); }
};
using iterator = std::unique_ptr<icalrecur_iterator, iterator_free>;

iterator iterator_of(const benched_rule& rule) {
  const std::string start{rule.start.substr(rule.start.find(':') + 1)};
  const std::string text{rule.rule};
  iterator found{icalrecur_iterator_new(icalrecurrencetype_from_string(text.c_str()),
                                        icaltime_from_string(start.c_str()))};
  if (!found) throw std::runtime_error{"libical cannot read " + text};
  return found;
}

std::int64_t wall_clock(icaltimetype time) {
  time.zone = icaltimezone_get_utc_timezone();
  return icaltime_as_timet(time);
}

}  // namespace

std::vector<std::int64_t> peer_local_times(const benched_rule& rule, std::size_t most) {
  std::vector<std::int64_t> times;
  const auto i = iterator_of(rule);
  while (times.size() < most) {
    const icaltimetype time = icalrecur_iterator_next(i.get());
    if (icaltime_is_null_time(time) != 0) break;
    times.push_back(wall_clock(time));
  }
  return times;
}

nanoseconds peer_time(const benched_rule& rule, std::size_t steps) {
  const auto i = iterator_of(rule);
  return time_of([&] {
    for (std::size_t step = 0; step < steps; ++step) keep(icalrecur_iterator_next(i.get()));
  });
}

}  // namespace occur::bench
