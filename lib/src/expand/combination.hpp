// Unions, intersections and differences of terms, day by day.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "expand/term.hpp"
#include "expand/year_times.hpp"

namespace occur::detail {

/// One step of an expression in postfix order: push a term, or replace the two
/// last results by one.
struct step {
  enum class kind : std::uint8_t { push, unite, intersect, subtract };
  kind what = kind::push;
  std::size_t term = 0;  // of push

  friend bool operator==(const step&, const step&) = default;
};

/// The local times that an expression over at most 64 terms selects. A day's
/// times follow from which terms select the day; what one such signature gives
/// is computed once, so days that cancel out cost nanoseconds, and whole years
/// are counted by signature.
class combination {
 public:
  combination(std::vector<term_ptr> terms, std::vector<step> steps);

  struct page {
    int year = 0;
    std::int64_t begin = 0;
    year_mask days;
    std::vector<term::page> terms;
  };

  /// Which terms select a day, a bit for each.
  using signature = std::uint64_t;
  static constexpr std::size_t most_terms = 64;

  [[nodiscard]] const term& term_at(std::size_t i) const { return *terms_[i]; }
  [[nodiscard]] local_time begin() const { return begin_; }
  [[nodiscard]] local_time end() const { return end_; }

  void load(page& p, int year) const;
  [[nodiscard]] int next_year(int year) const;
  /// The first day of the page from `day` on that may have times, or -1; and
  /// the last one up to `day`.
  [[nodiscard]] int next_day(const page& p, int day) const;
  [[nodiscard]] int previous_day(const page& p, int day) const { return p.days.previous(day); }
  /// Which terms select a day.
  [[nodiscard]] signature signature_of(const page& p, int day) const;
  /// What tells a day's times apart from other days': the terms that select it
  /// and their phases. Nothing when the day is a case of its own.
  struct day_key {
    signature terms = 0;
    std::int64_t phase = 0;
    friend bool operator==(const day_key&, const day_key&) = default;
  };
  [[nodiscard]] std::optional<day_key> key_of(const page& p, int day) const;
  /// Takes a day off the page that has turned out to have no times, and with it those of which
  /// the same is known: days that the same terms select, where none tells its days apart.
  void drop(page& p, int day) const;
  /// A selected day's times; may be none.
  [[nodiscard]] const time_table& times(const page& p, int day, time_table& scratch);

  /// Where to go on when the years (from, to] have no times: at `to`, or, when
  /// that was a whole cycle, at the next year in which a term begins or ends;
  /// past the horizon when there is none.
  [[nodiscard]] int after_barren(int from, int to) const;
  /// The same backwards, for the barren years [from, to).
  [[nodiscard]] int before_barren(int from, int to) const;

  /// The rule, where there is nothing else.
  [[nodiscard]] const expansion* only_rule() const {
    return terms_.size() == 1 ? terms_[0]->rule() : nullptr;
  }

  /// How many times lie in [from, to). Cost: for one rule, that of
  /// expansion::count_before; else at most the days of one common cycle of
  /// all terms, more where a varying rule is combined with others.
  [[nodiscard]] std::int64_t count(local_time from, local_time to);

  /// The time with `index` times before it.
  [[nodiscard]] std::optional<local_time> nth(std::int64_t index);

 private:
  /// The years in which a term begins and ends.
  struct life {
    int first;
    int last;
  };

  void settle_bounds();
  [[nodiscard]] std::int64_t cycle_about(int year) const;
  [[nodiscard]] std::int64_t count_days(std::int64_t from, std::int64_t to);
  [[nodiscard]] std::int64_t count_years(int from, int to);
  [[nodiscard]] std::int64_t count_in(const page& p, const year_mask& days);
  [[nodiscard]] std::int64_t count_part(const page& p, year_mask days, signature s);
  [[nodiscard]] std::int64_t count_on(std::int64_t day, local_time before);
  [[nodiscard]] bool keeps(signature s) const;
  [[nodiscard]] bool all_alike(signature s) const;
  [[nodiscard]] time_table evaluate(const page& p, int day) const;

  std::vector<term_ptr> terms_;
  std::vector<step> steps_;
  local_time begin_ = 0;
  local_time end_ = 0;
  time_table nothing_;
  std::vector<int> edges_;   // years in which a term begins or ends, sorted
  std::vector<life> lives_;  // of the terms

  struct key_hash {
    std::size_t operator()(const day_key& k) const {
      return static_cast<std::size_t>(k.terms * 0x9E3779B97F4A7C15U) ^
             static_cast<std::size_t>(k.phase);
    }
  };
  // What was computed of days, up to some megabytes: days of interlocking intervals take thousands
  // of phases, and where they all come out empty only having seen each ends the search soon.
  static constexpr std::size_t most_kept = std::size_t{1} << 24U;
  std::unordered_map<day_key, time_table, key_hash> kept_;
  std::size_t kept_bytes_ = 0;
};

/// Walks a combination in both directions.
class cursor {
 public:
  explicit cursor(combination& c);
  cursor(const cursor&) = delete;  // table_ may point into scratch_
  cursor& operator=(const cursor&) = delete;

  /// Continues with the first time at or after a local time.
  void seek(local_time time);

  /// Writes the next times to `out`; fewer than it holds at the end.
  std::size_t fill(std::span<local_time> out);

  /// Writes times before `time` to `out`, the last first; fewer than it holds
  /// at the beginning. Leaves the cursor's place.
  std::size_t fill_back(local_time time, std::span<local_time> out);

 private:
  void enter_year(int year);
  bool enter_listed_year(int& year, int last);
  std::size_t copy_listed(std::span<local_time> out);
  bool next_table(int from_day);

  combination* combination_;
  const expansion* listed_rule_ = nullptr;  // whose whole years are listed
  int first_listed_ = 0;                    // of the years that may be listed
  int last_listed_ = 0;
  year_times lists_;
  std::span<const second_of_year> list_;  // what is left of a listed year
  local_time new_year_ = 0;               // of that year
  int year_ = 0;
  combination::page page_;
  time_table scratch_;
  const time_table* table_ = nullptr;
  int day_ = 0;  // of the year
  local_time midnight_ = 0;
  std::int64_t next_ = 0;  // of the table
  bool ended_ = false;
};

}  // namespace occur::detail
