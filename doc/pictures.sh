#!/bin/sh
# pictures.sh [--check] [OCCUR]: makes the pictures of the README from what the tool prints, or says
# which of them no longer show that. OCCUR is the tool; without it, the one of PATH.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
check=
if [ "${1-}" = --check ]; then check=yes; shift; fi
if [ $# -gt 0 ]; then PATH=$(dirname "$1"):$PATH; fi
export PATH TZ=Europe/Zagreb OCCUR_NOW=2026-11-22T10:00:00+01:00 TERM=xterm

made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
status=0

# picture NAME: the terminal on standard input, as NAME.svg.
picture() {
  LC_ALL=C awk -f "$here/terminal-to-svg.awk" >"$made/$1.svg"
  if [ -z "$check" ]; then
    mv "$made/$1.svg" "$here/$1.svg"
  elif ! cmp "$made/$1.svg" "$here/$1.svg"; then
    echo "doc/$1.svg is not what occur prints; run doc/pictures.sh" >&2
    status=1
  fi
}

# session COMMAND: what a terminal shows of it.
session() {
  printf '\033[2m$\033[0m %s\n' "$1"
  sh -c "$1 --color always --width 80"
}

session "occur cal -n 2 'every weekday at 9:00' 'every other friday' 'the last day of every month'" | picture cal
exit $status
