#include "occur/phrase.hpp"

#include <utility>

#include "phrase/grammar.hpp"
#include "phrase/meaning.hpp"

namespace occur {

result<parsed<std::vector<recurrence_set>>> parse_phrase(std::string_view text,
                                                         const phrase_options& options) {
  auto tree = detail::phrase::read_phrase(text);
  if (!tree) return tl::unexpected(std::move(tree.error()));
  return detail::phrase::meaning(*std::move(tree), options)
      .map([](std::vector<recurrence_set>&& sets) {
        return parsed<std::vector<recurrence_set>>{std::move(sets), {}};
      });
}

result<date::sys_seconds> parse_moment(std::string_view text, const phrase_options& options) {
  auto read = parse_phrase(text, options);
  if (!read) return tl::unexpected(std::move(read.error()));
  const auto& sets = read->value;
  if (sets.size() != 1 || !sets.front().rules.empty() || sets.front().dates.size() != 1)
    return tl::unexpected(error{error_code::conflict,
                                "one moment is needed here",
                                {0, text.size()},
                                "write \"tomorrow at 9:00\", \"on friday\" or \"in 20 minutes\""});
  const recurrence_set& set = sets.front();
  const date::local_seconds local = set.dates.front().value.time;
  if (set.anchor.kind == start_kind::utc) return date::sys_seconds{local.time_since_epoch()};
  return set.anchor.where.read(local).before;
}

}  // namespace occur
