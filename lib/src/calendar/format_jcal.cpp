#include "occur/jcal.hpp"
#include "occur/json_text.hpp"

#include "calendar/moments.hpp"
#include "set/duration.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>
#include <fmt/format.h>

namespace occur {
namespace {

/// `2026-11-23`, `2026-11-23T09:00:00`, `2026-11-23T09:00:00Z` (RFC 7265 3.6.4, 3.6.5).
std::string value_text(const date_time& value) {
  const auto day = date::floor<date::days>(value.time);
  const date::year_month_day ymd{day};
  std::string text =
      fmt::format("{:04}-{:02}-{:02}", int{ymd.year()}, static_cast<unsigned>(ymd.month()),
                  static_cast<unsigned>(ymd.day()));
  if (value.form == date_form::date) return text;
  const date::hh_mm_ss<seconds> time{value.time - day};
  text += fmt::format("T{:02}:{:02}:{:02}", time.hours().count(), time.minutes().count(),
                      time.seconds().count());
  return value.form == date_form::utc ? text + "Z" : text;
}

std::string property(std::string_view name, const std::string& parameters, std::string_view type,
                     const std::string& value) {
  return fmt::format(R"(["{}",{},"{}",{}])", name, parameters, type, value);
}

std::string property(std::string_view name, std::string_view type, std::string_view value) {
  return property(name, "{}", type, json_string(value));
}

std::string component(std::string_view name, const std::vector<std::string>& properties,
                      const std::vector<std::string>& components) {
  return fmt::format(R"(["{}",[{}],[{}]])", name, fmt::join(properties, ","),
                     fmt::join(components, ","));
}

std::string zone_parameter(const zone* where) {
  return where == nullptr ? "{}" : fmt::format(R"({{"tzid":{}}})", json_string(where->name()));
}

std::string start_property(const start& s) {
  const date_form form = s.kind == start_kind::date  ? date_form::date
                         : s.kind == start_kind::utc ? date_form::utc
                                                     : date_form::local;
  return property("dtstart", zone_parameter(s.kind == start_kind::zoned ? &s.where : nullptr),
                  form == date_form::date ? "date" : "date-time",
                  json_string(value_text({s.time, form})));
}

std::string date_property(std::string_view name, const listed_date& date) {
  const bool has_zone = date.where && date.value.form == date_form::local;
  const std::string parameters = zone_parameter(has_zone ? &*date.where : nullptr);
  const std::string value = json_string(value_text(date.value));
  if (date.duration) {
    return property(
        name, parameters, "period",
        fmt::format("[{},{}]", value, json_string(detail::duration_text(*date.duration))));
  }
  return property(name, parameters, date.value.form == date_form::date ? "date" : "date-time",
                  value);
}

/// The parts of a rule as members of an object (RFC 7265 3.6.10): lists of one are that one.
class recur_object {
 public:
  void add(std::string_view name, const std::string& value) {
    text_ += fmt::format("{}\"{}\":{}", text_.empty() ? "" : ",", name, value);
  }

  void add_list(std::string_view name, const std::vector<std::string>& values) {
    if (values.empty()) return;
    add(name, values.size() == 1 ? values[0] : fmt::format("[{}]", fmt::join(values, ",")));
  }

  template <class Number>
  void add_numbers(std::string_view name, const std::vector<Number>& list) {
    std::vector<std::string> values;
    for (const Number n : list) values.push_back(fmt::to_string(int{n}));
    add_list(name, values);
  }

  [[nodiscard]] std::string text() const { return "{" + text_ + "}"; }

