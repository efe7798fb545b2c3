#!/bin/bash
# Compiles the pinned third-party sources to static WebAssembly libraries, with their headers and the data of ICU.
# usage: libraries.sh FOLDER
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lock.sh"

folder=$1
archives=$cache/sources
work=$folder/work
mkdir -p "$work/source"
locked source | while read -r _ _ sha path; do echo "$sha $path"; done | download "$archives"
while read -r name _ _ path; do
  mkdir "$work/source/$name"
  tar --extract --gzip --file "$archives/${path##*/}" --directory "$work/source/$name" --strip-components=1
done < <(locked source)

cmake -S "$toolchain/libraries" -B "$work/build" -G Ninja -DCMAKE_BUILD_TYPE=MinSizeRel \
  -DCMAKE_TOOLCHAIN_FILE="$toolchain/emscripten.cmake" -DCMAKE_INSTALL_PREFIX="$folder" -DSOURCES="$work/source" > "$work/configure.log" ||
  { cat "$work/configure.log" >&2; fail "the third-party libraries cannot be configured"; }
ninja -C "$work/build" -j "${PARVIS_JOBS:-$(nproc)}" install > "$work/build.log" ||
  { tail -50 "$work/build.log" >&2; fail "the third-party libraries do not compile"; }
rm -rf "$work"
