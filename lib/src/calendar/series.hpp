// A series of instances, and what replaces some of them.
#pragma once

#include "calendar/event.hpp"

#include <vector>

namespace occur::detail {

/// The events of one UID while the changes of their instances are applied. The
/// changes of all later instances come in the order of their instances.
class series {
 public:
  explicit series(std::vector<event> masters);

  /// Replaces the instances that the event names; a cancelled one removes them.
  void change(event by);

  [[nodiscard]] std::vector<event> take() &&;

 private:
  /// An event of the series from an instance on. Its times are those of the
  /// instances that changes name, moved by `shift` where the set itself begins
  /// anew.
  struct part {
    event what;
    date::local_seconds from = date::local_seconds::min();  ///< on the clock of the first part
    seconds shift{};
    date::local_seconds end = date::local_seconds::max();  ///< where another one goes on
  };

  void change_one(event by);
  void change_later(event by);
  [[nodiscard]] date::local_seconds local_of(const listed_date& instance) const;

  std::vector<part> parts_;
  std::vector<event> changed_;
};

}  // namespace occur::detail
