// Any text is a schedule file or has good errors; what can be read of it is whole.
#include <occur/schedule_file.hpp>
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <variant>

#include "invariant.hpp"
#include "runner/placeholders.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace occur::fuzz;
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  occur::schedule_file_options options;
  options.now = date::sys_days{date::year{2026} / 3 / 4} + std::chrono::minutes{615};
  const auto found = occur::read_schedule_file(text, options);
  for (const auto& e : found.errors) {
    must_point_into(text, e);
    must(!e.hint.empty(), "an error of a schedule file has a hint");
  }
  for (const auto& e : found.warnings) must_point_into(text, e);
  const auto by_place = [](const auto& a, const auto& b) { return a.where.begin < b.where.begin; };
  must(std::is_sorted(found.errors.begin(), found.errors.end(), by_place), "errors are in order");
  for (const auto& s : found.schedules) {
    must(!s.of.id.empty(), "a schedule has an id");
    must(!s.of.when.sets().empty(), "a schedule has a set");
    must(!s.written.empty(), "a schedule was written");
    const auto* what = std::get_if<occur::command>(&s.of.what);
    if (what == nullptr) continue;
    for (const auto& word : what->arguments) {
      must(occur::detail::argument_template::parse(word).has_value(), "an argument can be filled");
    }
  }
  const auto again = occur::read_schedule_file(text, options);
  must(again.schedules.size() == found.schedules.size(), "a file reads the same each time");
  return 0;
}
