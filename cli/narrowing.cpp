#include "narrowing.hpp"

#include <string_view>
#include <utility>

namespace occur::cli {
namespace {

outcome<std::vector<schedule>> read_each(std::string_view option,
                                         const std::vector<std::string>& values, const reading& in,
                                         const environment& around, const diagnostics& talk) {
  std::vector<schedule> all;
  for (const std::string& value : values) {
    auto read = read_schedule_value(option, value, in, around, talk);
    if (!read) return tl::unexpected{std::move(read.error())};
    all.push_back(std::move(*read));
  }
  return all;
}

}  // namespace

void declare(option_reader& reader, narrowing_options& o) {
  reader.values({"--only", "S", "those that the schedule S has too; may be given again",
                 value_kind::schedule},
                o.only);
  reader.values({"--except", "S", "those that the schedule S does not have; may be given again",
                 value_kind::schedule},
                o.except);
}

selection narrowing::of(selection all) const {
  for (const schedule& s : only) all = std::move(all).only(s.sets);
  for (const schedule& s : except) all = std::move(all).except(s.sets);
  return all;
}

outcome<narrowing> read_narrowing(const narrowing_options& o, const reading& in,
                                  const environment& around, const diagnostics& talk) {
  narrowing n;
  return assign(n.only, read_each("--only", o.only, in, around, talk))
      .and_then([&] { return assign(n.except, read_each("--except", o.except, in, around, talk)); })
      .map([&] { return std::move(n); });
}

}  // namespace occur::cli
