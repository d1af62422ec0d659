#pragma once

#include <string>
#include <thread>

namespace occur::bench {

/// A pipe whose other end a thread empties, as the next program of a pipeline
/// would.
class drained_pipe {
 public:
  enum class what { discard, keep };
  explicit drained_pipe(what w = what::discard);
  ~drained_pipe();
  drained_pipe(const drained_pipe&) = delete;
  drained_pipe& operator=(const drained_pipe&) = delete;

  /// The end to write to.
  [[nodiscard]] int entry() const noexcept { return entry_; }

  /// Waits until the other end has taken all.
  void wait_until_empty() const;

  /// Closes the entry and waits for the end; all that came, where it is kept.
  std::string finish();

 private:
  void drain(what w);

  int exit_ = -1;
  int entry_ = -1;
  std::string kept_;
  std::thread reader_;
};

}  // namespace occur::bench
