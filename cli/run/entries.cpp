#include "run/entries.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <utility>

#include "occur/json_text.hpp"
#include "schedule_arguments.hpp"

namespace occur::cli {
namespace {

constexpr std::size_t longest_id = 100;

/// The id of the schedule of the arguments: what the user calls it.
std::string id_of(std::span<const std::string> words) {
  std::string id = fmt::format("{}", fmt::join(words, " "));
  const bool is_name = id.size() <= longest_id && id.find_first_of("\n\\") == std::string::npos;
  return is_name ? id : std::string{"schedule"};
}

}  // namespace

outcome<void> entry_reader::read_arguments() {
  if (call_.words.empty()) return {};
  for (const std::string& word : call_.words) {
    if (is_schedule_file(word)) {
      return usage_error(fmt::format("{} is a file of schedules with commands of their own", word),
                         "write it without @, or with -f");
    }
  }
  auto read = read_schedule(call_.words, request_.in, call_.around, call_.talk);
  if (!read) return tl::unexpected{std::move(read.error())};
  const std::string id = id_of(call_.words);
  entry e{.id = id, .when = selection{std::move(read->sets)}};
  if (!what_.arguments.empty()) e.what = what_;
  e.how = request_.how;
  e.summary = id;
  arguments_.push_back({std::move(e), id});
  return {};
}

entries entry_reader::read(date::sys_seconds now) const {
  entries found;
  for (file_schedule one : arguments_) add(std::move(one), {}, found);
  for (const std::string& path : request_.files) read_file(path, now, found);
  return found;
}

void entry_reader::read_file(const std::string& path, date::sys_seconds now, entries& into) const {
  const auto read = cli::read_file(path);
  if (!read) {
    ++into.errors;
    call_.talk.error(read.error());
  } else if (path.ends_with(".ics") || looks_like_calendar(read->text)) {
    read_calendar(read->text, path, into);
  } else {
    read_schedules(read->text, path, now, into);
  }
}

void entry_reader::read_schedules(const std::string& text, const std::string& path,
                                  date::sys_seconds now, entries& into) const {
  schedule_file_options options;
  options.now = now;
  options.where = request_.in.where;
  options.how = request_.how;
  options.what = what_;
  options.folder = std::filesystem::absolute(path).parent_path().string();
  options.strict = request_.in.options.strict;
  schedule_file read = read_schedule_file(text, options);
  for (error& e : read.warnings) call_.talk.warning({std::move(e), text, path});
  for (error& e : read.errors) call_.talk.error({std::move(e), text, path});
  into.errors += read.errors.size();
  std::move(read.unreadable.begin(), read.unreadable.end(), std::back_inserter(into.unreadable));
  for (file_schedule& one : read.schedules) add(std::move(one), path, into);
}

void entry_reader::read_calendar(const std::string& text, const std::string& path,
                                 entries& into) const {
  calendar_options options;
  options.sets = request_.in.options;
  auto read = parse_calendar(text, options);
  if (!read) {
    ++into.errors;
    call_.talk.error({std::move(read.error()), text, path});
    return;
  }
  for (error& e : read->warnings) call_.talk.warning({std::move(e), text, path});
  // An event whose instances were changed is several sets, and one schedule.
  const calendar& all = read->value;
  std::map<std::string, std::vector<std::size_t>> events;
  for (std::size_t i = 0; i < all.sets.size(); ++i) {
    const std::string& uid = all.details[i].uid;
    events[uid.empty() ? fmt::format("event {}", i + 1) : uid].push_back(i);
  }
  for (const auto& [uid, places] : events) {
    std::vector<recurrence_set> sets;
    for (const std::size_t i : places) sets.push_back(all.sets[i]);
    add_event(uid, std::move(sets), all.details[places.front()], path, into);
  }
}

void entry_reader::add_event(std::string id, std::vector<recurrence_set> sets,
                             const event_details& about, const std::string& path,
                             entries& into) const {
  file_schedule one{{.id = std::move(id), .when = selection{std::move(sets)}}, {}};
  if (!what_.arguments.empty()) one.of.what = what_;
  one.of.how = request_.how;
  one.of.summary = about.summary;
  one.of.context =
      fmt::format(R"({{"summary":{},"location":{},"calendar":{}}})", json_string(about.summary),
                  json_string(about.location), json_string(about.calendar));
  one.written = one.of.context;
  for (const recurrence_set& set : one.of.when.sets()) one.written += to_string(set);
  add(std::move(one), path, into);
}

void entry_reader::add(file_schedule&& one, const std::string& path, entries& into) const {
  if (!into.ids.insert(one.of.id).second) {
    ++into.errors;
    call_.talk.error(
        usage_error(fmt::format("{}: there is a schedule \"{}\" already", path, one.of.id),
                    "an id may stand once over all files")
            .value());
    return;
  }
  if (request_.end) one.of.until = *request_.end;
  if (request_.notifies && one.of.summary.empty()) one.of.summary = one.of.id;
  into.all.push_back(std::move(one));
}

}  // namespace occur::cli
