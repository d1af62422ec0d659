#include "occur/runner.hpp"

#include <map>

namespace occur {

class runner::core {
 public:
  std::map<std::string, entry, std::less<>> entries;
};

runner::runner(host&, observer&, runner_options) : core_(std::make_unique<core>()) {}
runner::~runner() = default;

result<bool> runner::put(entry e) {
  std::string id = e.id;
  return core_->entries.insert_or_assign(std::move(id), std::move(e)).second;
}
bool runner::del(std::string_view id) {
  const auto found = core_->entries.find(id);
  if (found == core_->entries.end()) return false;
  core_->entries.erase(found);
  return true;
}
std::size_t runner::size() const noexcept { return core_->entries.size(); }
const entry* runner::find(std::string_view id) const {
  const auto found = core_->entries.find(id);
  return found == core_->entries.end() ? nullptr : &found->second;
}
std::vector<std::string> runner::ids(std::string_view, std::string_view, std::size_t) const {
  std::vector<std::string> all;
  for (const auto& [id, e] : core_->entries) all.push_back(id);
  return all;
}
std::optional<runner::upcoming> runner::next(std::string_view) const { return {}; }
std::optional<runner::upcoming> runner::next() const { return {}; }
bool runner::pause(std::string_view id) { return find(id) != nullptr; }
bool runner::resume(std::string_view id) { return find(id) != nullptr; }
bool runner::run_now(std::string_view id) { return find(id) != nullptr; }
bool runner::run_next() { return false; }
std::size_t runner::send(std::string_view, int) { return 0; }
std::size_t runner::running() const noexcept { return 0; }
std::size_t runner::waiting() const noexcept { return 0; }
void runner::watch(const std::vector<std::string>&) {}
void runner::tell(event_detail) {}
run_outcome runner::run() { return {}; }
void runner::finish() {}
void runner::stop() {}
void runner::post(std::function<void()>) {}

}  // namespace occur
