#!/bin/sh
# pictures.sh [--check] [OCCUR]: makes the pictures of the README from what the tool prints, or says
# which of them no longer show that. OCCUR is the tool; without it, the one of PATH.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
check=
if [ "${1-}" = --check ]; then check=yes; shift; fi
if [ $# -gt 0 ]; then PATH=$(cd "$(dirname "$1")" && pwd):$PATH; fi
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
    return 1
  fi
}

# session COMMAND: what a terminal shows of it.
session() {
  printf '\033[2m$\033[0m %s\n' "$1"
  sh -c "$1 --color always --width 80"
}

# status_line COMMAND: what a runner shows at the bottom of a terminal when OCCUR_NOW has come.
status_line() {
  script -qefc "stty cols 80; exec faketime '2026-11-22 10:00:00' $1" "$made/shown" \
    </dev/null >/dev/null 2>&1 &
  tries=0
  until grep -q next "$made/shown" 2>/dev/null || [ $((tries += 1)) -gt 200 ]; do sleep 0.1; done
  kill $! 2>/dev/null || :
  tr '\r' '\n' <"$made/shown" | sed -n 's/^.\[K\(next .*\)/\1/p' | head -n 1
}

# runner FILE: the file, and what a terminal shows of a runner that has it.
runner() {
  printf '\033[2m$\033[0m cat %s\n' "$1"
  cat "$1"
  printf '\033[2m$\033[0m occur run -f %s\n' "$1"
  printf '\033[2m%s\033[0m\n' "$(status_line "occur run -f $1")"
}

session "occur cal -n 2 'every weekday at 9:00' 'every other friday' 'the last day of every month'" | picture cal || status=1

cd "$made"
cat >jobs.toml <<'END'
[schedule.stand-up]
when  = "every weekday at 9:00"
run   = ["notify-send", "Stand-up", "{at:%H:%M}"]

[schedule.backup]
when  = "daily at 2:30"
run   = ["backup", "--day", "{at:%F}"]
retry = 3
END
runner jobs.toml | picture run || status=1
exit $status
