#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "occur/clock_face.hpp"
#include "occur/stream.hpp"
#include "cal/agenda.hpp"
#include "cal/begun_long_ago.hpp"
#include "cal/day_counter.hpp"
#include "cal/month_grid.hpp"
#include "cal/month_name.hpp"
#include "cal/year_map.hpp"
#include "command.hpp"
#include "narrowing.hpp"
#include "nothing.hpp"
#include "reading.hpp"

namespace occur::cli {
namespace {

constexpr std::string_view usage = R"(usage: occur cal [OPTION...] SCHEDULE...

Show a calendar with the days on which a schedule occurs.
)";

constexpr std::string_view short_example = R"(
    $ occur cal -n 2 every friday at 16:00
       November 2026          December 2026
    Mo Tu We Th Fr Sa Su   Mo Tu We Th Fr Sa Su
                       1       1  2  3  4• 5  6
     2  3  4  5  6• 7  8    7  8  9 10 11•12 13
     9 10 11 12 13•14 15   14 15 16 17 18•19 20
    16 17 18 19 20•21 22○  21 22 23 24 25•26 27
    23 24 25 26 27•28 29   28 29 30 31
    30
    
    • every friday at 16:00  8 times
    ○ today
)";

constexpr std::string_view details = R"(
SCHEDULE and WHEN are as in occur next. Each SCHEDULE has a mark and a colour of
its own; put phrases in quotes where there are several.

A day is marked when something occurs on it, by the clocks that occur next would
print: the schedule's own, or those of --zone. With one schedule, the mark tells
how often; the lines under the calendar say what stands for what. Without colour
brackets or a mark of its own show today.

Text without a start is taken to have been going on before now as well, where
that changes nothing of what is to come; --start says from when on.

MONTH is 2027-03, march, march 2027, 2027 for a whole year, or a WHEN.

Weeks have the numbers of ISO 8601; where they begin on another day than Monday,
week 1 is the first with four days or more in its year.

The calendar is as wide as the terminal, or 80 columns. It is drawn with the
characters of Unicode whatever the locale is; --ascii does without them.

EXIT CODES
    0 done; 1 nothing occurs in what is shown; 2 wrong usage, or a schedule that
    cannot be read; 3 output failed

EXAMPLES
    Two schedules in one month, with the numbers of the weeks:

    $ occur cal -n 1 --weeks 'every monday at 9:00' 'the last weekday of the month'
                 November 2026
        Mo   Tu   We   Th   Fr   Sa   Su
    44                                 1
    45   2●   3    4    5    6    7    8
    46   9●  10   11   12   13   14   15
    47  16●  17   18   19   20   21  [22  ]
    48  23●  24   25   26   27   28   29
    49  30●○
    
    ● every monday at 9:00  5 times
    ○ the last weekday of the month  once
    [ ] today

    How often something occurs on the days of a year:

    $ occur cal --year every 45 minutes on weekdays from 2026-03-09
    2026  every 45 minutes on weekdays from 2026-03-09
        Jan Feb Mar  Apr May  Jun Jul Aug  Sep Oct Nov  Dec
    Mon  ·········███████████████████████████████████████████
    Tue  ·········███████████████████████████████████████████
    Wed  ·········███████████████████████████████████████████
    Thu ··········███████████████████████████████████████████
    Fri ··········██████████████████████████████████████████
    Sat ····················································
    Sun ····················································
                                                      ^ today, Sun 22 Nov
    6848 times: ░ 1-8  ▒ 9-16  ▓ 17-24  █ 25-32 a day

    Without Unicode, by months:

    $ occur cal --year --rows months --ascii -m 2027 every friday the 13th
    2027  every friday the 13th
        1       5         10        15        20        25        30
    Jan . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . .
    Feb . . . . . . . . . . . . . . . . . . . . . . . . . . . .
    Mar . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . .
    Apr . . . . . . . . . . . . . . . . . . . . . . . . . . . . . .
    May . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . .
    Jun . . . . . . . . . . . . . . . . . . . . . . . . . . . . . .
    Jul . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . .
    Aug . . . . . . . . . . . . # . . . . . . . . . . . . . . . . . .
    Sep . . . . . . . . . . . . . . . . . . . . . . . . . . . . . .
    Oct . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . .
    Nov . . . . . . . . . . . . . . . . . . . . . . . . . . . . . .
    Dec . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . .
    once: # 1 a day
)";

