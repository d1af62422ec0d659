// ICU's calendars, loaded when they are needed: its data alone takes longer to
// load than most programs run.
#pragma once

#include "occur/result.hpp"

#include <memory>
#include <unicode/ucal.h>

namespace occur::detail {

/// The functions of ICU that are used, in a library that stays loaded as long as this lives.
class icu {
 public:
  /// Errors: the library cannot be loaded.
  [[nodiscard]] static result<std::shared_ptr<const icu>> load();

  decltype(&::ucal_open) open = nullptr;
  decltype(&::ucal_close) close = nullptr;
  decltype(&::ucal_getType) type = nullptr;
  decltype(&::ucal_setMillis) set_millis = nullptr;
  decltype(&::ucal_get) get = nullptr;
  decltype(&::ucal_getLimit) limit = nullptr;

 private:
  struct unloader {
    void operator()(void* library) const;
  };

  [[nodiscard]] bool find_all();

  std::unique_ptr<void, unloader> library_;
};

}  // namespace occur::detail
