#include "output/instant_text.hpp"

namespace occur::cli {

std::string instant_text(clock_face face, const occurrence& o) {
  const auto [local, offset] = face.at(o);
  const auto [day, second] = split(local);
  if (face.is_date()) return date_text(day);
  return date_text(day) + 'T' + time_text(second) + offset_text(face, offset);
}

std::string instant_text(date::sys_seconds instant, const zone& where) {
  const start_kind kind = where.is_utc() ? start_kind::utc : start_kind::zoned;
  const start anchor{kind, where.to_local(instant), where};
  return instant_text(clock_face{anchor, std::nullopt}, {instant, anchor.time});
}

}  // namespace occur::cli
