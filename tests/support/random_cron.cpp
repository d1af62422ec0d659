#include "random_cron.hpp"

#include <functional>
#include <vector>

namespace occur::testing {
namespace {

struct field {
  int first, last;
  std::vector<std::string> names{};
  bool has_cycle = true;  ///< whether a step may go over its end
};

std::string value(dice& d, const field& f, std::int64_t number) {
  const auto index = static_cast<std::size_t>(number - f.first);
  return index < f.names.size() && d.chance(40) ? f.names[index] : std::to_string(number);
}

std::string plain_item(dice& d, const field& f) {
  const std::int64_t from = d.between(f.first, f.last);
  const std::int64_t to = d.between(f.first, f.last);
  const std::string step = "/" + std::to_string(d.between(1, f.last / 2 + 1));
  switch (d.below(6)) {
    case 0:
      return "*" + (d.chance(60) ? step : "");
    case 1: {
      const bool steps = d.chance(40) && (from <= to || f.has_cycle);
      return value(d, f, from) + "-" + value(d, f, to) + (steps ? step : "");
    }
    case 2:
      return value(d, f, from) + (d.chance(30) ? step : "");
    default:
      return value(d, f, from);
  }
}

std::string list(dice& d, const std::function<std::string(dice&)>& item) {
  std::string text = item(d);
  while (d.chance(30)) text += "," + item(d);
  return text;
}

std::string plain_field(dice& d, const field& f) {
  return list(d, [&](dice& of) { return plain_item(of, f); });
}

std::string month_day_item(dice& d) {
  static const field days{1, 31, {}, false};
  switch (d.below(8)) {
    case 0:
      return "L";
    case 1:
      return "L-" + std::to_string(d.between(1, 30));
    case 2:
      return "LW";
    case 3:
      return std::to_string(d.chance(50) ? d.between(1, 31) : d.one_of({1, 27, 28, 29, 30, 31})) +
             "W";
    default:
      return plain_item(d, days);
  }
}

std::string weekday_item(dice& d) {
  static const field days{0, 6, {"SUN", "mon", "Tue", "WED", "thu", "FRI", "sat"}};
  const std::string day = value(d, days, d.between(0, 6));
  switch (d.below(8)) {
    case 0:
      return day + "L";
    case 1:
      return day + "#" + std::to_string(d.between(1, 5));
    case 2:
      return d.one_of({"7", "0-7", "5-7", "7-2", "7L", "7#3", "1-7/2"});
    default:
      return plain_item(d, days);
  }
}

}  // namespace

std::string random_cron(dice& d) {
  static const field sixty{0, 59};
  static const field hours{0, 23};
  static const field months{
      1, 12, {"jan", "FEB", "Mar", "apr", "may", "JUN", "jul", "aug", "sep", "oct", "nov", "dec"}};
  std::string text;
  if (d.chance(25)) text += plain_field(d, sixty) + " ";
  text += plain_field(d, sixty) + " " + (d.chance(30) ? "*" : plain_field(d, hours)) + " ";
  text += (d.chance(40) ? "*" : list(d, month_day_item)) + " ";
  text += (d.chance(60) ? "*" : plain_field(d, months)) + " ";
  return text + (d.chance(40) ? "*" : list(d, weekday_item));
}

}  // namespace occur::testing
