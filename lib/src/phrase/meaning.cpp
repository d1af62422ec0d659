#include "phrase/meaning.hpp"

#include <algorithm>
#include <cctype>
#include <string>
#include <utility>

#include "phrase/clause_meaning.hpp"
#include "phrase/sharing.hpp"
#include "phrase/words.hpp"

namespace occur::detail::phrase {
namespace {

/// A zone by its name in any case. Only a name that is not found as it stands
/// is looked for among all names.
[[nodiscard]] result<zone> find_zone(const zone_name& named, const phrase_options& options) {
  const std::string name = lower(named.name);
  if (name == "utc" || name == "gmt") return zone{};
  auto found = options.find_zone(named.name);
  if (found) return found;
  for (const std::string& known : zone_names())
    if (lower(known) == name) return options.find_zone(known);
  error e = found.error();
  e.where = named.where;
  return tl::unexpected(std::move(e));
}

}  // namespace

result<std::vector<recurrence_set>> meaning(phrase_tree tree, const phrase_options& options) {
  reference ref{options.now, options.where, {}, options.default_time};
  if (tree.zone) {
    auto named = find_zone(*tree.zone, options);
    if (!named) return tl::unexpected(std::move(named.error()));
    ref.where = *std::move(named);
  }
  ref.local_now = ref.where.to_local(ref.now);
  if (auto e = share(tree)) return tl::unexpected(*std::move(e));

  std::vector<recurrence_set> sets;
  for (const clause& c : tree.clauses) {
    if (is_moment(c.kind)) {
      auto set = moment(c, ref);
      if (!set) return tl::unexpected(std::move(set.error()));
      sets.push_back(*std::move(set));
      continue;
    }
    auto list = recurring(c, ref);
    if (!list) return list;
    std::ranges::move(*list, std::back_inserter(sets));
  }
  return sets;
}

}  // namespace occur::detail::phrase
