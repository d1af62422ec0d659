#pragma once

#include <iosfwd>
#include <string_view>

namespace occur::bench {

/// How much is measured.
struct effort {
  int rounds;         ///< of which the least time counts
  std::size_t lines;  ///< at most, of one run
};

/// What the parts of a report share: where it goes, and whether all that was
/// seen was right. Times never make it wrong.
class report {
 public:
  report(std::ostream& out, effort e) : out_(out), effort_(e) {}

  [[nodiscard]] std::ostream& out() const { return out_; }
  [[nodiscard]] const effort& how() const { return effort_; }
  [[nodiscard]] bool all_right() const { return all_right_; }

  /// Says so when something is not as it has to be.
  void expect(bool holds, std::string_view what);

 private:
  std::ostream& out_;
  effort effort_;
  bool all_right_ = true;
};

/// The sixteen rules: library, tool and libical.
void report_rules(report& r);

/// Far seeks, counting, walking back, comparing, reading.
void report_access(report& r);

/// What it costs to start the tool, beside `date`, and to print many lines,
/// beside `seq`.
void report_processes(report& r);

/// How late the commands of a runner begin, beside a bare timer and posix_spawn.
void report_lateness(report& r);

}  // namespace occur::bench
