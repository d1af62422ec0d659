// What combinations are made of: rules, listed times, listed days.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <vector>

#include "expand/expansion.hpp"
#include "expand/other_days.hpp"

namespace occur::detail {

/// Local times as a mask of days for each year and a table of times for each
/// selected day.
class term {
 public:
  struct page {
    std::int64_t begin = 0;  ///< the day number of 1 January
    year_mask days;
    year_mask partial;  ///< those of the days of which begin or end cuts off a part
    year_mask whole;    ///< those of the days that have every time
    expansion::page expanded;
  };

  /// A selected day's times; `whole` stands for every time of the day, and has
  /// no table.
  struct day_times {
    const time_table* table = nullptr;
    bool whole = false;
  };

  term() = default;
  term(const term&) = delete;
  term& operator=(const term&) = delete;
  virtual ~term() = default;

  virtual void load(page& p, int year) const = 0;
  [[nodiscard]] virtual int next_year(int year) const = 0;
  [[nodiscard]] virtual day_times times(const page& p, int day, time_table& scratch) const = 0;
  /// How many times some of the selected days have, none of them partial.
  [[nodiscard]] virtual std::int64_t count(const page& p, const year_mask& days) const = 0;
  /// Into how many phases days fall, so that days of one phase have the same
  /// times, partial ones aside: 1 when all have, 0 when each is a case of its own.
  [[nodiscard]] virtual std::int64_t phases() const = 0;
  /// The phase of a day, from 0 on.
  [[nodiscard]] virtual std::int64_t phase(std::int64_t) const { return 0; }

  /// The local times outside which the term has none.
  [[nodiscard]] virtual local_time begin() const = 0;
  [[nodiscard]] virtual local_time end() const = 0;
  /// The selection repeats after this many years, within begin and end; lists
  /// repeat nothing before the horizon.
  [[nodiscard]] virtual std::int64_t cycle() const { return last_year; }
  /// The rule behind the term and nothing else, when its own arithmetic counts.
  [[nodiscard]] virtual const expansion* rule() const { return nullptr; }
};

/// Expressions may share a term.
using term_ptr = std::shared_ptr<const term>;

/// A rule from its start up to an end.
class rule_term final : public term {
 public:
  explicit rule_term(expansion e, local_time end = horizon_end)
      : expansion_(std::move(e)), end_(end) {}

  void load(page& p, int year) const override;
  [[nodiscard]] int next_year(int year) const override { return expansion_.next_year(year); }
  [[nodiscard]] day_times times(const page& p, int day, time_table& scratch) const override;
  [[nodiscard]] std::int64_t count(const page& p, const year_mask& days) const override {
    return expansion_.count(p.expanded, days);
  }
  [[nodiscard]] std::int64_t phases() const override { return expansion_.phases(); }
  [[nodiscard]] std::int64_t phase(std::int64_t day) const override {
    return expansion_.phase(day);
  }
  [[nodiscard]] local_time begin() const override { return expansion_.start(); }
  [[nodiscard]] local_time end() const override { return end_; }
  [[nodiscard]] std::int64_t cycle() const override { return expansion_.cycle(); }
  [[nodiscard]] const expansion* rule() const override { return &expansion_; }

 private:
  [[nodiscard]] bool has_whole_days(const page& p) const;

  expansion expansion_;
  local_time end_;
};

/// A rule of another calendar: its days, with the same times on each.
class other_rule_term final : public term {
 public:
  other_rule_term(const occur::rule& r, date::local_seconds start, bool whole_days,
                  local_time end = horizon_end);

  void load(page& p, int year) const override;
  [[nodiscard]] int next_year(int year) const override {
    return year > days_.last_year() ? last_year + 1 : year;
  }
  [[nodiscard]] day_times times(const page& p, int day, time_table& scratch) const override;
  [[nodiscard]] std::int64_t count(const page& p, const year_mask& days) const override {
    return times_.count(p.expanded, days);
  }
  [[nodiscard]] std::int64_t phases() const override { return 1; }
  [[nodiscard]] local_time begin() const override { return times_.start(); }
  [[nodiscard]] local_time end() const override { return end_; }
  [[nodiscard]] std::int64_t cycle() const override { return last_year; }

 private:
  expansion times_;  ///< every day at the rule's times
  other_days days_;
  local_time end_;
};

/// The term of a rule, whatever its calendar.
[[nodiscard]] std::unique_ptr<term> term_of(const rule& r, date::local_seconds start,
                                            bool whole_days, local_time end = horizon_end);

/// The term of rules whose `days_alone` are the same.
[[nodiscard]] std::unique_ptr<term> term_of(std::span<const rule* const> rules,
                                            date::local_seconds start, bool whole_days,
                                            local_time end = horizon_end);

/// Times that are listed one by one, sorted.
class list_term final : public term {
 public:
  explicit list_term(std::vector<local_time> times) : times_(std::move(times)) {}

  void load(page& p, int year) const override;
  [[nodiscard]] int next_year(int year) const override;
  [[nodiscard]] day_times times(const page& p, int day, time_table& scratch) const override;
  [[nodiscard]] std::int64_t count(const page& p, const year_mask& days) const override;
  [[nodiscard]] std::int64_t phases() const override { return 0; }
  [[nodiscard]] local_time begin() const override;
  [[nodiscard]] local_time end() const override;

 private:
  std::vector<local_time> times_;
};

/// Whole days that are listed by day number, sorted.
class day_term final : public term {
 public:
  explicit day_term(std::vector<std::int64_t> days) : days_(std::move(days)) {}

  void load(page& p, int year) const override;
  [[nodiscard]] int next_year(int year) const override;
  [[nodiscard]] day_times times(const page& p, int day, time_table& scratch) const override;
  [[nodiscard]] std::int64_t count(const page&, const year_mask& days) const override {
    return days.count() * seconds_per_day;
  }
  [[nodiscard]] std::int64_t phases() const override { return 1; }
  [[nodiscard]] local_time begin() const override;
  [[nodiscard]] local_time end() const override;

 private:
  std::vector<std::int64_t> days_;
};

}  // namespace occur::detail
