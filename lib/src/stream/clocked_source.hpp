// The occurrences of an expression over sets that share a clock.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "expand/combination.hpp"
#include "stream/source.hpp"
#include "stream/wall_clock.hpp"

namespace occur::detail {

/// One term of an expression as the wall clock and as instants know it.
struct clocked_term {
  std::uint32_t set = 0;  ///< which set it comes from
  bool removes = false;   ///< an exception: its occurrences are none of the set's
  /// A rule's occurrences lie between these instants, both included.
  date::sys_seconds first = date::sys_seconds::min();
  date::sys_seconds until = date::sys_seconds::max();
  std::vector<occurrence> listed;  ///< of a list, in order
  std::vector<std::int64_t> days;  ///< of whole days, sorted
};

/// What a clocked source is built from: the terms in both views, by index.
struct clocked_terms {
  std::vector<term_ptr> local;
  std::vector<clocked_term> clocked;
  std::vector<step> steps;
};

/// Combines terms on the wall clock, where they are masks and tables, wherever
/// one offset holds; around a clock change it combines instants.
class clocked_source final : public stream::source {
 public:
  clocked_source(wall_clock clock, clocked_terms terms);

  std::size_t read(std::span<occurrence> out) override;
  void seek(date::sys_seconds instant) override;
  std::size_t read_back(const place& end, std::span<occurrence> out) override;
  std::int64_t count(date::sys_seconds from, date::sys_seconds to) override;
  std::optional<occurrence> nth(std::int64_t index) override;

 private:
  /// What a clock change makes of a day recurs with the kind of day, the time
  /// of day and the offsets. Occurrences are kept relative to midnight.
  struct kept_change {
    combination::day_key day;
    local_time begin;
    std::int64_t offset;
    std::int64_t offset_after;
    std::vector<occurrence> relative;
    std::int64_t gained;  ///< more instants than local times
  };

  /// An instant as counting sees it: what comes before it are the local times before `local` with
  /// what clock changes before that gained, and some more at a change that the instant lies in.
  struct counted_place {
    local_time local;
    std::int64_t more;
  };

  [[nodiscard]] counted_place place_in_count(date::sys_seconds instant);
  [[nodiscard]] std::size_t read_some(std::span<occurrence> out);
  [[nodiscard]] bool more();
  [[nodiscard]] bool next_stretch();
  std::size_t take_resolved(std::span<occurrence> out);
  std::size_t take_plain(std::span<occurrence> out);
  void continue_at(local_time time);
  [[nodiscard]] local_time within(local_time time) const;
  [[nodiscard]] occurrence plain(local_time time, const stretch& s) const;
  void attribute(std::span<occurrence> block);
  [[nodiscard]] std::uint32_t set_with(local_time time);
  [[nodiscard]] std::vector<occurrence> around_change(const stretch& change);
  [[nodiscard]] const kept_change* recurring(const stretch& change);
  [[nodiscard]] bool settled(const stretch& change) const;
  [[nodiscard]] std::int64_t gained_at(const stretch& change);
  [[nodiscard]] std::vector<occurrence> combine_at(const stretch& change) const;
  [[nodiscard]] bool changes_nothing(const stretch& change) const;
  [[nodiscard]] std::vector<occurrence> of_term(std::size_t i, const stretch& change) const;
  [[nodiscard]] bool has_times_in(const stretch& s) const;
  [[nodiscard]] std::int64_t gained_at_changes(local_time from, local_time end);
  [[nodiscard]] std::optional<occurrence> skip(std::int64_t n);

  wall_clock clock_;
  std::vector<clocked_term> clocked_;
  std::vector<step> steps_;
  combination combination_;
  cursor cursor_;
  bool union_only_;  // an instant of the expression is the instant of a term
  bool several_sets_ = false;

  static constexpr std::size_t block_size = 256;
  static constexpr std::size_t first_block = 8;
  static constexpr std::int64_t furthest_walk = 4096;
  std::array<local_time, block_size> block_;  // local times read ahead
  std::size_t ahead_ = first_block;           // how many: few for who reads few
  std::size_t position_ = 0;
  std::size_t size_ = 0;
  stretch stretch_{};
  std::vector<occurrence> resolved_;  // around a clock change, in order

  static constexpr std::size_t most_kept = 16;
  std::vector<kept_change> kept_;
  combination::page kept_page_;
  combination::page attributed_page_;
  std::size_t resolved_position_ = 0;
};

}  // namespace occur::detail