constexpr help_text help{usage, short_example, details};

constexpr std::array<option_word<date::weekday>, 7> weekday_words{{{"monday", date::Monday},
                                                                   {"tuesday", date::Tuesday},
                                                                   {"wednesday", date::Wednesday},
                                                                   {"thursday", date::Thursday},
                                                                   {"friday", date::Friday},
                                                                   {"saturday", date::Saturday},
                                                                   {"sunday", date::Sunday}}};
constexpr std::array<option_word<map_rows>, 2> row_words{
    {{"weekdays", map_rows::weekdays}, {"months", map_rows::months}}};

struct cal_options {
  reading_options reading;
  narrowing_options narrowing;
  std::optional<std::string> month, number, rows, week_start, width;
  bool year = false;
  bool weeks = false;
  bool ascii = false;
};

void declare(option_reader& reader, cal_options& o) {
  reader.value({"-m,--month,--from",
                "MONTH",
                "the first month (this one), or a year: 2027-03, march, march 2027, 2027, a WHEN",
                value_kind::moment,
                {"january", "february", "march", "april", "may", "june", "july", "august",
                 "september", "october", "november", "december"}},
               o.month);
  reader.value({"-n", "N", "so many months (3; 12 of a year), or years with --year"}, o.number);
  reader.flag({"--year", {}, "the year as a heat map"}, o.year);
  reader.word({"--rows", "WHAT", "its rows: weekdays (where there is room for them) or months"},
              row_words, o.rows);
  reader.flag({"--weeks", {}, "number the weeks"}, o.weeks);
  reader.word({"--week-start", "DAY", "the first day of a week, monday to sunday (monday)"},
              weekday_words, o.week_start);
  declare(reader, o.narrowing);
  reader.flag({"--ascii", {}, "without Unicode characters"}, o.ascii);
  reader.value({"--width", "N", "so many columns (those of the terminal, or 80)"}, o.width);
  declare(reader, o.reading);
}

// What to show

/// The options, read.
struct cal_request {
  reading in;
  narrowing narrowed;
  named_month month;
  unsigned number = 0;  ///< of months, or of years
  bool year = false;
  map_rows rows = map_rows::weekdays;
  calendar_style style;

  [[nodiscard]] date::year_month first() const {
    return year ? month.first.year() / date::January : month.first;
  }
  [[nodiscard]] date::year_month end() const {
    return first() + date::months{static_cast<int>(number * (year ? 12 : 1))};
  }
};

outcome<void> check_exclusions(const cal_options& o) {
  if (o.rows && !o.year) return usage_error("--rows is for --year");
  if (o.weeks && o.rows == "months") {
    return usage_error("--weeks and --rows months exclude each other");
  }
  return {};
}

/// A number from 1 on; what is more than `most` counts as that.
outcome<unsigned> read_number(std::string_view option, const std::optional<std::string>& value,
                              std::string_view of_what, unsigned otherwise, unsigned most) {
  if (!value) return otherwise;
  const auto number = whole_number(*value);
  if (number && *number > 0) return static_cast<unsigned>(std::min<std::int64_t>(*number, most));
  return value_error(option, *value,
                     {error_code::syntax,
                      fmt::format("\"{}\" is not a number of {}", *value, of_what),
                      {0, value->size()},
                      fmt::format("{} takes 1 or more", option)});
}

outcome<void> read_months(const cal_options& o, cal_request& r) {
  constexpr unsigned usual_months = 3;
  constexpr unsigned year_months = 12;
  constexpr date::year_month last{date::year{9999}, date::December};
  r.month.first = month_at(r.in.now, r.in.where);
  if (o.month) {
    const auto named = read_month("--month", *o.month, r.in);
    if (!named) return tl::unexpected{named.error()};
    r.month = *named;
  }
  const auto left = static_cast<unsigned>((last - r.first()).count()) + 1;
  const unsigned usual = r.month.is_year ? year_months : usual_months;
  return assign(r.number, o.year
                              ? read_number("-n", o.number, "years", 1, left / year_months)
                              : read_number("-n", o.number, "months", std::min(usual, left), left));
}

