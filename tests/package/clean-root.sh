#!/usr/bin/env bash
# clean-root.sh WORK: makes the packages, and tries them in a Debian with nothing else on it: they
# install with what they depend on, the tool, its manuals and a program built on the library work,
# and purging them leaves nothing behind. Needs root and debootstrap; exits with 77 without them.
# shellcheck disable=SC2016 # what is quoted here is for the shells within
set -euo pipefail
source=$(cd "$(dirname "$0")/../.." && pwd)
work=$1 root=$1/root
if ((EUID != 0)) || ! command -v debootstrap >/dev/null; then exit 77; fi

within() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb DEBIAN_FRONTEND=noninteractive "$@"; }
files() { (cd "$root" && find etc usr opt var/lib var/spool -not -path 'var/lib/dpkg*' -not -path 'var/lib/apt*' -print | sort); }
expect() {
  local got
  got=$(within "${@:2}")
  [[ $got == "$1" ]] || { printf 'expected: %s\ngot: %s\n' "$1" "$got" >&2; exit 1; }
}

packages=$("$source/dev" package | grep '\.deb$')
rm -rf --one-file-system "$work"
mkdir -p "$work"
debootstrap --variant=minbase --include=man-db,tzdata bookworm "$root" >"$work/debootstrap.log"
cp /etc/resolv.conf "$root/etc/resolv.conf"
# Where bash's <(...) and apt's log want to look.
mount -t proc proc "$root/proc"
trap 'umount "$root/proc"' EXIT
within apt-get -qq update
within apt-get -qq install -y --no-install-recommends bash-completion g++ pkgconf >"$work/tools.log"
files >"$work/before"

# shellcheck disable=SC2086
cp $packages "$root/tmp"
within sh -c 'apt-get -qq install -y --no-install-recommends /tmp/*.deb' >"$work/install.log"

expect 2026-11-23T00:00:00+00:00 env TZ=Europe/London OCCUR_NOW=2026-11-22T10:00:00Z \
  occur next -n 1 every monday
for page in "$source"/man/*.[1-9]; do
  name=${page##*/}
  within man -w "${name##*.}" "${name%.*}" >/dev/null
  within man "${name##*.}" "${name%.*}" | grep -q 'NAME'
done
for completion in bash-completion/completions/occur zsh/vendor-completions/_occur \
  fish/vendor_completions.d/occur.fish; do
  within test -s "/usr/share/$completion"
done
# As bash does at a press of the tab key; zsh and fish are typed into by the tool's own tests.
expect 'next' bash -c '. /usr/share/bash-completion/bash_completion
  _completion_loader occur
  COMP_WORDS=(occur ne) COMP_CWORD=1 COMP_LINE="occur ne" COMP_POINT=8
  _occur occur ne occur
  echo "${COMPREPLY[@]}"'
cp "$source/tests/package/consumer/main.cpp" "$root/tmp"
within sh -c 'g++ -std=c++20 /tmp/main.cpp -o /tmp/consumer $(pkg-config --static --cflags --libs occur) && /tmp/consumer' \
  >/dev/null

within apt-get -qq purge -y --auto-remove occur liboccur-dev >"$work/purge.log"
files | diff "$work/before" -
echo "installed, tried and purged: ${packages//$source\//}"
