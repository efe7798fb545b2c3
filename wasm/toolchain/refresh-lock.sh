#!/bin/bash
# Prints fresh deb records for emsdk.lock: the packages that the locked suite offers today for the locked Emscripten.
# To be used when the mirror has dropped a pinned package; review the difference before it is committed.
# usage: refresh-lock.sh > records
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lock.sh"

# What the prefix holds of the dependencies of the emscripten package: Node and Python are the machine's own.
wanted='^(emscripten|binaryen|clang-[0-9]+|lld-[0-9]+|llvm-[0-9]+(-linker-tools|-runtime)?|libllvm[0-9]+|libclang-cpp[0-9]+|libclang1-[0-9]+|libclang-common-[0-9]+-dev|libc6|libstdc\+\+6|libgcc-s1|gcc-[0-9]+-base|zlib1g|libzstd1|libxml2(-[0-9]+)?|libicu[0-9]+|libedit2|libbsd0|libmd0|libtinfo6|libffi8|liblzma5|libz3-4|libgmp10|libcurl4t64|node-acorn)_'

site=$(mirror)
state=$(mktemp -d)
trap 'rm -rf "$state"' EXIT
mkdir -p "$state"/{lists/partial,cache/archives/partial,parts}
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $site $(locked suite) main" > "$state/parts/suite.list"
# An empty status file makes apt resolve the whole closure, whatever the machine has installed.
: > "$state/status"
apt=(apt-get -o Dir::State="$state" -o Dir::State::lists="$state/lists" -o Dir::State::status="$state/status"
     -o Dir::Cache="$state/cache" -o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts="$state/parts"
     -o Dir::Etc::preferencesparts=/dev/null -o Debug::NoLocking=1 -o APT::Sandbox::User= -o APT::Install-Recommends=false
     -o APT::Architecture=amd64 -o Acquire::Languages=none -o Acquire::ForceHash=sha256)
"${apt[@]}" update -qq
"${apt[@]}" install --print-uris -qq -y emscripten |
  sed -n "s|^'$site/\([^']*\)' \([^ ]*\) .* SHA256:\([0-9a-f]*\)$|\2 deb \3 \1|p" | grep -E "$wanted" | sort | cut -d' ' -f2-
