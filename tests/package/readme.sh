#!/bin/sh
# readme.sh PREFIX WORK: builds the programs that README.md shows, by each of the ways that it names,
# against the installation in PREFIX; each must print what README.md says.
set -eu
readme=$(dirname "$0")/../../README.md
prefix=$1 work=$2
rm -rf "$work"

# block KIND [N]: the text of the N-th block of that kind.
block() {
  awk -v fence="\`\`\`$1" -v n="${2-1}" \
    '/^```/ { here = !open && $0 == fence && ++seen == n; open = !open; next } here' "$readme"
}

PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name occur.pc)")
export PKG_CONFIG_PATH

# try N: the N-th program and what it prints. The ways to build are those of the first one.
try() {
  at=$work/$1
  mkdir -p "$at"
  block text "$1" >"$at/expected"
  block cpp "$1" >"$at/mondays.cpp"
  block sh >"$at/build.sh"
  {
    echo 'cmake_minimum_required(VERSION 3.25)'
    echo 'project(mondays LANGUAGES CXX)'
    echo 'add_executable(mondays mondays.cpp)'
    block cmake
  } >"$at/CMakeLists.txt"
  [ -s "$at/expected" ] && [ -s "$at/build.sh" ]

  (cd "$at" && sh -eu build.sh)
  "$at/mondays" | diff "$at/expected" -

  cmake -G Ninja -S "$at" -B "$at/build" -DCMAKE_PREFIX_PATH="$prefix" >/dev/null
  cmake --build "$at/build" >/dev/null
  "$at/build/mondays" | diff "$at/expected" -
}

programs=$(grep -c '^```cpp$' "$readme")
n=0
while [ "$n" -lt "$programs" ]; do
  n=$((n + 1))
  try "$n"
done
[ "$n" -ge 2 ]
