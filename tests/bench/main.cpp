#include <iostream>

#include "startup.hpp"

int main() { occur::bench::report_startup(std::cout); }
