#include "findings.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string_view>
#include <utility>

#include "occur/calendar.hpp"
#include "occur/phrase.hpp"
#include "occur/schedule_file.hpp"
#include "nothing.hpp"
#include "observations.hpp"

namespace occur::cli {
namespace {

/// Some bytes of a text, and where the first of them stands in it.
struct unit {
  std::string_view text;
  std::size_t at = 0;
};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string_view trimmed(std::string_view line) {
  const std::size_t begin = line.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return line.substr(begin, line.find_last_not_of(" \t\r") + 1 - begin);
}

/// Whether a line is of a property block or a rule: a name, and what separates it from its value.
bool is_property(std::string_view line) {
  const std::string_view text = trimmed(line);
  const auto end =
      std::find_if_not(text.begin(), text.end(), [](char c) { return is_letter(c) || c == '-'; });
  return end != text.begin() && end != text.end() &&
         std::string_view{":=;"}.find(*end) != std::string_view::npos;
}

std::vector<unit> lines_of(std::string_view text) {
  std::vector<unit> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back({text.substr(at, end - at), at});
    at = end + 1;
  }
  return lines;
}

/// The schedules of a text: blocks of properties, each up to a blank line, and other lines.
std::vector<unit> units_of(std::string_view text) {
  std::vector<unit> units;
  bool in_block = false;
  for (const unit& line : lines_of(text)) {
    const std::string_view words = trimmed(line.text);
    if (words.empty()) {
      in_block = false;
    } else if (in_block) {
      const std::size_t begin = units.back().at;
      units.back().text = text.substr(begin, line.at + line.text.size() - begin);
    } else if (!words.starts_with('#')) {
      in_block = is_property(line.text);
      units.push_back(line);
    }
  }
  return units;
}

error moved(error e, std::size_t by) {
  e.where = {e.where.begin + by, e.where.end + by};
  return e;
}

/// Gathers what there is to say about one text.
class examiner {
 public:
  examiner(const schedule_text& text, reading in) : text_(text.text), in_(std::move(in)) {
    in_.options.strict = false;
  }

  void examine_calendar() {
    calendar_options options;
    options.sets = in_.options;
    const auto read = parse_calendar(text_, options);
    if (!read) return add(severity::error, read.error());
    add_warnings(read->warnings, 0);
    if (read->value.sets.empty()) add_never({}, place_of("VCALENDAR"));
    for (std::size_t i = 0; i < read->value.sets.size(); ++i) {
      const std::string uid = "UID:" + read->value.details[i].uid;
      if (never_occurs(read->value.sets[i])) add_never({read->value.sets[i]}, place_of(uid));
    }
  }

  void examine_file(const std::string& origin) {
    schedule_file_options options;
    options.now = in_.now;
    options.where = in_.where;
    options.folder = std::filesystem::path{origin}.parent_path().string();
    const schedule_file read = read_schedule_file(text_, options);
    for (const error& e : read.errors) add(severity::error, e);
    add_warnings(read.warnings, 0);
    for (const file_schedule& s : read.schedules) {
      const auto& sets = s.of.when.sets();
      const bool never = std::all_of(sets.begin(), sets.end(), never_occurs);
      if (never && !sets.empty()) add_never(sets, place_of(s.of.id));
    }
  }

  void examine_schedules() {
    for (const unit& u : units_of(text_)) examine_schedule(u);
    if (units_of(text_).empty()) {
      add(severity::error, {error_code::missing,
                            "there is nothing to read",
                            {},
                            "write a phrase, a rule, a property block or a cron expression"});
    }
  }

  [[nodiscard]] std::vector<finding> take() {
    std::stable_sort(found_.begin(), found_.end(), [](const finding& a, const finding& b) {
      return a.what.where.begin < b.what.where.begin;
    });
    return std::move(found_);
  }

 private:
  static bool never_occurs(const recurrence_set& set) { return why_empty(set).has_value(); }

  void add(severity kind, error e) { found_.push_back({kind, std::move(e)}); }

  void add_warnings(const std::vector<error>& warnings, std::size_t at) {
    for (const error& e : warnings) add(severity::warning, moved(e, at));
  }

  void add_never(const std::vector<recurrence_set>& sets, span where) {
    add(severity::warning,
        {error_code::conflict, why_never(sets).value_or("never occurs"), where, {}});
  }

  [[nodiscard]] span place_of(std::string_view words) const {
    const std::size_t at = text_.find(words);
    return at == std::string_view::npos ? span{} : span{at, at + words.size()};
  }

  void examine_schedule(const unit& u) {
    const auto read = parse_schedule(u.text, in_.form, in_.options, in_.phrases);
    if (!read) return add(severity::error, moved(read.error(), u.at));
    add_warnings(read->warnings, u.at);
    const auto& sets = read->value.sets;
    if (std::all_of(sets.begin(), sets.end(), never_occurs)) {
      return add_never(sets, {u.at, u.at + u.text.size()});
    }
    // The rules of phrases and of cron are not what was written.
    if (is_property(u.text)) return add_observations(u, sets);
    add_warnings(idle_exceptions(u.text, in_.phrases), u.at);
  }

  void add_observations(const unit& u, const std::vector<recurrence_set>& sets) {
    for (const recurrence_set& set : sets) {
      for (std::string& remark : observations(set, in_.options.default_start)) {
        const span where = place_of_remark(u, remark);
        add(severity::warning, {error_code::deprecated_form, std::move(remark), where, {}});
      }
    }
  }

  /// Where the property or part stands that a remark begins with; `the start` is DTSTART.
  static span place_of_remark(const unit& u, std::string_view remark) {
    const bool of_start = remark.starts_with("the start");
    const std::string_view word =
        of_start ? "DTSTART" : remark.substr(0, remark.find_first_of(" :"));
    const auto found = std::search(u.text.begin(), u.text.end(), word.begin(), word.end(),
                                   [](char a, char b) { return (a & ~0x20) == (b & ~0x20); });
    if (found == u.text.end()) return {u.at, u.at + u.text.size()};
    const std::size_t begin = u.at + static_cast<std::size_t>(found - u.text.begin());
    return {begin, begin + word.size()};
  }

  std::string_view text_;
  reading in_;
  std::vector<finding> found_;
};

}  // namespace

std::vector<finding> findings_of(const schedule_text& text, const reading& in) {
  examiner all{text, in};
  if (text.origin.ends_with(".toml")) {
    all.examine_file(text.origin);
  } else if (text.origin.ends_with(".ics") || looks_like_calendar(text.text)) {
    all.examine_calendar();
  } else {
    all.examine_schedules();
  }
  return all.take();
}

}  // namespace occur::cli
