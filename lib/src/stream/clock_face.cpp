#include "occur/clock_face.hpp"

#include <fmt/format.h>

namespace occur {
namespace {

bool is_zoned(start_kind kind) { return kind == start_kind::zoned || kind == start_kind::utc; }

/// The zone that a UTC start was said in: a phrase that only ticks names it.
std::optional<zone> named_beside(const start& anchor) {
  const bool names = anchor.kind == start_kind::utc && !anchor.where.is_utc();
  return names ? std::optional{anchor.where} : std::nullopt;
}

}  // namespace

clock_face::clock_face(const start& anchor, const std::optional<zone>& asked)
    : own_(anchor.kind == start_kind::zoned ? anchor.where : zone{}),
      where_(own_),
      is_date_(anchor.kind == start_kind::date),
      has_zone_(is_zoned(anchor.kind)) {
  const auto shown = asked ? asked : named_beside(anchor);
  converts_ = has_zone_ && shown.has_value();
  if (converts_) where_ = *shown;
  is_utc_ = has_zone_ && where_.is_utc();
}

date::local_seconds clock_face::skipped_time(const occurrence& moved) const {
  const date::sys_seconds change = own_.period(moved.time).begin;
  const seconds offset_before = own_.period(change - seconds{1}).offset;
  return date::local_seconds{moved.time.time_since_epoch() + offset_before};
}

occurrence clock_face::later(const occurrence& o, const displacement& by) const {
  occurrence end = o;
  end.change = clock_change::none;
  if (!has_zone_) {
    end.time += by.nominal();
    end.local += by.nominal();
    return end;
  }
  if (by.on_clock != seconds{0}) end.time = own_.read(o.local + by.on_clock).before;
  end.time += by.elapsed;
  end.local = own_.to_local(end.time);
  return end;
}

namespace {

/// Alarms of whole days have a time.
start anchor_of(const recurrence_set& set) {
  start anchor = set.anchor;
  const bool has_time = set.moved.nominal() % date::days{1} != seconds{0};
  if (anchor.kind == start_kind::date && has_time) anchor.kind = start_kind::floating;
  return anchor;
}

}  // namespace

std::vector<clock_face> clock_faces(const std::vector<recurrence_set>& sets,
                                    const std::optional<zone>& asked) {
  std::vector<clock_face> faces;
  faces.reserve(sets.size());
  for (const recurrence_set& set : sets) faces.emplace_back(anchor_of(set), asked);
  return faces;
}

std::string offset_text(const clock_face& face, seconds offset) {
  if (!face.has_zone()) return {};
  if (face.is_utc()) return "Z";
  const date::hh_mm_ss<seconds> size{offset};
  std::string text = fmt::format("{}{:02}:{:02}", size.is_negative() ? '-' : '+',
                                 size.hours().count(), size.minutes().count());
  if (size.seconds() != seconds{0}) text += fmt::format(":{:02}", size.seconds().count());
  return text;
}

std::string date_text(date::local_days day) {
  const date::year_month_day ymd{day};
  const int year = static_cast<int>(ymd.year());
  const std::string_view layout =
      year < 0 || year > 9999 ? "{:+05}-{:02}-{:02}" : "{:04}-{:02}-{:02}";
  return fmt::format(fmt::runtime(layout), year, static_cast<unsigned>(ymd.month()),
                     static_cast<unsigned>(ymd.day()));
}

std::string time_text(seconds since_midnight) {
  const date::hh_mm_ss<seconds> time{since_midnight};
  return fmt::format("{:02}:{:02}:{:02}", time.hours().count(), time.minutes().count(),
                     time.seconds().count());
}

std::string instant_text(clock_face face, const occurrence& o) {
  const auto [local, offset] = face.at(o);
  const auto day = date::floor<date::days>(local);
  if (face.is_date()) return date_text(day);
  return date_text(day) + 'T' + time_text(local - day) + offset_text(face, offset);
}

std::string instant_text(date::sys_seconds instant, const zone& where) {
  const start_kind kind = where.is_utc() ? start_kind::utc : start_kind::zoned;
  const start anchor{kind, where.to_local(instant), where};
  return instant_text(clock_face{anchor}, {instant, anchor.time});
}

}  // namespace occur
