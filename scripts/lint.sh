#!/bin/sh
# Runs every linter, even after one has complained, and fails if any did.
set -u
failed=

check() {
  name=$1
  shift
  if "$@"; then echo "ok      $name"; else echo "FAILED  $name"; failed=yes; fi
}

# clang-tidy reads the compile commands of the clang preset: g++ has options it does not know. Looked at again is what
# changed since the last clean run: everything, when a header or the list of checks did.
tidy() {
  [ -f build/fuzz/build.ninja ] || cmake --preset fuzz >/dev/null || return 1
  stamp=build/fuzz/tidy.stamp
  newer=
  if [ -f "$stamp" ] && [ -z "$(find .clang-tidy sdk -newer "$stamp" \( -name '*.h' -o -name .clang-tidy \))" ]; then
    newer="-newer $stamp"
  fi
  touch "$stamp.next"
  # shellcheck disable=SC2086 # two words or none
  find sdk/src -name '*.cpp' $newer | sort | xargs -r -P "$(nproc)" -n 4 clang-tidy -p build/fuzz --quiet 2>/dev/null &&
    mv "$stamp.next" "$stamp"
}

format() {
  scripts/sources.sh | xargs clang-format --dry-run -Werror
}

check clang-format format
check biome biome check --error-on-warnings .
check types tsc -p tsconfig.json
check layers node scripts/check-layers.mjs
check clang-tidy tidy
[ -z "$failed" ]