 private:
  std::string text_;
};

std::string weekday_text(date::weekday day) {
  constexpr std::string_view words = "SUMOTUWETHFRSA";
  return std::string{words.substr(2 * std::size_t{day.c_encoding()}, 2)};
}

std::vector<std::string> weekdays_of(const rule& r) {
  std::vector<std::string> values;
  for (const weekday_number& w : r.by_day) {
    const std::string ordinal = w.ordinal == 0 ? "" : fmt::to_string(int{w.ordinal});
    values.push_back(json_string(ordinal + weekday_text(w.day)));
  }
  return values;
}

std::vector<std::string> months_of(const rule& r) {
  std::vector<std::string> values;
  for (const month_number& m : r.by_month) {
    const std::string number = fmt::to_string(int{m.number});
    values.push_back(m.leap ? json_string(number + "L") : number);
  }
  return values;
}

std::string recur_text(const rule& r) {
  recur_object o;
  if (!r.calendar.empty()) o.add("rscale", json_string(r.calendar));
  o.add("freq", json_string(to_string(r.freq)));
  if (r.until) o.add("until", json_string(value_text(*r.until)));
  if (r.count) o.add("count", fmt::to_string(*r.count));
  if (r.interval != 1) o.add("interval", fmt::to_string(r.interval));
  o.add_numbers("bysecond", r.by_second);
  o.add_numbers("byminute", r.by_minute);
  o.add_numbers("byhour", r.by_hour);
  o.add_list("byday", weekdays_of(r));
  o.add_numbers("bymonthday", r.by_month_day);
  o.add_numbers("byyearday", r.by_year_day);
  o.add_numbers("byweekno", r.by_week_number);
  o.add_list("bymonth", months_of(r));
  o.add_numbers("bysetpos", r.by_set_position);
  if (r.week_start != date::Monday) o.add("wkst", json_string(weekday_text(r.week_start)));
  if (r.skip != skip_rule::omit) {
    o.add("skip", json_string(r.skip == skip_rule::backward ? "BACKWARD" : "FORWARD"));
  }
  return o.text();
}

std::string trigger_property(const event_alarm& a, const start& anchor) {
  if (a.at) return property("trigger", "date-time", value_text(detail::time_of(*a.at, anchor)));
  return property("trigger", a.from_end ? R"({"related":"END"})" : "{}", "duration",
                  json_string(detail::duration_text(a.offset)));
}

std::string alarm_component(const event_alarm& a, const start& anchor, const event_details& d) {
  return component(
      "valarm",
      {property("action", "text", "DISPLAY"),
       property("description", "text", detail::shown_by_alarms(d)), trigger_property(a, anchor)},
      {});
}

std::string_view name_of(component_kind kind) {
  constexpr std::array<std::string_view, 3> names{"vevent", "vtodo", "vjournal"};
  return names[static_cast<std::size_t>(kind)];
}

}  // namespace

std::string to_jcal(const recurrence_set& set, const event_details& details) {
  std::vector<std::string> properties;
  const auto add_text = [&](std::string_view name, const std::string& text) {
    if (!text.empty()) properties.push_back(property(name, "text", text));
  };
  add_text("uid", details.uid);
  properties.push_back(start_property(set.anchor));
  if (details.duration && details.kind != component_kind::journal) {
    properties.push_back(
        property("duration", "duration", detail::duration_text(*details.duration)));
  }
  const auto add_rules = [&](std::string_view name, const std::vector<rule>& rules) {
    for (const rule& r : rules) properties.push_back(property(name, "{}", "recur", recur_text(r)));
  };
  const auto add_dates = [&](std::string_view name, const std::vector<listed_date>& dates) {
    for (const listed_date& d : dates) properties.push_back(date_property(name, d));
  };
  add_rules("rrule", set.rules);
  add_dates("rdate", set.dates);
  add_rules("exrule", set.excluded_rules);
  add_dates("exdate", set.excluded_dates);
  add_text("summary", details.summary);
  add_text("location", details.location);
  add_text("status", details.status);
  std::vector<std::string> alarms;
  for (const event_alarm& a : details.alarms)
    alarms.push_back(alarm_component(a, set.anchor, details));
  return component(name_of(details.kind), properties, alarms);
}

}  // namespace occur
