// The zones of a calendar: what its TZIDs mean.
#pragma once

#include "occur/set.hpp"
#include "calendar/component.hpp"
#include "calendar/warnings.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace occur::detail {

/// Finds the zone of a TZID: the IANA zone that X-LIC-LOCATION names, the one
/// that the TZID names, with or without a vendor's prefix, or in the words of
/// Windows; else its own rules.
class zones {
 public:
  using finder = std::function<result<zone>(std::string_view)>;

  /// The zones that a calendar defines; `find` knows those of IANA names.
  zones(const component& calendar, const finder& find, warnings& warn);

  /// Errors: nobody knows the zone, and the calendar does not define it.
  [[nodiscard]] const result<zone>& find(std::string_view id);

 private:
  [[nodiscard]] result<zone> look_for(std::string_view id);
  [[nodiscard]] std::optional<zone> find_named(std::string_view id) const;
  [[nodiscard]] std::optional<zone> find_iana(std::string_view name) const;

  const finder* find_;
  warnings* warn_;
  std::map<std::string, const component*, std::less<>> defined_;
  std::map<std::string, result<zone>, std::less<>> found_;
  std::size_t own_zones_ = 0;
  std::size_t unknown_ = 0;
};

}  // namespace occur::detail
