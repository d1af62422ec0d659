// What is known of one occurrence that is acted upon, from when it is due to the end of its run.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "occur/runner.hpp"
#include "runner/registry.hpp"

namespace occur::detail {

/// It keeps its entry, whatever becomes of that in the registry.
struct job {
  std::shared_ptr<const entry> what;
  taken of;
  std::optional<occurrence> next{};
  run_reason reason = run_reason::due;
  std::uint64_t missed = 0;
  std::uint32_t attempt = 1;
  std::uint64_t run = 0;
  milliseconds late{0};
  std::uint64_t generation = 0;  ///< of the occurrence among those of its id that go on

  [[nodiscard]] turn as_turn() const {
    return {.id = what->id,
            .at = of.at,
            .set = &what->when.sets()[of.at.set],
            .seq = of.seq,
            .run = run,
            .late = late,
            .reason = reason,
            .missed = missed,
            .attempt = attempt,
            .next = next,
            .context = what->context,
            .summary = what->summary};
  }
};

/// Tells the observer.
class herald {
 public:
  herald(host& machine, observer& watcher) : machine_(&machine), watcher_(&watcher) {}

  void tell(const job& of, const event_detail& what) const {
    const turn t = of.as_turn();
    watcher_->on({machine_->now(), &t, what});
  }
  void tell(const event_detail& what) const { watcher_->on({machine_->now(), nullptr, what}); }

 private:
  host* machine_;
  observer* watcher_;
};

}  // namespace occur::detail
