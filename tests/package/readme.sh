#!/bin/sh
# readme.sh PREFIX WORK: builds the program that README.md shows, by each of the ways that it names,
# against the installation in PREFIX; it must print what README.md says.
set -eu
readme=$(dirname "$0")/../../README.md
prefix=$1 work=$2
rm -rf "$work"
mkdir -p "$work"

# block KIND: the text of the only block of that kind.
block() { awk -v fence="\`\`\`$1" '/^```/ { here = $0 == fence; next } here' "$readme"; }

block text >"$work/expected"
block cpp >"$work/mondays.cpp"
block sh >"$work/build.sh"
{
  echo 'cmake_minimum_required(VERSION 3.25)'
  echo 'project(mondays LANGUAGES CXX)'
  echo 'add_executable(mondays mondays.cpp)'
  block cmake
} >"$work/CMakeLists.txt"
[ -s "$work/expected" ] && [ -s "$work/build.sh" ]

PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name occur.pc)")
export PKG_CONFIG_PATH
(cd "$work" && sh -eu build.sh)
"$work/mondays" | diff "$work/expected" -

cmake -G Ninja -S "$work" -B "$work/build" -DCMAKE_PREFIX_PATH="$prefix" >/dev/null
cmake --build "$work/build" >/dev/null
"$work/build/mondays" | diff "$work/expected" -