outcome<void> read_style(const cal_options& o, const call& c, calendar_style& style) {
  constexpr unsigned most_columns = 10'000;
  style.weeks = o.weeks;
  if (o.ascii) style.glyphs = ascii_glyphs;
  style.colors = colors(c.color, c.around, c.around.output_is_terminal);
  return assign(style.week_start,
                read_word("--week-start", o.week_start, weekday_words, date::Monday))
      .and_then([&] {
        return assign(style.columns, read_number("--width", o.width, "columns",
                                                 c.around.output_columns, most_columns));
      });
}

outcome<void> read_rows(const cal_options& o, cal_request& r) {
  const bool fits = r.style.columns >= map_width(map_rows::weekdays);
  const map_rows usual = fits || o.weeks ? map_rows::weekdays : map_rows::months;
  return assign(r.rows, read_word("--rows", o.rows, row_words, usual));
}

outcome<cal_request> read_request(const cal_options& o, const call& c) {
  cal_request r;
  r.year = o.year;
  return check_exclusions(o)
      .and_then([&] { return assign(r.in, read_reading(o.reading, c.around)); })
      .and_then([&] { return read_months(o, r); })
      .and_then([&] { return read_style(o, c, r.style); })
      .and_then([&] { return read_rows(o, r); })
      .and_then(
          [&] { return assign(r.narrowed, read_narrowing(o.narrowing, r.in, c.around, c.talk)); })
      .map([&] { return std::move(r); });
}

// Showing it

agenda_row row_of(named_schedule s, const cal_request& r) {
  agenda_row row{std::move(s.name), {}};
  day_counter counter{s.what, r.narrowed, r.in.shown};
  const date::local_days end{r.end() / 1};
  for (date::local_days day{r.first() / 1}; day < end; day += date::days{1}) {
    row.counts.push_back(counter.on(day));
  }
  return row;
}

agenda agenda_of(std::vector<named_schedule> schedules, const cal_request& r) {
  agenda a;
  a.first = date::local_days{r.first() / 1};
  a.today = date::floor<date::days>(r.in.where.to_local(r.in.now));
  for (named_schedule& s : schedules) a.rows.push_back(row_of(std::move(s), r));
  return a;
}

std::string text_of(const agenda& a, const cal_request& r) {
  if (!r.year) return month_grids(a, r.first(), r.number, r.style);
  std::string text;
  for (unsigned i = 0; i < r.number; ++i) {
    if (i > 0) text += '\n';
    text += year_maps(a, r.first().year() + date::years{static_cast<int>(i)}, r.rows, r.style);
  }
  return text;
}

/// Why nothing is marked.
std::string why_nothing(const std::vector<recurrence_set>& sets, const cal_request& r) {
  const date::local_days end{r.end() / 1};
  request window;
  window.in = r.in;
  window.from = r.in.where.read(date::local_days{r.first() / 1}).before;
  window.end = r.in.where.read(end).before;
  window.end_words = fmt::format("to {}", date_text(end - date::days{1}));
  return explain_nothing(r.narrowed.of(sets), window);
}

int cal(const cal_options& o, const call& c) {
  const auto asked = read_request(o, c);
  if (!asked) return c.talk.error(asked.error());
  auto schedules = read_schedules(c.words, asked->in, c.around, c.talk);
  if (!schedules) return c.talk.error(schedules.error());
  std::vector<recurrence_set> sets;
  for (named_schedule& s : *schedules) {
    if (!o.reading.start) s.what = begun_long_ago(s.what, s.text, asked->in);
    sets.insert(sets.end(), s.what.sets.begin(), s.what.sets.end());
  }
  const agenda days = agenda_of(std::move(*schedules), *asked);
  const int done = show(c.around, text_of(days, *asked));
  const bool busy = std::any_of(days.rows.begin(), days.rows.end(),
                                [](const agenda_row& row) { return row.sum() > 0; });
  if (busy || done != static_cast<int>(exit_code::done)) return done;
  c.talk.note(why_nothing(sets, *asked));
  return static_cast<int>(exit_code::nothing);
}

}  // namespace

const command cal_command =
    make_command<cal_options, cal, help>("cal", "show a calendar with the days marked");

}  // namespace occur::cli
