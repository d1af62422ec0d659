#include <occur/version.hpp>
#include <iostream>

int main() { std::cout << "built on occur " << occur::version() << '\n'; }
