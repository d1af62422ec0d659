#!/bin/sh
# components.sh BUILD WORK: the component runtime is the tool with its manuals, the component
# development is the library; neither has anything of the other's, and together they are all there is.
set -eu
build=$1 work=$2
rm -rf "$work"
for component in runtime development; do
  cmake --install "$build" --prefix "$work/$component" --component $component >/dev/null
  (cd "$work/$component" && find . -type f | sort) >"$work/$component.files"
done
cmake --install "$build" --prefix "$work/all" >/dev/null
(cd "$work/all" && find . -type f | sort) >"$work/all.files"

sort "$work/runtime.files" "$work/development.files" | diff - "$work/all.files"
if grep -E 'include/|\.a$|/cmake/|pkgconfig/' "$work/runtime.files"; then exit 1; fi
if grep -E '/bin/|/man/' "$work/development.files"; then exit 1; fi
"$work/runtime/bin/occur" --version >/dev/null
for page in "$(dirname "$0")"/../../man/*.[1-9]; do
  cmp "$page" "$work/runtime/share/man/man${page##*.}/${page##*/}"
done
