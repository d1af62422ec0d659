// usage: clock-step MICROSECONDS: sets the wall clock forwards or backwards.
#include <sys/timex.h>

#include <cstdio>
#include <cstdlib>

int main(int argc, char** argv) {
  constexpr long million = 1'000'000;
  const long by = argc == 2 ? std::atol(argv[1]) : 0;
  timex change{};
  change.modes = ADJ_SETOFFSET;
  change.time.tv_sec = by < 0 ? -1 : 0;
  change.time.tv_usec = by < 0 ? million + by : by;
  if (::adjtimex(&change) >= 0) return 0;
  std::perror("clock-step");
  return 1;
}
