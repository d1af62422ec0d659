#include "calendar/icu.hpp"

#include <string>
#include <dlfcn.h>
#include <fmt/format.h>

namespace occur::detail {
namespace {

/// Functions carry the version in their names, as the headers have it.
template <class Function>
bool find(void* library, const char* name, Function& function) {
  const std::string versioned = std::string{name} + "_" U_ICU_VERSION_SHORT;
  void* const found = ::dlsym(library, versioned.c_str());
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): as POSIX has it
  function = reinterpret_cast<Function>(found);
  return found != nullptr;
}

tl::unexpected<error> not_loaded() {
  return tl::unexpected(
      error{error_code::unsupported,
            "other calendars than the Gregorian one need ICU, which cannot be loaded",
            {},
            "install the package libicu" U_ICU_VERSION_SHORT});
}

}  // namespace

void icu::unloader::operator()(void* library) const { ::dlclose(library); }

bool icu::find_all() {
  void* const library = library_.get();
  return find(library, "ucal_open", open) && find(library, "ucal_close", close) &&
         find(library, "ucal_getType", type) && find(library, "ucal_setMillis", set_millis) &&
         find(library, "ucal_get", get) && find(library, "ucal_getLimit", limit);
}

result<std::shared_ptr<const icu>> icu::load() {
  auto loaded = std::make_shared<icu>();
  // It stays in memory whatever happens to this: its caches are its own affair.
  loaded->library_.reset(
      ::dlopen("libicui18n.so." U_ICU_VERSION_SHORT, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE));
  if (!loaded->library_ || !loaded->find_all()) return not_loaded();
  return loaded;
}

}  // namespace occur::detail
