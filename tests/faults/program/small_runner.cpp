// usage: small-runner [OPTION...] [COMMAND [ARGUMENT...]]
//
// Runs a command when it is due, and prints what happens, an event a line. What the tests of faults
// do to a process they do to this one.
//
//   --rule RULE        without FREQ=; SECONDLY
//   --zone ZONE        of the rule; UTC
//   --count N          finish after N occurrences
//   --entries N        so many of them; 1
//   --policy NAME=TEXT of each
//   --parallel N
//   --read             read what the commands write
//   --plain            without timerfd, signalfd and pidfd
//   --watch FILE
//   --inherit          leave the children of others alone
#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "occur/linux_host.hpp"
#include "occur/runner.hpp"
#include "occur/set.hpp"
#include "occur/zone.hpp"
#include "runner_log.hpp"

namespace {

struct options {
  std::string rule = "SECONDLY";
  occur::zone where;
  std::uint64_t count = UINT64_MAX;
  int entries = 1;
  occur::policies how;
  occur::runner_options of_runner;
  occur::linux_host_options of_host{.signals = true, .orphans = true};
  std::vector<std::string> watched;
  occur::command what;
};

[[noreturn]] void misused(std::string_view what) {
  std::cerr << "small-runner: " << what << '\n';
  std::exit(2);
}

void set_policy(options& o, std::string_view text) {
  const auto equals = text.find('=');
  if (!occur::set_policy(o.how, text.substr(0, equals), text.substr(equals + 1))) misused(text);
}

options read(int argc, char** argv) {
  options o;
  int i = 1;
  for (; i < argc && std::string_view{argv[i]}.starts_with("--"); ++i) {
    const std::string_view name = argv[i];
    const auto value = [&] { return std::string{i + 1 < argc ? argv[++i] : ""}; };
    if (name == "--read") {
      o.what.output.where = o.what.errors.where = occur::output_route::kind::read;
    } else if (name == "--plain") {
      o.of_host.plain = true;
    } else if (name == "--inherit") {
      o.of_host.orphans = false;
    } else if (name == "--rule") {
      o.rule = value();
    } else if (name == "--zone") {
      o.where = occur::zone::find(value()).value();
    } else if (name == "--count") {
      o.count = std::stoull(value());
    } else if (name == "--entries") {
      o.entries = std::stoi(value());
    } else if (name == "--parallel") {
      o.of_runner.parallel = static_cast<std::uint32_t>(std::stoul(value()));
    } else if (name == "--policy") {
      set_policy(o, value());
    } else if (name == "--watch") {
      o.watched.push_back(value());
    } else {
      misused(name);
    }
  }
  o.what.arguments.assign(argv + i, argv + argc);
  return o;
}

class printer final : public occur::observer {
 public:
  explicit printer(std::uint64_t count) : count_(count) {}

  void on(const occur::event& e) override {
    print(occur::testing::line_of(e));
    if (e.kind() == occur::event_kind::due && ++due_ >= count_) of->finish();
  }
  void reload_asked() override { print("reload asked"); }
  void status_asked() override { print("status asked"); }

  occur::runner* of = nullptr;

 private:
  static void print(const std::string& line) {
    std::puts(line.c_str());
    std::fflush(stdout);
  }

  std::uint64_t count_;
  std::uint64_t due_ = 0;
};

void put_all(occur::runner& r, const options& o, occur::wall_time now) {
  const auto begin = date::floor<std::chrono::seconds>(now);
  const occur::start anchor{occur::start_kind::zoned, o.where.to_local(begin), o.where};
  occur::set_options how;
  how.default_start = anchor;
  const auto read = occur::parse_set("FREQ=" + o.rule, how);
  if (!read) misused(read.error().message);
  const auto what = o.what.arguments.empty() ? occur::action{occur::emit{}} : occur::action{o.what};
  for (int i = 0; i < o.entries; ++i) {
    if (!r.put({.id = "e" + std::to_string(i), .when = read->value, .what = what, .how = o.how})) {
      misused("no such command");
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  const options o = read(argc, argv);
  occur::linux_host machine{o.of_host};
  printer watcher{o.count};
  occur::runner r{machine, watcher, o.of_runner};
  watcher.of = &r;
  put_all(r, o, machine.now());
  r.watch(o.watched);
  std::puts("ready");
  std::fflush(stdout);
  const auto end = r.run();
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  std::printf("end %s signal=%d runs=%llu failed=%llu kib=%ld\n",
              end.how == occur::run_outcome::kind::finished  ? "finished"
              : end.how == occur::run_outcome::kind::stopped ? "stopped"
                                                             : "forced",
              end.signal, static_cast<unsigned long long>(end.runs),
              static_cast<unsigned long long>(end.failed), used.ru_maxrss);
  return end.last.code();
}
