// usage: occur-bench [--short]
//
// Measures, and checks what it measures. --short takes seconds, and its times
// mean little: it is there to see that all of it still runs and is right.
#include <iostream>
#include <string_view>

#include "report.hpp"

int main(int argc, char** argv) {
  using namespace occur::bench;
  const bool quick = argc == 2 && argv[1] == std::string_view{"--short"};
  if (argc > 1 && !quick) {
    std::cerr << "usage: occur-bench [--short]\n";
    return 2;
  }
  report r{std::cout, quick ? effort{2, 10'000} : effort{50, 100'000}};
  report_rules(r);
  report_access(r);
  report_processes(r);
  report_lateness(r);
  return r.all_right() ? 0 : 1;
}
