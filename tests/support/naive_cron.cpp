#include "naive_cron.hpp"

#include <algorithm>
#include <cctype>
#include <sstream>
#include <string>

#include "naive_zone.hpp"

namespace occur::testing {
namespace {

using strings = std::vector<std::string>;

strings split(const std::string& text, char at) {
  strings parts;
  std::istringstream in{text};
  for (std::string part; std::getline(in, part, at);) parts.push_back(part);
  return parts;
}

/// Numbers for names, capitals, `*` for `?`.
std::string plain(std::string field, const strings& names, int first) {
  std::transform(field.begin(), field.end(), field.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  for (std::size_t i = 0; i < names.size(); ++i) {
    for (auto at = field.find(names[i]); at != std::string::npos; at = field.find(names[i])) {
      field.replace(at, names[i].size(), std::to_string(static_cast<int>(i) + first));
    }
  }
  return field == "?" ? "*" : field;
}

/// Walks from the first of an item to its last, and sees whether a step falls on `value`.
bool item_has(const std::string& item, int value, int low, int high) {
  const auto slash = item.find('/');
  const std::string base = item.substr(0, slash);
  const int step = slash == std::string::npos ? 1 : std::stoi(item.substr(slash + 1));
  const auto dash = base.find('-');
  if (base != "*" && dash == std::string::npos && slash == std::string::npos) {
    return std::stoi(base) == value;
  }
  const int first = base == "*" ? low : std::stoi(base);
  const int last =
      base == "*" || dash == std::string::npos ? high : std::stoi(base.substr(dash + 1));
  int at = first;
  for (int steps = 0;; ++steps) {
    if (steps % step == 0 && at == value) return true;
    if (at == last) return false;
    at = at == high ? low : at + 1;
  }
}

bool has(const strings& items, int value, int low, int high) {
  return std::any_of(items.begin(), items.end(),
                     [&](const std::string& item) { return item_has(item, value, low, high); });
}

struct day {
  int of_month, last_of_month, weekday, month;  ///< Sunday is 0
};

day day_at(date::local_days when) {
  const date::year_month_day ymd{when};
  const date::year_month_day last{ymd.year() / ymd.month() / date::last};
  return {static_cast<int>(static_cast<unsigned>(ymd.day())),
          static_cast<int>(static_cast<unsigned>(last.day())),
          static_cast<int>(date::weekday{when}.c_encoding()),
          static_cast<int>(static_cast<unsigned>(ymd.month()))};
}

/// The weekday of another day of the same month.
int weekday_of(const day& d, int of_month) {
  return ((d.weekday + of_month - d.of_month) % 7 + 7) % 7;
}

int nearest_work_day(const day& d, int to) {
  const int weekday = weekday_of(d, to);
  if (weekday == 6) return to == 1 ? 3 : to - 1;
  if (weekday == 0) return to == d.last_of_month ? to - 2 : to + 1;
  return to;
}

bool month_day_item_has(const std::string& item, const day& d) {
  if (item == "L") return d.of_month == d.last_of_month;
  if (item == "LW") return d.of_month == nearest_work_day(d, d.last_of_month);
  if (item.starts_with("L-")) return d.of_month == d.last_of_month - std::stoi(item.substr(2));
  if (item.back() == 'W') {
    const int to = std::stoi(item);
    return to <= d.last_of_month && d.of_month == nearest_work_day(d, to);
  }
  return item_has(item, d.of_month, 1, 31);
}

bool weekday_item_has(const std::string& item, const day& d) {
  if (const auto hash = item.find('#'); hash != std::string::npos) {
    return std::stoi(item) % 7 == d.weekday &&
           (d.of_month + 6) / 7 == std::stoi(item.substr(hash + 1));
  }
  if (item.back() == 'L')
    return std::stoi(item) % 7 == d.weekday && d.of_month + 7 > d.last_of_month;
  const int first = item[0] == '*' ? 0 : std::stoi(item) % 7;
  const auto dash = item.find('-');
  const auto slash = item.find('/');
  int last = first;
  if (item[0] == '*' || (dash == std::string::npos && slash != std::string::npos)) last = 6;
  if (dash != std::string::npos) last = std::stoi(item.substr(dash + 1));
  if (item[0] == '7') last %= 7;
  if (last < first) last += 7;
  const int step = slash == std::string::npos ? 1 : std::stoi(item.substr(slash + 1));
  for (int n = first; n <= last; n += step) {
    if (n % 7 == d.weekday) return true;
  }
  return false;
}

class expression {
 public:
  explicit expression(std::string_view text) {
    std::istringstream words{std::string{text}};
    for (std::string word; words >> word;) fields_.push_back(word);
    if (fields_.size() == 5) fields_.insert(fields_.begin(), "0");
    fields_[4] =
        plain(fields_[4], split("JAN,FEB,MAR,APR,MAY,JUN,JUL,AUG,SEP,OCT,NOV,DEC", ','), 1);
    fields_[5] = plain(fields_[5], split("SUN,MON,TUE,WED,THU,FRI,SAT", ','), 0);
    fields_[3] = plain(fields_[3], {}, 0);
    for (const std::string& field : fields_) items_.push_back(split(field, ','));
  }

  [[nodiscard]] bool follows_clock() const {
    return std::any_of(fields_.begin(), fields_.begin() + 3,
                       [](const std::string& f) { return f[0] == '*'; });
  }

  [[nodiscard]] bool has_day(date::local_days when) const {
    const day d = day_at(when);
    if (!has(items_[4], d.month, 1, 12)) return false;
    const bool in_month = std::any_of(items_[3].begin(), items_[3].end(), [&](const auto& item) {
      return month_day_item_has(item, d);
    });
    const bool in_week = std::any_of(items_[5].begin(), items_[5].end(),
                                     [&](const auto& item) { return weekday_item_has(item, d); });
    const bool both = fields_[3][0] == '*' || fields_[5][0] == '*';
    return both ? in_month && in_week : in_month || in_week;
  }

  [[nodiscard]] bool has_minute(int minute) const {
    return has(items_[2], minute / 60, 0, 23) && has(items_[1], minute % 60, 0, 59);
  }

  [[nodiscard]] bool has_second(int second) const { return has(items_[0], second, 0, 59); }

 private:
  strings fields_;
  std::vector<strings> items_;
};

class search {
 public:
  search(std::string_view text, const zone& on, date::sys_seconds from, std::size_t most)
      : wanted_(text), on_(on), from_(from), most_(most) {
    for (int second = 0; second < 60; ++second) {
      if (wanted_.has_second(second)) seconds_.emplace_back(second);
    }
    for (int minute = 0; minute < 24 * 60; ++minute) {
      if (wanted_.has_minute(minute)) minutes_.emplace_back(minute);
    }
  }

  std::vector<date::sys_seconds> run(int days) {
    const auto first = date::floor<date::days>(on_.to_local(from_)) - date::days{1};
    for (date::local_days d = first; d < first + date::days{days}; d += date::days{1}) {
      if (wanted_.has_day(d)) try_minutes(d);
      // A day later nothing can come before what is there.
      if (found_.size() > most_ && is_before(most_ - 1, d - date::days{1})) break;
    }
    std::sort(found_.begin(), found_.end());
    found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
    found_.resize(std::min(found_.size(), most_));
    return found_;
  }

 private:
  void try_minutes(date::local_days d) {
    const gap_policy gap = wanted_.follows_clock() ? gap_policy::skip : gap_policy::forward;
    const fold_policy fold = wanted_.follows_clock() ? fold_policy::both : fold_policy::first;
    for (const std::chrono::minutes minute : minutes_) {
      for (const seconds second : seconds_) {
        for (const occurrence& o : resolved(on_, d + minute + second, gap, fold)) {
          if (o.time >= from_) found_.push_back(o.time);
        }
      }
      if (found_.size() > 2 * most_ + 4000) return;  // enough, clock changes and all
    }
  }

  [[nodiscard]] bool is_before(std::size_t index, date::local_days d) {
    std::sort(found_.begin(), found_.end());
    found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
    return index < found_.size() && found_[index] < date::sys_seconds{d.time_since_epoch()};
  }

  expression wanted_;
  const zone& on_;
  date::sys_seconds from_;
  std::size_t most_;
  std::vector<seconds> seconds_;
  std::vector<std::chrono::minutes> minutes_;
  std::vector<date::sys_seconds> found_;
};

}  // namespace

std::vector<date::sys_seconds> naive_cron(std::string_view expression, const zone& on,
                                          date::sys_seconds from, std::size_t most, int days) {
  return search{expression, on, from, most}.run(days);
}

}  // namespace occur::testing
