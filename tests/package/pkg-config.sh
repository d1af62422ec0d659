#!/bin/sh
# pkg-config.sh static|shared SOURCE PROGRAM: builds SOURCE as a user of pkg-config would; runs it.
set -eu
if [ "$1" = static ]; then flags=$(pkg-config --static --cflags --libs occur)
else flags=$(pkg-config --cflags --libs occur); fi
# The flags are words: splitting them is the point.
# shellcheck disable=SC2086
"${CXX:-c++}" -std=c++20 "$2" -o "$3" $flags
exec "$3"
