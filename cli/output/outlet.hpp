// Text to a descriptor whose reader may be slow, or leave.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

namespace occur::cli {

/// What an outlet tells, from a thread of its own.
struct outlet_listener {
  std::function<void()> closed;     ///< the reader left, or cannot be written to
  std::function<void()> caught_up;  ///< the reader was behind, and is no longer
};

/// Takes texts for a pipe or a socket, and hands them over in a thread of its
/// own: who writes never waits for who reads. What a reader is behind by is
/// held up to `most`; whole texts beyond it are lost, and their lines counted.
/// To anything else than a pipe or a socket it writes at once; what a disk has
/// no room for is lost and counted likewise.
class outlet {
 public:
  enum class kind : std::uint8_t {
    patient,  ///< writes at once, whoever reads; what cannot be written ends it
    prompt    ///< never waits
  };
  outlet(int descriptor, kind how);
  /// What is held still is lost.
  ~outlet();
  outlet(const outlet&) = delete;
  outlet& operator=(const outlet&) = delete;

  /// Takes a text, or loses it; 0, or the `errno` that ended it all.
  int write(std::string_view text);

  /// Has a listener told, instead of the one before it, which hears nothing more.
  void tell(outlet_listener who);

  /// Whether so much is held that whoever can should wait.
  [[nodiscard]] bool is_behind() const;

  /// How many lines were lost since the last answer; 0 while that goes on.
  [[nodiscard]] std::uint64_t take_lost();

  /// The `errno` for which lines are being lost; 0 once they are not.
  [[nodiscard]] int trouble() const noexcept { return trouble_; }

  /// Waits until the reader has got it all, or has left, or as long as that; 0, or the `errno`
  /// that ended it all.
  int drain(std::optional<std::chrono::milliseconds> at_most = {});

  static constexpr std::size_t most = std::size_t{1} << 20U;

 private:
  class pump;
  int write_at_once(std::string_view text);

  int descriptor_;
  kind how_;
  // Without a pump:
  int failure_ = 0;
  int trouble_ = 0;
  std::uint64_t lost_ = 0;
  // Otherwise:
  std::shared_ptr<pump> pump_;  ///< shared with its thread, which may outlive a write that hangs
};

}  // namespace occur::cli
