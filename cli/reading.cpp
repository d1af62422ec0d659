#include "reading.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>
#include <vector>

#include "occur/find_calendar.hpp"
#include "occur/schedule_file.hpp"
#include "schedule_arguments.hpp"

namespace occur::cli {
namespace {

constexpr std::array<option_word<text_form>, 5> form_words{{{"rule", text_form::rule},
                                                            {"block", text_form::block},
                                                            {"phrase", text_form::phrase},
                                                            {"ics", text_form::ics},
                                                            {"cron", text_form::cron}}};
constexpr std::array<option_word<gap_policy>, 2> gap_words{
    {{"forward", gap_policy::forward}, {"skip", gap_policy::skip}}};
constexpr std::array<option_word<fold_policy>, 3> fold_words{
    {{"first", fold_policy::first}, {"second", fold_policy::second}, {"both", fold_policy::both}}};

outcome<zone> read_zone(const reading_options& o, const environment& around) {
  if (o.zone) {
    auto found = zone::find(*o.zone);
    if (!found) return value_error("--zone", *o.zone, found.error());
    return *found;
  }
  auto local = zone::local(around.tz);
  if (!local) return error_behind("TZ=", around.tz.value_or(""), local.error());
  return *local;
}

outcome<date::sys_seconds> read_now(const environment& around, const zone& where) {
  if (!around.now) return around.clock();
  const auto fixed = parse_when(*around.now, {around.clock(), where});
  if (!fixed) return error_behind("OCCUR_NOW=", *around.now, fixed.error());
  return fixed->first;
}

start start_at(date::sys_seconds instant, const zone& where) {
  const start_kind kind = where.is_utc() ? start_kind::utc : start_kind::zoned;
  return {kind, where.to_local(instant), where};
}

outcome<date::sys_seconds> read_start(const reading_options& o, const reading& r) {
  if (!o.start) return r.now;
  return read_moment("--start", *o.start, r).map([](const moment& m) { return m.first; });
}

/// A file that is named without its @ is taken for a phrase, and most likely for none.
error with_file_named(error e, const schedule_text& t) {
  const bool is_file = t.origin.empty() && ::access(t.text.c_str(), R_OK) == 0;
  if (is_file) e.hint = fmt::format("to read the file of that name, write @{}", t.text);
  return e;
}

/// What a schedule file says of when, all of its schedules together.
outcome<schedule> parse_file(const schedule_text& t, const reading& in, const diagnostics& talk) {
  schedule_file_options options;
  options.now = date::floor<seconds>(in.phrases.now);
  options.where = in.where;
  options.strict = in.options.strict;
  schedule_file read = read_schedule_file(t.text, options);
  for (error& e : read.warnings) talk.warning({std::move(e), t.text, t.origin});
  for (error& e : read.errors) {
    const bool is_last = &e == &read.errors.back();
    complaint wrong{std::move(e), t.text, t.origin};
    if (is_last) return tl::unexpected{std::move(wrong)};
    talk.error(wrong);
  }
  schedule all;
  for (const file_schedule& one : read.schedules) {
    for (recurrence_set set : one.of.when.sets()) {
      set.gap = in.options.gap;
      set.fold = in.options.fold;
      all.sets.push_back(std::move(set));
      all.details.push_back(
          {.uid = one.of.id, .summary = one.of.summary.empty() ? one.of.id : one.of.summary});
    }
  }
  if (!all.sets.empty()) return all;
  return tl::unexpected{
      complaint{{error_code::missing, "there is no schedule", {}, "write one: [schedule.\"id\"]"},
                t.text,
                t.origin}};
}

outcome<schedule> parse(const schedule_text& t, const reading& in, const diagnostics& talk) {
  if (is_schedule_file(t.origin)) return parse_file(t, in, talk);
  const bool is_calendar = in.form == text_form::detect && t.origin.ends_with(".ics");
  const text_form form = is_calendar ? text_form::ics : in.form;
  auto read = parse_schedule(t.text, form, in.options, in.phrases, in.alarms);
  if (!read) {
    return tl::unexpected{complaint{with_file_named(std::move(read.error()), t), t.text, t.origin}};
  }
  for (const error& e : read->warnings) talk.warning({e, t.text, t.origin});
  return std::move(read->value);
}

}  // namespace

void declare(option_reader& reader, reading_options& o) {
  declare_text_options(reader, o);
  reader.word({"--gap", "WAY", "times that the clocks skip: forward (02:30 is 03:30) or skip"},
              gap_words, o.gap);
  reader.word({"--fold", "WAY", "times that the clocks show twice: first, second or both"},
              fold_words, o.fold);
}

void declare_text_options(option_reader& reader, reading_options& o) {
  reader.value({"--start", "WHEN", "the start of text that has none (now)", value_kind::moment},
               o.start);
  reader.value(
      {"--zone,--tz", "ZONE", "the zone of what has none, and of the output", value_kind::zone},
      o.zone);
  reader.word({"--as", "FORM",
               "what SCHEDULE is, whatever it looks like: rule, block, phrase, ics or cron"},
              form_words, o.as);
  reader.flag({"--strict", {}, "take warnings for errors"}, o.strict);
}

outcome<reading> read_reading(const reading_options& o, const environment& around) {
  reading r;
  r.options.strict = o.strict;
  r.options.find_calendar = find_calendar;
  r.alarms = o.alarms;
  return assign(r.form, read_word("--as", o.as, form_words, text_form::detect))
      .and_then([&] { return assign(r.where, read_zone(o, around)); })
      .and_then([&] { return assign(r.now, read_now(around, r.where)); })
      .and_then([&] {
        return assign(r.options.gap, read_word("--gap", o.gap, gap_words, gap_policy::forward));
      })
      .and_then([&] {
        return assign(r.options.fold, read_word("--fold", o.fold, fold_words, fold_policy::first));
      })
      .and_then([&] { return read_start(o, r); })
      .map([&](date::sys_seconds begin) {
        r.options.default_start = start_at(begin, r.where);
        r.options.reading_zone = r.where;
        r.phrases.now = begin;
        r.phrases.where = r.where;
        if (o.zone) r.shown = r.where;
        return std::move(r);
      });
}

outcome<moment> read_moment(std::string_view option, const std::string& value, const reading& in) {
  auto read = parse_when(value, {in.now, in.where});
  if (!read) return value_error(option, value, read.error());
  return *read;
}

outcome<std::vector<named_schedule>> read_schedules(std::span<const std::string> arguments,
                                                    const reading& in, const environment& around,
                                                    const diagnostics& talk) {
  const auto is_schedule = [&](std::string_view text) {
    return parse_schedule(text, in.form, in.options, in.phrases).has_value();
  };
  auto texts = read_schedule_arguments(arguments, around, is_schedule);
  if (!texts) return tl::unexpected{std::move(texts.error())};
  std::vector<named_schedule> all;
  for (schedule_text& t : *texts) {
    auto read = parse(t, in, talk);
    if (!read) {
      const bool is_torn =
          arguments.size() > 1 && is_schedule(fmt::format("{}", fmt::join(arguments, " ")));
      if (is_torn) read.error().what.hint = "quote all of it as one: each argument is a schedule";
      return tl::unexpected{std::move(read.error())};
    }
    all.push_back({t.origin.empty() ? t.text : t.origin, std::move(t.text), std::move(*read)});
  }
  return all;
}

outcome<schedule> read_schedule(std::span<const std::string> arguments, const reading& in,
                                const environment& around, const diagnostics& talk) {
  return read_schedules(arguments, in, around, talk).map([](std::vector<named_schedule> each) {
    schedule all;
    for (named_schedule& s : each) {
      unite(all, std::move(s.what));
    }
    return all;
  });
}

outcome<schedule> read_schedule_value(std::string_view option, const std::string& value,
                                      const reading& in, const environment& around,
                                      const diagnostics& talk) {
  auto text = read_schedule_argument(value, around);
  if (!text) return tl::unexpected{std::move(text.error())};
  auto read = parse(*text, in, talk);
  const bool shows_option = !read && text->text == value;
  if (shows_option) return value_error(option, value, std::move(read.error().what));
  return read;
}

}  // namespace occur::cli
