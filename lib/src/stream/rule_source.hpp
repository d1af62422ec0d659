// The occurrences of one rule of a set.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "expand/expansion.hpp"
#include "stream/source.hpp"
#include "stream/wall_clock.hpp"

namespace occur::detail {

/// Expands a rule on the wall clock, block by block, and turns local times
/// into instants; ends at COUNT or UNTIL.
class rule_source final : public stream::source {
 public:
  rule_source(const rule& r, const recurrence_set& set, std::uint32_t set_index);

  std::size_t read(std::span<occurrence> out) override;
  void seek(date::sys_seconds instant) override;

 private:
  std::size_t read_unlimited(std::span<occurrence> out);
  std::size_t take_resolved(std::span<occurrence> out);
  std::size_t take_plain(std::span<occurrence> out);
  [[nodiscard]] std::size_t within_limits(std::span<occurrence> block);
  bool refill();
  void resolve_stretch();
  void limit_by(const date_time& until, start_kind kind);
  void continue_at(local_time time);
  [[nodiscard]] std::uint64_t count_before(local_time plain_time);
  [[nodiscard]] std::int64_t lost_to(const stretch& change);

  static constexpr std::size_t block_size = 256;

  wall_clock clock_;
  expansion expansion_;
  cursor cursor_;
  std::uint32_t set_index_;
  date::sys_seconds first_;  // no occurrence before the start's instant
  std::optional<std::uint64_t> count_;
  std::optional<date::sys_seconds> until_;
  local_time until_local_ = horizon_end;  // for dates and floating times

  std::array<local_time, block_size> block_;  // local times read ahead
  std::size_t position_ = 0;
  std::size_t size_ = 0;
  stretch stretch_{};
  std::vector<occurrence> resolved_;  // of a clock change, in order
  std::size_t resolved_position_ = 0;
  std::uint64_t remaining_ = 0;  // of COUNT
  bool ended_ = false;
};

}  // namespace occur::detail
