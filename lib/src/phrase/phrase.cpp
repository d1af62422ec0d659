#include "occur/phrase.hpp"

#include <string>
#include <utility>

#include "occur/stream.hpp"

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

std::vector<error> idle_exceptions(std::string_view text, const phrase_options& options) {
  constexpr std::size_t most_looked_at = 50;
  const auto tree = detail::phrase::read_phrase(text);
  if (!tree) return {};
  const auto whole = detail::phrase::meaning(*tree, options);
  if (!whole) return {};
  std::vector<error> found;
  std::size_t looked_at = 0;
  for (std::size_t c = 0; c < tree->clauses.size(); ++c) {
    for (const auto& item : tree->clauses[c].exceptions) {
      if (++looked_at > most_looked_at) return found;
      auto without = *tree;
      std::erase_if(without.clauses[c].exceptions,
                    [&](const auto& other) { return other.where.begin == item.where.begin; });
      const auto rest = detail::phrase::meaning(std::move(without), options);
      if (!rest || !compare(selection{*whole}, selection{*rest}, 1).proved) continue;
      const std::string words{text.substr(item.where.begin, item.where.end - item.where.begin)};
      found.push_back(
          {error_code::conflict, "except " + words + " removes nothing", item.where, {}});
    }
  }
  return found;
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
