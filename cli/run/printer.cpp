#include "run/printer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "occur/json_text.hpp"
#include "output/formatter.hpp"

namespace occur::cli {

void due_printer::print(const turn& t, date::sys_seconds now) {
  const bool is_calendar = request_.format.name == format_name::ics;
  const bool is_line = !is_calendar && request_.format.name != format_name::json;
  const bool adds_name = names_ && is_line;
  format_setting setting;
  setting.faces.emplace_back(t.set->anchor, request_.in.shown);
  setting.line_end = adds_name ? '\t' : request_.line_end;
  setting.from = {now, request_.in.where};
  setting.first_ordinal = t.seq;
  if (names_) setting.id = t.id;
  if (names_ || is_calendar) setting.details.push_back({.summary = std::string{t.summary}});
  if (is_calendar) setting.details[0].uid = t.id;
  occurrence alone = t.at;
  alone.set = 0;
  const auto format = make_formatter(request_.format, std::move(setting));
  format->print(std::span{&alone, 1}, to_);
  format->finish(to_);
  if (adds_name) to_.write(fmt::format("{}{}", t.id, request_.line_end));
  to_.flush();
}

void command_output::take(const turn& from, const output_event& e, output_mode how) {
  std::string& held = begun_[{from.run, e.errors}];
  std::string_view rest = e.bytes;
  while (!rest.empty()) {
    const std::size_t room = longest_line - held.size();
    const std::size_t end = rest.substr(0, room).find('\n');
    const bool ends = end != std::string_view::npos;
    held += rest.substr(0, ends ? end : room);
    rest.remove_prefix(ends ? end + 1 : std::min(room, rest.size()));
    if (!ends && held.size() < longest_line) break;
    write(from, e.errors, held, how);
    held.clear();
  }
  (e.errors ? errors_ : out_).flush();
}

void command_output::end(const turn& of, output_mode how) {
  for (const bool is_error : {false, true}) {
    const auto held = begun_.find({of.run, is_error});
    if (held == begun_.end()) continue;
    if (!held->second.empty()) write(of, is_error, held->second, how);
    begun_.erase(held);
  }
  out_.flush();
  errors_.flush();
}

void command_output::write(const turn& from, bool is_error, std::string_view line,
                           output_mode how) {
  if (how == output_mode::json) {
    out_.write(fmt::format(R"({{"event":"output","id":{},"run":{},"stream":"{}","text":{}}})"
                           "\n",
                           json_string(from.id), from.run, is_error ? "stderr" : "stdout",
                           json_string(line)));
  } else {
    (is_error ? errors_ : out_).write(fmt::format("{}: {}\n", from.id, line));
  }
}

}  // namespace occur::cli
