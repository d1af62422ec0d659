#include "calendar/zones.hpp"

#include "calendar/property_text.hpp"

namespace occur::detail {

zones::zones(const component& calendar, const finder& find) : find_(&find) {
  for (const component& c : calendar.children)
    if (c.name == component_name::timezone) defined_.emplace(text_of(c, property_name::tzid), &c);
}

const result<zone>& zones::find(std::string_view id) {
  const auto known = found_.find(id);
  if (known != found_.end()) return known->second;
  return found_.emplace(std::string(id), look_for(id)).first->second;
}

result<zone> zones::look_for(std::string_view id) const { return (*find_)(id); }

}  // namespace occur::detail
