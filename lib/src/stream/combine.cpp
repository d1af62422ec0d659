#include "stream/combine.hpp"

#include <algorithm>

namespace occur::detail {
namespace {

[[nodiscard]] bool in_order(const occurrence& a, const occurrence& b) {
  return a.time != b.time ? a.time < b.time : a.local < b.local;
}

/// Fills `out` with what a source has and `keep` lets through.
template <class Keep>
[[nodiscard]] std::size_t read_kept(stream::source& from, std::span<occurrence> out, Keep keep) {
  std::size_t kept = 0;
  while (kept < out.size()) {
    const auto block = out.subspan(kept);
    const std::size_t n = from.read(block);
    for (const auto& o : block.first(n))
      if (keep(o)) out[kept++] = o;
    if (n < block.size()) break;
  }
  return kept;
}

class listed_source final : public stream::source {
 public:
  explicit listed_source(std::vector<occurrence> all) : all_(std::move(all)) {}

  std::size_t read(std::span<occurrence> out) override {
    const std::size_t n = std::min(out.size(), all_.size() - position_);
    std::copy_n(all_.begin() + static_cast<std::ptrdiff_t>(position_), n, out.begin());
    position_ += n;
    return n;
  }

  void seek(date::sys_seconds instant) override {
    position_ = static_cast<std::size_t>(
        std::ranges::lower_bound(all_, instant, {}, &occurrence::time) - all_.begin());
  }

 private:
  std::vector<occurrence> all_;
  std::size_t position_ = 0;
};

class union_source final : public stream::source {
 public:
  union_source(std::vector<source_ptr> sources, identity id) : id_(std::move(id)) {
    for (auto& s : sources) readers_.emplace_back(std::move(s));
  }

  std::size_t read(std::span<occurrence> out) override {
    std::size_t n = 0;
    while (n < out.size()) {
      const occurrence* first = nullptr;
      for (auto& r : readers_)
        if (const auto* o = r.peek(); o && (!first || comes_first(*o, *first))) first = o;
      if (!first) break;
      out[n] = *first;
      for (auto& r : readers_)
        if (const auto* o = r.peek(); o && id_.same(*o, out[n])) r.take();
      ++n;
    }
    return n;
  }

  void seek(date::sys_seconds instant) override {
    for (auto& r : readers_) r.seek(instant);
  }

 private:
  [[nodiscard]] bool comes_first(const occurrence& a, const occurrence& b) const {
    if (id_.same(a, b)) return b.change == clock_change::moved && a.change != clock_change::moved;
    return in_order(a, b);
  }

  std::vector<reader> readers_;
  identity id_;
};

class difference_source final : public stream::source {
 public:
  difference_source(source_ptr from, source_ptr excluded, identity id)
      : from_(std::move(from)), excluded_(std::move(excluded)), id_(std::move(id)) {}

  std::size_t read(std::span<occurrence> out) override {
    return read_kept(*from_, out, [this](const occurrence& o) { return !excludes(o); });
  }

  void seek(date::sys_seconds instant) override {
    from_->seek(instant);
    excluded_.seek(instant);
  }

 private:
  [[nodiscard]] bool excludes(const occurrence& o) {
    int steps = 0;
    for (const auto* x = excluded_.peek(); x; x = excluded_.peek()) {
      if (id_.same(*x, o)) return true;
      if (!in_order(*x, o)) return false;
      // A dense exclusion is crossed by seeking, a sparse one step by step.
      if (++steps > steps_before_seek)
        excluded_.seek(o.time), steps = 0;
      else
        excluded_.take();
    }
    return false;
  }

  static constexpr int steps_before_seek = 64;
  source_ptr from_;
  reader excluded_;
  identity id_;
};

class day_filter final : public stream::source {
 public:
  day_filter(source_ptr from, std::vector<std::int64_t> days)
      : from_(std::move(from)), days_(std::move(days)) {}

  std::size_t read(std::span<occurrence> out) override {
    return read_kept(*from_, out, [this](const occurrence& o) { return !excludes(o); });
  }

  void seek(date::sys_seconds instant) override { from_->seek(instant); }

 private:
  [[nodiscard]] bool excludes(const occurrence& o) const {
    const auto day = date::floor<date::days>(o.local).time_since_epoch().count();
    return std::ranges::binary_search(days_, std::int64_t{day});
  }

  source_ptr from_;
  std::vector<std::int64_t> days_;
};

}  // namespace

source_ptr listed(std::vector<occurrence> occurrences, const identity& id) {
  std::ranges::stable_sort(occurrences, in_order);
  const auto same = [&](const occurrence& a, const occurrence& b) { return id.same(a, b); };
  occurrences.erase(std::unique(occurrences.begin(), occurrences.end(), same), occurrences.end());
  return std::make_unique<listed_source>(std::move(occurrences));
}

source_ptr united(std::vector<source_ptr> sources, identity id) {
  if (sources.size() == 1) return std::move(sources.front());
  return std::make_unique<union_source>(std::move(sources), std::move(id));
}

source_ptr without(source_ptr from, source_ptr excluded, identity id) {
  return std::make_unique<difference_source>(std::move(from), std::move(excluded), std::move(id));
}

source_ptr without_days(source_ptr from, std::vector<std::int64_t> days) {
  std::ranges::sort(days);
  return std::make_unique<day_filter>(std::move(from), std::move(days));
}

bool reader::fill() {
  if (ended_) return false;
  block_.resize(block_size);
  position_ = 0;
  size_ = source_->read(block_);
  ended_ = size_ < block_size;
  return size_ != 0;
}

std::size_t reader::read(std::span<occurrence> out) {
  const std::size_t held = std::min(out.size(), size_ - position_);
  std::copy_n(block_.begin() + static_cast<std::ptrdiff_t>(position_), held, out.begin());
  position_ += held;
  if (held == out.size() || ended_) return held;
  const std::size_t more = source_->read(out.subspan(held));
  ended_ = more < out.size() - held;
  return held + more;
}

}  // namespace occur::detail
